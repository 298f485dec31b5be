"""Contacts: submitting one, reading one, putting one right, moving one to another member."""

from copy import deepcopy
from dataclasses import replace
from uuid import UUID

from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from data.desk import cases, secure
from data.desk.awaiting import answered
from data.desk.checking import (
    check_all_listed,
    check_case_types,
    check_follower,
    check_member,
    check_spoke_with,
    clean_sections,
    clean_ticket,
    refuse_gaps,
    refuse_office_gaps,
)
from data.desk.desk import Desk
from data.desk.editing import check, cleaned
from data.model import InteractionRow
from data.repositories.cases import Cases
from data.repositories.editing import put, stored
from data.repositories.interactions import Interactions
from data.repositories.lists import Lists
from data.repositories.writing import add_interaction, locked_interaction
from data.rules.awaited import is_reply
from data.rules.clean import clean_line
from data.rules.merging import merge
from data.rules.reference import say_case, say_interaction
from data.rules.required import OFFICE_ENDS, interaction_gaps
from data.rules.ticket import ticket_key
from data.types.errors import BadInput, Conflict, Incomplete, NotAllowed, NotFound, TicketTaken
from data.types.forms import InteractionContents, InteractionEdit, InteractionForm
from data.types.records import InteractionRecord, Saved
from data.types.stop import Stop


def submit(desk: Desk, form: InteractionForm) -> Saved:
    """Save the contact once, however often it is sent; one about a case becomes a note of that case.

    Raises Incomplete, NotFound, BadInput, TicketTaken, and of a secure note what `cases.add_note` does.
    """
    if form.about_case_id is not None and form.again_of is not None:
        return secure.rewrite_from(desk, form)
    if form.about_case_id is not None:
        return cases.add_note(desk, form.about_case_id, form)
    if form.secure:
        raise BadInput("secure, which a note of a case can be and an interaction cannot")
    form = _cleaned(desk, form)
    with desk.store.writing(action="interactions.submit", officer_id=desk.officer.id, key=form.id) as session:
        connection = session.connection()
        saved = Interactions(connection, desk.officer).reference(form.id)
        if saved is not None:
            return Saved(form.id, saved, say_interaction(saved), already=True)
        lists = Lists(connection)
        refuse_gaps(interaction_gaps(form))
        refuse_office_gaps(interaction_gaps(form, lists.rules()), OFFICE_ENDS)
        assert form.member_id is not None
        check_member(desk, connection, form.member_id, form.job_id)
        chosen = [("interaction type", form.interaction_type), ("topic", form.related_to)]
        check_all_listed(lists, chosen + [("outcome", form.outcome)] * bool(form.outcome))
        check_follower(connection, form.follow_up_by)
        form.case_types = check_case_types(lists, form.case_types)
        _refuse_taken_ticket(session, desk, form.ticket_url, form.id)
        reference = desk.store.next_reference(session, "interaction")
        add_interaction(session, form, reference, desk.officer, desk.clock())
        if is_reply(form.interaction_type, form.spoke_with):
            answered(desk, session, case_id=None, member_id=form.member_id)
    return Saved(form.id, reference, say_interaction(reference))


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
        # What was ticked off is nothing to go on with.
        follow_up_on=record.follow_up_on if record.follow_up_open else None,
        follow_up_by=record.follow_up_by,
        follow_up_action=record.follow_up_action if record.follow_up_open else "",
        job_id=record.job.id if record.job else None,
        ticket_url=record.ticket_url,
        spoke_with=record.spoke_with,
        identity_checked=record.identity_checked,
        no_advice=record.no_advice,
        reviewed_prior=record.reviewed_prior,
        duration_s=record.duration_s,
    )


def contents_of(record: InteractionRecord) -> InteractionContents:
    """What of an interaction can be put right."""
    return InteractionContents(
        sections=list(record.sections),
        interaction_type=record.interaction_type,
        related_to=record.related_to,
        case_types=list(record.case_types),
        outcome=record.outcome,
        follow_up_on=record.follow_up_on,
        ticket_url=record.ticket_url,
        follow_up_by=record.follow_up_by,
        follow_up_action=record.follow_up_action,
        job_id=record.job.id if record.job else None,
        spoke_with=record.spoke_with,
        identity_checked=record.identity_checked,
        no_advice=record.no_advice,
    )


