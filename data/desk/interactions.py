"""Contacts: submitting one, reading one."""

from copy import deepcopy
from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from data.desk import cases
from data.desk.checking import (
    check_case_types,
    check_listed,
    check_member,
    check_spoke_with,
    clean_sections,
    clean_ticket,
    refuse_gaps,
)
from data.desk.desk import Desk
from data.repositories.interactions import Interactions
from data.repositories.lists import Lists
from data.repositories.writing import add_interaction
from data.rules.clean import clean_line
from data.rules.reference import say_interaction
from data.rules.required import interaction_gaps
from data.rules.ticket import ticket_key
from data.types.errors import TicketTaken
from data.types.forms import InteractionForm
from data.types.records import InteractionRecord, Saved
from data.types.stop import Stop


def submit(desk: Desk, form: InteractionForm) -> Saved:
    """Save the contact once, however often it is sent; one about a case becomes a note of that case.

    Raises Incomplete, NotFound, BadInput.
    """
    if form.about_case_id is not None:
        return cases.add_note(desk, form.about_case_id, form)
    form = _cleaned(form)
    with desk.store.writing(action="interactions.submit", officer_id=desk.officer.id, key=form.id) as session:
        connection = session.connection()
        saved = Interactions(connection, desk.officer).reference(form.id)
        if saved is not None:
            return Saved(form.id, saved, say_interaction(saved), already=True)
        refuse_gaps(interaction_gaps(form))
        assert form.member_id is not None
        lists = Lists(connection)
        check_member(desk, connection, form.member_id, form.job_id)
        check_listed(lists, "interaction type", form.interaction_type)
        check_listed(lists, "topic", form.related_to)
        if form.outcome:
            check_listed(lists, "outcome", form.outcome)
        form.case_types = check_case_types(lists, form.case_types)
        refuse_taken_ticket(session, desk, form)
        reference = desk.store.next_reference(session, "interaction")
        add_interaction(session, form, reference, desk.officer, desk.clock())
    return Saved(form.id, reference, say_interaction(reference))


def refuse_taken_ticket(session: Session, desk: Desk, form: InteractionForm) -> None:
    """Raise TicketTaken when another interaction came as the same ticket."""
    key = ticket_key(form.ticket_url)
    if not key:
        return
    desk.store.take_turns(session, f"ticket {key}")
    taken = Interactions(session.connection(), desk.officer).of_ticket(key)
    if taken is not None and taken[0] != form.id:
        raise TicketTaken(f"it is {say_interaction(taken[1])}")


def read(desk: Desk, interaction_id: UUID, stop: Stop | None = None) -> InteractionRecord:
    """The interaction; raises NotFound."""
    with desk.store.reading(stop) as connection:
        return Interactions(connection, desk.officer).read(interaction_id)


def by_reference(desk: Desk, reference: int, stop: Stop | None = None) -> InteractionRecord:
    """The interaction of that number; raises NotFound."""
    with desk.store.reading(stop) as connection:
        interactions = Interactions(connection, desk.officer)
        return interactions.read(interactions.id_of(reference))


def as_form(record: InteractionRecord) -> InteractionForm:
    """The form a submitted interaction would have been written in, so that it can be converted."""
    return InteractionForm(
        id=record.id,
        started_at=record.submitted_at,
        member_id=record.member_id,
        member_label=f"{record.member_name} {record.member_number}",
        sections=list(record.sections),
        interaction_type=record.interaction_type,
        related_to=record.related_to,
        case_types=list(record.case_types),
        outcome=record.outcome,
        follow_up_on=record.follow_up_on,
        job_id=record.job.id if record.job else None,
        ticket_url=record.ticket_url,
        spoke_with=record.spoke_with,
        identity_checked=record.identity_checked,
        no_advice=record.no_advice,
        reviewed_prior=record.reviewed_prior,
        duration_s=record.duration_s,
    )


def _cleaned(form: InteractionForm) -> InteractionForm:
    """A copy to save: the form on the screen stays as it was typed."""
    return replace(
        deepcopy(form),
        sections=clean_sections(form.sections),
        template=clean_line(form.template),
        interaction_type=clean_line(form.interaction_type),
        related_to=clean_line(form.related_to),
        outcome=clean_line(form.outcome),
        ticket_url=clean_ticket(form.ticket_url),
        spoke_with=check_spoke_with(form.spoke_with),
    )
