"""Cases: opening one, reading, adding notes; `changing` and `closing` are rooms of their own."""

from copy import deepcopy
from dataclasses import replace
from datetime import datetime, time, timedelta
from uuid import UUID

from sqlalchemy.engine import Connection

from data.desk import milestones, openings, targeting
from data.desk.automatic import make_first
from data.desk.awaiting import answered
from data.desk.checking import (
    check_case_types,
    check_fields,
    check_member,
    check_raised,
    clean_sections,
    clean_ticket,
    refuse_gaps,
    refuse_office_gaps,
)
from data.desk.deadlines import follow
from data.desk.desk import Desk
from data.desk.held import admitted, check_assignees
from data.desk.holding import allocate
from data.desk.key_trust import ready
from data.desk.member_mail import mail_as_asked
from data.desk.offices import office_of
from data.desk.sealing import put
from data.model import InteractionRow, NoteRow
from data.repositories.case_contents import put_values
from data.repositories.cases import Cases
from data.repositories.editing import first_note_of_case
from data.repositories.lists import Lists
from data.repositories.members import Members
from data.repositories.writing import add_case, circumstances, locked_case, locked_interaction
from data.repositories.writing import add_note as _add_note
from data.rules.awaited import is_reply
from data.rules.channels import is_contact
from data.rules.clean import clean, clean_line
from data.rules.custom import gaps
from data.rules.effect import checked_effect
from data.rules.note_kinds import NoteKind
from data.rules.places import first_place
from data.rules.reference import say_case
from data.rules.required import case_blocks, interaction_gaps, office_gaps
from data.types.errors import BadInput, Conflict, NotFound
from data.types.forms import CaseForm, InteractionForm
from data.types.happenings import Kind
from data.types.records import CaseLine, CaseRecord, Saved
from data.types.secure import SECURE
from data.types.stop import Stop

REOPENED = 9
"""How many closed cases of a member are offered at most."""


def create(desk: Desk, form: CaseForm) -> Saved:
    """Open the case once, however often it is sent; the interaction it comes from is linked both ways.

    Raises Incomplete, NotFound, BadInput, NotAllowed for a type whose cases others raise (features A4.03), and
    Conflict when the interaction already became another case.
    """
    form = _cleaned(desk, form)
    with desk.store.writing(
        action="cases.create", officer_id=desk.officer.id, reason=form.direct_reason, key=form.id
    ) as session:
        connection = session.connection()
        cases = Cases(connection, desk.officer)
        saved = cases.reference(form.id)
        if saved is not None:
            return Saved(form.id, saved, say_case(saved), already=True)
        refuse_gaps(case_blocks(form))
        lists = Lists(connection)
        check_raised(desk, lists, form.case_types)
        if form.by_rule and not form.assignees:
            allocate(desk, session, form)
        else:
            check_assignees(connection, form.assignees, [], confidential=False)
        form.status = form.status or lists.opening_status()
        refuse_office_gaps(office_gaps(form, lists.rules()))
        form.fields = check_fields(desk, lists, form.fields, {})
        refuse_office_gaps(gaps(lists.custom_fields(), form.case_types, form.fields))
        check_member(desk, connection, form.member_id, form.job_id)
        form.case_types = check_case_types(lists, form.case_types)
        form.effect = checked_effect(form.effect, desk.today())
        if lists.status_kind(form.status) is None:
            raise BadInput("the status, which is not in the list")
        if form.opened_on is not None and form.opened_on > desk.today():
            raise BadInput("the opened date, which is still to come")
        if form.location is None:
            form.location = _place_of(desk, connection, form.member_id)
        origin = None
        if form.interaction_id is not None:
            origin = locked_interaction(session, form.interaction_id)
            _check_origin(cases, form, origin)
        reference = desk.store.next_reference(session, "case")
        row = add_case(
            session,
            form,
            reference,
            desk.officer,
            desk.clock(),
            desk.today(),
            office_of(desk, connection, form),
        )
        row.acl = [str(group) for group in admitted(connection, form.case_types)]
        if form.fields:
            put_values(session, form.id, form.fields)
        follow(desk, session, row, anew=True)
        targeting.begin(desk, session, row, form.case_types)
        make_first(desk, session, form.id, form.case_types)
        if form.mail_contact:
            mail_as_asked(desk, session, Kind.CASE_CREATED, row, form.case_types)
        if origin is not None:
            origin.case_id = form.id
            # From now on the case carries the date: one thing to do, not two.
            origin.follow_up_officer_id = None
            origin.version += 1
            session.flush()
    return Saved(form.id, reference, say_case(reference))


def read(desk: Desk, case_id: UUID, stop: Stop | None = None) -> CaseRecord:
    """The case; raises NotFound, also for one the officer may not see."""
    with desk.store.reading(stop) as connection:
        found = Cases(connection, desk.officer).read(case_id)
    return openings.tell(desk, found)


def by_reference(desk: Desk, reference: int, stop: Stop | None = None) -> CaseRecord:
    """The case of that number; raises NotFound."""
    with desk.store.reading(stop) as connection:
        cases = Cases(connection, desk.officer)
        found = cases.read(cases.id_of(reference))
    return openings.tell(desk, found)


def listing(
    desk: Desk,
    *,
    mine: bool = False,
    open_only: bool = True,
    tag: str = "",
    review: bool = False,
    watched: bool = False,
    limit: int = 200,
    stop: Stop | None = None,
) -> tuple[CaseLine, ...]:
    """Cases with what comes next, the most urgent day first; `mine` are those whose primary assignee the officer is.

    `review` are those marked for review (features A3.13), `watched` those the officer watches.

    Raises BadInput for a tag the office does not have.
    """
    with desk.store.reading(stop) as connection:
        tag_id = Lists(connection).tag(tag, archived=True) if tag else None
        if tag and tag_id is None:
            raise BadInput("the tag, which is not in the list")
        lines = Cases(connection, desk.officer).listing(
            mine=mine,
            open_only=open_only,
            limit=limit,
            today=desk.today(),
            tag=tag_id,
            review=review,
            watched=watched,
        )
        return milestones.of_lines(desk, connection, lines)


