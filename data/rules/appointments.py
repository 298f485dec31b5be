"""Appointments: what was done with one, whether two are at the same time, and how one is told (features A4.23)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta, tzinfo

from data.rules.moments import moment_said
from data.types.tasks import Task, TaskContents, TaskEdit, TaskStatus

ORDINARY_MINUTES = 30
"""How long an appointment is said to take of which nobody said it."""
LONGEST = timedelta(days=1)
MAKE, MOVE, CANCEL = "appointments.make", "appointments.move", "appointments.cancel"


def appointment_deed(edit: TaskEdit) -> str:
    """The name of the act where an appointment is made, moved or cancelled; empty for every other change of a task."""
    was, now = edit.was, edit.now
    before = was.starts_at if edit.task_id is not None else None
    if now.status == TaskStatus.CANCELLED != was.status:
        return CANCEL if before is not None else ""
    if before == now.starts_at and (before is None or _where(was) == _where(now)):
        return ""
    if now.starts_at is None:
        return CANCEL
    return MOVE if before is not None else MAKE


def _where(contents: TaskContents) -> tuple[object, ...]:
    return contents.minutes, contents.place, contents.with_whom


def ends_at(starts_at: datetime, minutes: int | None) -> datetime:
    """When it is over."""
    return starts_at + timedelta(minutes=minutes or ORDINARY_MINUTES)


def at_that_time(starts_at: datetime, minutes: int | None, others: Iterable[Task]) -> tuple[Task, ...]:
    """Those of the others that overlap; one that begins as another ends does not."""
    end = ends_at(starts_at, minutes)
    return tuple(
        one
        for one in others
        if one.is_open
        and one.starts_at is not None
        and one.starts_at < end
        and starts_at < ends_at(one.starts_at, one.minutes)
    )


def clash_said(others: Iterable[Task], zone: tzinfo | None, today: date) -> str:
    """ "Kim Tran has another appointment then: C-10466 Meeting, Fri 27 Nov 14:00–14:45."; empty where there is none."""
    one = next(iter(others), None)
    if one is None or one.starts_at is None:
        return ""
    when = moment_said(one.starts_at, one.minutes, zone, today)
    return f"{one.who or 'Somebody'} has another appointment then: {one.case_number} {one.title}, {when}."


def appointment_said(task: Task, zone: tzinfo | None, today: date) -> str:
    """When, what, where and with whom, on one line."""
    when = moment_said(task.starts_at, task.minutes, zone, today) if task.starts_at is not None else ""
    parts = (task.title, task.place, f"with {task.with_whom}" if task.with_whom else "")
    return f"{when}  {', '.join(part for part in parts if part)}"


def told_to_member(task: Task, zone: tzinfo | None, first: str, officer: str, office: str) -> tuple[str, str]:
    """Subject and text of a message about it: never its note, which is the office's."""
    assert task.starts_at is not None
    local = task.starts_at.astimezone(zone)
    when = f"{local:%A} {local.day} {local:%B %Y}, {local:%H:%M}"
    if task.minutes:
        when += f" to {ends_at(local, task.minutes):%H:%M}"
    off = task.status is TaskStatus.CANCELLED
    subject = f"{task.case_number}: {'cancelled: ' if off else ''}appointment on {local.day} {local:%B}"
    lines = [
        f"Hello {first},",
        "",
        "this appointment is cancelled:" if off else "this is your appointment:",
        "",
        f"When: {when} ({local:%Z})",
        *([f"Where: {task.place}"] if task.place else []),
        *([f"With: {task.with_whom}"] if task.with_whom else []),
        "",
        officer,
        office,
    ]
    return subject, "\n".join(lines)
