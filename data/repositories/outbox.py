"""The outbox of a store."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Uuid, bindparam, or_, select, update
from sqlalchemy.engine import Connection, Row
from sqlalchemy.orm import Session

from data.model.columns import UtcTime
from data.repositories.visible import VISIBLE, looking
from data.rules.reference import say_case
from data.store.tables import CASE, OUTGOING_MAIL
from data.types.notices import Claimed, Mail, MailState
from data.types.staff import Officer

_NOW = bindparam("now", type_=UtcTime())
_ID = bindparam("mail_id", type_=Uuid())
_DUE = (
    select(OUTGOING_MAIL.c.id)
    .where(OUTGOING_MAIL.c.state == MailState.WAITING.value, OUTGOING_MAIL.c.next_try_at <= _NOW)
    .order_by(OUTGOING_MAIL.c.next_try_at, OUTGOING_MAIL.c.id)
    .limit(bindparam("limit", type_=Integer()))
)
_HANGING = select(OUTGOING_MAIL.c.id).where(
    OUTGOING_MAIL.c.state == MailState.SENDING.value,
    OUTGOING_MAIL.c.unsure.is_(False),
    OUTGOING_MAIL.c.claimed_at < _NOW,
)
_KNOWN = select(OUTGOING_MAIL.c.id).where(OUTGOING_MAIL.c.key == bindparam("key"))
_ONE = select(OUTGOING_MAIL).where(OUTGOING_MAIL.c.id == _ID)
_LISTING = (
    select(OUTGOING_MAIL, CASE.c.reference)
    .outerjoin_from(OUTGOING_MAIL, CASE, CASE.c.id == OUTGOING_MAIL.c.about_case_id)
    .where(or_(OUTGOING_MAIL.c.about_case_id.is_(None), VISIBLE))
    .order_by(OUTGOING_MAIL.c.posted_at, OUTGOING_MAIL.c.id)
)
_LAST_OF = (
    select(OUTGOING_MAIL, CASE.c.reference)
    .join_from(OUTGOING_MAIL, CASE, CASE.c.id == OUTGOING_MAIL.c.about_case_id)
    .where(OUTGOING_MAIL.c.about_case_id == bindparam("case_id", type_=Uuid()), VISIBLE)
    .order_by(OUTGOING_MAIL.c.posted_at.desc(), OUTGOING_MAIL.c.id.desc())
    .limit(1)
)
_OPEN = (MailState.WAITING.value, MailState.SENDING.value, MailState.FAILED.value)


def add(session: Session, letter: dict[str, Any], at: datetime, unsent: str) -> None:
    """Put it in, unless its key is there."""
    connection = session.connection()
    if is_known(connection, letter["key"]):
        return
    connection.execute(
        OUTGOING_MAIL.insert(),
        {
            "id": session.info["intent"].new_id(),
            "key": letter["key"],
            "to_address": letter["to"],
            "subject": letter["subject"],
            "body": letter["body"],
            "calendar": letter["calendar"],
            "about_case_id": letter["case_id"],
            "about_member_id": letter["member_id"],
            "kind": letter["kind"],
            "state": MailState.GIVEN_UP.value if unsent else MailState.WAITING.value,
            "unsure": False,
            "tries": 0,
            "next_try_at": at,
            "error": unsent,
            "posted_at": at,
        },
    )


def is_known(connection: Connection, key: str) -> bool:
    """Whether there is one of that key."""
    return connection.execute(_KNOWN, {"key": key}).first() is not None


def due(connection: Connection, now: datetime, limit: int) -> tuple[UUID, ...]:
    """What is to be tried now."""
    return tuple(connection.execute(_DUE, {"now": now, "limit": limit}).scalars())


def hanging(connection: Connection, before: datetime) -> tuple[UUID, ...]:
    """What has been going since before that moment."""
    return tuple(connection.execute(_HANGING, {"now": before}).scalars())


def claim(connection: Connection, mail_id: UUID, now: datetime) -> Claimed | None:
    """Take it for this run; None where another run has it."""
    taken = connection.execute(
        update(OUTGOING_MAIL)
        .where(OUTGOING_MAIL.c.id == _ID, OUTGOING_MAIL.c.state == MailState.WAITING.value)
        .values(state=MailState.SENDING.value, claimed_at=now),
        {"mail_id": mail_id},
    ).rowcount
    if not taken:
        return None
    row = connection.execute(_ONE, {"mail_id": mail_id}).one()
    return Claimed(row.id, row.to_address, row.subject, row.body, row.tries, row.posted_at, row.calendar)


def unsure(connection: Connection, mail_id: UUID, said: str, before: datetime | None = None) -> bool:
    """Nobody knows whether it went, and why; False where it was seen to meanwhile."""
    put = update(OUTGOING_MAIL).where(
        OUTGOING_MAIL.c.id == mail_id,
        OUTGOING_MAIL.c.state == MailState.SENDING.value,
        OUTGOING_MAIL.c.unsure.is_(False),
    )
    if before is not None:
        put = put.where(OUTGOING_MAIL.c.claimed_at < before)
    return connection.execute(put.values(unsure=True, error=said)).rowcount > 0


def put(
    connection: Connection,
    mail_id: UUID,
    state: MailState,
    *,
    at: datetime,
    error: str = "",
    tries: int = 0,
    again: datetime | None = None,
    was: MailState | None = None,
) -> bool:
    """What became of it; with `was` nothing is done, and False answered, where it is not so any more."""
    values: dict[str, Any] = {"state": state.value, "unsure": False, "error": error, "tries": tries}
    values["next_try_at"] = again or at
    if state is MailState.SENT:
        values["sent_at"] = at
    one = update(OUTGOING_MAIL).where(OUTGOING_MAIL.c.id == mail_id)
    if was is not None:
        one = one.where(OUTGOING_MAIL.c.state == was.value)
    return connection.execute(one.values(**values)).rowcount > 0


def listing(
    connection: Connection, officer: Officer, *, everything: bool, case_id: UUID | None = None
) -> tuple[Mail, ...]:
    """Mails about cases that the officer sees, or about none; numbered in the order in which they were posted."""
    found = []
    for number, row in enumerate(connection.execute(_LISTING, looking(officer)), 1):
        if (everything or row.state in _OPEN) and case_id in (None, row.about_case_id):
            found.append(_mail(number, row))
    return tuple(found)


def last_of(connection: Connection, officer: Officer, case_id: UUID) -> Mail | None:
    """The mail about a case that was posted last; None where there is none, or the case is not seen."""
    row = connection.execute(_LAST_OF, {"case_id": case_id, **looking(officer)}).first()
    return _mail(0, row) if row is not None else None


def _mail(number: int, row: Row[Any]) -> Mail:
    return Mail(
        number,
        row.id,
        row.to_address,
        row.subject,
        row.kind,
        MailState(row.state),
        row.unsure,
        row.tries,
        row.next_try_at,
        row.error,
        row.posted_at,
        row.sent_at,
        row.about_case_id,
        say_case(row.reference) if row.reference else "",
    )
