"""Changing a case that others may be changing too: field by field, and only the same field is a conflict."""

from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import replace
from uuid import UUID

from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from data.desk import automatic, targeting
from data.desk.checking import (
    check_case_types,
    check_fields,
    check_job,
    clean_sections,
    clean_ticket,
    refuse_office_gaps,
)
from data.desk.deadlines import COUNTED_BY, counted, follow
from data.desk.desk import Desk
from data.desk.held import admitted, check_assignees, check_seen
from data.desk.member_mail import mail_as_asked
from data.model import CaseRow
from data.repositories.case_contents import put, stored
from data.repositories.cases import Cases
from data.repositories.lists import Lists
from data.repositories.writing import locked_case
from data.rules.case_details import contents_of
from data.rules.clean import clean, clean_line
from data.rules.closing import substatus_kept
from data.rules.effect import checked_effect
from data.rules.merging import merge
from data.rules.reference import say_case
from data.rules.required import OFFICE_RULE, office_gaps
from data.types.case_edits import CLOSE_REASONS, CaseContents, CaseEdit
from data.types.choices import Choices
from data.types.errors import BadInput, Conflict, Incomplete, NotAllowed, NotFound
from data.types.happenings import Kind
from data.types.records import CaseRecord
from data.types.staff import Access, Assignee

CHANGE = "cases.change"


def begin(record: CaseRecord, edit_id: UUID) -> CaseEdit:
    """An edit in which nothing differs yet."""
    label = f"{record.number} {record.title}, {record.member_name}"
    return CaseEdit(edit_id, record.id, label, record.version, contents_of(record), contents_of(record))


def again(saved: CaseEdit, edit_id: UUID) -> CaseEdit:
    """The edit that goes on where one was saved, whose record is not read again yet."""
    then = replace(deepcopy(saved.now), next_steps=clean(saved.now.next_steps))
    return CaseEdit(edit_id, saved.case_id, saved.member_label, saved.version, then, deepcopy(saved.now))


def change(desk: Desk, edit: CaseEdit, *, action: str = CHANGE) -> CaseRecord:
    """Save what the officer changed, and answer the case as it is then; earlier values stay in the history.

    Where someone else has meanwhile changed other fields, both changes stand; sent again, it holds already and
    nothing is written. Raises Conflict when it was the same field, Incomplete, BadInput, NotFound.
    """
    mine, reason = _cleaned(desk, edit.now), clean_line(edit.reason)
    with desk.store.writing(action=action, officer_id=desk.officer.id, reason=reason, key=edit.id) as session:
        connection = session.connection()
        row = locked_case(session, edit.case_id)
        # After the lock: someone may have hidden the case from this officer meanwhile.
        Cases(connection, desk.officer).seen(edit.case_id)
        if row is None:
            raise NotFound("no such case")
        now = stored(session, row)
        merged = merge(edit.was, mine, now)
        if merged.both:
            raise Conflict(" and ".join(merged.both), row.id, merged.both)
        if merged.contents != now:
            _put(desk, session, row, merged.contents, now, replace(edit, reason=reason))
            if edit.mail_contact and merged.contents.close_reason and not now.close_reason:
                mail_as_asked(desk, session, Kind.CASE_CLOSED, row, merged.contents.case_types)
        return Cases(connection, desk.officer).read(row.id, leaving=edit.leaving)


def step(
    desk: Desk,
    case_id: UUID,
    wanted: Callable[[Session, CaseRow, CaseContents], CaseContents],
    *,
    action: str,
    reason: str = "",
    batch_id: UUID | None = None,
    handing_over: bool = False,
) -> CaseEdit:
    """Change a case by what stands in the store at that moment, in one act; answers what `u` takes back.

    Others wait meanwhile, so that `wanted` can refuse what someone else has just done. Acts of one `batch_id` belong
    together. Whoever is `handing_over` need not see the case afterwards, and may be of basic access. Raises what
    `wanted` raises, NotFound, BadInput, NotAllowed.
    """
    reason = clean_line(reason)
    with desk.store.writing(
        action=action, officer_id=desk.officer.id, reason=reason, batch_id=batch_id
    ) as session:
        return step_within(desk, session, case_id, wanted, reason=reason, handing_over=handing_over)


