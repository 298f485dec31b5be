"""Cases: reading one, and lists of them; what an officer may not see is not there."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from itertools import compress
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    Uuid,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.engine import Connection, Row

from data.repositories.deadlines import Deadlines
from data.repositories.members import Members
from data.repositories.notes import Notes
from data.repositories.parts import parts_of
from data.repositories.targets import Targets
from data.repositories.visible import VIEWER, VISIBLE, looking
from data.rules.completeness import Filled, complete
from data.rules.deadlines import until
from data.store.among import IDS, Among, Ids
from data.store.tables import (
    ASSIGNEE,
    CASE,
    CASE_OFFICE,
    CASE_STATUS,
    CASE_TAG,
    CASE_TYPE_OF_CASE,
    CASE_WATCHER,
    INTERACTION,
    MEMBER,
    STAFF,
)
from data.types.errors import NotFound
from data.types.notes import NoteRow
from data.types.records import CaseLine, CaseRecord
from data.types.staff import Officer

NEARER = case(
    (CASE.c.target_on.is_(None), CASE.c.follow_up_on),
    (CASE.c.follow_up_on.is_(None), CASE.c.target_on),
    (CASE.c.target_on < CASE.c.follow_up_on, CASE.c.target_on),
    else_=CASE.c.follow_up_on,
)
"""The day that places a case in a list: follow-up or the nearest target that runs."""

LEADS = and_(
    CASE.c.is_open.is_(True),
    or_(CASE.c.lodge_by <= bindparam("soon", type_=Date()), CASE.c.effect_wanted.is_(True)),
)
"""A limit set by law ends within seven days or has passed, or nobody knows from when it runs: on top of every list."""

_FAR = bindparam("far", date.max, type_=Date())
_READ = (
    select(
        CASE,
        MEMBER.c.name.label("member_name"),
        MEMBER.c.number.label("member_number"),
        func.coalesce(STAFF.c.name, "").label("owner"),
        func.coalesce(CASE_STATUS.c.kind, "").label("status_kind"),
        CASE_STATUS.c.close_after_days,
        func.coalesce(CASE_OFFICE.c.name, "").label("office"),
        INTERACTION.c.id.label("interaction_id"),
        INTERACTION.c.reference.label("interaction_reference"),
    )
    .join_from(CASE, MEMBER, MEMBER.c.id == CASE.c.member_id)
    .outerjoin(STAFF, STAFF.c.id == CASE.c.owner_id)
    .outerjoin(CASE_STATUS, CASE_STATUS.c.name == CASE.c.status)
    .outerjoin(CASE_OFFICE, CASE_OFFICE.c.id == CASE.c.office_id)
    .outerjoin(INTERACTION, INTERACTION.c.case_id == CASE.c.id)
    .where(CASE.c.id == bindparam("case_id"))
    .order_by(INTERACTION.c.reference)
)
_READ_SEEN = _READ.where(VISIBLE)
_ID_OF = select(CASE.c.id).where(CASE.c.reference == bindparam("reference"), VISIBLE)
_REFERENCE = select(CASE.c.reference).where(CASE.c.id == bindparam("case_id"))
_SEEN_AMONG = select(CASE.c.id).where(Among(CASE.c.id, IDS), VISIBLE)
_SEEN = select(CASE.c.reference).where(CASE.c.id == bindparam("case_id"), VISIBLE)
_TYPES = (
    select(CASE_TYPE_OF_CASE.c.case_id, CASE_TYPE_OF_CASE.c.case_type)
    .where(Among(CASE_TYPE_OF_CASE.c.case_id, bindparam("cases", type_=Ids())))
    .order_by(CASE_TYPE_OF_CASE.c.case_id, CASE_TYPE_OF_CASE.c.position)
)
_FILLED = select(
    CASE.c.id,
    CASE.c.status,
    CASE.c.next_steps,
    CASE.c.job_id,
    CASE.c.follow_up_on,
    exists().where(CASE_TYPE_OF_CASE.c.case_id == CASE.c.id).label("typed"),
    exists().where(ASSIGNEE.c.case_id == CASE.c.id).label("allocated"),
).where(Among(CASE.c.id, bindparam("cases", type_=Ids())))


def _lines(*conditions: ColumnElement[bool]) -> Select[Any]:
    """The rows of a list; what is costly to say of a case is asked of those that are shown only."""
    placed = case((LEADS, func.coalesce(CASE.c.lodge_by, _FAR)), else_=func.coalesce(NEARER, _FAR))
    led = case((LEADS, 0), else_=1)
    page = (
        select(CASE, placed.label("placed_on"), led.label("led"))
        .where(VISIBLE, *conditions)
        .order_by(led, placed, CASE.c.priority, CASE.c.opened_on, CASE.c.reference)
        .limit(bindparam("limit", type_=Integer()))
        .subquery()
    )
    return (
        select(
            page,
            MEMBER.c.name.label("member_name"),
            func.coalesce(STAFF.c.name, "").label("owner"),
        )
        .join_from(page, MEMBER, MEMBER.c.id == page.c.member_id)
        .outerjoin(STAFF, STAFF.c.id == page.c.owner_id)
        .order_by(page.c.led, page.c.placed_on, page.c.priority, page.c.opened_on, page.c.reference)
    )


_OPEN = CASE.c.is_open.is_(True)
_MINE = CASE.c.owner_id == VIEWER
_OF_MEMBER = _lines(CASE.c.member_id == bindparam("member"), _OPEN)
_LATELY = _lines(
    CASE.c.member_id == bindparam("member"),
    CASE.c.is_open.is_(False),
    CASE.c.closed_at >= bindparam("since", type_=CASE.c.closed_at.type),
)
_TAGGED = exists().where(CASE_TAG.c.case_id == CASE.c.id, CASE_TAG.c.tag_id == bindparam("tag", type_=Uuid()))
_REVIEW = CASE.c.marked_for_review.is_(True)
_WATCHED = CASE.c.id.in_(select(CASE_WATCHER.c.case_id).where(CASE_WATCHER.c.officer_id == VIEWER))
_NARROWER = (_MINE, _OPEN, _TAGGED, _REVIEW, _WATCHED)


@cache
def _listing(wanted: tuple[bool, ...]) -> Select[Any]:
    """By (mine, open only, with a tag, marked for review, watched)."""
    return _lines(*compress(_NARROWER, wanted))


class Cases:
    """The cases of a store, as one officer sees them."""

    def __init__(self, connection: Connection, officer: Officer) -> None:
        self._connection = connection
        self._officer = officer

    def reference(self, case_id: UUID) -> int | None:
        """The number of a saved case, seen or not; None when it was not saved."""
        found: int | None = self._connection.execute(_REFERENCE, {"case_id": case_id}).scalar()
        return found

    def seen(self, case_id: UUID) -> int:
        """The number of a case that the officer may see; raises NotFound for every other."""
        found: int | None = self._connection.execute(
            _SEEN, {"case_id": case_id, **looking(self._officer)}
        ).scalar()
        if found is None:
            raise NotFound("no such case")
        return found

    def seen_among(self, ids: Iterable[UUID]) -> set[UUID]:
        """Those of these cases that the officer may see."""
        asked = {"ids": list(ids), **looking(self._officer)}
        return set(self._connection.execute(_SEEN_AMONG, asked).scalars())

    def id_of(self, reference: int) -> UUID:
        """The id of C-10482; raises NotFound."""
        found: UUID | None = self._connection.execute(
            _ID_OF, {"reference": reference, **looking(self._officer)}
        ).scalar()
        if found is None:
            raise NotFound("no such case")
        return found

    def read(self, case_id: UUID, *, leaving: bool = False) -> CaseRecord:
        """The case with the notes that are seen first; raises NotFound, also for one the officer may not see.

        `leaving` reads for the last time what the officer has just shut herself out of.
        """
        asked = {"case_id": case_id, **({} if leaving else looking(self._officer))}
        row = self._connection.execute(_READ if leaving else _READ_SEEN, asked).first()
        if row is None:
            raise NotFound("no such case")
        (notes, note_count), waits = (
            Notes(self._connection).first_seen(row.id),
            row.is_open and row.close_after_days,
        )
        parts = parts_of(self._connection, row.id)
        return CaseRecord(
            id=row.id,
            reference=row.reference,
            title=row.title,
            member_id=row.member_id,
            member_name=row.member_name,
            member_number=row.member_number,
            case_types=parts.case_types,
            status=row.status,
            status_kind=row.status_kind,
            next_steps=row.next_steps,
            assignees=parts.assignees,
            owner=row.owner,
            job=Members(self._connection, self._officer).job(row.job_id),
            follow_up_on=row.follow_up_on,
            due_on=row.due_on,
            opened_on=row.opened_on,
            closed_at=row.closed_at,
            priority=row.priority,
            confidential=row.confidential,
            marked_for_review=row.marked_for_review,
            origin=row.origin,
            ticket_url=row.ticket_url,
            interaction_id=row.interaction_id,
            interaction_reference=row.interaction_reference,
            notes=notes,
            note_count=note_count,
            version=row.version,
            location=row.location,
            location_note=row.location_note,
            direct_reason=row.direct_reason,
            scope=row.scope,
            team_id=row.team_id,
            acl=tuple(UUID(str(group)) for group in row.acl),
            watchers=parts.watchers,
            close_reason=row.close_reason,
            substatus=row.substatus,
            fields=parts.fields,
            tags=parts.tags,
            targets=Targets(self._connection).of([row.id])[row.id],
            escalated_at=row.escalated_at,
            effect=row.effect,
            lodged_on=row.lodged_on,
            deadlines=Deadlines(self._connection, self._officer).of_case(row.id),
            opened_by=row.created_by,
            waits_since=_said_last(row, notes) if waits else None,
            waits_days=row.close_after_days if waits else 0,
            kept_open=row.kept_open,
            office_id=row.office_id,
            office=row.office,
        )

    def listing(
        self,
        *,
        mine: bool,
        open_only: bool,
        limit: int,
        today: date,
        tag: UUID | None = None,
        review: bool = False,
        watched: bool = False,
    ) -> tuple[CaseLine, ...]:
        """Cases by the nearer of follow-up and target, those without either last (features A5.04).

        A limit set by law that ends within seven days, or of which the day is not known, leads (domain D2).
        """
        asked = {
            "limit": limit,
            "soon": until(today),
            **({"tag": tag} if tag else {}),
            **looking(self._officer),
        }
        wanted = _listing((mine, open_only, tag is not None, review, watched))
        rows = self._connection.execute(wanted, asked).all()
        return self._lines(rows)

    def open_of(self, member_id: UUID, limit: int, today: date) -> tuple[CaseLine, ...]:
        """The open cases of a member, in the same order."""
        values = {"member": member_id, "limit": limit, "soon": until(today), **looking(self._officer)}
        return self._lines(self._connection.execute(_OF_MEMBER, values).all())

    def closed_since(self, member_id: UUID, since: datetime, limit: int, today: date) -> tuple[CaseLine, ...]:
        """The cases of a member that were closed since then (features B19)."""
        soon = until(today)
        values = {"member": member_id, "since": since, "soon": soon, "limit": limit, **looking(self._officer)}
        return self._lines(self._connection.execute(_LATELY, values).all())

    def _lines(self, rows: Sequence[Row[Any]]) -> tuple[CaseLine, ...]:
        ids = [row.id for row in rows]
        if not ids:
            return ()
        types, held = self._types(ids), self.complete(ids)
        return tuple(_line(row, types[row.id], held[row.id]) for row in rows)

    def complete(self, case_ids: Iterable[UUID]) -> dict[UUID, int]:
        """How many of the seven hold of each of these cases, which the officer may see (features A2.07)."""
        ids = list(case_ids)
        if not ids:
            return {}
        described = Notes(self._connection).described(ids)
        found = self._connection.execute(_FILLED, {"cases": ids})
        return {row.id: complete(_filled(row, row.id in described))[0] for row in found}

    def _types(self, case_ids: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
        found: dict[UUID, tuple[str, ...]] = defaultdict(tuple)
        ids = list(case_ids)
        if ids:
            for row in self._connection.execute(_TYPES, {"cases": ids}):
                found[row.case_id] += (row.case_type,)
        return found


def _said_last(row: Row[Any], notes: Sequence[NoteRow]) -> datetime:
    """When its status or its last note was written, whichever is later."""
    at: datetime = row.status_since or row.created_at
    return max(at, notes[0].written_at) if notes else at


def _filled(row: Row[Any], described: bool) -> Filled:
    return Filled(
        case_types=row.typed,
        status=bool(row.status),
        sections=described,
        next_steps=bool(row.next_steps.strip()),
        assignees=row.allocated,
        job_id=row.job_id is not None,
        follow_up_on=row.follow_up_on is not None,
    )


def _line(row: Row[Any], types: tuple[str, ...], held: int) -> CaseLine:
    return CaseLine(
        id=row.id,
        reference=row.reference,
        title=row.title,
        member_id=row.member_id,
        member_name=row.member_name,
        case_types=types,
        status=row.status,
        owner=row.owner,
        priority=row.priority,
        follow_up_on=row.follow_up_on,
        due_on=row.due_on,
        opened_on=row.opened_on,
        complete=held,
        confidential=row.confidential,
        marked_for_review=row.marked_for_review,
        scope=row.scope,
        closed_at=row.closed_at,
        target_on=row.target_on,
        lodge_by=row.lodge_by,
        effect_wanted=row.effect_wanted,
    )
