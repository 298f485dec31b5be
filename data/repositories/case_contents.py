"""A case changed: the rows follow what it is to say, every earlier value stays in the history."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import Uuid, bindparam, select
from sqlalchemy.orm import Session
from sqlmodel import col

from data.model import (
    CaseAssignee,
    CaseRow,
    CaseTypeOfCase,
    CustomFieldRow,
    CustomValueRow,
    NoteRow,
    TagOfCase,
    TagRow,
)
from data.repositories.allocating import took_turn
from data.repositories.editing import first_note_of_case, put_case_types, put_sections
from data.repositories.parts import parts_of
from data.repositories.writing import add_note
from data.store.tables import NOTE, SECTION
from data.types.case_edits import CaseContents
from data.types.notes import BIMAA, Section
from data.types.staff import Assignee

COLUMNS = (
    "title",
    "status",
    "substatus",
    "close_reason",
    "next_steps",
    "follow_up_on",
    "due_on",
    "opened_on",
    "priority",
    "job_id",
    "ticket_url",
    "location",
    "location_note",
    "confidential",
    "scope",
    "marked_for_review",
    "effect",
    "lodged_on",
)
"""What is a column of the case itself."""


_OPENING = (
    select(SECTION.c.title, SECTION.c.body)
    .where(
        SECTION.c.note_id
        == select(NOTE.c.id)
        .where(NOTE.c.case_id == bindparam("case_id", type_=Uuid()))
        .order_by(NOTE.c.written_at, NOTE.c.id)
        .limit(1)
        .scalar_subquery()
    )
    .order_by(SECTION.c.position)
)
"""What the note says that a case was opened with."""


def stored(session: Session, row: CaseRow) -> CaseContents:
    """The contents as they stand now."""
    sections = session.connection().execute(_OPENING, {"case_id": row.id})
    parts = parts_of(session.connection(), row.id)
    return CaseContents(
        sections=[Section(*part) for part in sections],
        case_types=list(parts.case_types),
        assignees=list(parts.assignees),
        tags=list(parts.tags),
        fields=parts.fields,
        **{name: getattr(row, name) for name in COLUMNS},
    )


def judged(session: Session, row: CaseRow) -> CaseContents:
    """As much of them as conditions ask about."""
    parts = parts_of(session.connection(), row.id)
    return CaseContents(
        case_types=list(parts.case_types),
        tags=list(parts.tags),
        **{name: getattr(row, name) for name in COLUMNS},
    )


def put(
    session: Session, row: CaseRow, contents: CaseContents, was: CaseContents, tags: dict[str, UUID]
) -> None:
    """Make the rows say what the contents say, where that differs from what they say now, which is `was`.

    `tags` are the ids of those that are put on.
    """
    if (contents.sections, contents.ticket_url) != (was.sections, was.ticket_url):
        _put_note(session, row, contents)
    if contents.case_types != was.case_types:
        put_case_types(
            session,
            _case_types(session, row.id),
            contents.case_types,
            lambda key, at: CaseTypeOfCase(case_id=row.id, case_type=key, position=at),
        )
    if contents.assignees != was.assignees:
        _put_assignees(session, row, contents.assignees)
    if contents.tags != was.tags:
        _put_tags(session, row.id, contents.tags, tags)
    if contents.fields != was.fields:
        put_values(session, row.id, contents.fields)
    for name in COLUMNS:
        setattr(row, name, getattr(contents, name))
    row.version += 1
    session.flush()


def _put_note(session: Session, row: CaseRow, contents: CaseContents) -> None:
    note = first_note_of_case(session, row.id)
    if note is None and any(part.body.strip() for part in contents.sections):
        note = _opening_note(row)
        add_note(session, note, [])
    if note is not None:
        put_sections(session, note, contents.sections)
        if contents.ticket_url != row.ticket_url:
            note.ticket_url = contents.ticket_url


def _opening_note(row: CaseRow) -> NoteRow:
    """The note of a case that came into the store without one."""
    return NoteRow(
        id=row.id, case_id=row.id, template=BIMAA.key, author_id=row.created_by, written_at=row.created_at
    )


def _case_types(session: Session, case_id: UUID) -> list[CaseTypeOfCase]:
    asked = select(CaseTypeOfCase).where(col(CaseTypeOfCase.case_id) == case_id)
    return list(session.scalars(asked.order_by(col(CaseTypeOfCase.position))))


def _assignees(session: Session, case_id: UUID) -> list[CaseAssignee]:
    asked = select(CaseAssignee).where(col(CaseAssignee.case_id) == case_id)
    return list(session.scalars(asked.order_by(col(CaseAssignee.position))))


def _put_assignees(session: Session, row: CaseRow, wanted: list[Assignee]) -> None:
    held = _assignees(session, row.id)
    if [Assignee(one.officer_id, one.team_id, one.role) for one in held] == wanted:
        return
    for gone in held[len(wanted) :]:
        session.delete(gone)
    for place, one in enumerate(wanted):
        if place < len(held):
            held[place].officer_id, held[place].team_id, held[place].role = (
                one.officer_id,
                one.team_id,
                one.role,
            )
        else:
            session.add(
                CaseAssignee(
                    case_id=row.id,
                    position=place,
                    officer_id=one.officer_id,
                    team_id=one.team_id,
                    role=one.role,
                )
            )
    primary = wanted[0] if wanted else None
    before, row.owner_id = row.owner_id, primary.officer_id if primary else None
    if row.owner_id != before:
        took_turn(session, row.owner_id)
    if primary is not None and primary.team_id is not None:
        row.team_id = primary.team_id
    session.flush()


def _tags(session: Session, case_id: UUID) -> list[tuple[str, UUID]]:
    asked = (
        select(TagRow)
        .join(TagOfCase, col(TagOfCase.tag_id) == col(TagRow.id))
        .where(col(TagOfCase.case_id) == case_id)
        .order_by(col(TagRow.position))
    )
    return [(tag.name, tag.id) for tag in session.scalars(asked)]


def _values(session: Session, case_id: UUID) -> dict[str, CustomValueRow]:
    asked = (
        select(col(CustomFieldRow.name), CustomValueRow)
        .join(CustomFieldRow, col(CustomFieldRow.id) == col(CustomValueRow.field_id))
        .where(col(CustomValueRow.case_id) == case_id)
        .order_by(col(CustomFieldRow.position))
    )
    return {row[0]: row[1] for row in session.execute(asked)}


def put_values(session: Session, case_id: UUID, wanted: Mapping[str, str]) -> None:
    """Make fields of the office's own hold these; what is not named or empty holds nothing."""
    held = _values(session, case_id)
    for name, row in held.items():
        if not wanted.get(name):
            session.delete(row)
        else:
            row.value = wanted[name]
    new = {name: value for name, value in wanted.items() if value and name not in held}
    if new:
        ids = select(col(CustomFieldRow.id), col(CustomFieldRow.name)).where(
            col(CustomFieldRow.name).in_(new)
        )
        session.add_all(
            CustomValueRow(case_id=case_id, field_id=field_id, value=new[name])
            for field_id, name in session.execute(ids)
        )
    session.flush()


def _put_tags(session: Session, case_id: UUID, wanted: list[str], ids: dict[str, UUID]) -> None:
    held = dict(_tags(session, case_id))
    for name in held.keys() - set(wanted):
        session.delete(session.get_one(TagOfCase, (case_id, held[name])))
    session.add_all(
        TagOfCase(case_id=case_id, tag_id=ids[name]) for name in dict.fromkeys(wanted) if name not in held
    )
    session.flush()