def step_within(
    desk: Desk,
    session: Session,
    case_id: UUID,
    wanted: Callable[[Session, CaseRow, CaseContents], CaseContents],
    *,
    reason: str = "",
    handing_over: bool = False,
) -> CaseEdit:
    """The same within a unit of work."""
    row = locked_case(session, case_id)
    cases = Cases(session.connection(), desk.officer)
    cases.seen(case_id)
    if row is None:
        raise NotFound("no such case")
    now = stored(session, row)
    then = wanted(session, row, deepcopy(now))
    number = say_case(row.reference)
    edit = CaseEdit(
        desk.new_id(), case_id, number, row.version, now, then, reason=reason, leaving=handing_over
    )
    due_on = then.due_on
    if then != now:
        _put(desk, session, row, then, now, edit, handing_over=handing_over)
    # The due day that followed is not the officer's: taken back, the targets follow by themselves.
    return replace(edit, version=row.version, now=replace(then, due_on=due_on))


def _put(
    desk: Desk,
    session: Session,
    row: CaseRow,
    wanted: CaseContents,
    now: CaseContents,
    edit: CaseEdit,
    *,
    handing_over: bool = False,
) -> None:
    connection = session.connection()
    lists, was_open = Lists(connection), row.is_open
    _check(desk, connection, row, wanted, now)
    check_people(desk, connection, row, wanted, now, leaving=edit.leaving, handing_over=handing_over)
    closed_before = row.closed_at
    before = automatic.facts_of(session, row, now) if _differ(automatic.JUDGED, wanted, now) else None
    _follow_status(desk, lists, row, wanted, now)
    if was_open and not row.is_open:
        automatic.refuse_held_open(desk, session, row, wanted.case_types, edit)
    targeting.follow(desk, session, row, wanted, now, closed_before=closed_before, reason=edit.reason)
    put(session, row, wanted, now, _tag_ids(lists, wanted, now))
    if wanted.case_types != now.case_types:
        row.acl = [str(group) for group in admitted(connection, wanted.case_types)]
        session.flush()
    moved = _differ(COUNTED_BY, wanted, now)
    if moved or not counted(row):
        follow(desk, session, row, anew=not moved)
    if before is not None:
        # The state is that of the job, or of the contact's address, which no change of a case touches.
        state = before["state"] if wanted.job_id == now.job_id else None
        automatic.follow(desk, session, row, before, automatic.facts_of(session, row, wanted, state))


def _differ(names: Iterable[str], wanted: CaseContents, now: CaseContents) -> bool:
    return any(getattr(wanted, name) != getattr(now, name) for name in names)


def check_people(
    desk: Desk,
    connection: Connection,
    row: CaseRow,
    wanted: CaseContents,
    now: CaseContents,
    *,
    leaving: bool,
    known: Choices | None = None,
    handing_over: bool = False,
) -> None:
    """Raise NotAllowed for whom it cannot go to, and for who may not see it or be shut out."""
    if wanted.assignees != now.assignees or wanted.confidential != now.confidential:
        check_assignees(
            connection, wanted.assignees, now.assignees, confidential=wanted.confidential, known=known
        )
    if desk.officer.access <= Access.BASIC:
        me = Assignee(officer_id=desk.officer.id)
        if not handing_over and any(one != me and one not in now.assignees for one in wanted.assignees):
            raise NotAllowed("basic access does not allocate cases to others")
        if wanted.marked_for_review != now.marked_for_review:
            raise NotAllowed("basic access does not mark cases for review")
    decides = ("assignees", "confidential", "scope", "case_types")
    if _differ(decides, wanted, now):
        check_seen(desk, connection, row, wanted, now, leaving=leaving)


