"""Messages to members: those of a case or a member, the texts the office has ready, and what waits for a reply."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Select, Uuid, bindparam, exists, func, or_, select
from sqlalchemy.engine import Connection, Row
from sqlalchemy.orm import Session
from sqlmodel import col

from data.model import MessageRow
from data.repositories.visible import VISIBLE, looking
from data.store.among import Among, Ids
from data.store.tables import CASE, CASE_TYPE, CASE_TYPE_OF_CASE, MESSAGE, MESSAGE_TEMPLATE, STAFF
from data.types.messages import Awaited, Loop, Message, MessageKind, MessageTemplate, Reply
from data.types.staff import Officer

WAITED = (Reply.AWAITING.value, Reply.SILENT.value)
"""A question that is open, or that nobody answered."""
_CASE_ID = bindparam("case_id", type_=Uuid())


def _messages(*conditions: Any) -> Select[Any]:
    return (
        select(MESSAGE, func.coalesce(STAFF.c.name, "").label("who"))
        .outerjoin_from(MESSAGE, STAFF, STAFF.c.id == MESSAGE.c.sent_by)
        .where(*conditions)
        .order_by(MESSAGE.c.sent_at.desc(), MESSAGE.c.id.desc())
    )


_OF_CASE = _messages(MESSAGE.c.case_id == _CASE_ID)
_ONE = _messages(MESSAGE.c.id == bindparam("message_id", type_=Uuid()))
_OF_MEMBER = _messages(
    MESSAGE.c.member_id == bindparam("member_id", type_=Uuid()),
    or_(MESSAGE.c.case_id.is_(None), exists().where(CASE.c.id == MESSAGE.c.case_id, VISIBLE)),
)
_TEMPLATES = (
    select(MESSAGE_TEMPLATE)
    .where(MESSAGE_TEMPLATE.c.archived.is_(False))
    .order_by(MESSAGE_TEMPLATE.c.position)
)
_AWAITED = select(
    MESSAGE.c.case_id, MESSAGE.c.sent_at, MESSAGE.c.reply_by, MESSAGE.c.reply, MESSAGE.c.reminded
).where(Among(MESSAGE.c.case_id, bindparam("cases", type_=Ids())), MESSAGE.c.reply.in_(WAITED))
_LOOP = (
    select(CASE_TYPE.c.remind_member_after, CASE_TYPE.c.remind_member_times, CASE_TYPE.c.remind_member_with)
    .join_from(CASE_TYPE_OF_CASE, CASE_TYPE, CASE_TYPE.c.key == CASE_TYPE_OF_CASE.c.case_type)
    .where(CASE_TYPE_OF_CASE.c.case_id == _CASE_ID, CASE_TYPE_OF_CASE.c.position == 0)
)
_OVER = (
    select(MESSAGE.c.id)
    .outerjoin_from(MESSAGE, CASE, CASE.c.id == MESSAGE.c.case_id)
    .where(
        MESSAGE.c.reply == Reply.AWAITING.value,
        MESSAGE.c.reply_by < bindparam("today", type_=Date()),
        or_(MESSAGE.c.case_id.is_(None), CASE.c.is_open.is_(True)),
    )
    .order_by(MESSAGE.c.sent_at)
)


def of_state(*states: Reply) -> Select[Any]:
    """The cases that have a question in one of these states."""
    return select(MESSAGE.c.case_id).where(
        MESSAGE.c.reply.in_([one.value for one in states]), MESSAGE.c.case_id.is_not(None)
    )


class Messages:
    """The messages of a store; whoever asks for those of a case has checked that it may be seen."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_case(self, case_id: UUID) -> tuple[Message, ...]:
        """Those of a case, the newest first."""
        return tuple(_message(row) for row in self._connection.execute(_OF_CASE, {"case_id": case_id}))

    def of_member(self, member_id: UUID, officer: Officer) -> tuple[Message, ...]:
        """All that went to a member, but those of cases the officer may not see."""
        asked = {"member_id": member_id, **looking(officer)}
        return tuple(_message(row) for row in self._connection.execute(_OF_MEMBER, asked))

    def one(self, message_id: UUID) -> Message | None:
        """One, whoever may see it: the program itself asks."""
        row = self._connection.execute(_ONE, {"message_id": message_id}).first()
        return _message(row) if row is not None else None

    def templates(self) -> tuple[MessageTemplate, ...]:
        """The texts the office has ready, in its order."""
        return tuple(
            MessageTemplate(
                row.name,
                MessageKind(row.kind),
                row.subject,
                row.body,
                tuple(row.case_types.splitlines()),
                tuple(row.close_reasons.splitlines()),
                row.reply_days,
            )
            for row in self._connection.execute(_TEMPLATES)
        )

    def awaited(self, cases: Iterable[UUID]) -> dict[UUID, Awaited]:
        """What is waited for in some cases; there is one question a case."""
        ids = list(cases)
        rows = self._connection.execute(_AWAITED, {"cases": ids}) if ids else ()
        return {
            row.case_id: Awaited(row.sent_at, row.reply_by, row.reply == Reply.SILENT, row.reminded)
            for row in rows
        }

    def loop(self, case_id: UUID) -> Loop | None:
        """How the primary type of a case reminds a member who does not answer."""
        row = self._connection.execute(_LOOP, {"case_id": case_id}).first()
        if row is None or row.remind_member_after is None or not row.remind_member_with:
            return None
        return Loop(row.remind_member_after, row.remind_member_times, row.remind_member_with)

    def over(self, today: date) -> tuple[UUID, ...]:
        """Questions whose days are over, whoever may see them: the program itself asks."""
        return tuple(self._connection.execute(_OVER, {"today": today}).scalars())


def waited_of(session: Session, *, case_id: UUID | None, member_id: UUID) -> list[MessageRow]:
    """The open questions of a case, or of a member about no case, held until the unit of work ends."""
    of = (
        col(MessageRow.case_id) == case_id
        if case_id is not None
        else (col(MessageRow.case_id).is_(None)) & (col(MessageRow.member_id) == member_id)
    )
    asked = select(MessageRow).where(of, col(MessageRow.reply).in_(WAITED)).order_by(col(MessageRow.sent_at))
    return list(session.scalars(asked.with_for_update()))


def answered_by(session: Session, email_id: UUID) -> list[MessageRow]:
    """The questions that an e-mail answered and no other has taken the place of, held until the unit of work ends."""
    asked = select(MessageRow).where(
        col(MessageRow.answer_id) == email_id, col(MessageRow.reply) == Reply.REPLIED.value
    )
    rows = list(session.scalars(asked.with_for_update()))
    return [row for row in rows if not _asked_since(session, row)]


def _asked_since(session: Session, row: MessageRow) -> bool:
    of = (
        col(MessageRow.case_id) == row.case_id
        if row.case_id is not None
        else col(MessageRow.case_id).is_(None)
    )
    later = select(col(MessageRow.id)).where(
        of,
        col(MessageRow.member_id) == row.member_id,
        col(MessageRow.sent_at) > row.sent_at,
        col(MessageRow.reply) != "",
    )
    return session.execute(later.limit(1)).first() is not None


def _message(row: Row[Any]) -> Message:
    return Message(
        id=row.id,
        case_id=row.case_id,
        member_id=row.member_id,
        kind=row.kind,
        way=row.way,
        template=row.template,
        to=row.to_address,
        subject=row.subject,
        body=row.body,
        sent_by=row.who,
        sent_at=row.sent_at,
        reply=Reply(row.reply),
        reply_by=row.reply_by,
        reminded=row.reminded,
        ended_at=row.ended_at,
    )