def open_of(desk: Desk, member_id: UUID, limit: int = 50, stop: Stop | None = None) -> tuple[CaseLine, ...]:
    """The open cases of a member, the most urgent day first."""
    with desk.store.reading(stop) as connection:
        return Cases(connection, desk.officer).open_of(member_id, limit, desk.today())


def closed_lately(desk: Desk, member_id: UUID, stop: Stop | None = None) -> tuple[CaseLine, ...]:
    """The cases of a member that were closed within the days in which the office offers to open them again, the last
    closed first (features B19); none where it offers nothing."""
    with desk.store.reading(stop) as connection:
        days = Lists(connection).rules().reopen_days
        if not days:
            return ()
        since = datetime.combine(desk.today() - timedelta(days=days), time(), desk.zone)
        found = Cases(connection, desk.officer).closed_since(member_id, since, REOPENED, desk.today())
        return tuple(sorted(found, key=lambda line: line.closed_at or since, reverse=True))


def add_note(desk: Desk, case_id: UUID, form: InteractionForm) -> Saved:
    """Add what was written as a note of the case, once; its channel, ticket and length are kept with it.

    A follow-up date in the form becomes the case's; a secure one is encrypted. Raises Incomplete, NotFound, BadInput,
    and what `key_trust.ready` raises.
    """
    sections, ticket_url = clean_sections(form.sections), clean_ticket(desk, form.ticket_url)
    # A keyring may ask its owner first: nothing waits for that.
    author = ready(desk) if form.secure else None
    with desk.store.writing(action="cases.add_note", officer_id=desk.officer.id, key=form.id) as session:
        reference = Cases(session.connection(), desk.officer).seen(case_id)
        saved = Saved(case_id, reference, say_case(reference))
        if session.get(NoteRow, form.id) is not None:
            return saved._replace(already=True)
        refuse_gaps(interaction_gaps(replace(form, about_case_id=case_id, sections=sections)))
        if form.follow_up_by is not None or form.follow_up_action.strip():
            raise BadInput("who follows up and what for, which a case tells by its staff and its next steps")
        note = NoteRow(
            id=form.id,
            case_id=case_id,
            template=clean_line(form.template),
            author_id=desk.officer.id,
            written_at=desk.clock(),
            channel=clean_line(form.interaction_type),
            ticket_url=ticket_url,
            duration_s=form.duration_s,
            security=SECURE if author is not None else NoteKind.STANDARD.value,
            **circumstances(form),
        )
        _add_note(session, note, [] if author is not None else sections)
        row = locked_case(session, case_id)
        assert row is not None
        if author is not None:
            put(desk, session, author, note, sections)
        if form.follow_up_on is not None and row.follow_up_on != form.follow_up_on:
            row.follow_up_on = form.follow_up_on
            row.version += 1
        targeting.contact(desk, session, row, reached=is_contact(note.channel))
        if is_reply(note.channel, note.spoke_with):
            answered(desk, session, case_id=case_id, member_id=row.member_id)
        return saved


def link_ticket(desk: Desk, case_id: UUID, url: str, was: str) -> Saved:
    """Link the case and its first note to a ticket, or take the link away with an empty address (features A2.22).

    `was` is the address as it was read. Raises BadInput, NotFound, Conflict when another was linked meanwhile.
    """
    wanted = clean_ticket(desk, url)
    with desk.store.writing(action="cases.link_ticket", officer_id=desk.officer.id) as session:
        row = locked_case(session, case_id)
        reference = Cases(session.connection(), desk.officer).seen(case_id)
        if row is None:
            raise NotFound("no such case")
        if row.ticket_url not in (was, wanted):
            raise Conflict("ticket", case_id, ("ticket_url",))
        if row.ticket_url == wanted:
            return Saved(case_id, reference, say_case(reference), already=True)
        row.ticket_url = wanted
        first = first_note_of_case(session, case_id)
        if first is not None:
            first.ticket_url = wanted
        row.version += 1
        session.flush()
        return Saved(case_id, reference, say_case(reference))


def _check_origin(cases: Cases, form: CaseForm, origin: InteractionRow | None) -> None:
    if origin is None:
        raise NotFound("no such interaction")
    if origin.member_id != form.member_id:
        raise BadInput("the member, who is not the interaction's")
    if origin.case_id is not None:
        try:
            became = say_case(cases.seen(origin.case_id))
        except NotFound:
            became = "another case"
        raise Conflict(f"the interaction already became {became}", origin.id, ("case_id",))


def _place_of(desk: Desk, connection: Connection, member_id: UUID) -> str:
    """The contact's own address, where there is one (features A3.27)."""
    return first_place(Members(connection, desk.officer).addresses(member_id))


def _cleaned(desk: Desk, form: CaseForm) -> CaseForm:
    """A copy to save: the form on the screen stays as it was typed."""
    return replace(
        deepcopy(form),
        title=clean_line(form.title),
        status=clean_line(form.status),
        template=clean_line(form.template),
        sections=clean_sections(form.sections),
        next_steps=clean(form.next_steps),
        ticket_url=clean_ticket(desk, form.ticket_url),
        direct_reason=clean_line(form.direct_reason),
        location=None if form.location is None else clean_line(form.location),
        location_note=clean_line(form.location_note),
    )
