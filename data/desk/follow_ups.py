"""Follow-ups by one key: another day, another officer, done, called back without an answer (features A1.19)."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from data.desk import targeting
from data.desk.calendar import free_days
from data.desk.checking import check_follower, check_listed
from data.desk.desk import Desk
from data.model import CaseRow, InteractionRow, NoteRow, StaffRow
from data.repositories.cases import Cases
from data.repositories.editing import case_types_of, set_follow_up
from data.repositories.lists import Lists
from data.repositories.writing import add_interaction, add_note, locked_case, locked_interaction
from data.rules.clean import clean_line
from data.rules.days import say_day
from data.rules.holidays import working_day_after
from data.rules.reference import say_case, say_interaction
from data.types.errors import BadInput, Conflict, NotAllowed, NotFound
from data.types.follow_ups import FollowUp
from data.types.forms import InteractionForm
from data.types.notes import BIMAA, Section

NO_ANSWER = "Phone – no answer"
"""The type of interaction that tells of a try."""
NOBODY_REACHED = "No contact made"
"""Its outcome, where the office has it."""


def move(desk: Desk, record: str, record_id: UUID, day: date | None, was: date | None) -> FollowUp:
    """Give a `case` or an `interaction` another follow-up day, or none; `was` is the day as it was read.

    Raises Conflict when someone else has given it a third one meanwhile, NotAllowed, NotFound.
    """
    with desk.store.writing(action="follow_ups.move", officer_id=desk.officer.id) as session:
        row, number = locked(desk, session, record, record_id)
        if row.follow_up_on not in (was, day):
            raise Conflict("follow-up date", record_id, ("follow_up_on",))
        before, was_by = row.follow_up_on, _by(row)
        if before != day or not _to_do(row):
            put_day(desk, session, row, day)
        return FollowUp(record, record_id, number, before, day, was_by=was_by, by=_by(row))


def tick_off(desk: Desk, interaction_id: UUID) -> FollowUp:
    """What was to follow an interaction is done: it leaves the lists and keeps its day.

    Raises NotAllowed when nothing is to follow, NotFound.
    """
    with desk.store.writing(action="follow_ups.done", officer_id=desk.officer.id) as session:
        row, number = locked(desk, session, "interaction", interaction_id)
        refuse_without(row, number)
        assert isinstance(row, InteractionRow)
        by, row.follow_up_officer_id = row.follow_up_officer_id, None
        saved(session, row)
        day = row.follow_up_on
        return FollowUp("interaction", interaction_id, number, day, day, was_by=by, done=True)


def give(
    desk: Desk,
    interaction_id: UUID,
    officer_id: UUID,
    was: UUID | None,
    *,
    action: str = "follow_ups.give",
    reason: str = "",
    batch_id: UUID | None = None,
) -> FollowUp:
    """Give what is to follow an interaction to another officer, in whose list it stands from then on.

    `was` is who had it as it was read. Raises Conflict when someone else has given it to a third one meanwhile,
    NotAllowed when nothing is to follow, BadInput for someone who does not work here now, NotFound (features A1.19).
    """
    with desk.store.writing(
        action=action, officer_id=desk.officer.id, reason=clean_line(reason), batch_id=batch_id
    ) as session:
        row, number = locked(desk, session, "interaction", interaction_id)
        refuse_without(row, number)
        assert isinstance(row, InteractionRow)
        before = row.follow_up_officer_id
        if before not in (was, officer_id):
            raise Conflict("who follows up", interaction_id, ("follow_up_by",))
        check_follower(session.connection(), officer_id)
        if before != officer_id:
            row.follow_up_officer_id = officer_id
            saved(session, row)
        day = row.follow_up_on
        return FollowUp(
            "interaction", interaction_id, number, day, day, was_by=before, by=officer_id,
            by_name=_name_of(session, officer_id),
        )  # fmt: skip


def called_back(desk: Desk, record: str, record_id: UUID) -> FollowUp:
    """Called back, no answer: the try is noted, and the follow-up goes on to the next working day, in one act.

    The try is a note of the case, or for an interaction another one about the same topic. Raises NotAllowed for a
    closed case and for an interaction without a follow-up, BadInput where the office has no such type, NotFound.
    """
    with desk.store.writing(action="follow_ups.called_back", officer_id=desk.officer.id) as session:
        row, number = locked(desk, session, record, record_id)
        lists = Lists(session.connection())
        check_listed(lists, "interaction type", NO_ANSWER)
        was, by, today = row.follow_up_on, _by(row), desk.today()
        if isinstance(row, CaseRow):
            if not row.is_open:
                raise NotAllowed(f"{number} is closed", todo="Open it again to go on with it.")
        else:
            refuse_without(row, number)
        day = working_day_after(max(was or today, today), 1, free_days(desk))
        text = f"Called back, no answer. The follow-up moves to {say_day(day, today)}."
        tried = _note_try(desk, session, row, lists, text)
        put_day(desk, session, row, day)
        return FollowUp(record, record_id, number, was, day, was_by=by, by=by, tried=tried)


def locked(
    desk: Desk, session: Session, record: str, record_id: UUID
) -> tuple[CaseRow | InteractionRow, str]:
    """The record with its number, held until the unit of work ends; raises NotFound, NotAllowed, BadInput."""
    if record == "case":
        case = locked_case(session, record_id)
        reference = Cases(session.connection(), desk.officer).seen(record_id)
        if case is None:
            raise NotFound("no such case")
        return case, say_case(reference)
    if record != "interaction":
        raise BadInput("a kind of record; it is case or interaction")
    row = locked_interaction(session, record_id)
    if row is None:
        raise NotFound("no such interaction")
    number = say_interaction(row.reference)
    if row.case_id is not None:
        raise NotAllowed(f"{number} became a case, which carries the follow-up", todo="")
    return row, number


def _to_do(row: CaseRow | InteractionRow) -> bool:
    return row.follow_up_on is not None and (isinstance(row, CaseRow) or row.follow_up_officer_id is not None)


def _by(row: CaseRow | InteractionRow) -> UUID | None:
    return row.follow_up_officer_id if isinstance(row, InteractionRow) else None


def _name_of(session: Session, officer_id: UUID) -> str:
    person = session.get(StaffRow, officer_id)
    return person.name if person is not None else ""


def refuse_without(row: CaseRow | InteractionRow, number: str) -> None:
    """Raise NotAllowed where nothing is to follow."""
    if not _to_do(row):
        raise NotAllowed(f"{number} has no follow-up to do", todo="A new day gives it one.")


def put_day(desk: Desk, session: Session, row: CaseRow | InteractionRow, day: date | None) -> None:
    """Give it that follow-up day, or none; the target of a case goes with it."""
    if isinstance(row, CaseRow):
        row.follow_up_on = day
        targeting.followed_up(desk, session, row)
    else:
        set_follow_up(row, day, desk.officer)
    saved(session, row)


def saved(session: Session, row: CaseRow | InteractionRow) -> None:
    """It is another version now."""
    row.version += 1
    session.flush()


def _note_try(desk: Desk, session: Session, row: CaseRow | InteractionRow, lists: Lists, text: str) -> UUID:
    tried, now = desk.new_id(), desk.clock()
    sections = [Section(title, text if title == BIMAA.sections[0] else "") for title in BIMAA.sections]
    if isinstance(row, CaseRow):
        note = NoteRow(
            id=tried,
            case_id=row.id,
            template=BIMAA.key,
            author_id=desk.officer.id,
            written_at=now,
            channel=NO_ANSWER,
        )
        add_note(session, note, sections)
        return tried
    form = InteractionForm(
        tried,
        now,
        row.member_id,
        sections=sections,
        interaction_type=NO_ANSWER,
        related_to=row.related_to,
        case_types=case_types_of(session, row),
        outcome=NOBODY_REACHED if lists.holds("outcome", NOBODY_REACHED) else "",
        job_id=row.job_id,
    )
    add_interaction(session, form, desk.store.next_reference(session, "interaction"), desk.officer, now)
    return tried
