"""Who may be the contact that is about to be made a second time (features A3.06)."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, or_, select
from sqlalchemy.engine import Connection

from data.rules.folding import fold
from data.rules.standing import standing
from data.search.statements import SHOWN
from data.store.tables import EMAIL, MEMBER, PHONE
from data.types.members import MemberHit

MOST = 20
"""Namesakes that are listed."""

_GIVEN = bindparam("given", type_=MEMBER.c.given_folded.type)
_FAMILY = bindparam("family", type_=MEMBER.c.family_folded.type)
_NAMED = (
    select(*SHOWN)
    .where(
        or_(
            (MEMBER.c.family_folded == _FAMILY) & (MEMBER.c.given_folded == _GIVEN),
            (MEMBER.c.family_folded == _GIVEN) & (MEMBER.c.given_folded == _FAMILY),
        )
    )
    .order_by(MEMBER.c.number)
    .limit(MOST)
)
_CALLED = (
    select(*SHOWN)
    .join_from(PHONE, MEMBER, MEMBER.c.id == PHONE.c.member_id)
    .where(PHONE.c.digits == bindparam("digits", type_=PHONE.c.digits.type))
    .order_by(MEMBER.c.number)
    .limit(MOST)
)
_WRITTEN = (
    select(*SHOWN)
    .join_from(EMAIL, MEMBER, MEMBER.c.id == EMAIL.c.member_id)
    .where(EMAIL.c.folded == bindparam("email", type_=EMAIL.c.folded.type))
    .order_by(MEMBER.c.number)
    .limit(MOST)
)


class Alike:
    """Looks for namesakes; `today` and `arrears_days` decide the standing that is shown."""

    def __init__(self, connection: Connection, today: date, arrears_days: int) -> None:
        self._connection = connection
        self._today = today
        self._arrears_days = arrears_days

    def to(self, given: str, family: str, digits: str, email: str) -> tuple[MemberHit, ...]:
        """Members who share the whole name, the telephone or the e-mail address; each once, with what is shared."""
        found: dict[UUID, tuple[Row[Any], list[str]]] = {}

        def note(rows: Any, why: str) -> None:
            for row in rows:
                said = found.setdefault(row.id, (row, []))[1]
                if why not in said:
                    said.append(why)

        ask, folded = self._connection.execute, {"given": fold(given), "family": fold(family)}
        if folded["family"]:
            note(ask(_NAMED, folded), "same name")
        if digits:
            note(ask(_CALLED, {"digits": digits}), "same phone")
        if email:
            note(ask(_WRITTEN, {"email": email.lower()}), "same e-mail")
        # Whoever shares most stands first.
        best = sorted(found.values(), key=lambda one: -len(one[1]))
        return tuple(self._hit(row, ", ".join(said)) for row, said in best[:MOST])

    def _hit(self, row: Row[Any], why: str) -> MemberHit:
        return MemberHit(
            id=row.id,
            number=row.number,
            name=row.name,
            employer=row.employer,
            standing=standing(row.paid_through, self._today, self._arrears_days),
            paid_through=row.paid_through,
            why=why,
        )
