"""Tasks of a case: made by themselves, given, done, cancelled, in order; nothing is lost and nothing made twice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, select, update
from uuid_utils.compat import uuid7

from data.desk import (
    cases,
    changing,
    checklists,
    history,
    interactions,
    milestones,
    proposing,
    queue,
    tasks,
)
from data.desk.desk import Desk
from data.rules.milestones import milestone_said
from data.steward.seed import list_id
from data.store.store import Store
from data.store.tables import ASSIGNEE, CASE, JOB, OFFICE, TASK_TYPE
from data.types.errors import BadInput, Conflict, HeldOpen, Incomplete, NotAllowed, NotFound
from data.types.records import CaseRecord
from data.types.staff import Assignee
from data.types.tasks import CASE_OWNER, Sought, Task, TaskStatus
from tests.builders import (
    a_case_form,
    a_member,
    an_interaction_form,
    change_case,
    sections,
    staff_id,
    take_back,
    team_id,
)
from tests.storage.test_finding import statements

KIM, SAM = Assignee(officer_id=staff_id("kim.tran")), Assignee(officer_id=staff_id("sam.ortiz"))
FORM, SAVED, URGENT = (
    "Referral form filled in",
    "Form saved in the library",
    "Lawyer told of the urgency by telephone",
)
SENT, LOGGED = "Referral sent to the lawyer", "Logged in the membership system"
Desks = Callable[[str], Desk]


@pytest.fixture
def case(desk: Desk, store: Store) -> CaseRecord:
    """An ordinary case: its type has no tasks of its own."""
    return opened(desk, a_member(store), assignees=[KIM], sections=sections(issue="Roster."), next_steps="")


@pytest.fixture
def referral(desk: Desk, store: Store) -> CaseRecord:
    """A legal referral that Kim holds."""
    return opened(desk, a_member(store), title="Will", case_types=["LEG"], assignees=[KIM])


def opened(desk: Desk, member_id: UUID, **fields: Any) -> CaseRecord:
    form = a_case_form(member_id, **fields)
    cases.create(desk, form)
    return cases.read(desk, form.id)


def of(desk: Desk, case: CaseRecord) -> dict[str, Task]:
    return {task.title: task for task in tasks.of_case(desk, case.id).tasks}


def add(desk: Desk, case: CaseRecord, title: str = "Ring HR", **values: Any) -> Task:
    edit = tasks.begin_new(desk, case, title=title)
    edit.now = replace(edit.now, **values)
    tasks.save(desk, edit)
    return of(desk, case)[title]


def due(desk: Desk) -> tuple[int, int]:
    """What Home says: late, and for today."""
    work = queue.mine(desk)
    return work.tasks_late, work.tasks_today


def change(desk: Desk, task: Task, **values: Any) -> bool:
    """Whether anything was written."""
    edit = tasks.begin(desk, task)
    edit.now = replace(edit.now, **values)
    return not tasks.save(desk, edit).already


def closing(desk: Desk, case: CaseRecord, *, anyway: bool = False, reason: str = "") -> CaseRecord:
    edit = changing.begin(cases.read(desk, case.id), uuid7())
    now = replace(edit.now, status="Closed", close_reason="resolved")
    return changing.change(desk, replace(edit, now=now, anyway=anyway, reason=reason))


# Made by themselves


def test_a_referral_gets_its_tasks_with_whom_and_by_when(desk: Desk, referral: CaseRecord) -> None:
    assert [(task.title, task.who, task.due_on, task.required) for task in of(desk, referral).values()] == [
        (FORM, "Kim Tran", date(2026, 11, 25), True),
        (SAVED, "Kim Tran", date(2026, 11, 26), True),
        (SENT, "Legal team", date(2026, 11, 30), True),
        (LOGGED, "Membership team", date(2026, 12, 7), False),
    ]


def test_a_converted_case_gets_them_in_the_same_act(desk: Desk, store: Store) -> None:
    contact = an_interaction_form(a_member(store))
    interactions.submit(desk, contact)
    assert contact.member_id is not None
    form = a_case_form(contact.member_id, interaction_id=contact.id, case_types=["LEG"])
    cases.create(desk, form)
    cases.create(desk, form)
    told = history.of_case(desk, form.id)
    assert {line.action for line in told if line.record == "task"} == {"cases.create"}
    assert len(tasks.of_case(desk, form.id).tasks) == 4


def test_what_nobody_holds_waits_for_its_owner_and_follows_him(
    desk: Desk, desk_for: Desks, store: Store
) -> None:
    case = opened(desk, a_member(store), case_types=["LEG"], assignees=[])
    assert (of(desk, case)[FORM].who, of(desk, case)[FORM].follows_owner) == ("", True)
    case = change_case(desk, case, assignees=[SAM])
    assert of(desk, case)[FORM].who == "Sam Ortiz"
    change(desk, of(desk, case)[FORM], due_on=date(2026, 11, 20))
    assert (due(desk_for("sam.ortiz")), due(desk)) == ((1, 0), (0, 0))
    mine = tasks.listing(desk_for("sam.ortiz"), Sought())
    assert [task.title for task in mine] == [FORM, SAVED]


def test_another_type_brings_its_tasks_once_and_those_there_stay(desk: Desk, case: CaseRecord) -> None:
    own = add(desk, case)
    for types in (["LEG"], ["UND"], ["LEG", "UND"]):
        case = change_case(desk, case, case_types=types)
    assert list(of(desk, case)) == [own.title, FORM, SAVED, SENT, LOGGED]


def test_a_condition_that_comes_to_hold_makes_its_task(desk: Desk, referral: CaseRecord) -> None:
    assert URGENT not in of(desk, referral)
    for priority in (2, 1):
        referral = change_case(desk, referral, priority=priority)
    assert [one.title for one in of(desk, referral).values()].count(URGENT) == 1
    assert of(desk, referral)[URGENT].who == "Legal team"


@pytest.mark.parametrize(
    ("condition", "wanted"),
    [
        ("priority <= 2", {"priority": 2}),
        ("confidential", {"confidential": True}),
        ('case_type = "UND"', {"case_types": ["ROS", "UND"]}),
        ('tag = "callback"', {"tags": ["callback"]}),
        ('state = "NSW"', {"job_id": None}),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_each_field_that_a_change_touches_is_asked_by_conditions(
    desk: Desk, store: Store, condition: str, wanted: dict[str, Any]
) -> None:
    """Alone: a change of anything else asks for none of them."""
    member = a_member(store, employer="Bayview Hospital")
    case = opened(desk, member, assignees=[KIM])
    kind = {"id": uuid7(), "case_type": "ROS", "label": "Looked at", "performers": "", "auto_generate": True}
    with store.loading("test") as connection:
        rest = {"condition": condition, "required": True, "position": 0, "archived": False}
        connection.execute(insert(TASK_TYPE).values(**kind, **rest))
        connection.execute(update(JOB).where(JOB.c.member_id == member).values(state="NSW"))
        if "job_id" in wanted:
            wanted = {
                "job_id": connection.execute(select(JOB.c.id).where(JOB.c.member_id == member)).scalar()
            }
    case = change_case(desk, case, next_steps="Ring her.")
    assert of(desk, case) == {}
    assert list(of(desk, change_case(desk, case, **wanted))) == ["Looked at"]


def test_a_case_from_before_the_kinds_gets_none_by_a_change_of_something_else(
    desk: Desk, store: Store, case: CaseRecord
) -> None:
    with store.loading("test") as connection:
        row = {
            "id": uuid7(),
            "case_type": "ROS",
            "label": "Payslips",
            "performers": "",
            "auto_generate": True,
        }
        rest = {"condition": "", "required": True, "position": 0, "archived": False}
        connection.execute(insert(TASK_TYPE).values(**row, **rest))
    change_case(desk, case, title="Other", priority=1)
    assert of(desk, case) == {}


def test_an_archived_kind_is_neither_made_nor_offered_and_its_tasks_keep_its_name(
    desk: Desk, store: Store, referral: CaseRecord
) -> None:
    with store.loading("test") as connection:
        connection.execute(update(TASK_TYPE).where(TASK_TYPE.c.label == FORM).values(archived=True))
    assert FORM not in [kind.label for kind in tasks.of_case(desk, referral.id).types]
    assert of(desk, referral)[FORM].type_label == FORM
    again = opened(desk, referral.member_id, case_types=["LEG"])
    assert FORM not in of(desk, again)
    edit = replace(tasks.begin_new(desk, again, title="x"), type_id=list_id("task_type", f"LEG/{FORM}"))
    with pytest.raises(BadInput, match="not one of this case's types; there are: Form saved"):
        tasks.save(desk, edit)


# Added and changed


def test_a_task_of_ones_own_is_added_once_and_stands_in_the_history(desk: Desk, case: CaseRecord) -> None:
    edit = tasks.begin_new(desk, case, title="  Ring\n\x1b[31mHR\u202e ")
    edit.now = replace(edit.now, who=SAM, due_on=date(2026, 11, 27), note="Ask for the roster.")
    assert [tasks.save(desk, edit).already for _ in range(2)] == [False, True]
    (task,) = tasks.of_case(desk, case.id).tasks
    assert (task.title, task.who, task.due_on, task.note) == (
        "Ring HR", "Sam Ortiz", date(2026, 11, 27), "Ask for the roster.",
    )  # fmt: skip
    assert ("tasks.add", "task", "Ring HR") in [
        (line.action, line.field, line.new) for line in history.of_case(desk, case.id)
    ]


def test_where_the_office_allows_none_only_kinds_of_the_case_type_are_added(
    desk: Desk, store: Store, case: CaseRecord, referral: CaseRecord
) -> None:
    with store.loading("test") as connection:
        connection.execute(update(OFFICE).values(free_tasks=False))
    with pytest.raises(NotAllowed, match="no tasks are set up for the case types of C-"):
        add(desk, case)
    with pytest.raises(NotAllowed, match=f"only the tasks set up for the case type: {FORM}"):
        add(desk, referral)
    kind = next(one for one in tasks.of_case(desk, referral.id).types if one.label.startswith("Appointment"))
    tasks.save(desk, tasks.begin_new(desk, referral, kind))
    assert "Appointment with the lawyer" in of(desk, referral)


def test_two_who_change_different_fields_both_have_theirs(
    desk: Desk, desk_for: Desks, case: CaseRecord
) -> None:
    read = add(desk, case)
    change(desk_for("sam.ortiz"), read, due_on=date(2026, 12, 1))
    change(desk, read, note="At noon.")
    task = of(desk, case)["Ring HR"]
    assert (task.due_on, task.note) == (date(2026, 12, 1), "At noon.")
    with pytest.raises(Conflict, match="Note"):
        change(desk_for("sam.ortiz"), read, note="Never.")


def test_done_by_two_it_is_the_first_ones(desk: Desk, desk_for: Desks, case: CaseRecord) -> None:
    read = add(desk, case)
    assert change(desk, read, status=TaskStatus.DONE)
    assert not change(desk_for("sam.ortiz"), read, status=TaskStatus.DONE)
    task = of(desk, case)["Ring HR"]
    assert (task.status, task.done_by) == (TaskStatus.DONE, "Kim Tran")
    change(desk, task, status=TaskStatus.OPEN)
    assert (of(desk, case)["Ring HR"].done_by, of(desk, case)["Ring HR"].done_at) == ("", None)


def test_what_is_done_is_not_cancelled_nor_the_other_way_round(desk: Desk, case: CaseRecord) -> None:
    done, gone = add(desk, case, "A"), add(desk, case, "B")
    change(desk, done, status=TaskStatus.DONE)
    with pytest.raises(NotAllowed, match="done already"):
        change(desk, done, status=TaskStatus.CANCELLED, cancel_reason="no need")
    with pytest.raises(Incomplete, match="Reason"):
        change(desk, gone, status=TaskStatus.CANCELLED)
    change(desk, gone, status=TaskStatus.CANCELLED, cancel_reason="no need")
    with pytest.raises(NotAllowed, match="cancelled already"):
        change(desk, gone, status=TaskStatus.DONE)
    told = [line.reason for line in history.of_case(desk, case.id) if line.action == "tasks.cancel"]
    assert set(told) == {"no need"}


@pytest.mark.parametrize(
    ("values", "error", "said"),
    [
        ({"title": "  "}, Incomplete, "Title"),
        ({"title": "x" * 10_000}, BadInput, "the title has 10000 characters; 200 fit"),
        ({"note": "x" * 10_000}, BadInput, "the note has 10000 characters; 4000 fit"),
        ({"minutes": 30}, BadInput, "the length without a time of day"),
        ({"who": Assignee(officer_id=uuid7())}, BadInput, "who does not work here now"),
        ({"who": Assignee(team_id=uuid7())}, BadInput, "a team that is no more"),
    ],
)
def test_what_cannot_be_is_refused(
    desk: Desk, case: CaseRecord, values: dict[str, Any], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        add(desk, case, **{"title": "Ring HR", **values})
    assert of(desk, case) == {}


def test_who_may_not_do_it_is_told_who_may(desk: Desk, desk_for: Desks, referral: CaseRecord) -> None:
    task = of(desk, referral)[SENT]
    with pytest.raises(NotAllowed, match=r"Sam Ortiz may not do this task\. .*It is for the Legal team"):
        change(desk, task, who=SAM)
    with pytest.raises(NotAllowed, match="It is for the Legal team, or a supervisor"):
        change(desk, task, status=TaskStatus.DONE)
    assert change(desk_for("lena.vogt"), task, status=TaskStatus.DONE)
    change(desk, of(desk, referral)[FORM], who=SAM)
    with pytest.raises(NotAllowed, match="the case owner"):
        change(desk, of(desk, referral)[SENT], who=CASE_OWNER)


def test_the_order_is_changed_and_ends_hold(desk: Desk, case: CaseRecord) -> None:
    made = [add(desk, case, name) for name in "ABCD"]
    for task, step, order in (
        (made[0], 1, "BACD"),
        (made[3], -1, "BADC"),
        (made[3], -1000, "DBAC"),
        (made[3], -1, "DBAC"),
        (made[0], 1000, "DBCA"),
    ):
        tasks.move(desk, task.id, step)
        assert "".join(of(desk, case)) == order


def test_everything_is_taken_back(desk: Desk, case: CaseRecord) -> None:
    new = tasks.begin_new(desk, case, title="Ring HR")
    tasks.save(desk, new)
    edit = tasks.begin(desk, of(desk, case)["Ring HR"])
    edit.now = replace(edit.now, status=TaskStatus.DONE, note="x")
    tasks.save(desk, edit)
    take_back(desk)
    assert (of(desk, case)["Ring HR"].status, of(desk, case)["Ring HR"].note) == (TaskStatus.OPEN, "")
    fresh = tasks.begin_new(desk, case, title="Wrong")
    tasks.save(desk, fresh)
    take_back(desk)
    assert list(of(desk, case)) == ["Ring HR"]


def test_an_appointment_keeps_its_instant(desk: Desk, case: CaseRecord) -> None:
    at = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)
    task = add(desk, case, starts_at=at, minutes=45)
    assert (task.starts_at, task.minutes) == (at, 45)


def test_the_nearest_that_is_to_be_done_with_a_case_is_its_next_milestone(
    desk: Desk, desk_for: Desks, case: CaseRecord, referral: CaseRecord
) -> None:
    """Features B16: in the brief, in the list of cases, and in what is printed of one."""

    def said() -> str:
        told = milestone_said(queue.brief(desk, "case", case.id).milestone, desk.today())
        listed = next(line for line in cases.listing(desk) if line.id == case.id)
        assert milestone_said(listed.milestone, desk.today()) == told
        assert milestone_said(milestones.of_case(desk, cases.read(desk, case.id)), desk.today()) == told
        return told

    change_case(desk, case, follow_up_on=date(2026, 11, 27))
    assert said() == "follow-up, Fri 27 Nov, in 4 d"
    ring = add(desk, case, due_on=date(2026, 11, 25))
    assert said() == "task Ring HR, Wed 25 Nov, in 2 d"
    # The day where the office is: in UTC it is the evening before.
    meet = add(desk, case, "Meeting", starts_at=datetime(2026, 11, 24, 22, 30, tzinfo=UTC), minutes=45)
    assert said() == "appointment Meeting, Wed 25 Nov 09:30, in 2 d"
    change(desk, meet, status=TaskStatus.CANCELLED, cancel_reason="she is ill")
    change(desk, ring, status=TaskStatus.DONE)
    assert said() == "follow-up, Fri 27 Nov, in 4 d"
    with statements() as sent:
        assert len(cases.listing(desk)) == 2
    assert sum("FROM task" in one for one in sent) == 1, "one for the whole list"


def test_no_words_of_a_task_stand_in_an_error(desk: Desk, desk_for: Desks, case: CaseRecord) -> None:
    read = add(desk, case, "Ring Andrea Gallagher")
    change(desk_for("sam.ortiz"), read, title="Ring her brother")
    with pytest.raises(Conflict) as refused:
        change(desk, read, title="Ring her sister")
    with pytest.raises(HeldOpen) as held:
        closing(desk, case)
    assert "Ring" not in f"{refused.value}{held.value}"


# Closing


def test_open_tasks_hold_the_case_open_and_optional_ones_do_not(
    desk: Desk, desk_for: Desks, referral: CaseRecord
) -> None:
    lena = desk_for("lena.vogt")
    for item in tasks.of_case(desk, referral.id).items:
        checklists.tick(desk, referral.id, item.id, True)
    with pytest.raises(HeldOpen, match=r"3 tasks to be done or cancelled\. A supervisor may") as refused:
        closing(desk, referral)
    assert refused.value.tasks == (FORM, SAVED, SENT)
    assert FORM not in str(refused.value)
    for task in of(desk, referral).values():
        if task.title != LOGGED:
            change(lena, task, status=TaskStatus.DONE)
    closed = closing(desk, referral)
    assert closed.closed_at is not None and of(desk, referral)[LOGGED].is_open
    assert tasks.listing(lena, Sought(mine=False)) == ()


def test_a_supervisor_closes_over_open_tasks_with_a_reason_that_is_kept(
    desk: Desk, desk_for: Desks, case: CaseRecord
) -> None:
    add(desk, case)
    lena = desk_for("lena.vogt")
    with pytest.raises(HeldOpen):
        closing(desk, case, anyway=True, reason="she resigned")
    with pytest.raises(HeldOpen):
        closing(lena, case, reason="she resigned")
    with pytest.raises(Incomplete, match="Reason"):
        closing(lena, case, anyway=True)
    closing(lena, case, anyway=True, reason="she resigned")
    told = [line for line in history.of_case(desk, case.id) if line.field == "status"]
    assert [(line.who, line.reason) for line in told] == [("Lena Vogt", "she resigned")]


def test_unticked_lines_are_asked_about_and_anyone_may_go_on(
    desk: Desk, desk_for: Desks, referral: CaseRecord
) -> None:
    for task in of(desk, referral).values():
        change(desk_for("lena.vogt"), task, status=TaskStatus.DONE)
    with pytest.raises(HeldOpen, match="2 lines of the checklist not ticked") as refused:
        closing(desk, referral)
    assert refused.value.may and refused.value.tasks == ()
    assert closing(desk, referral, anyway=True).closed_at is not None


def test_a_closed_case_has_its_tasks_left_alone(desk: Desk, case: CaseRecord) -> None:
    task = add(desk, case)
    change(desk, task, status=TaskStatus.DONE)
    closing(desk, case)
    for act in (
        lambda: add(desk, case, "Other"),
        lambda: change(desk, of(desk, case)["Ring HR"], status=TaskStatus.OPEN),
        lambda: tasks.move(desk, task.id, 1),
        lambda: proposing.take(desk, case.id, [uuid7()]),
    ):
        with pytest.raises(NotAllowed, match="is closed"):
            act()


# The checklist


def test_lines_are_ticked_answered_by_their_task_and_name_another_case(
    desk: Desk, desk_for: Desks, case: CaseRecord, referral: CaseRecord
) -> None:
    agreed, library, outcome = tasks.of_case(desk, referral.id).items
    assert (library.task, library.ticked) == (SAVED, False)
    assert [checklists.tick(desk, referral.id, agreed.id, True).already for _ in range(2)] == [False, True]
    change(desk, of(desk, referral)[SAVED], status=TaskStatus.DONE)
    checklists.name_case(desk, referral.id, outcome.id, case.id)
    items = tasks.of_case(desk, referral.id).items
    assert [(item.ticked, item.by, item.other_number) for item in items] == [
        (True, "Kim Tran", ""), (True, "Kim Tran", ""), (False, "", case.number),
    ]  # fmt: skip
    with pytest.raises(NotAllowed, match="ticked by its task"):
        checklists.tick(desk, referral.id, library.id, False)
    with pytest.raises(BadInput, match="not on the checklist"):
        checklists.tick(desk, case.id, agreed.id, True)
    with pytest.raises(BadInput, match="which is this one"):
        checklists.name_case(desk, referral.id, outcome.id, referral.id)
    checklists.tick(desk, referral.id, agreed.id, False)
    checklists.name_case(desk, referral.id, outcome.id, None)
    items = tasks.of_case(desk, referral.id).items
    assert [(item.ticked, item.other_number) for item in items] == [(False, ""), (True, ""), (False, "")]


# What was agreed


def test_lines_of_actions_become_tasks_once(desk: Desk, store: Store) -> None:
    words = "- I'll write to HR (by Fri)\n- Member: send the payslips\n- ring the delegate, Sam, today"
    steps = f"{words}\nFind the award."
    case = opened(desk, a_member(store), sections=sections(actions=words), next_steps=steps)
    lines = tasks.of_case(desk, case.id).proposed
    assert [(line.title, line.said, line.due_on) for line in lines] == [
        ("write to HR", "Kim Tran", date(2026, 11, 27)),
        ("Member: send the payslips", "", None),
        ("ring the delegate", "Sam Ortiz", date(2026, 11, 23)),
        ("Find the award.", "", None),
    ]
    wanted = [line.id for line in lines[:3]]
    assert len(proposing.take(desk, case.id, wanted)) == 3
    assert proposing.take(desk, case.id, wanted) == ()
    change(desk, of(desk, case)["write to HR"], title="write to the manager")
    assert [line.title for line in tasks.of_case(desk, case.id).proposed] == ["Find the award."]
    assert of(desk, case)["ring the delegate"].who == "Sam Ortiz"


# Lists, and who sees them


def test_my_tasks_are_mine_and_my_teams_that_nobody_took_by_their_day(
    desk: Desk, desk_for: Desks, case: CaseRecord
) -> None:
    add(desk, case, "later", who=KIM, due_on=date(2026, 12, 1))
    add(desk, case, "no day", who=KIM)
    add(desk, case, "late", who=KIM, due_on=date(2026, 11, 20))
    add(desk, case, "the team's", who=Assignee(team_id=team_id("MSD")), due_on=date(2026, 11, 23))
    add(desk, case, "Sam's", who=SAM)
    add(desk, case, "reminded", who=KIM, due_on=date(2026, 12, 9), remind_on=date(2026, 11, 23))
    titles = [task.title for task in tasks.listing(desk, Sought())]
    assert titles == ["late", "the team's", "later", "reminded", "no day"]
    assert [task.title for task in tasks.listing(desk, Sought(due=True))] == [
        "late",
        "the team's",
        "reminded",
    ]
    assert len(tasks.listing(desk, Sought(mine=False))) == 6
    assert due(desk) == (1, 1)
    assert [task.title for task in tasks.listing(desk_for("aisha.bello"), Sought())] == []


def test_of_a_case_one_may_not_see_there_is_nothing(
    desk: Desk, desk_for: Desks, store: Store, case: CaseRecord
) -> None:
    task = add(desk, case, who=SAM, due_on=date(2026, 11, 20))
    with store.loading("test") as connection:
        connection.execute(ASSIGNEE.delete().where(ASSIGNEE.c.case_id == case.id))
        connection.execute(update(CASE).where(CASE.c.id == case.id).values(scope=2))
    sam = desk_for("sam.ortiz")
    assert tasks.listing(sam, Sought()) == tasks.listing(sam, Sought(mine=False)) == ()
    assert due(sam) == (0, 0)
    for act in (
        lambda: tasks.of_case(sam, case.id),
        lambda: change(sam, task, status=TaskStatus.DONE),
        lambda: tasks.move(sam, task.id, 1),
        lambda: proposing.take(sam, case.id, []),
    ):
        with pytest.raises(NotFound):
            act()


def test_another_case_one_may_not_see_is_not_named(
    desk: Desk, desk_for: Desks, store: Store, case: CaseRecord, referral: CaseRecord
) -> None:
    item = tasks.of_case(desk, referral.id).items[0]
    checklists.tick(desk, referral.id, item.id, on=True)
    checklists.name_case(desk, referral.id, item.id, case.id)
    assert _named(desk, referral.id) == [case.number]
    with store.loading("test") as connection:
        connection.execute(ASSIGNEE.delete().where(ASSIGNEE.c.case_id == case.id))
        connection.execute(update(CASE).where(CASE.c.id == case.id).values(scope=2))
    found = tasks.of_case(desk_for("sam.ortiz"), referral.id).items[0]
    assert (found.other_id, found.other_number) == (None, "a case you may not see")
    # Nor by the history, which tells her that it was named.
    assert _named(desk_for("sam.ortiz"), referral.id) == ["a case you may not see"]


def _named(desk: Desk, case_id: UUID) -> list[str | None]:
    return [line.new for line in history.of_case(desk, case_id) if line.field == "other case"]