def begin_edit(record: InteractionRecord, edit_id: UUID) -> InteractionEdit:
    """An edit in which nothing differs yet."""
    return InteractionEdit(
        id=edit_id,
        interaction_id=record.id,
        member_label=f"{record.number} {record.member_name}",
        version=record.version,
        was=contents_of(record),
        now=contents_of(record),
    )


def edit(desk: Desk, form: InteractionEdit, reason: str = "") -> InteractionRecord:
    """Save what the officer changed, and answer the interaction as it is then; earlier text stays in the history.

    Where someone else has meanwhile changed other fields, both changes stand; sent again, it holds already and
    nothing is written. Raises Conflict when it was the same field, Incomplete, BadInput, TicketTaken,
    NotAllowed for the follow-up of one that became a case, NotFound.
    """
    mine = cleaned(desk, form.now)
    with desk.store.writing(
        action="interactions.edit", officer_id=desk.officer.id, reason=clean_line(reason), key=form.id
    ) as session:
        interactions = Interactions(session.connection(), desk.officer)
        row = locked_interaction(session, form.interaction_id)
        if row is None:
            raise NotFound("no such interaction")
        now = stored(session, row)
        merged = merge(form.was, mine, now)
        if merged.both:
            raise Conflict(" and ".join(merged.both), row.id, merged.both)
        if merged.contents != now:
            connection = session.connection()
            check(Lists(connection), merged.contents, now)
            if merged.contents.follow_up_by != now.follow_up_by:
                check_follower(connection, merged.contents.follow_up_by)
            if merged.contents.job_id != now.job_id:
                check_member(desk, connection, row.member_id, merged.contents.job_id)
            if _follow_up(merged.contents) != _follow_up(now):
                _refuse_case(desk, session.connection(), row, "its follow-up is changed there")
            if merged.contents.ticket_url != now.ticket_url:
                _refuse_taken_ticket(session, desk, merged.contents.ticket_url, row.id)
            put(session, row, merged.contents, desk.officer)
        return interactions.read(row.id)


def move(desk: Desk, interaction_id: UUID, member_id: UUID, reason: str) -> InteractionRecord:
    """Give an interaction that was noted under the wrong member to the right one, on the record.

    The job stays behind, since it is one of the wrong member's. Raises Incomplete without a reason, NotAllowed when
    it became a case or is hers already, NotFound.
    """
    why = clean_line(reason)
    if not why:
        raise Incomplete(("Reason",))
    with desk.store.writing(action="interactions.move", officer_id=desk.officer.id, reason=why) as session:
        connection = session.connection()
        row = locked_interaction(session, interaction_id)
        if row is None:
            raise NotFound("no such interaction")
        _refuse_case(desk, connection, row, "a case and what it came from stay with one member")
        check_member(desk, connection, member_id, None)
        if row.member_id == member_id:
            raise NotAllowed(f"{say_interaction(row.reference)} is this member's already", todo="")
        row.member_id, row.job_id = member_id, None
        row.version += 1
        session.flush()
        return Interactions(connection, desk.officer).read(row.id)


def _follow_up(contents: InteractionContents) -> tuple[object, ...]:
    return contents.follow_up_on, contents.follow_up_by, contents.follow_up_action


def _refuse_case(desk: Desk, connection: Connection, row: InteractionRow, why: str) -> None:
    if row.case_id is None:
        return
    try:
        became = say_case(Cases(connection, desk.officer).seen(row.case_id))
    except NotFound:
        became = "a case"
    raise NotAllowed(f"{say_interaction(row.reference)} became {became}: {why}", todo="")


def _refuse_taken_ticket(session: Session, desk: Desk, url: str, own: UUID) -> None:
    """Raise TicketTaken when another interaction came as the same ticket."""
    key = ticket_key(url)
    if not key:
        return
    desk.store.take_turns(session, f"ticket {key}")
    taken = Interactions(session.connection(), desk.officer).of_ticket(key)
    if taken is not None and taken[0] != own:
        raise TicketTaken(f"it is {say_interaction(taken[1])}")


def _cleaned(desk: Desk, form: InteractionForm) -> InteractionForm:
    """A copy to save: the form on the screen stays as it was typed."""
    return replace(
        deepcopy(form),
        sections=clean_sections(form.sections),
        template=clean_line(form.template),
        interaction_type=clean_line(form.interaction_type),
        related_to=clean_line(form.related_to),
        outcome=clean_line(form.outcome),
        follow_up_action=clean_line(form.follow_up_action),
        ticket_url=clean_ticket(desk, form.ticket_url),
        spoke_with=check_spoke_with(form.spoke_with),
    )
