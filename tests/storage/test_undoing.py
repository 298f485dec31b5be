"""Taking acts back from the change rows: everything reads as before, and what others changed since stays."""

import random
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple, cast
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlmodel import SQLModel
from uuid_utils.compat import uuid7

from data.desk import (
    bulk,
    cases,
    changing,
    checklists,
    choices,
    deadlines,
    details,
    follow_ups,
    history,
    holding,
    interactions,
    notes,
    retyping,
    targets,
    tasks,
    ticking,
    undoing,
)
from data.desk.desk import Desk
from data.desk.following import nearest_day
from data.desk.going_back import go_back
from data.rules import deeds
from data.rules.good import HUMAN
from data.rules.undoing import MINUTES
from data.steward.verifying import verify_store
from data.store.store import Store
from data.store.tables import (
    ACT,
    ASSIGNEE,
    CASE,
    CASE_HOLD,
    CASE_TARGET,
    CASE_TYPE_OF_CASE,
    INTERACTION,
    STAFF,
)
from data.store.told import OWNERS
from data.types.case_edits import CaseEdit
from data.types.details import Deed, DetailEdit, Part
from data.types.errors import BadInput, Conflict, HeldOpen, Incomplete, NotAllowed, NotFound, StoreUnavailable
from data.types.staff import Assignee
from data.types.tasks import TaskStatus
from data.types.triage import Picked
from tests.builders import (
    TODAY,
    Clock,
    a_case,
    a_member,
    an_interaction_form,
    change_case,
    sections,
    staff_id,
)
from tests.storage.test_finding import statements

ANOTHER = date(2026, 12, 4)
OTHER = uuid7()
TABLES_OF_RECORDS = ("note", "note_section", *OWNERS)


class Union(NamedTuple):
    """What acts are done on."""

    desk: Desk
    case: UUID
    contact: UUID
    member: UUID


@pytest.fixture
def union(desk: Desk, store: Store) -> Union:
    return a_union(desk, store)


def a_union(desk: Desk, store: Store) -> Union:
    member = a_member(store)
    contact = an_interaction_form(member, follow_up_on=TODAY)
    interactions.submit(desk, contact)
    return Union(desk, a_case(desk, member, confidential=False), contact.id, member)


