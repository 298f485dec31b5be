"""Targets follow what happens to a case, in the act that does it, on both stores."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, select, update

from data.desk import cases, follow_ups, history, queue, sweeping, targets
from data.desk.calendar import free_days
from data.desk.desk import Desk
from data.store.store import Store
from data.store.tables import ACT, CALENDAR, CASE, CASE_TARGET, CASE_TYPE, GROUP_MEMBER, STAFF_GROUP
from data.types.errors import BadInput, Incomplete, NotAllowed, NotFound
from data.types.records import CaseRecord
from data.types.targets import Source, Target, TargetKind
from data.types.work import WorkGroup
from tests.builders import (
    TODAY,
    Clock,
    a_case,
    a_case_form,
    a_member,
    an_interaction_form,
    change_case,
    staff_id,
)

FIRST, NEXT, DONE = TargetKind.RESPONSE, TargetKind.FOLLOW_UP, TargetKind.COMPLETION
WAITING = "Waiting on member"


def promise(store: Store, *keys: str, **columns: Any) -> None:
    """Let a case type promise something else."""
    with store.loading("test") as connection:
        connection.execute(update(CASE_TYPE).where(CASE_TYPE.c.key.in_(keys or ("ROS",))).values(**columns))


@pytest.fixture
def member(store: Store) -> UUID:
    return a_member(store)


@pytest.fixture
def case(desk: Desk, store: Store, member: UUID) -> CaseRecord:
    """Opened Monday 23 November 2026, 9:41, of a type that promises an answer and five working days."""
    promise(store, target_working_days=5, first_response="4 working hours")
    return cases.read(desk, a_case(desk, member, owner="kim.tran"))


def target(desk: Desk, case_id: UUID, kind: TargetKind = DONE) -> Target:
    found = targets.of_case(desk, case_id).of(kind)
    assert found is not None
    return found


def changed(desk: Desk, case_id: UUID, reason: str = "", **values: Any) -> CaseRecord:
    return change_case(desk, cases.read(desk, case_id), reason, **values)


# Set by the case type


def test_a_case_begins_with_what_its_type_promises(desk: Desk, case: CaseRecord) -> None:
    assert case.due_on == date(2026, 11, 30)
    completion, response = target(desk, case.id), target(desk, case.id, FIRST)
    assert completion.because == "5 working days: skips Sat 28, Sun 29"
    assert (completion.source, completion.due_at) == (Source.AUTO, datetime(2026, 11, 30, 13, tzinfo=UTC))
    assert response.due_at == datetime(2026, 11, 23, 2, 41, tzinfo=UTC)
    assert response.because == "4 working hours; by 13:41"


def test_a_type_that_promises_nothing_sets_nothing(desk: Desk, store: Store, member: UUID) -> None:
    promise(store, target_working_days=None)
    case = cases.read(desk, a_case(desk, member))
    assert (case.due_on, case.targets) == (None, ())


def test_the_office_s_own_closed_days_are_left_out(desk: Desk, store: Store, member: UUID) -> None:
    promise(store, target_working_days=2)
    with store.loading("test") as connection:
        connection.execute(update(CALENDAR).values(closed="2026-11-24 Picnic"))
    case = cases.read(desk, a_case(desk, member))
    assert case.due_on == date(2026, 11, 26)
    assert case.targets[0].because == "2 working days: skips Tue 24 Picnic"
    # And days that somebody types are warned of it as they are of a public holiday.
    free = free_days(desk)
    assert (free[date(2026, 11, 24)], free[date(2026, 12, 25)]) == ("Picnic", "Christmas Day")


def test_sent_twice_it_begins_once(desk: Desk, member: UUID) -> None:
    form = a_case_form(member)
    assert cases.create(desk, form).already is False
    assert cases.create(desk, form).already is True
    assert len(cases.read(desk, form.id).targets) == 1


# Met


def test_the_first_note_answers_the_case_and_a_call_nobody_answered_does_not(
    desk: Desk, case: CaseRecord, clock: Clock
) -> None:
    clock.move(minutes=5)
    follow_ups.called_back(desk, "case", case.id)
    assert target(desk, case.id, FIRST).met_at is None
    clock.move(minutes=5)
    form = an_interaction_form(case.member_id, about_case_id=case.id, case_types=[], outcome="")
    cases.add_note(desk, case.id, form)
    assert target(desk, case.id, FIRST).met_at == clock()
    clock.move(hours=1)
    cases.add_note(desk, case.id, an_interaction_form(case.member_id, case_types=[], outcome=""))
    assert target(desk, case.id, FIRST).met_at != clock()


def test_closing_meets_and_opening_again_goes_on_where_it_was(
    desk: Desk, case: CaseRecord, clock: Clock
) -> None:
    clock.move(days=1)
    changed(desk, case.id, status="Closed")
    assert {one.met_at for one in targets.of_case(desk, case.id).targets} == {clock()}
    met = clock()
    clock.move(days=7)
    changed(desk, case.id, status="Open")
    again = target(desk, case.id)
    # Closed from Tuesday to Tuesday: five working days did not count.
    assert (again.met_at, again.due_on) == (None, date(2026, 12, 7))
    assert target(desk, case.id, FIRST).met_at == met
    assert cases.read(desk, case.id).due_on == again.due_on


@pytest.mark.parametrize(("rule", "due"), [("restart", date(2026, 12, 8)), ("stop", None)])
def test_opening_again_restarts_or_stops_where_the_type_says_so(
    desk: Desk, store: Store, case: CaseRecord, clock: Clock, rule: str, due: date | None
) -> None:
    promise(store, target_on_reopening=rule)
    clock.move(days=1)
    changed(desk, case.id, status="Closed")
    clock.move(days=7)
    assert changed(desk, case.id, status="Open").due_on == due


def test_closing_and_opening_twice_change_nothing_more(desk: Desk, case: CaseRecord, clock: Clock) -> None:
    closed = changed(desk, case.id, status="Closed")
    clock.move(days=1)
    assert changed(desk, case.id, status="Closed").version == closed.version
    again = changed(desk, case.id, status="Open")
    clock.move(days=1)
    assert changed(desk, case.id, status="Open").version == again.version
    assert len(targets.of_case(desk, case.id).holds) == 1


# On hold


def test_a_status_that_waits_pauses_and_any_other_goes_on(desk: Desk, case: CaseRecord, clock: Clock) -> None:
    clock.move(days=1)
    waiting = changed(desk, case.id, status=WAITING)
    assert all(one.paused_since == clock() for one in waiting.targets)
    clock.move(days=2)
    assert changed(desk, case.id, status="Waiting on employer").due_on == case.due_on
    clock.move(days=1)
    after = changed(desk, case.id, status="In progress")
    # On hold at the ends of Tuesday, Wednesday and Thursday.
    assert after.due_on == date(2026, 12, 3)
    assert target(desk, case.id).because == (
        "5 working days: skips Sat 28, Sun 29; on hold Tue 24 Nov to Thu 26 Nov"
    )
    assert [hold.why for hold in targets.of_case(desk, case.id).holds] == [WAITING]


def test_a_clock_that_jumps_back_makes_no_negative_hold(desk: Desk, case: CaseRecord, clock: Clock) -> None:
    clock.move(days=2)
    changed(desk, case.id, status=WAITING)
    clock.move(days=-1)
    assert changed(desk, case.id, status="In progress").due_on == case.due_on
    (hold,) = targets.of_case(desk, case.id).holds
    assert hold.start == hold.end


def test_what_is_on_hold_gives_no_place_in_the_work(
    desk: Desk, store: Store, member: UUID, clock: Clock
) -> None:
    case_id = a_case(desk, member, follow_up_on=None)
    row = queue.mine(desk).rows[0]
    assert (row.on, row.kind.value) == (date(2026, 12, 14), "target")
    changed(desk, case_id, status=WAITING)
    assert queue.mine(desk).rows[0].on is None
    clock.move(days=60)
    assert queue.mine(desk).overdue == 0
    changed(desk, case_id, status="Open")
    assert queue.mine(desk).rows[0].on == cases.read(desk, case_id).due_on


def test_a_case_closed_while_it_waits_is_met(desk: Desk, case: CaseRecord, clock: Clock) -> None:
    changed(desk, case.id, status=WAITING)
    clock.move(days=1)
    changed(desk, case.id, status="Closed")
    one = target(desk, case.id)
    assert (one.met_at, one.paused_since) == (clock(), None)


# Set and extended by staff


def test_extending_needs_a_reason_which_stays_in_the_history(desk: Desk, case: CaseRecord) -> None:
    with pytest.raises(Incomplete, match="reason"):
        changed(desk, case.id, due_on=date(2026, 12, 4))
    assert cases.read(desk, case.id).due_on == case.due_on
    changed(desk, case.id, "she is away", due_on=date(2026, 12, 4))
    one = target(desk, case.id)
    assert (one.source, one.due_on) == (Source.EXTENDED, date(2026, 12, 4))
    assert one.because == "extended by Kim Tran on Mon 23 Nov, because she is away"
    (told,) = targets.of_case(desk, case.id).extensions
    assert (told.who, told.was, told.now, told.reason) == (
        "Kim Tran",
        "2026-11-30",
        "2026-12-04",
        "she is away",
    )


def test_bringing_it_forward_needs_none(desk: Desk, case: CaseRecord) -> None:
    assert changed(desk, case.id, due_on=date(2026, 11, 26)).due_on == date(2026, 11, 26)
    assert target(desk, case.id).source is Source.STAFF


def test_taking_it_away_is_an_extension_without_end(desk: Desk, case: CaseRecord) -> None:
    with pytest.raises(Incomplete):
        changed(desk, case.id, due_on=None)
    assert changed(desk, case.id, "no date can be given", due_on=None).due_on is None
    assert targets.of_case(desk, case.id).of(DONE) is None


def test_what_staff_set_moves_with_a_hold_by_as_many_days(desk: Desk, case: CaseRecord, clock: Clock) -> None:
    changed(desk, case.id, "she is away", due_on=date(2026, 12, 4))
    clock.move(days=1)
    changed(desk, case.id, status=WAITING)
    clock.move(days=3)
    assert changed(desk, case.id, status="Open").due_on == date(2026, 12, 7)
    assert target(desk, case.id).because.endswith("because she is away; on hold Tue 24 Nov to Thu 26 Nov")


@pytest.mark.parametrize(
    ("columns", "was", "day", "told"),
    [
        ({"may_extend_target": False}, 5, date(2026, 12, 4), "are not extended"),
        ({"may_set_target": False}, None, date(2026, 12, 4), "do not set targets"),
    ],
)
def test_the_case_type_decides_what_staff_may(
    desk: Desk, store: Store, member: UUID, columns: dict[str, bool], was: int | None, day: date, told: str
) -> None:
    promise(store, target_working_days=was, **columns)
    case_id = a_case(desk, member)
    with pytest.raises(NotAllowed, match=told):
        changed(desk, case_id, "because", due_on=day)


def test_staff_set_one_where_the_type_sets_none(desk: Desk, store: Store, member: UUID) -> None:
    promise(store, target_working_days=None)
    assert changed(desk, a_case(desk, member), due_on=date(2026, 12, 4)).due_on == date(2026, 12, 4)


def test_a_closed_case_keeps_its_target(desk: Desk, case: CaseRecord) -> None:
    changed(desk, case.id, status="Closed")
    with pytest.raises(NotAllowed, match="closed"):
        changed(desk, case.id, "late answer", due_on=date(2026, 12, 4))


def test_a_day_before_the_case_opened_is_refused(desk: Desk, case: CaseRecord) -> None:
    with pytest.raises(BadInput, match="before the day the case was opened"):
        changed(desk, case.id, due_on=date(2026, 11, 22))


# Another type


@pytest.mark.parametrize(
    ("rule", "due"),
    [
        ("restart", date(2026, 12, 4)),
        ("continue", date(2026, 12, 3)),
        ("keep", date(2026, 11, 30)),
        ("stop", None),
    ],
)
def test_another_type_says_what_becomes_of_the_target(
    desk: Desk, store: Store, case: CaseRecord, clock: Clock, rule: str, due: date | None
) -> None:
    promise(store, "UND", target_working_days=8, target_on_retyping=rule)
    clock.move(days=1)
    assert changed(desk, case.id, case_types=["UND"]).due_on == due


def test_what_staff_set_outlives_another_type(desk: Desk, case: CaseRecord) -> None:
    changed(desk, case.id, due_on=date(2026, 11, 26))
    assert changed(desk, case.id, case_types=["UND"]).due_on == date(2026, 11, 26)


# The next follow-up


def test_the_next_follow_up_goes_with_its_day_and_runs_from_the_last_contact_without_one(
    desk: Desk, store: Store, member: UUID, clock: Clock
) -> None:
    promise(store, next_follow_up="3 working days")
    case_id = a_case(desk, member)
    assert target(desk, case_id, NEXT).due_on == date(2026, 11, 27)
    follow_ups.move(desk, "case", case_id, None, date(2026, 11, 27))
    assert target(desk, case_id, NEXT).due_on == date(2026, 11, 26)
    clock.move(days=1)
    cases.add_note(desk, case_id, an_interaction_form(member, case_types=[], outcome=""))
    assert target(desk, case_id, NEXT).due_on == date(2026, 11, 27)
    changed(desk, case_id, follow_up_on=date(2026, 12, 9))
    assert target(desk, case_id, NEXT).due_on == date(2026, 12, 9)


# Late


def sweeps(store: Store) -> list[Any]:
    with store.reading() as connection:
        asked = select(ACT.c.officer_id, ACT.c.action).where(ACT.c.action == sweeping.SWEEP)
        return list(connection.execute(asked).all())


def test_what_is_late_is_marked_once_and_escalated_once(
    desk: Desk, store: Store, case: CaseRecord, clock: Clock
) -> None:
    assert sweeping.sweep(desk) == (0, 0)
    clock.move(hours=5)
    assert sweeping.sweep(desk) == (1, 1)
    assert sweeping.sweep(desk) == (0, 0)
    clock.move(days=8)
    assert sweeping.sweep(desk) == (1, 1)
    assert len(sweeps(store)) == 2
    assert all(row.officer_id is None for row in sweeps(store))
    told = targets.of_case(desk, case.id).escalations
    assert [(one.who, one.told) for one in told] == [("", ("lena.vogt",))] * 2
    assert told[0].reason == "the completion target of Mon 30 Nov has passed"


def test_two_sweeps_at_once_mark_and_escalate_once(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store, member: UUID, clock: Clock
) -> None:
    promise(store, target_working_days=1)
    for _ in range(5):
        a_case(desk, member)
    clock.move(days=9)
    with ThreadPoolExecutor(3) as pool:
        swept = list(pool.map(sweeping.sweep, (desk, desk_for("sam.ortiz"), desk_for("lena.vogt"))))
    assert (sum(one.breached for one in swept), sum(one.escalated for one in swept)) == (5, 5)
    assert len(sweeps(store)) == 5


def test_a_clock_put_back_finds_nothing(desk: Desk, case: CaseRecord, clock: Clock) -> None:
    clock.move(days=9)
    sweeping.sweep(desk)
    clock.move(days=-9)
    assert sweeping.sweep(desk) == (0, 0)


@pytest.mark.parametrize("status", [WAITING, "Closed"])
def test_what_waits_or_is_closed_is_not_late(desk: Desk, case: CaseRecord, clock: Clock, status: str) -> None:
    changed(desk, case.id, status=status)
    clock.move(days=30)
    assert sweeping.sweep(desk) == (0, 0)


def test_extended_after_it_was_late_it_can_be_late_again(desk: Desk, case: CaseRecord, clock: Clock) -> None:
    clock.move(days=9)
    sweeping.sweep(desk)
    changed(desk, case.id, "agreed with her", due_on=date(2026, 12, 10))
    assert target(desk, case.id).breached_at is None
    clock.move(days=12)
    assert sweeping.sweep(desk) == (1, 1)


def test_an_act_of_the_program_tells_no_officer_in_the_history(
    desk: Desk, case: CaseRecord, clock: Clock
) -> None:
    clock.move(days=9)
    sweeping.sweep(desk)
    told = [line for line in history.of_case(desk, case.id) if line.action == sweeping.SWEEP]
    assert told
    assert {line.who for line in told} == {""}


# Escalated


def test_an_escalated_case_leads_the_supervisor_s_list_until_it_is_dealt_with(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store, case: CaseRecord
) -> None:
    supervisor = desk_for("lena.vogt")
    a_case(desk, case.member_id, follow_up_on=TODAY - timedelta(days=1))
    targets.escalate(desk, case.id, "The employer will not meet.")
    rows = queue.mine(supervisor).rows
    assert (rows[0].id, rows[0].group) == (case.id, WorkGroup.ESCALATED)
    assert (queue.mine(supervisor).overdue, queue.mine(supervisor).today) == (1, 1)
    # In the officer's own list it stands where its day puts it.
    assert queue.mine(desk).rows[0].id != case.id
    targets.settle(supervisor, case.id, "Rang the manager.")
    assert queue.mine(supervisor).rows[0].id != case.id
    (told,) = targets.of_case(desk, case.id).escalations
    assert (told.who, told.reason, told.told) == ("Kim Tran", "The employer will not meet.", ("lena.vogt",))
    assert told.settled_at is not None


def test_a_case_type_names_before_whom_it_comes(desk: Desk, store: Store, case: CaseRecord) -> None:
    promise(store, escalate_to="aisha.bello\nnobody.here")
    targets.escalate(desk, case.id, "A question of law.")
    assert targets.of_case(desk, case.id).escalations[0].told == ("aisha.bello",)


def test_a_case_type_names_groups_before_which_it_comes(desk: Desk, store: Store, case: CaseRecord) -> None:
    with store.loading("test") as connection:
        group = {"id": UUID(int=7), "name": "Deciders", "position": 0, "archived": False}
        connection.execute(insert(STAFF_GROUP).values(group))
        member = {"group_id": UUID(int=7), "officer_id": staff_id("aisha.bello")}
        connection.execute(insert(GROUP_MEMBER).values(member))
    promise(store, escalation="Deciders")
    targets.escalate(desk, case.id, "A question of law.")
    assert targets.of_case(desk, case.id).escalations[0].told == ("aisha.bello",)


def test_closing_ends_an_escalation(desk: Desk, case: CaseRecord) -> None:
    targets.escalate(desk, case.id, "The employer will not meet.")
    assert changed(desk, case.id, status="Closed").escalated_at is None
    assert targets.of_case(desk, case.id).escalations[0].settled_at is not None


def test_what_cannot_be_escalated_is_told(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store, case: CaseRecord
) -> None:
    with pytest.raises(Incomplete, match="Reason"):
        targets.escalate(desk, case.id, "  ")
    with pytest.raises(NotAllowed, match="not escalated"):
        targets.settle(desk, case.id, "done")
    targets.escalate(desk, case.id, "once")
    with pytest.raises(NotAllowed, match="already"):
        targets.escalate(desk, case.id, "twice")
    changed(desk, case.id, status="Closed")
    with pytest.raises(NotAllowed, match="closed"):
        targets.escalate(desk, case.id, "late")
    hidden = a_case(desk, case.member_id, confidential=True)
    for act in (targets.escalate, targets.settle):
        with pytest.raises(NotFound):
            act(desk_for("jo.marsh"), hidden, "let me see")


# The work list says why


def test_a_row_says_what_its_targets_say(desk: Desk, case: CaseRecord, clock: Clock) -> None:
    (row,) = queue.mine(desk).rows
    assert row.why == (
        "first response Mon 23 Nov 13:41, 4 h left",
        "reminder 1 day before its first response target",
        "completion Mon 30 Nov, 7 d left",
    )
    clock.move(hours=5)
    assert queue.mine(desk).rows[0].why[0] == "first response Mon 23 Nov 13:41, 1 h late"


# The report


def test_what_was_due_is_counted_as_met_or_exceeded(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store, member: UUID, clock: Clock
) -> None:
    promise(store, target_working_days=2)
    on_time, too_late, _, waiting = (a_case(desk, member) for _ in range(4))
    a_case(desk, member, confidential=True)
    changed(desk, waiting, status=WAITING)
    clock.move(days=1)
    changed(desk, on_time, status="Closed")
    clock.move(days=3)
    changed(desk, too_late, status="Closed")
    span = date(2026, 11, 1), date(2026, 11, 30)
    (line,) = targets.due_report(desk, *span, "officer")
    assert line == ("Kim Tran", 1, 3, 2, 1)
    assert line.share == 25
    # Who may not see a case does not count it.
    (line,) = targets.due_report(desk_for("jo.marsh"), *span, "type")
    assert line == ("Rosters, hours, breaks", 1, 2, 1, 1)
    assert [line.group for line in targets.due_report(desk, *span)] == ["MSD"]
    assert targets.due_report(desk, date(2026, 12, 1), date(2026, 12, 31)) == ()
    for wrong in (("weather",), ()):
        with pytest.raises(BadInput):
            targets.due_report(
                desk, span[1] if not wrong else span[0], span[0] if not wrong else span[1], *wrong
            )


def test_the_place_of_a_case_is_kept_with_its_targets(desk: Desk, store: Store, case: CaseRecord) -> None:
    with store.reading() as connection:
        kept = connection.execute(select(CASE.c.target_on).where(CASE.c.id == case.id)).scalar()
        rows = connection.execute(
            select(CASE_TARGET.c.due_on).where(CASE_TARGET.c.case_id == case.id)
        ).scalars()
        assert kept == min(rows)


def test_a_closed_case_of_another_type_gets_no_new_target(desk: Desk, store: Store, case: CaseRecord) -> None:
    promise(store, "UND", next_follow_up="2 days")
    before = targets.of_case(desk, changed(desk, case.id, status="Closed").id).targets
    after = targets.of_case(desk, changed(desk, case.id, case_types=["UND"]).id).targets
    assert after == before
