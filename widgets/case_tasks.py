"""Tasks as rows and in the side pane: mark, what, who, when (features A3.23, A4.30, B13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.rules.appointments import appointment_said
from data.rules.days import say_day, say_when
from data.rules.moments import moment_said
from data.rules.performers import OWNER, Candidate, may_do, performers_said
from data.rules.tasks import due_said, is_late, owner_said, progress_said, when_said
from data.types.staff import Assignee
from data.types.tasks import CASE_OWNER, TaskStatus
from widgets.case_details import people
from widgets.choice import Option
from widgets.lines import Line, ends, heading, pair
from widgets.row_list import Column, Row
from widgets.tables import key_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, tzinfo
    from uuid import UUID

    from data.types.choices import Choices
    from data.types.tasks import CaseTasks, CheckItem, Task
    from data.types.workload import Load

CASE_TASKS = (
    Column("mark", 3),
    Column("task", 24, grow=True),
    Column("who", 16),
    Column("when", 20, 1),
)
MY_TASKS = (
    Column("when", 10, align="right"),
    Column("member", 18, 2),
    Column("task", 22, grow=True),
    Column("who", 12, 1),
    Column("number", 7, align="right"),
)
MARKS = {TaskStatus.OPEN: "[ ]", TaskStatus.DONE: "[x]", TaskStatus.CANCELLED: "[-]"}
"""A sign, so that nothing is told by colour alone."""


def task_rows(held: CaseTasks, zone: tzinfo | None, today: date, *, airy: bool) -> list[Row]:
    """The tasks of a case in their order, under them its checklist."""
    rows: list[Row] = []
    if held.tasks:
        rows.append(Row(whole=[("Tasks", "strong"), (f" {progress_said(held.tasks)}", "quiet")]))
        rows += [_task_row(task, zone, today) for task in held.tasks]
    if held.items:
        ticked = sum(item.ticked for item in held.items)
        if rows and airy:
            rows.append(Row())
        rows.append(Row(whole=[("Checklist", "strong"), (f" {ticked} of {len(held.items)} ticked", "quiet")]))
        rows += [_item_row(item) for item in held.items]
    return rows


def _task_row(task: Task, zone: tzinfo | None, today: date) -> Row:
    role = "text" if task.is_open else "quiet"
    said = due_said(task, today)
    if task.is_open and task.starts_at is not None:
        said = moment_said(task.starts_at, task.minutes, zone, today)
    who = owner_said(task) if task.status is not TaskStatus.DONE else task.done_by
    return Row(
        key_of("task", task.id),
        {
            "mark": [(MARKS[task.status], role)],
            "task": [(task.title, role)],
            "who": [(who, "quiet" if task.who else "soon")],
            "when": [(said, "late" if is_late(task, today) else "quiet")],
        },
    )


def _item_row(item: CheckItem) -> Row:
    told = item.by
    if item.task and not item.ticked:
        told = "by its task"
    other = f"{item.other_number}, open" if item.other_open else item.other_number
    return Row(
        key_of("item", item.id),
        {
            "mark": [("[x]" if item.ticked else "[ ]", "text")],
            "task": [(item.text, "quiet" if item.ticked else "text")],
            "who": [(told, "quiet")],
            "when": [(other, "soon" if item.other_open else "quiet")],
        },
    )


def appointment_rows(tasks: Sequence[Task], zone: tzinfo | None, today: date) -> list[Row]:
    """Appointments of the day, on top of Home; Enter goes to the tasks of the case."""
    return [
        Row(
            key_of("appointment", task.id),
            whole=[
                (appointment_said(task, zone, today), "strong"),
                (f"  {task.member_name}  {task.case_number}", "quiet"),
            ],
        )
        for task in tasks
    ]


def my_task_rows(tasks: Sequence[Task], today: date) -> list[Row]:
    """Tasks across cases, by their day."""
    return [
        Row(
            key_of("task", task.id),
            {
                "when": [(when_said(task, today) or "–", "late" if is_late(task, today) else "text")],
                "member": [(task.member_name, "text")],
                "task": [(task.title, "text")],
                "who": [(owner_said(task), "quiet")],
                "number": [(task.case_number, "quiet")],
            },
        )
        for task in tasks
    ]


def task_lines(task: Task, zone: tzinfo | None, today: date, width: int) -> list[Line]:
    """All of a task: beside the list."""
    at = moment_said(task.starts_at, task.minutes, zone, today) if task.starts_at is not None else ""
    done = ""
    if task.done_at is not None:
        local = task.done_at.astimezone(zone)
        done = f"{task.done_by}, {say_day(local.date(), today)} {local:%H:%M}"
    told = (
        ("Case", f"{task.case_number} {task.case_title}"),
        ("Member", task.member_name),
        ("Who", owner_said(task)),
        ("May do it", performers_said(task.performers) if task.performers else ""),
        ("Due", due_said(task, today) if task.is_open else ""),
        ("Reminder", say_day(task.remind_on, today) if task.remind_on else ""),
        ("At", at),
        ("Place", task.place),
        ("With", task.with_whom),
        ("Done", done),
        ("Cancelled", task.cancel_reason if task.status is TaskStatus.CANCELLED else ""),
        ("Closing", "" if task.required else "need not be done before the case is closed"),
    )
    out: list[Line] = [heading(task.title), []]
    for label, text in told:
        if text:
            out += pair(label, text, width - 3, gutter=11)
    if task.note:
        out += [[], *pair("", task.note, width - 3, gutter=0)]
    return [[("  ", "text"), *line] for line in out]


def item_lines(item: CheckItem, width: int) -> list[Line]:
    """All of a line of the checklist."""
    out: list[Line] = [*pair("", item.text, width - 3, "strong", gutter=0), []]
    told = (
        ("Ticked", item.by if item.ticked else "not yet; Space ticks it"),
        ("Task", f"ticked when “{item.task}” is done" if item.task else ""),
        (
            "Case",
            f"{item.other_number}{', still open' if item.other_open else ''}" if item.other_number else "",
        ),
    )
    for label, text in told:
        if text:
            out += pair(label, text, width - 3, gutter=11)
    return [[("  ", "text"), *line] for line in out]


def tasks_side(tasks: Sequence[Task], zone: tzinfo | None, today: date, width: int) -> list[Line]:
    """In the side pane of a case: how far it is, and what is open; nothing where there are none."""
    if not tasks:
        return []
    w = width - 3
    out: list[Line] = [[("Tasks", "strong"), (f" {progress_said(tasks)}", "quiet")]]
    for task in tasks:
        if task.is_open:
            when = say_when(task.due_on, today) if task.due_on else ""
            if task.starts_at is not None:
                when = moment_said(task.starts_at, None, zone, today)
            role = "late" if is_late(task, today) else "quiet"
            out.append(ends([("[ ] ", "text"), (task.title, "text")], [(when, role)] if when else [], w))
    return [*([("  ", "text"), *line] for line in out), []]


def performers_of(
    choices: Choices, load: Mapping[str, Load], performers: Sequence[str], owner_id: UUID | None, today: date
) -> list[Option]:
    """Officers and teams who may do a task, each with how many open cases it holds, and the case's owner."""
    teams = {team.id: team.name for team in choices.teams}

    def may(held: Assignee) -> bool:
        if held.role is not None:
            return False
        if held.team_id is not None:
            return may_do(performers, Candidate(team=teams.get(held.team_id, "")))
        person = next(one for one in choices.staff if one.id == held.officer_id)
        team = teams.get(person.team_id, "") if person.team_id else ""
        return may_do(performers, Candidate(person.login, team, person.access, person.id == owner_id))

    owner = Option(CASE_OWNER.key, "the case owner", "whoever holds the case then")
    own = [owner] if not performers or OWNER in performers else []
    return [*own, *(one for one in people(choices, load, today) if may(Assignee.of(one.key)))]