def state(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Every row of what belongs to records, but for the counters of versions and of whose turn it is."""
    out: dict[str, list[dict[str, Any]]] = {}
    with store.reading() as connection:
        for name in TABLES_OF_RECORDS:
            table = SQLModel.metadata.tables[name]
            columns = [column for column in table.c if column.name not in ("version", "turn")]
            found = connection.execute(select(*columns).order_by(*table.primary_key)).mappings()
            out[name] = [dict(row) for row in found]
    return out


def difference(was: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    return {name: (was[name], now[name]) for name in was if was[name] != now[name]}


def set_case(at: Union, reason: str = "", **values: Any) -> None:
    change_case(at.desk, cases.read(at.desk, at.case), reason, **values)


def first_note(at: Union) -> UUID:
    return cases.read(at.desk, at.case).notes[-1].id


def task_of(at: Union, title: str = "Ring the employer") -> UUID:
    case = cases.read(at.desk, at.case)
    return tasks.save(at.desk, tasks.begin_new(at.desk, case, title=title)).id


def change_task(at: Union, task_id: UUID, **values: Any) -> None:
    found = next(one for one in tasks.of_case(at.desk, at.case).tasks if one.id == task_id)
    edit = tasks.begin(at.desk, found)
    edit.now = replace(edit.now, **values)
    tasks.save(at.desk, edit)


def edit_contact(at: Union, **values: Any) -> None:
    form = interactions.begin_edit(interactions.read(at.desk, at.contact), uuid7())
    for name, value in values.items():
        setattr(form.now, name, value)
    interactions.edit(at.desk, form)


SAM, AISHA = Assignee(officer_id=staff_id("sam.ortiz")), Assignee(officer_id=staff_id("aisha.bello"))
KIM = Assignee(officer_id=staff_id("kim.tran"))
Deed_ = Callable[[Union], object]


def referred(at: Union) -> None:
    """A legal referral: its type brings tasks and a checklist."""
    set_case(at, case_types=["LEG"])


def tick_item(at: Union, *, on: bool) -> None:
    items = tasks.of_case(at.desk, at.case).items
    checklists.tick(at.desk, at.case, next(one.id for one in items if not one.task), on)


def referred_and_ticked(at: Union) -> None:
    referred(at)
    tick_item(at, on=True)


def by_sam(at: Union) -> None:
    """The contact is Sam's, so that Kim may tick it."""
    with at.desk.store.loading("test") as connection:
        connection.execute(update(INTERACTION).values(officer_id=staff_id("sam.ortiz")))


def wait_and_escalate(at: Union) -> None:
    set_case(at, status="Waiting on member")
    targets.escalate(at.desk, at.case, "No answer")


DEEDS: dict[str, tuple[Deed_ | None, Deed_, str]] = {
    "priority": (None, lambda at: set_case(at, priority=1), "C-10001: priority 1"),
    "title": (None, lambda at: set_case(at, title="Rosters"), "C-10001: title changed"),
    "status": (
        None,
        lambda at: set_case(at, status="Waiting on member"),
        "C-10001: status Waiting on member",
    ),
    "waiting is over": (
        lambda at: set_case(at, status="Waiting on member"),
        lambda at: set_case(at, status="Open"),
        "C-10001: status Open",
    ),
    "closed": (
        None,
        lambda at: set_case(at, status="Closed", close_reason="resolved"),
        "C-10001: closed, resolved",
    ),
    "closed while it waits and is escalated": (
        wait_and_escalate,
        lambda at: set_case(at, status="Closed", close_reason="shelved"),
        "C-10001: closed, shelved",
    ),
    "opened again": (
        lambda at: set_case(at, status="Closed", close_reason="resolved"),
        lambda at: holding.reopen(at.desk, at.case),
        "C-10001: opened again",
    ),
    "follow-up": (
        None,
        lambda at: follow_ups.move(
            at.desk, "case", at.case, ANOTHER, cases.read(at.desk, at.case).follow_up_on
        ),
        "C-10001: follow-up Fri 4 Dec",
    ),
    "due": (
        None,
        lambda at: set_case(at, "She is away", due_on=date(2027, 3, 1)),
        "C-10001: due Mon 1 Mar 2027",
    ),
    "case types": (None, lambda at: set_case(at, case_types=["UFD", "ROS"]), "C-10001: case type changed"),
    "another type": (
        None,
        lambda at: retyping.retype(at.desk, at.case, "UFD", {"title": "Unfair dismissal"}),
        "C-10001: made another type",
    ),
    "day it took effect": (
        lambda at: set_case(at, case_types=["UFD"]),
        lambda at: set_case(at, effect="2026-11-20"),
        "C-10001: effect changed",
    ),
    "assigned": (
        None,
        lambda at: set_case(at, assignees=[SAM, KIM]),
        "Assigned C-10001 to Sam Ortiz and Kim Tran",
    ),
    "given back": (None, lambda at: holding.release(at.desk, at.case), "C-10001: given back"),
    "claimed": (
        lambda at: holding.release(at.desk, at.case),
        lambda at: holding.claim(at.desk, at.case),
        "C-10001: claimed",
    ),
    "review": (None, lambda at: holding.review(at.desk, at.case), "C-10001: marked for review"),
    "watched": (None, lambda at: holding.watch(at.desk, at.case), "C-10001: watched"),
    "scope": (None, lambda at: set_case(at, scope=2), "C-10001: scope changed"),
    "tag on": (None, lambda at: set_case(at, tags=["delegate"]), "C-10001: tag delegate put on"),
    "description": (
        None,
        lambda at: set_case(at, sections=sections(issue="Another issue.", actions="Ring her")),
        "C-10001: body changed",
    ),
    "ticket": (
        None,
        lambda at: cases.link_ticket(at.desk, at.case, "https://desk.example.org/t/77", ""),
        "C-10001: ticket url changed",
    ),
    "escalated": (None, lambda at: targets.escalate(at.desk, at.case, "No answer"), "C-10001: escalated"),
    "dealt with": (
        lambda at: targets.escalate(at.desk, at.case, "No answer"),
        lambda at: targets.settle(at.desk, at.case, "Rang"),
        "C-10001: escalation dealt with",
    ),
    "called back": (
        None,
        lambda at: follow_ups.called_back(at.desk, "case", at.case),
        "C-10001: called back, no answer",
    ),
    "called back a contact": (
        None,
        lambda at: follow_ups.called_back(at.desk, "interaction", at.contact),
        "I-20001: called back, no answer",
    ),
    "ticked off": (None, lambda at: follow_ups.tick_off(at.desk, at.contact), "I-20001: follow-up done"),
    "follow-up given": (
        None,
        lambda at: follow_ups.give(at.desk, at.contact, staff_id("sam.ortiz"), staff_id("kim.tran")),
        "I-20001: follow-up given to Sam Ortiz",
    ),
    "no follow-up": (
        None,
        lambda at: follow_ups.move(at.desk, "interaction", at.contact, None, TODAY),
        "I-20001: no follow-up day",
    ),
    "contact put right": (
        None,
        lambda at: edit_contact(at, related_to="Leave", case_types=["UFD", "ROS"]),
        "I-20001: case type and related to changed",
    ),
    "task added": (None, task_of, "C-10001: task added, Ring the employer"),
    "task done": (
        task_of,
        lambda at: change_task(at, tasks.of_case(at.desk, at.case).tasks[-1].id, status=TaskStatus.DONE),
        "C-10001: task done, Ring the employer",
    ),
    "task given": (
        task_of,
        lambda at: change_task(at, tasks.of_case(at.desk, at.case).tasks[-1].id, who=SAM),
        "C-10001: task given, Ring the employer",
    ),
    "tasks in another order": (
        lambda at: (task_of(at), task_of(at, "Write to her")),
        lambda at: tasks.move(at.desk, tasks.of_case(at.desk, at.case).tasks[-1].id, -1),
        "C-10001: tasks in another order",
    ),
    "a type that brings tasks": (
        None,
        lambda at: set_case(at, case_types=["LEG"]),
        "C-10001: case type changed",
    ),
    "checklist ticked": (referred, lambda at: tick_item(at, on=True), "C-10001: checklist ticked"),
    "tick taken away": (
        referred_and_ticked,
        lambda at: tick_item(at, on=False),
        "C-10001: tick taken away",
    ),
    "note pinned": (
        None,
        lambda at: notes.pin(at.desk, at.case, first_note(at), on=True),
        "C-10001: note pinned",
    ),
    "read and ticked": (
        by_sam,
        lambda at: ticking.tick(at.desk, at.contact, HUMAN[0].key, "held"),
        "I-20001: read and ticked",
    ),
    "moved to another member": (
        lambda at: a_member(at.desk.store, "Mary", "Other", id=OTHER),
        lambda at: interactions.move(at.desk, at.contact, OTHER, "the wrong one"),
        "I-20001: moved to another member",
    ),
    "contact tagged": (
        None,
        lambda at: details.change(
            at.desk,
            DetailEdit(uuid7(), at.member, "", 1, Part.TAG, Deed.ADD, values={"name": "delegate"}),
        ),
        "Andrea Gallagher: tag delegate put on",
    ),
}
"""Name -> what is there before, what is done, how it is said."""


def test_what_was_done_is_taken_back_and_done_again(desk: Desk, store: Store, clock: Clock) -> None:
    """Features B23: everything reads as before, targets and tasks too; the undo is undone the same way."""
    for name, (first, deed, words) in DEEDS.items():
        union = a_union(desk, store)
        said = words.replace("C-10001", cases.read(desk, union.case).number)
        said = said.replace("I-20001", f"I-{interactions.read(desk, union.contact).reference}")
        if first is not None:
            first(union)
        clock.move(minutes=10, seconds=1)
        before = state(store)
        deed(union)
        done = state(store)
        assert done != before, name
        clock.move(minutes=3)
        (found,) = undoing.undoable(desk)
        assert (found.said, found.last, found.undone) == (said, True, False)
        undone = undoing.undo(desk, found.id)
        assert (undone.kept, undone.done) == ((), 1), name
        assert difference(before, state(store)) == {}, name
        listed = undoing.undoable(desk)
        assert [(one.undone, one.undoes) for one in listed] == [(False, found.id), (True, None)], name
        assert listed[0].said == f"Took back: {said}"
        # Once more takes nothing back a second time; the undo itself is taken back.
        assert undoing.undo(desk, found.id).already, name
        assert undone.id == listed[0].id
        undoing.undo(desk, listed[0].id)
        assert undoing.undoable(desk)[0].said == f"Did again: {said}"
        assert difference(done, state(store)) == {}, name
        assert not next(one for one in undoing.undoable(desk) if one.id == found.id).undone


# What somebody changed since


def test_what_somebody_changed_since_stays_and_is_told_with_who_and_when(
    union: Union, desk_for: Callable[[str], Desk], store: Store, clock: Clock
) -> None:
    """The same field stays as the other left it; the other fields of the same act go back."""
    set_case(union, priority=1, title="Rosters", tags=["media"])
    act = undoing.undoable(union.desk)[0]
    clock.move(minutes=2)
    set_case(union._replace(desk=desk_for("sam.ortiz")), priority=2)
    clock.move(minutes=2)
    undone = undoing.undo(union.desk, act.id)
    at = clock.at - timedelta(minutes=2)
    assert [(one.number, one.what, one.who, one.at) for one in undone.kept] == [
        ("C-10001", "priority", "Sam Ortiz", at)
    ]
    case = cases.read(union.desk, union.case)
    assert (case.priority, case.title, case.tags) == (2, "Hours, rosters & breaks", ())
    lines = history.of_case(union.desk, union.case)
    assert lines[0].reason == "took back: C-10001: priority 1, tag media put on, title changed"
    assert {line.field for line in lines if line.at == clock.at} == {"title", "tag", "version"}


SINCE: dict[str, tuple[Deed_, Deed_, str, Callable[[Any], object], object]] = {
    "the status, so that a case is never closed with a target unmet": (
        lambda at: set_case(at, status="Waiting on member"),
        lambda at: set_case(at, status="Closed", close_reason="resolved"),
        "status",
        lambda case: (case.status, case.close_reason, case.targets[0].met_at is not None),
        ("Closed", "resolved", True),
    ),
    "whom it is allocated to": (
        lambda at: set_case(at, assignees=[KIM, SAM]),
        lambda at: set_case(at, assignees=[KIM, SAM, AISHA]),
        "who it is allocated to",
        lambda case: [one.officer_id for one in case.assignees],
        [one.officer_id for one in (KIM, SAM, AISHA)],
    ),
    "the case types": (
        lambda at: set_case(at, case_types=["ROS", "LVE"]),
        lambda at: set_case(at, case_types=["ROS", "LVE", "PERF"]),
        "case types",
        lambda case: case.case_types,
        ("ROS", "LVE", "PERF"),
    ),
    "a task that was finished since": (
        task_of,
        lambda at: change_task(at, tasks.of_case(at.desk, at.case).tasks[-1].id, status=TaskStatus.DONE),
        "task",
        lambda case: None,
        None,
    ),
    "a task that came by itself": (
        referred,
        lambda at: change_task(at, tasks.of_case(at.desk, at.case).tasks[0].id, note="Rang them"),
        "task",
        lambda case: case.case_types,
        ("ROS",),
    ),
    "a follow-up": (
        lambda at: follow_ups.called_back(at.desk, "case", at.case),
        lambda at: set_case(at, follow_up_on=ANOTHER),
        "follow-up",
        # The call was not made: its note goes all the same.
        lambda case: (case.follow_up_on, len(case.notes)),
        (ANOTHER, 1),
    ),
}


def test_what_makes_sense_only_together_stays_together(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store, clock: Clock
) -> None:
    sam = desk_for("sam.ortiz")
    for name, (deed, since, what, seen, expected) in SINCE.items():
        union = a_union(desk, store)
        deed(union)
        clock.move(minutes=1)
        act = undoing.offered(desk)
        assert act is not None
        since(union._replace(desk=sam))
        undone = undoing.undo(desk, act.id)
        assert [(one.what, one.who) for one in undone.kept] == [(what, "Sam Ortiz")], name
        assert seen(cases.read(desk, union.case)) == expected, name


def test_targets_follow_anew_where_somebody_moved_one_since(
    union: Union, desk_for: Callable[[str], Desk], clock: Clock
) -> None:
    """Waiting is taken back after another gave the target a later day: that day stands, and the target runs."""
    set_case(union, status="Waiting on member")
    act = undoing.undoable(union.desk)[0]
    clock.move(minutes=5)
    set_case(union._replace(desk=desk_for("sam.ortiz")), "She is away", due_on=date(2027, 3, 1))
    assert undoing.undo(union.desk, act.id).kept == ()
    case = cases.read(union.desk, union.case)
    completion = next(one for one in case.targets if one.kind == "completion")
    assert (case.status, case.due_on, completion.paused_since) == ("Open", date(2027, 3, 1), None)


# What is refused


def test_refused_is_what_is_anothers_too_old_unknown_or_never_taken_back(
    union: Union, desk_for: Callable[[str], Desk], clock: Clock, store: Store
) -> None:
    holding.review(union.desk, union.case)
    act = undoing.undoable(union.desk)[0]
    with pytest.raises(NotAllowed, match="somebody else"):
        undoing.undo(desk_for("sam.ortiz"), act.id)
    assert undoing.undoable(desk_for("sam.ortiz")) == ()
    with pytest.raises(NotFound):
        undoing.undo(union.desk, uuid7())
    clock.move(minutes=MINUTES)
    assert undoing.undoable(union.desk) == (act,)
    clock.move(seconds=1)
    assert undoing.undoable(union.desk) == ()
    with pytest.raises(NotAllowed, match="10 minutes ago"):
        undoing.undo(union.desk, act.id)
    interactions.submit(union.desk, an_interaction_form(union.member))
    assert undoing.undoable(union.desk) == ()
    with store.reading() as connection:
        submitted = (
            connection.execute(
                select(ACT.c.id).where(ACT.c.action == "interactions.submit").order_by(ACT.c.id.desc())
            )
            .scalars()
            .first()
        )
    assert submitted is not None
    with pytest.raises(NotAllowed, match="put right with e"):
        undoing.undo(union.desk, submitted)


def test_what_may_no_longer_be_seen_is_neither_listed_nor_taken_back(
    union: Union, desk_for: Callable[[str], Desk], clock: Clock
) -> None:
    jo = desk_for("jo.marsh")
    follow_ups.move(jo, "case", union.case, ANOTHER, cases.read(jo, union.case).follow_up_on)
    act = undoing.undoable(jo)[0]
    clock.move(minutes=1)
    set_case(union, confidential=True)
    assert undoing.undoable(jo) == ()
    undone = undoing.undo(jo, act.id)
    assert (undone.done, undone.said) == (0, "")
    assert "may not see" in undone.kept[0].why and undone.kept[0].number == ""
    assert cases.read(union.desk, union.case).follow_up_on == ANOTHER


def test_a_closed_case_gets_no_work_and_is_not_closed_over_new_work(union: Union, clock: Clock) -> None:
    """A task that was done stays done once its case is closed; a case opened again is not closed over new tasks."""
    task = task_of(union)
    change_task(union, task, status=TaskStatus.DONE)
    done = undoing.undoable(union.desk)[0]
    clock.move(minutes=1)
    set_case(union, status="Closed", close_reason="resolved")
    clock.move(minutes=1)
    assert [one.why for one in undoing.undo(union.desk, done.id).kept] == ["C-10001 is closed since"]
    holding.reopen(union.desk, union.case)
    again = undoing.undoable(union.desk)[0]
    clock.move(minutes=1)
    task_of(union, "Write to her")
    assert "tasks since" in undoing.undo(union.desk, again.id).kept[0].why
    assert cases.read(union.desk, union.case).closed_at is None


def test_of_two_at_once_one_takes_it_back(
    union: Union, desk_for: Callable[[str], Desk], store: Store
) -> None:
    set_case(union, priority=1)
    act = undoing.undoable(union.desk)[0]
    desks = [desk_for("kim.tran") for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        undone = list(pool.map(lambda at: undoing.undo(at, act.id), desks))
    assert sorted(one.already for one in undone) == [False, True, True, True]
    with store.reading() as connection:
        undos = connection.execute(select(ACT.c.id).where(ACT.c.undoes_id == act.id)).all()
    assert len(undos) == 1


# Many at once


def test_a_batch_goes_back_as_one_and_names_the_three_that_somebody_changed(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store, clock: Clock
) -> None:
    """Sixty cases in one gesture: 57 go back, three are told with who changed them; then it is done again."""
    member, batch = a_member(store), uuid7()
    ids = [a_case(desk, member) for _ in range(60)]
    clock.move(minutes=1)
    for one in ids:
        edit = changing.begin(cases.read(desk, one), uuid7())
        with_batch(desk, batch, replace(edit, now=replace(edit.now, priority=2)))
    sam = desk_for("sam.ortiz")
    for one in ids[10:13]:
        change_case(sam, cases.read(sam, one), priority=5)
    listed = undoing.undoable(desk)
    assert [(one.said, one.records) for one in listed] == [("60 cases: priority 2", 60)]
    assert undoing.undoable(desk, ids[7]) == listed
    undone = undoing.undo(desk, listed[0].id)
    assert (undone.done, undone.number) == (57, "60 cases")
    assert sorted(one.number for one in undone.kept) == ["C-10011", "C-10012", "C-10013"]
    assert {(one.what, one.who) for one in undone.kept} == {("priority", "Sam Ortiz")}
    assert [cases.read(desk, one).priority for one in ids].count(3) == 57
    assert undone.id is not None
    assert undoing.undo(desk, undone.id).done == 57
    assert [cases.read(desk, one).priority for one in ids].count(2) == 57


def test_columns_of_many_go_back_by_a_statement_each_case_with_its_own_values(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store, url: str, clock: Clock
) -> None:
    """What somebody changed since, and what is not seen any more, stays; history and its chain tell of the rest."""
    member, batch = a_member(store), uuid7()
    ids = [a_case(desk, member, confidential=False) for _ in range(7)]
    days = [TODAY + timedelta(days=at) for at in range(7)]
    for one, day in zip(ids, days, strict=True):
        change_case(desk, cases.read(desk, one), follow_up_on=day, priority=4)
    clock.move(minutes=1)
    for one in ids:
        edit = changing.begin(cases.read(desk, one), uuid7())
        with_batch(desk, batch, replace(edit, now=replace(edit.now, priority=1, follow_up_on=ANOTHER)))
    sam = desk_for("sam.ortiz")
    change_case(sam, cases.read(sam, ids[2]), priority=5)
    hide(store, ids[3])
    versions = {one: cases.read(sam, one).version for one in ids if one != ids[3]}
    undone = undoing.undo(desk, batch)
    assert undone.done == 6
    assert [(one.number, one.what, one.who) for one in undone.kept if one.number] == [
        ("C-10003", "priority", "Sam Ortiz")
    ]
    assert [one.why for one in undone.kept if not one.number] == [
        "a record is no more, or you may not see it any more"
    ]
    for one, day in zip(ids, days, strict=True):
        if one != ids[3]:
            read = cases.read(sam, one)
            assert (read.follow_up_on, read.priority) == (day, 5 if one == ids[2] else 4)
            assert read.version == versions[one] + 1
    said = [(one.field, one.old, one.new) for one in history.of_case(desk, ids[0]) if one.action == "undo"]
    assert sorted(said) == [
        ("follow_up_on", str(ANOTHER), str(TODAY)),
        ("priority", "1", "4"),
        ("version", "3", "4"),
    ]
    assert undone.id is not None
    assert undoing.undo(desk, undone.id).done == 6
    assert {cases.read(sam, one).follow_up_on for one in ids} == {ANOTHER}
    assert verify_store(url, None).faults == 0


def test_whom_many_were_given_to_and_their_tags_go_back_by_statements(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store, url: str, clock: Clock
) -> None:
    """Each to who had it before, the tag off where it was not; as many statements for twelve as for six."""
    member, kim = a_member(store), Assignee(officer_id=staff_id("kim.tran"))
    wanted = deeds.parse_all(
        ("assign sam", "tag callback", "priority 1"), deeds.Known(choices.read(desk), desk.today())
    )
    ids = [a_case(desk, member, owner=None if at % 3 == 0 else "kim.tran") for at in range(18)]
    tagged = ids[5]
    change_case(desk, cases.read(desk, tagged), tags=["callback"])

    def given(some: Sequence[UUID]) -> UUID:
        clock.move(minutes=1)
        picked = [Picked("case", one, "", cases.read(desk, one).version) for one in some]
        done = bulk.apply(desk, picked, wanted, batch_id=uuid7())
        assert len(done.done) == len(some)
        return done.batch_id

    counted = []
    for some in (ids[:6], ids[6:]):
        before = {one: cases.read(desk, one) for one in some}
        batch = given(some)
        assert {cases.read(desk, one).owner for one in some} == {"Sam Ortiz"}
        with statements() as sent:
            undone = undoing.undo(desk, batch)
        counted.append(len(sent))
        # Also where the case that had it before happens to be told of first.
        assert "callback" in undone.said, undone.said
        assert (undone.done, undone.kept) == (len(some), ())
        for one in some:
            read = cases.read(desk, one)
            assert read.assignees == before[one].assignees == (() if not before[one].owner else (kim,))
            assert (read.owner, read.priority, read.tags) == (
                before[one].owner,
                before[one].priority,
                before[one].tags,
            )
            assert read.version > before[one].version + 1
    assert counted[0] == counted[1]
    said = {
        (one.record, one.field, one.old, one.new)
        for one in history.of_case(desk, ids[7])
        if one.action == "undo"
    }
    assert ("tag", "tag", "callback", None) in said
    assert ("assignee", "staff", "Sam Ortiz", "Kim Tran") in said
    # Done again, changed by somebody else since, and one of them out of sight.
    assert undone.id is not None
    again = undoing.undo(desk, undone.id)
    assert again.done == 12
    assert all(cases.read(desk, one).tags == ("callback",) for one in ids[6:])
    sam = desk_for("sam.ortiz")
    clock.move(minutes=1)
    change_case(sam, cases.read(sam, ids[7]), assignees=[Assignee(officer_id=staff_id("lena.vogt"))])
    change_case(sam, cases.read(sam, ids[8]), tags=[])
    assert again.id is not None
    once_more = undoing.undo(desk, again.id)
    assert {(one.number, one.who) for one in once_more.kept} == {
        (cases.read(desk, one).number, "Sam Ortiz") for one in ids[7:9]
    }
    assert cases.read(desk, ids[7]).owner == "Lena Vogt" and cases.read(desk, ids[7]).tags == ()
    assert cases.read(desk, ids[9]).assignees == ()
    assert verify_store(url, None).faults == 0


def test_nobody_gets_back_what_she_may_not_have_any_more(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store, clock: Clock
) -> None:
    """Of many too: a colleague who left meanwhile is not given her cases back, and it is said."""
    member = a_member(store)
    ids = [a_case(desk, member, owner="sam.ortiz") for _ in range(5)]
    wanted = deeds.parse_all(("assign kim",), deeds.Known(choices.read(desk), desk.today()))
    clock.move(minutes=1)
    picked = [Picked("case", one, "", 1) for one in ids]
    batch = bulk.apply(desk, picked, wanted, batch_id=uuid7()).batch_id
    with store.loading() as connection:
        connection.execute(update(STAFF).where(STAFF.c.login == "sam.ortiz").values(active=False))
    undone = undoing.undo(desk, batch)
    assert undone.done == 0
    assert {one.why for one in undone.kept} == {"someone named does not work here now"}
    assert {cases.read(desk, one).owner for one in ids} == {"Kim Tran"}


def hide(store: Store, case_id: UUID) -> None:
    """A case that only Sam sees from now on."""
    with store.loading() as connection:
        values = {"confidential": True, "scope": 2, "owner_id": staff_id("sam.ortiz")}
        connection.execute(update(CASE).where(CASE.c.id == case_id).values(**values))
        connection.execute(
            update(ASSIGNEE).where(ASSIGNEE.c.case_id == case_id).values(officer_id=staff_id("sam.ortiz"))
        )


def test_a_batch_that_was_broken_off_goes_on(
    desk: Desk, store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whole transactions stand; asked again, what is left goes back, and nothing twice."""
    monkeypatch.setattr(undoing, "TOGETHER", 4)
    member, batch = a_member(store), uuid7()
    ids = [a_case(desk, member) for _ in range(10)]
    for one in ids:
        edit = changing.begin(cases.read(desk, one), uuid7())
        with_batch(desk, batch, replace(edit, now=replace(edit.now, priority=2)))
    calls: list[int] = []

    def breaks(*given: Any) -> Any:
        calls.append(1)
        if len(calls) == 2:
            raise StoreUnavailable
        return go_back(*given)

    monkeypatch.setattr("data.desk.undoing.go_back", breaks)
    with pytest.raises(StoreUnavailable):
        undoing.undo(desk, batch)
    assert [cases.read(desk, one).priority for one in ids].count(3) == 4
    undone = undoing.undo(desk, batch)
    assert (undone.done, undone.kept) == (6, ())
    assert [cases.read(desk, one).priority for one in ids].count(3) == 10
    assert undoing.undo(desk, batch).already


@pytest.mark.parametrize("seed", range(3))
def test_acts_in_any_order_taken_back_the_last_first_leave_the_beginning(
    union: Union, store: Store, clock: Clock, seed: int
) -> None:
    chance = random.Random(seed)
    before = state(store)
    names = [name for name in DEEDS if DEEDS[name][0] is None]
    done = []
    for name in chance.sample(names, 12):
        clock.move(seconds=5)
        try:
            DEEDS[name][1](union)
        except (NotAllowed, Conflict, Incomplete, BadInput, HeldOpen):
            # What one act makes impossible for another is not done.
            continue
        done.append(name)
    while (act := undoing.newest(undoing.undoable(union.desk))) is not None and act.said:
        clock.move(seconds=5)
        undone = undoing.undo(union.desk, act.id)
        assert undone.kept == (), (done, act.said)
    assert len(done) > 5
    assert difference(before, state(store)) == {}, done


def whole(desk: Desk, store: Store, case_id: UUID) -> None:
    """What is kept with a case is what it would be counted anew."""
    with store.reading() as connection:
        row = connection.execute(select(CASE).where(CASE.c.id == case_id)).one()
        rows = connection.execute(select(CASE_TARGET).where(CASE_TARGET.c.case_id == case_id)).all()
        held = connection.execute(
            select(ASSIGNEE).where(ASSIGNEE.c.case_id == case_id).order_by(ASSIGNEE.c.position)
        ).all()
        paused = connection.execute(
            select(CASE_HOLD.c.position).where(CASE_HOLD.c.case_id == case_id, CASE_HOLD.c.ended_at.is_(None))
        ).all()
        types = connection.execute(
            select(CASE_TYPE_OF_CASE.c.position).where(CASE_TYPE_OF_CASE.c.case_id == case_id)
        ).scalars()
        assert sorted(types) == list(range(len(cases.read(desk, case_id).case_types)))
    is_open = row.status != "Closed"
    assert (row.is_open, row.closed_at is None, row.close_reason == "") == (is_open, is_open, is_open)
    assert is_open or all(one.met_at is not None for one in rows)
    assert is_open or row.escalated_at is None
    assert row.target_on == nearest_day(cast(Any, rows))
    assert row.due_on == next((one.due_on for one in rows if one.kind == "completion"), None)
    assert [one.position for one in held] == list(range(len(held)))
    assert row.owner_id == (held[0].officer_id if held else None)
    waits = [one for one in rows if one.kind != "next follow-up" and one.met_at is None]
    assert {one.paused_since is not None for one in waits} <= {bool(paused)}
    before = state(store)
    deadlines.recount(desk)
    assert difference(before, state(store)) == {}


@pytest.mark.parametrize("seed", range(3))
def test_taken_back_in_any_order_among_others_acts_a_case_stays_whole(
    union: Union, desk_for: Callable[[str], Desk], store: Store, clock: Clock, seed: int
) -> None:
    chance = random.Random(seed)
    others = union._replace(desk=desk_for("sam.ortiz"))
    names = [name for name in DEEDS if name not in ("another type", "scope", "moved to another member")]
    acts = []
    for turn in range(14):
        clock.move(seconds=5)
        at = chance.choice((union, others))
        first, deed, _ = DEEDS[chance.choice(names)]
        for one in (first, deed):
            # What one act makes impossible for another is not done.
            with suppress(
                NotAllowed, Conflict, Incomplete, BadInput, HeldOpen, IndexError, NotFound, StopIteration
            ):
                if one is not None:
                    one(at)
        found = undoing.newest(undoing.undoable(union.desk))
        if turn > 4 and found is not None:
            acts = [one.id for one in undoing.undoable(union.desk)]
            clock.move(seconds=5)
            whole(union.desk, store, union.case)
            undoing.undo(union.desk, chance.choice(acts))
            whole(union.desk, store, union.case)
    assert acts


def test_what_is_meant_is_named_by_its_number_or_its_id_or_is_the_last(union: Union) -> None:
    with pytest.raises(NotFound, match="nothing of yours"):
        undoing.find(union.desk, "C-10001")
    holding.review(union.desk, union.case)
    follow_ups.tick_off(union.desk, union.contact)
    last, before = undoing.undoable(union.desk)
    assert undoing.find(union.desk, "") == undoing.find(union.desk, "i20001") == last.id
    assert undoing.find(union.desk, "C-10001") == undoing.find(union.desk, str(before.id)) == before.id
    with pytest.raises(BadInput, match="what to take back"):
        undoing.find(union.desk, "the last one")


def with_batch(desk: Desk, batch: UUID, edit: CaseEdit) -> None:
    """Change a case as one of many."""
    store = desk.store

    class Together:
        """The store of a gesture over many records."""

        def writing(self, **given: Any) -> Any:
            return store.writing(**given, batch_id=batch)

        def __getattr__(self, name: str) -> Any:
            return getattr(store, name)

    changing.change(replace(desk, store=Together()), edit)  # type: ignore[arg-type]