def _check(desk: Desk, connection: Connection, row: CaseRow, wanted: CaseContents, now: CaseContents) -> None:
    """Raise Incomplete for what no case is without, BadInput for a new value that cannot be."""
    if not wanted.title:
        raise Incomplete(("Title",))
    lists = Lists(connection)
    if wanted.case_types != now.case_types:
        wanted.case_types = check_case_types(lists, wanted.case_types)
    wanted.fields = check_fields(desk, lists, wanted.fields, now.fields)
    if wanted.job_id != now.job_id:
        check_job(desk, connection, row.member_id, wanted.job_id)
    if wanted.effect != now.effect:
        wanted.effect = checked_effect(wanted.effect, desk.today())
    if wanted.lodged_on is not None and wanted.lodged_on != now.lodged_on and wanted.lodged_on > desk.today():
        raise BadInput("the day it was lodged, which is still to come")
    if wanted.opened_on is None:
        wanted.opened_on = now.opened_on
    if wanted.opened_on is not None and wanted.opened_on != now.opened_on and wanted.opened_on > desk.today():
        raise BadInput("the opened date, which is still to come")
    if not 1 <= wanted.priority <= 5:
        raise BadInput("the priority, which is 1 to 5")
    # What was empty before may stay so: only what this change takes away is the office's to refuse.
    rules = lists.rules()
    before = office_gaps(now, rules)
    refuse_office_gaps(gap for gap in office_gaps(wanted, rules) if gap not in before)


def _follow_status(desk: Desk, lists: Lists, row: CaseRow, wanted: CaseContents, now: CaseContents) -> None:
    """Whether the case is open follows its status; a closed one is resolved unless it is shelved (features A3.19)."""
    kind = lists.status_kind(wanted.status)
    if kind is None:
        raise BadInput("the status, which is not in the list")
    if kind != "closed":
        wanted.close_reason = ""
    elif not wanted.close_reason:
        wanted.close_reason = now.close_reason or CLOSE_REASONS[0]
    if wanted.close_reason and wanted.close_reason not in CLOSE_REASONS:
        raise BadInput(f"how it is closed, which is {' or '.join(CLOSE_REASONS)}")
    if (wanted.status, wanted.substatus) != (now.status, now.substatus):
        _follow_substatus(lists, wanted, now)
    if wanted.status != now.status:
        row.status_since, row.kept_open = desk.clock(), ""
    row.is_open = kind != "closed"
    row.closed_at = None if row.is_open else row.closed_at or desk.clock()


def _follow_substatus(lists: Lists, wanted: CaseContents, now: CaseContents) -> None:
    """A sub-status is one of its status's; where the office requires one, none is refused (features A3.20)."""
    listed = lists.substatuses(wanted.status)
    kept = substatus_kept(wanted.substatus, now.substatus, listed)
    if kept is None:
        raise BadInput(f"the sub-status; {wanted.status} has {', '.join(listed) or 'none'}")
    wanted.substatus = kept
    if listed and not kept and lists.rules().substatus_required:
        raise Incomplete(("Sub-status",), todo=OFFICE_RULE)


def _tag_ids(lists: Lists, wanted: CaseContents, now: CaseContents) -> dict[str, UUID]:
    """The ids of the tags that are put on; raises BadInput for one the office does not have."""
    ids: dict[str, UUID] = {}
    for name in wanted.tags:
        tag_id = lists.tag(name) if name not in now.tags else None
        if tag_id is not None:
            ids[name] = tag_id
        elif name not in now.tags:
            raise BadInput("the tag, which is not in the list")
    return ids


def _cleaned(desk: Desk, contents: CaseContents) -> CaseContents:
    """A copy to save: the form on the screen stays as it was typed. Raises BadInput for a ticket that is none."""
    found = deepcopy(contents)
    found.sections = clean_sections(found.sections)
    found.next_steps = clean(found.next_steps)
    for name in ("title", "status", "substatus", "close_reason", "location", "location_note", "effect"):
        setattr(found, name, clean_line(getattr(found, name)))
    found.ticket_url = clean_ticket(desk, found.ticket_url)
    return found
