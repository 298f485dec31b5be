"""What somebody holds who goes away, what was handed over for it, and what is to be given back (features B29)."""

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Uuid, bindparam, func, select
from sqlalchemy.engine import Connection, Row
from sqlalchemy.orm import Session
from sqlmodel import col

from data.model import HandedRow, HandoverRow
from data.repositories.cases import NEARER
from data.repositories.visible import VISIBLE, looking
from data.rules.reference import say_case, say_interaction
from data.store.tables import ASSIGNEE, CASE, HANDED, HANDOVER, INTERACTION, MEMBER, STAFF, TASK, TASK_TYPE
from data.types.leave import Thing, ToGiveBack
from data.types.staff import Officer
from data.types.tasks import TaskStatus

_WHO = bindparam("who", type_=Uuid())
_CASES = (
    select(CASE, NEARER.label("on_day"), MEMBER.c.name.label("member_name"))
    .join_from(CASE, MEMBER, MEMBER.c.id == CASE.c.member_id)
    .where(CASE.c.owner_id == _WHO, CASE.c.is_open.is_(True), VISIBLE)
    .order_by(CASE.c.reference)
)
# Under a name of its own: who may see a case asks for its assignees too.
_OTHER = ASSIGNEE.alias("other")
_BESIDE = (
    select(_OTHER.c.case_id, _OTHER.c.officer_id)
    .join_from(_OTHER, CASE, CASE.c.id == _OTHER.c.case_id)
    .where(CASE.c.owner_id == _WHO, CASE.c.is_open.is_(True), _OTHER.c.officer_id != _WHO)
    .order_by(_OTHER.c.case_id, _OTHER.c.position)
)
_FOLLOW_UPS = (
    select(INTERACTION, MEMBER.c.name.label("member_name"))
    .join_from(INTERACTION, MEMBER, MEMBER.c.id == INTERACTION.c.member_id)
    .where(
        INTERACTION.c.follow_up_officer_id == _WHO,
        INTERACTION.c.follow_up_on.is_not(None),
        INTERACTION.c.case_id.is_(None),
    )
    .order_by(INTERACTION.c.reference)
)
# What follows the owner of its case goes over with it by itself.
_TASKS = (
    select(
        TASK,
        CASE.c.reference,
        MEMBER.c.name.label("member_name"),
        func.coalesce(TASK_TYPE.c.performers, "").label("performers"),
    )
    .join_from(TASK, CASE, CASE.c.id == TASK.c.case_id)
    .join(MEMBER, MEMBER.c.id == CASE.c.member_id)
    .outerjoin(TASK_TYPE, TASK_TYPE.c.id == TASK.c.task_type_id)
    .where(
        TASK.c.officer_id == _WHO,
        TASK.c.follows_owner.is_(False),
        TASK.c.status == TaskStatus.OPEN.value,
        CASE.c.is_open.is_(True),
        VISIBLE,
    )
    .order_by(CASE.c.reference, TASK.c.position, TASK.c.id)
)
_OFFICER = select(STAFF).where(STAFF.c.id == _WHO)
_OUT = (HANDOVER.c.back_at.is_(None), HANDOVER.c.until.is_not(None))
_WAITING = (
    select(HANDOVER.c.officer_id, func.count().label("held"))
    .join_from(HANDOVER, HANDED, HANDED.c.handover_id == HANDOVER.c.id)
    .where(*_OUT, HANDOVER.c.until <= bindparam("today", type_=Date()))
    .group_by(HANDOVER.c.officer_id)
)
_OUT_OF = (
    select(HANDOVER.c.id, STAFF.c.name, HANDOVER.c.until, func.count().label("records"))
    .join_from(HANDOVER, HANDED, HANDED.c.handover_id == HANDOVER.c.id)
    .join(STAFF, STAFF.c.id == HANDOVER.c.officer_id)
    .where(*_OUT, HANDOVER.c.officer_id == _WHO)
    .group_by(HANDOVER.c.id, STAFF.c.name, HANDOVER.c.until)
    .order_by(HANDOVER.c.until, HANDOVER.c.id)
)


def things_of(connection: Connection, officer_id: UUID, viewer: Officer) -> tuple[Thing, ...]:
    """Open cases, follow-ups and tasks of somebody, of those that the viewer may see."""
    asked = {"who": officer_id, **looking(viewer)}
    beside: dict[UUID, list[UUID]] = defaultdict(list)
    for row in connection.execute(_BESIDE, {"who": officer_id}):
        beside[row.case_id].append(row.officer_id)
    return (
        *(_case(row, tuple(beside[row.id])) for row in connection.execute(_CASES, asked)),
        *(_follow_up(row) for row in connection.execute(_FOLLOW_UPS, {"who": officer_id})),
        *(_task(row) for row in connection.execute(_TASKS, asked)),
    )


def waiting_back(connection: Connection, today: date) -> dict[UUID, int]:
    """How many records were handed over by everyone whose leave is over, and not given back yet."""
    return {row.officer_id: row.held for row in connection.execute(_WAITING, {"today": today})}


def handed_over(connection: Connection, officer_id: UUID) -> tuple[ToGiveBack, ...]:
    """What somebody handed over until a day, and has not back yet; the first to be back first."""
    rows = connection.execute(_OUT_OF, {"who": officer_id})
    return tuple(ToGiveBack(row.id, row.name, row.until, row.records) for row in rows)


def handed_of(connection: Connection, handover_id: UUID) -> tuple[HandedRow, ...]:
    """The records of one handover: cases first, since their tasks are seen by whoever holds them."""
    asked = (
        select(HANDED)
        .where(HANDED.c.handover_id == handover_id)
        .order_by(HANDED.c.record, HANDED.c.record_id)
    )
    return tuple(HandedRow(**row) for row in connection.execute(asked).mappings())


def note_begun(session: Session, row: HandoverRow, handed: list[HandedRow]) -> bool:
    """Remember what is about to be handed over; False for what was begun before, which is not begun twice."""
    if session.get(HandoverRow, row.id) is not None:
        return False
    session.add(row)
    session.flush()
    session.add_all(handed)
    session.flush()
    return True


def forget(session: Session, handover_id: UUID, records: set[UUID]) -> None:
    """These were not handed over after all."""
    held = session.scalars(_rows(handover_id)).all()
    for row in held:
        if row.record_id in records:
            session.delete(row)
    session.flush()


def _rows(handover_id: UUID) -> Any:
    return select(HandedRow).where(col(HandedRow.handover_id) == handover_id)


def _case(row: Row[Any], beside: tuple[UUID, ...]) -> Thing:
    lodged = row.lodged_on is not None
    return Thing(
        "case",
        row.id,
        say_case(row.reference),
        row.member_name,
        row.title,
        row.on_day,
        row.priority,
        None if lodged else row.lodge_by,
        row.effect_wanted,
        row.confidential,
        beside=beside,
    )


def _follow_up(row: Row[Any]) -> Thing:
    number = say_interaction(row.reference)
    return Thing("interaction", row.id, number, row.member_name, row.related_to, row.follow_up_on)


def _task(row: Row[Any]) -> Thing:
    return Thing(
        "task",
        row.id,
        say_case(row.reference),
        row.member_name,
        row.title,
        row.due_on,
        case_id=row.case_id,
        performers=tuple(row.performers.splitlines()),
    )
