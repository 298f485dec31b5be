"""Routines run by themselves, once, as officers would; none goes on for ever (features A4.19, A4.20)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, select, update

from data.desk import cases, clockwork, history, notices, routine_deeds, routines, tasks
from data.desk.desk import Desk
from data.desk.program import PROGRAM
from data.rules.routines import DEEPEST
from data.store.store import Store
from data.store.tables import ACT, ROUTINE, ROUTINE_RUN, STAFF
from data.types.routines import Outcome, Trigger
from data.types.staff import Assignee
from data.types.tasks import TaskStatus
from tests.builders import Clock, a_case, a_member, an_interaction_form, change_case, staff_id
from tests.storage.test_tasks import add
from tests.storage.test_tasks import change as change_task


def write(store: Store, *written: tuple[str, str, str, str]) -> None:
    """Name, trigger, condition, actions apart by `; `."""
    with store.loading("test") as connection:
        connection.execute(
            insert(ROUTINE),
            [
                {
                    "id": UUID(int=at),
                    "name": name,
                    "trigger": trigger,
                    "condition": condition,
                    "case_types": "",
                    "actions": "\n".join(actions.split("; ")),
                    "position": at,
                    "switched_on": True,
                    "archived": False,
                }
                for at, (name, trigger, condition, actions) in enumerate(written)
            ],
        )


def runs(store: Store) -> list[tuple[str, str]]:
    wanted = select(ROUTINE_RUN.c.outcome, ROUTINE_RUN.c.said).order_by(ROUTINE_RUN.c.at, ROUTINE_RUN.c.id)
    with store.reading() as connection:
        return [(row.outcome, row.said) for row in connection.execute(wanted)]


@pytest.fixture
def case(desk: Desk, store: Store) -> UUID:
    """Created, and told of."""
    case = a_case(desk, a_member(store))
    clockwork.tick(desk)
    return case


def test_what_a_routine_does_is_done_once_by_nobody_and_stands_in_the_history(
    desk: Desk, store: Store, case: UUID, clock: Clock
) -> None:
    write(
        store,
        ("Late", "task done", 'task = "ring her"', "status Waiting on member; assign aisha; tag +callback"),
        (
            "Tell",
            "task done",
            "",
            "priority 1; review on; note Look at it; task Write to her; escalate it hurries",
        ),
        ("Other", "task done", "confidential", "priority 5"),
    )
    made = add(desk, cases.read(desk, case), "Ring her")
    change_task(desk, made, status=TaskStatus.DONE)
    clock.move(minutes=5)
    clockwork.tick(desk)
    clockwork.tick(desk)
    record = cases.read(desk, case)
    assert (record.status, record.tags, record.priority, record.marked_for_review) == (
        "Waiting on member",
        ("callback",),
        1,
        True,
    )
    assert record.assignees[0].officer_id == staff_id("aisha.bello")
    assert record.escalated_at == clock()
    assert [one.title for one in tasks.of_case(desk, case).tasks] == ["Ring her", "Write to her"]
    assert any("Look at it" in part.body for note in record.notes for part in note.sections)
    assert runs(store) == [
        ("done", "Late: status Waiting on member; assign aisha; tag +callback"),
        ("done", "Tell: priority 1; review on; note Look at it; task Write to her; escalate it hurries"),
    ]
    told = [line for line in history.of_case(desk, case) if line.action == routines.RUN]
    assert {(line.who, line.reason) for line in told} == {("", "routine Late"), ("", "routine Tell")}
    assert ("status", "Waiting on member") in [(line.field, line.new) for line in told]
    with store.reading() as connection:
        kept = connection.execute(select(ACT.c.officer_id).where(ACT.c.action == routines.RUN)).scalars()
        assert set(kept) == {None}
        there = connection.execute(select(STAFF.c.active).where(STAFF.c.id == PROGRAM.id)).scalar_one()
    assert there is False
    shown = routines.shown(desk)
    assert [(one.name, one.done, one.failed) for one in shown] == [
        ("Late", 1, 0),
        ("Tell", 1, 0),
        ("Other", 0, 0),
    ]
    assert shown[0].last is not None and shown[0].last.case_number == record.number


def test_one_that_cannot_says_why_and_stops_no_other(desk: Desk, store: Store, case: UUID) -> None:
    write(
        store,
        ("Close it", "status changed", "", "tag +callback; status Closed"),
        ("To whom", "status changed", "", "assign nobody.here"),
        ("Hurry", "status changed", "", "priority 1"),
        ("If ever", "status changed", "moon = full", "priority 5"),
    )
    add(desk, cases.read(desk, case), "Write the letter")
    change_case(desk, cases.read(desk, case), status="Waiting on member")
    clockwork.tick(desk)
    record = cases.read(desk, case)
    assert (record.status, record.tags, record.priority) == ("Waiting on member", (), 1)
    (first, why_first), (second, why_second), third, (fourth, why_fourth) = runs(store)
    assert fourth == "failed" and "moon" in why_fourth
    assert (first, second, third) == ("failed", "failed", ("done", "Hurry: priority 1"))
    assert why_first.endswith("1 task to be done or cancelled.")
    assert "nobody.here" in why_second
    assert ("said", why_first) in [(line.field, line.new) for line in history.of_case(desk, case)]
    assert [one.failed for one in routines.shown(desk)] == [1, 1, 0, 1]
    faults = [one.fault.startswith("can do nothing: ") for one in routines.shown(desk)]
    assert faults == [False, True, False, True]
    assert "moon" in routines.test(desk, case, Trigger.STATUS)[3].why


def test_a_routine_asks_officers_teams_and_roles_to_look(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store, case: UUID
) -> None:
    """Never of a case that they may not open; and there is a switch."""
    write(store, ("Look", "status changed", "", "notice lena.vogt; notice Industrial; notice nobody"))
    change_case(desk, cases.read(desk, case), status="In progress")
    clockwork.tick(desk)
    lena, sam = desk_for("lena.vogt"), desk_for("sam.ortiz")
    assert runs(store)[0][0] == "failed" and notices.unread(lena) == 0, "all of it, or nothing"
    with store.loading("test") as connection:
        actions = "notice lena.vogt\nnotice sam.ortiz"
        connection.execute(update(ROUTINE).values(actions=actions))
    assert [one.would for one in routines.test(desk, case)[0].actions] == [
        f"{login} is told, as far as the case may be opened" for login in ("lena.vogt", "sam.ortiz")
    ]
    change_case(desk, cases.read(desk, case), status="Waiting on member")
    clockwork.tick(desk)
    clockwork.tick(desk)
    for one in (lena, sam):
        ((found,),) = [digest.notices for digest in notices.inbox(one)]
        assert found.said == "a routine asks you to look at the case: routine Look" and found.who == ""
    change_case(desk, cases.read(desk, case), status="In progress", confidential=True, scope=2)
    clockwork.tick(desk)
    assert notices.unread(sam) == notices.unread(lena) == 0
    assert runs(store)[-1][0] == "done"


def test_a_closed_case_is_left_alone(desk: Desk, store: Store, case: UUID) -> None:
    write(store, ("Again", "closed", "", "status Open"), ("Mark", "closed", "", "note Filed; review on"))
    change_case(desk, cases.read(desk, case), status="Closed", close_reason="resolved")
    clockwork.tick(desk)
    assert [outcome for outcome, _ in runs(store)] == ["failed", "done"]
    record = cases.read(desk, case)
    assert (record.status, record.marked_for_review) == ("Closed", True)


def test_a_circle_of_routines_is_cut_and_told(desk: Desk, store: Store, case: UUID) -> None:
    write(
        store,
        ("Ping", "status changed", 'status != "Waiting on member"', "status Waiting on member"),
        ("Pong", "status changed", 'status = "Waiting on member"', "status In progress"),
    )
    assert any(one.fault.startswith("may set itself off") for one in routines.shown(desk))
    change_case(desk, cases.read(desk, case), status="In progress")
    clockwork.tick(desk)
    clockwork.tick(desk)
    assert [outcome for outcome, _ in runs(store)] == ["done", "done", "cut"]
    assert runs(store)[-1][1].endswith("in a circle: Ping > Pong > Ping")
    assert cases.read(desk, case).status == "In progress"
    shown = routines.shown(desk)[0]
    assert shown.last is not None and shown.last.outcome is Outcome.CUT


TAGS = ("deadline", "delegate", "new-member", "collective", "media", "vulnerable", "interpreter")


def test_a_long_chain_is_cut(desk: Desk, store: Store, case: UUID) -> None:
    """Each is set off by whom the one before has given it to."""
    people = ("kim", "sam", "aisha", "ravi", "jo", "lena")
    write(
        store,
        *(
            (
                f"R{at}",
                "assigned",
                f'tag = "{TAGS[at]}"',
                f"tag -{TAGS[at]}; tag +{TAGS[at + 1]}; assign {who}",
            )
            for at, who in enumerate(people)
        ),
    )
    lena = Assignee(officer_id=staff_id("lena.vogt"))
    change_case(desk, cases.read(desk, case), tags=[TAGS[0]], assignees=[lena])
    clockwork.tick(desk)
    assert [outcome for outcome, _ in runs(store)] == ["done"] * DEEPEST + ["cut"]
    assert cases.read(desk, case).tags == (TAGS[DEEPEST],)


def test_a_note_by_others_is_neither_the_holders_nor_a_routines(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store, case: UUID
) -> None:
    write(store, ("Look", "note by others", "", "note Somebody wrote; review on"))
    change_case(desk, cases.read(desk, case), assignees=[Assignee(officer_id=staff_id("kim.tran"))])
    cases.add_note(desk, case, an_interaction_form(None, case_types=[], outcome=""))
    clockwork.tick(desk)
    assert runs(store) == []
    cases.add_note(desk_for("sam.ortiz"), case, an_interaction_form(None, case_types=[], outcome=""))
    clockwork.tick(desk)
    assert [outcome for outcome, _ in runs(store)] == ["done"]


def test_what_would_happen_is_said_and_nothing_is_done(desk: Desk, store: Store, case: UUID) -> None:
    write(
        store,
        (
            "Late",
            "target passed",
            "priority <= 3",
            "status Waiting on member; priority 3; assign lena; task Ring",
        ),
        ("Shut", "closed", "", "status Closed"),
        ("Never", "created", "confidential", "note x"),
    )
    record = cases.read(desk, case)
    add(desk, record, "Write the letter")
    late, shut, never = routines.test(desk, case)
    assert (late.runs, late.why) == (True, "target passed, and its condition holds")
    assert [(one.action, one.would) for one in late.actions] == [
        ("status Waiting on member", "status becomes Waiting on member"),
        ("priority 3", "so already"),
        ("assign lena", "assign becomes Lena Vogt"),
        ("task Ring", "a task is added"),
    ]
    assert not shut.runs
    assert shut.why == shut.actions[0].refused == "The case stays open: 1 task to be done or cancelled."
    assert (never.runs, never.why) == (False, "its condition does not hold: confidential")
    assert [one.why for one in routines.test(desk, case, Trigger.CREATED)][:2] == [
        "it waits for: target passed",
        "it waits for: closed",
    ]
    assert cases.read(desk, case).status == record.status
    assert runs(store) == []


def test_killed_in_the_middle_it_begins_anew_and_does_each_once(
    desk: Desk, store: Store, case: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(
        store,
        ("One", "status changed", "", "note One"),
        ("Two", "status changed", "", "note Two; priority 1"),
    )
    change_case(desk, cases.read(desk, case), status="In progress")
    whole, seen = routine_deeds.do, []

    def killed(*given: Any) -> tuple[str, ...]:
        done = whole(*given)
        seen.append(done)
        if len(seen) == 2:
            raise KeyboardInterrupt
        return done

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(routine_deeds, "do", killed)
        clockwork.tick(desk)
    assert (runs(store), cases.read(desk, case).priority) == ([], 3)
    clockwork.tick(desk)
    assert [outcome for outcome, _ in runs(store)] == ["done", "done"]
    bodies = [part.body for note in cases.read(desk, case).notes for part in note.sections]
    assert (bodies.count("One"), bodies.count("Two")) == (1, 1)
