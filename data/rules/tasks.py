"""What may become of a task, and what still holds a case open (features A3.23, A4.26, A4.30, B13)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from data.rules.clean import clean, clean_line
from data.rules.conditions import Facts, holding, read_condition
from data.rules.days import say_follow_up, say_when
from data.rules.holidays import working_day_after
from data.rules.performers import OWNER, read_performer
from data.types.errors import BadInput, Incomplete, NotAllowed
from data.types.tasks import CheckItem, Task, TaskContents, TaskStatus, TaskType

LONGEST_TITLE = 200
LONGEST_NOTE = 4000
LONGEST_MINUTES = 24 * 60


class Held(NamedTuple):
    """What is still to do before a case is closed."""

    tasks: tuple[Task, ...]
    """Open ones that must be done or cancelled."""
    items: tuple[CheckItem, ...]
    """Lines of the checklist that nobody ticked: asked about, no more."""


def progress(tasks: Iterable[Task]) -> tuple[int, int]:
    """How many are done, of how many that were not cancelled."""
    counted = [task.status for task in tasks if task.status is not TaskStatus.CANCELLED]
    return counted.count(TaskStatus.DONE), len(counted)


def progress_said(tasks: Sequence[Task]) -> str:
    """ "1 of 4 done"."""
    done, of = progress(tasks)
    return f"{done} of {of} done"


def held(tasks: Iterable[Task], items: Iterable[CheckItem]) -> Held:
    """What holds a case open: tasks of no type do, as long as they are open (features A4.26)."""
    return Held(
        tuple(task for task in tasks if task.is_open and task.required),
        tuple(item for item in items if not item.ticked),
    )


def cleaned(contents: TaskContents, was: TaskContents) -> TaskContents:
    """A copy to save, checked by itself.

    Raises Incomplete without a title and for a cancelled one without its reason, BadInput for what is too long.
    """
    found = TaskContents(**{name: getattr(contents, name) for name in TaskContents.__dataclass_fields__})
    found.title, found.note = clean_line(contents.title), clean(contents.note).strip()
    found.cancel_reason = clean_line(contents.cancel_reason)
    found.place, found.with_whom = clean_line(contents.place), clean_line(contents.with_whom)
    if not found.title:
        raise Incomplete(("Title",))
    for what, text, longest in (
        ("the title", found.title, LONGEST_TITLE),
        ("the note", found.note, LONGEST_NOTE),
        ("the reason", found.cancel_reason, LONGEST_TITLE),
        ("the place", found.place, LONGEST_TITLE),
        ("whom it is with", found.with_whom, LONGEST_TITLE),
    ):
        if len(text) > longest:
            raise BadInput(f"{what} has {len(text)} characters; {longest} fit. Put the rest into a note")
    if found.status not in list(TaskStatus):
        raise BadInput(f"the status, which is {', '.join(TaskStatus)}")
    if found.minutes is not None and not 1 <= found.minutes <= LONGEST_MINUTES:
        raise BadInput("the length, which is between a minute and a day")
    if found.minutes is not None and found.starts_at is None:
        raise BadInput("the length without a time of day: an appointment has both")
    if found.starts_at is None:
        # What is no appointment any more is nowhere.
        found.place = found.with_whom = ""
    if found.status != TaskStatus.CANCELLED:
        found.cancel_reason = ""
    elif not found.cancel_reason and was.status != TaskStatus.CANCELLED:
        raise Incomplete(("Reason",))
    return found


def check_step(was: str, now: str, title: str = "") -> None:
    """Raise NotAllowed for a step that is none: what is done is not cancelled, and the other way round."""
    if was == now or TaskStatus.OPEN in (was, now):
        return
    raise NotAllowed(f"the task is {was} already", todo="Open it again first (space).")


def automatic(types: Iterable[TaskType], facts: Facts) -> tuple[TaskType, ...]:
    """The kinds of task that a case with these fields gets by itself, in their order (features A4.29)."""
    wanted = [one for one in types if one.auto_generate and _is_of(one, facts)]
    made: set[tuple[str, str]] = set()
    for key in dict.fromkeys(one.case_type for one in wanted):
        conditions = {one.label: read_condition(one.condition) for one in wanted if one.case_type == key}
        made |= {(key, label) for label in holding(conditions, facts)}
    return tuple(one for one in wanted if (one.case_type, one.label) in made)


def _is_of(one: TaskType, facts: Facts) -> bool:
    held_types = facts.get("case_type")
    return isinstance(held_types, frozenset) and one.case_type in held_types


def target(one: TaskType, today: date, free: Mapping[date, str]) -> date | None:
    """The day it is due when it is made today; None where it has no target."""
    days = one.target_working_days
    return None if days is None else working_day_after(today, days, free)


def first_performer(one: TaskType) -> str:
    """Whose an automatic task is: the case owner's, a team's or an officer's; empty for nobody's yet (A5.15)."""
    return next(
        (text for text in one.performers if read_performer(text).kind in (OWNER, "team", "officer")), ""
    )


def due_said(task: Task, today: date) -> str:
    """ "Fri 27 Nov, 2 d late"; of a finished one what became of it."""
    if task.status is TaskStatus.CANCELLED:
        return "cancelled"
    if task.status is TaskStatus.DONE:
        return "done"
    return say_follow_up(task.due_on, today) if task.due_on else "no day"


def when_said(task: Task, today: date) -> str:
    """ "2 d late", "today"; empty where it has no day or is finished."""
    return say_when(task.due_on, today) if task.is_open and task.due_on else ""


def is_late(task: Task, today: date) -> bool:
    """It is open and its day is past."""
    return task.is_open and task.due_on is not None and task.due_on < today


def owner_said(task: Task) -> str:
    """Whose it is: a name, a team, "the case owner, nobody yet", "nobody yet"."""
    if task.who:
        return task.who
    return "the case owner, nobody yet" if task.follows_owner else "nobody yet"
