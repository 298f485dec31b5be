"""A submitted interaction put right: the rows follow what it is to say, every earlier text stays in the history."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from data.model import CaseTypeOfCase, CaseTypeOfInteraction, InteractionRow, NoteRow, SectionRow
from data.rules.ticket import ticket_key
from data.types.forms import InteractionContents
from data.types.notes import Section
from data.types.staff import Officer

T = TypeVar("T", CaseTypeOfInteraction, CaseTypeOfCase)


def stored(session: Session, row: InteractionRow) -> InteractionContents:
    """The contents as they stand now."""
    note = note_of(session, row)
    return InteractionContents(
        sections=[Section(part.title, part.body) for part in sections_of(session, note.id)],
        interaction_type=row.interaction_type,
        related_to=row.related_to,
        case_types=case_types_of(session, row),
        outcome=row.outcome,
        follow_up_on=row.follow_up_on,
        ticket_url=row.ticket_url,
        follow_up_by=row.follow_up_officer_id,
        follow_up_action=row.follow_up_action,
        job_id=row.job_id,
        spoke_with=note.spoke_with,
        identity_checked=note.identity_checked,
        no_advice=note.no_advice,
    )


def put(session: Session, row: InteractionRow, contents: InteractionContents, officer: Officer) -> None:
    """Make the rows say what the contents say; whoever sets a follow-up date follows it up, unless it says who."""
    note = note_of(session, row)
    note.spoke_with, note.identity_checked = contents.spoke_with, contents.identity_checked
    put_sections(session, note, contents.sections)
    advised = any(part.title == "Advice" and part.body.strip() for part in contents.sections)
    note.no_advice = contents.no_advice and not advised
    put_case_types(
        session,
        _case_types(session, row),
        contents.case_types,
        lambda key, at: CaseTypeOfInteraction(interaction_id=row.id, case_type=key, position=at),
    )
    row.interaction_type, row.related_to = contents.interaction_type, contents.related_to
    row.outcome, row.job_id = contents.outcome, contents.job_id
    row.follow_up_action = contents.follow_up_action
    given = contents.follow_up_by != row.follow_up_officer_id
    if contents.follow_up_on != row.follow_up_on or given:
        if given:
            row.follow_up_officer_id = contents.follow_up_by
        set_follow_up(row, contents.follow_up_on, officer)
    if contents.ticket_url != row.ticket_url:
        row.ticket_url, row.ticket_key = contents.ticket_url, ticket_key(contents.ticket_url)
        note.ticket_url = contents.ticket_url
    row.version += 1
    session.flush()


def set_follow_up(row: InteractionRow, day: date | None, officer: Officer) -> None:
    """A new day keeps whom it was given to; no day leaves nobody to follow up."""
    row.follow_up_on = day
    row.follow_up_officer_id = (row.follow_up_officer_id or officer.id) if day else None


def note_of(session: Session, row: InteractionRow) -> NoteRow:
    """The one note of an interaction."""
    return session.scalars(select(NoteRow).where(col(NoteRow.interaction_id) == row.id)).one()


def first_note_of_case(session: Session, case_id: UUID) -> NoteRow | None:
    """The note a case was opened with."""
    asked = select(NoteRow).where(col(NoteRow.case_id) == case_id)
    return session.scalars(asked.order_by(col(NoteRow.written_at), col(NoteRow.id)).limit(1)).first()


def case_types_of(session: Session, row: InteractionRow) -> list[str]:
    """The keys of its case types, the primary first."""
    return [held.case_type for held in _case_types(session, row)]


def sections_of(session: Session, note_id: UUID) -> list[SectionRow]:
    """The sections of a note, in order."""
    asked = select(SectionRow).where(col(SectionRow.note_id) == note_id)
    return list(session.scalars(asked.order_by(col(SectionRow.position))))


def put_sections(session: Session, note: NoteRow, sections: list[Section]) -> None:
    """Make a note say this: its sections keep their places, a new one that has words comes last."""
    kept = {part.title: part for part in sections_of(session, note.id)}
    for part in sections:
        if part.title in kept:
            kept[part.title].body = part.body
        elif part.body.strip():
            session.add(SectionRow(note_id=note.id, position=len(kept), title=part.title, body=part.body))
    session.flush()


def put_case_types(
    session: Session, held: Sequence[T], keys: list[str], make: Callable[[str, int], T]
) -> None:
    """Make the rows of case types those of the keys, in their order."""
    rows = {one.case_type: one for one in held}
    if list(rows) == keys:
        return
    for key in set(rows) - set(keys):
        session.delete(rows[key])
    session.flush()
    for position, key in enumerate(keys):
        if key in rows:
            rows[key].position = position
        else:
            session.add(make(key, position))
    session.flush()


def _case_types(session: Session, row: InteractionRow) -> list[CaseTypeOfInteraction]:
    asked = select(CaseTypeOfInteraction).where(col(CaseTypeOfInteraction.interaction_id) == row.id)
    return list(session.scalars(asked.order_by(col(CaseTypeOfInteraction.position))))
