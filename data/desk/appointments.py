"""Appointments: begun, clashes told, those of the day, and as a calendar file (features A4.23).

In a calendar file there is no member's name unless it is asked for.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time, timedelta
from uuid import UUID

from data.desk.desk import Desk
from data.desk.tasks import begin_new
from data.repositories.cases import Cases
from data.repositories.members import Members
from data.repositories.tasks import Tasks
from data.rules.appointments import LONGEST, at_that_time, ends_at, told_to_member
from data.types.messages import MessageForm
from data.types.records import CaseRecord
from data.types.staff import Assignee
from data.types.stop import Stop
from data.types.tasks import CASE_OWNER, Task, TaskContents, TaskEdit

NOBODY = "the member"
"""What stands where a name stood."""


def begin(desk: Desk, case: CaseRecord) -> TaskEdit:
    """An appointment of the officer's own that is not there yet."""
    edit = begin_new(desk, case)
    edit.was.who = Assignee(officer_id=desk.officer.id)
    edit.now = replace(edit.was)
    return edit


def clashes(
    desk: Desk, case_id: UUID, wanted: TaskContents, but: UUID | None = None, stop: Stop | None = None
) -> tuple[Task, ...]:
    """Other appointments of whoever is to be there, at the same time, as far as the one who asks may see them."""
    if wanted.starts_at is None or wanted.who is None:
        return ()
    with desk.store.reading(stop) as connection:
        who = wanted.who.officer_id
        if wanted.who == CASE_OWNER:
            held = Cases(connection, desk.officer).read(case_id).assignees
            who = held[0].officer_id if held else None
        if who is None:
            return ()
        end = ends_at(wanted.starts_at, wanted.minutes)
        others = Tasks(connection, desk.officer).appointments(who, wanted.starts_at - LONGEST, end)
        return tuple(one for one in at_that_time(wanted.starts_at, wanted.minutes, others) if one.id != but)


def day_of(desk: Desk) -> tuple[datetime, datetime]:
    """When the office's day begins and ends: 23 or 25 hours on two days of the year."""
    first = datetime.combine(desk.today(), time(), desk.zone)
    return first, datetime.combine(desk.today() + timedelta(days=1), time(), desk.zone)


def message(desk: Desk, task: Task, stop: Stop | None = None) -> MessageForm:
    """A message to the member that tells of an appointment, or that it is cancelled."""
    with desk.store.reading(stop) as connection:
        card = Members(connection, desk.officer).card(task.member_id, desk.today(), desk.arrears_days)
    label = f"{task.case_number} {task.case_title}, {task.member_name}"
    subject, body = told_to_member(
        task, desk.zone, card.informal or card.given, desk.officer.name, desk.office
    )
    return MessageForm(desk.new_id(), task.member_id, label, task.case_id, subject=subject, body=body)


def as_calendar(desk: Desk, tasks: Iterable[Task], *, names: bool = False) -> tuple[bytes, int]:
    """The open tasks that have a time of day as an .ics file, and how many they are.

    A calendar is often shared and lies on telephones: without `names` it says what, where and which case, neither the
    note nor a word of the member's name.
    """
    found = [task for task in tasks if task.starts_at is not None and task.is_open]
    return _file(desk, found, names=names), len(found)


def as_entry(desk: Desk, task: Task, *, names: bool = False) -> bytes:
    """One appointment as an .ics file: a cancelled one takes itself out of the calendar it was put into."""
    return _file(desk, [task], names=names)


def _file(desk: Desk, tasks: Iterable[Task], *, names: bool) -> bytes:
    from data.exchange.ics import Appointment, calendar_of

    entries = [
        Appointment(
            id=task.id,
            version=task.version,
            starts_at=task.starts_at,
            minutes=task.minutes,
            summary=f"{task.title}, {task.case_number}, {task.member_name}" if names else nameless(task),
            description=task.note if names else "",
            place=task.place if names else without_name(task.place, task.member_name),
            cancelled=not task.is_open,
        )
        for task in tasks
        if task.starts_at is not None
    ]
    return calendar_of(entries, desk.clock(), f"{desk.officer.name}, {desk.office}")


def nameless(task: Task) -> str:
    """What and which case; a word of the member's name in the title is said otherwise."""
    return f"{without_name(task.title, task.member_name)}, {task.case_number}"


def without_name(text: str, name: str) -> str:
    """The text with no word of that name."""
    for word in name.split():
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", NOBODY, text, flags=re.IGNORECASE)
    return re.sub(rf"{NOBODY}(?: {NOBODY})+", NOBODY, text)
