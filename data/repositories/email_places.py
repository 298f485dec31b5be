"""Where an e-mail might belong: named cases, cases of its ticket, whoever has its address; nothing is picked."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import String, bindparam, select
from sqlalchemy.engine import Connection, Row

from data.repositories.visible import VISIBLE, looking
from data.rules.emails import NAMED, NAMED_BY_OTHER, OPEN_CASE, SENDER, TICKET, cases_named
from data.rules.reference import say_case
from data.store.among import Among, Ids
from data.store.tables import CASE, EMAIL, FILING, LETTER, MEMBER, NOTE
from data.types.emails import Suggestion, Target
from data.types.staff import Officer

MOST = 8
"""Suggestions that are shown for one e-mail."""
_CASE = (CASE.c.id, CASE.c.reference, CASE.c.title, CASE.c.member_id)
_NAMED = select(*_CASE).where(CASE.c.reference.in_(bindparam("numbers", expanding=True)), VISIBLE)
_OF_ADDRESS = (
    select(EMAIL.c.folded, MEMBER.c.id, MEMBER.c.number, MEMBER.c.name)
    .join_from(EMAIL, MEMBER, MEMBER.c.id == EMAIL.c.member_id)
    .where(EMAIL.c.folded.in_(bindparam("addresses", expanding=True, type_=String())))
    .order_by(MEMBER.c.name, MEMBER.c.id)
)
_OPEN = (
    select(*_CASE)
    .where(
        Among(CASE.c.member_id, bindparam("members", type_=Ids())),
        CASE.c.is_open.is_(True),
        VISIBLE,
    )
    .order_by(CASE.c.reference.desc())
)
_TICKETS = bindparam("tickets", expanding=True, type_=String())
_FILED = (
    select(LETTER.c.ticket, *_CASE)
    .join_from(LETTER, FILING, FILING.c.email_id == LETTER.c.id)
    .join(CASE, CASE.c.id == FILING.c.case_id)
    .where(LETTER.c.ticket.in_(_TICKETS), VISIBLE)
    .distinct()
)
"""An earlier e-mail of the same ticket was filed there."""
_LINKED = (
    select(NOTE.c.ticket_number.label("ticket"), *_CASE)
    .join_from(NOTE, CASE, CASE.c.id == NOTE.c.case_id)
    .where(NOTE.c.ticket_number.in_(_TICKETS), NOTE.c.ticket_number != "", VISIBLE)
    .distinct()
)


class Places:
    """What is asked of all e-mails of a list at once."""

    def __init__(self, connection: Connection, officer: Officer, rows: Sequence[Row[Any]]) -> None:
        self._connection = connection
        self._looking = looking(officer)
        numbers = {number for row in rows for number in cases_named(row.subject)}
        addresses = {one for row in rows for one in row.addresses.split()}
        tickets = {row.ticket for row in rows if row.ticket}
        self._named = {row.reference: row for row in self._asked(_NAMED, numbers=sorted(numbers))}
        self._members: dict[str, list[Row[Any]]] = defaultdict(list)
        for row in self._asked(_OF_ADDRESS, addresses=sorted(addresses)):
            self._members[row.folded].append(row)
        members = {row.id for found in self._members.values() for row in found}
        self._open: dict[UUID, list[Row[Any]]] = defaultdict(list)
        for row in self._asked(_OPEN, members=sorted(members)):
            self._open[row.member_id].append(row)
        self._tickets: dict[str, list[Row[Any]]] = defaultdict(list)
        for statement in (_FILED, _LINKED):
            for row in self._asked(statement, tickets=sorted(tickets)):
                self._tickets[row.ticket].append(row)

    def _asked(self, statement: Any, **values: list[Any]) -> Sequence[Row[Any]]:
        if not all(values.values()):
            return ()
        return self._connection.execute(statement, {**values, **self._looking}).all()

    def of(self, row: Row[Any]) -> tuple[Suggestion, ...]:
        """Of one of them, the likeliest first, each place once."""
        people = [member for one in row.addresses.split() for member in self._members.get(one, ())]
        mine = {member.id for member in people}
        found = [
            _case(case, NAMED if case.member_id in mine or not mine else NAMED_BY_OTHER)
            for number in cases_named(row.subject)
            if (case := self._named.get(number)) is not None
        ]
        found += [_case(case, TICKET) for case in self._tickets.get(row.ticket, ())]
        for member in people:
            found += [_case(case, OPEN_CASE) for case in self._open.get(member.id, ())]
        found += [
            Suggestion(Target(member_id=member.id), member.number, member.name, SENDER) for member in people
        ]
        once = {one.target: one for one in reversed(found)}
        return tuple(one for one in found if once.pop(one.target, None) is not None)[:MOST]


def _case(row: Row[Any], why: str) -> Suggestion:
    return Suggestion(Target(case_id=row.id), say_case(row.reference), row.title, why)
