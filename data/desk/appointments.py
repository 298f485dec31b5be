"""Appointments leave the program as a calendar file, without a member's name unless it is asked for."""

import re
from collections.abc import Iterable

from data.desk.desk import Desk
from data.types.tasks import Task

NOBODY = "the member"
"""What stands where a name stood."""


def as_calendar(desk: Desk, tasks: Iterable[Task], *, names: bool = False) -> tuple[bytes, int]:
    """The open tasks that have a time of day as an .ics file, and how many they are.

    A calendar is often shared and lies on telephones: without `names` it says what and which case, neither the
    note nor a word of the member's name.
    """
    from data.exchange.ics import Appointment, calendar_of

    found = [
        Appointment(
            id=task.id,
            version=task.version,
            starts_at=task.starts_at,
            minutes=task.minutes,
            summary=f"{task.title}, {task.case_number}, {task.member_name}" if names else nameless(task),
            description=task.note if names else "",
        )
        for task in tasks
        if task.starts_at is not None and task.is_open
    ]
    return calendar_of(found, desk.clock()), len(found)


def nameless(task: Task) -> str:
    """What and which case; a word of the member's name in the title is said otherwise."""
    title = task.title
    for word in task.member_name.split():
        title = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", NOBODY, title, flags=re.IGNORECASE)
    title = re.sub(rf"{NOBODY}(?: {NOBODY})+", NOBODY, title)
    return f"{title}, {task.case_number}"
