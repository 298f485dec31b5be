"""Adding interactions, cases and notes within a unit of work; history is left by the session."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from data.model import (
    CaseAssignee,
    CaseRow,
    CaseTypeOfCase,
    CaseTypeOfInteraction,
    InteractionRow,
    NoteRow,
    SectionRow,
)
from data.repositories.allocating import took_turn
from data.rules.ticket import ticket_key
from data.types.forms import CaseForm, InteractionForm
from data.types.notes import Section
from data.types.staff import Officer


def add_interaction(
    session: Session, form: InteractionForm, reference: int, officer: Officer, at: datetime
) -> None:
    """Add a checked and cleaned interaction with its note; whoever submits it follows it up, unless it says who."""
    assert form.member_id is not None
    session.add(
        InteractionRow(
            id=form.id,
            reference=reference,
            member_id=form.member_id,
            officer_id=officer.id,
            interaction_type=form.interaction_type,
            related_to=form.related_to,
            outcome=form.outcome,
            follow_up_on=form.follow_up_on,
            follow_up_officer_id=(form.follow_up_by or officer.id) if form.follow_up_on else None,
            follow_up_action=form.follow_up_action,
            job_id=form.job_id,
            ticket_url=form.ticket_url,
            ticket_key=ticket_key(form.ticket_url),
            duration_s=form.duration_s,
            started_at=form.started_at,
            submitted_at=at,
        )
    )
    session.flush()
    session.add_all(
        CaseTypeOfInteraction(interaction_id=form.id, case_type=key, position=position)
        for position, key in enumerate(form.case_types)
    )
    add_note(
        session,
        NoteRow(
            id=form.id,
            interaction_id=form.id,
            template=form.template,
            author_id=officer.id,
            written_at=at,
            ticket_url=form.ticket_url,
            **circumstances(form),
        ),
        form.sections,
    )


def circumstances(form: InteractionForm) -> dict[str, Any]:
    """What is kept with a note of how the contact went, as columns of `note`."""
    return {
        "spoke_with": form.spoke_with,
        "identity_checked": form.identity_checked,
        "no_advice": form.no_advice,
        "reviewed_prior": form.reviewed_prior,
    }


def add_note(session: Session, note: NoteRow, sections: list[Section]) -> None:
    """Add a note, then its sections in order; blank ones too, since they are part of the structure."""
    session.add(note)
    session.flush()
    session.add_all(
        SectionRow(note_id=note.id, position=position, title=part.title, body=part.body)
        for position, part in enumerate(sections)
    )
    session.flush()


def add_case(
    session: Session,
    form: CaseForm,
    reference: int,
    officer: Officer,
    at: datetime,
    today: date,
    office_id: UUID | None = None,
) -> CaseRow:
    """Add a checked and cleaned case with its types, assignees and opening note; it opens today unless it says when."""
    primary = form.assignees[0] if form.assignees else None
    row = CaseRow(
        id=form.id,
        reference=reference,
        member_id=form.member_id,
        title=form.title,
        status=form.status,
        next_steps=form.next_steps,
        job_id=form.job_id,
        follow_up_on=form.follow_up_on,
        due_on=form.due_on,
        opened_on=form.opened_on or today,
        owner_id=primary.officer_id if primary else None,
        team_id=(primary.team_id if primary else None) or officer.team_id,
        office_id=office_id,
        origin="converted" if form.interaction_id else "direct",
        direct_reason="" if form.interaction_id else form.direct_reason,
        ticket_url=form.ticket_url,
        location=form.location or "",
        location_note=form.location_note,
        effect=form.effect,
        status_since=at,
        created_by=officer.id,
        created_at=at,
    )
    session.add(row)
    session.flush()
    session.add_all(
        CaseTypeOfCase(case_id=form.id, case_type=key, position=position)
        for position, key in enumerate(form.case_types)
    )
    session.add_all(
        CaseAssignee(
            case_id=form.id,
            position=position,
            officer_id=held.officer_id,
            team_id=held.team_id,
            role=held.role,
        )
        for position, held in enumerate(form.assignees)
    )
    add_note(
        session,
        NoteRow(
            id=form.id,
            case_id=form.id,
            template=form.template,
            author_id=officer.id,
            written_at=at,
            ticket_url=form.ticket_url,
        ),
        form.sections,
    )
    took_turn(session, row.owner_id)
    return row


def locked_case(session: Session, case_id: UUID) -> CaseRow | None:
    """The case, held until the unit of work ends."""
    return session.get(CaseRow, case_id, with_for_update=True)


def locked_interaction(session: Session, interaction_id: UUID) -> InteractionRow | None:
    """The interaction, held until the unit of work ends."""
    return session.get(InteractionRow, interaction_id, with_for_update=True)
