"""`casetui case C-… task`: what is to be done on a case."""

from typing import Annotated

import typer

from casetui.cli import choosing
from casetui.cli.case_edits import case_of
from casetui.cli.grouping import showing
from casetui.cli.members import Json
from casetui.cli.misuse import Misuse
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json, say_table
from data.desk import calendar, choices, proposing, tasks
from data.desk.desk import Desk
from data.rules.days import say_follow_up
from data.rules.folding import fold
from data.rules.moments import moment_said, read_length, read_moment
from data.rules.tasks import due_said, owner_said, progress_said
from data.rules.whom import assignee
from data.types.choices import Choices
from data.types.errors import BadInput
from data.types.staff import Assignee
from data.types.tasks import (
    CASE_OWNER,
    CaseTasks,
    Task,
    TaskContents,
    TaskEdit,
    TaskStatus,
    TaskType,
)

MARKS = {TaskStatus.OPEN: "[ ]", TaskStatus.DONE: "[x]", TaskStatus.CANCELLED: "[-]"}


task = showing("Tasks of a case.")

Which = Annotated[
    str, typer.Argument(metavar="TASK", help="Its number in the list, or the beginning of its title.")
]
Who = Annotated[
    str | None,
    typer.Option(
        metavar="WHO", help="An officer by login or name, a team, owner for whoever holds the case; none."
    ),
]
Due = Annotated[str | None, typer.Option(help="The day it is due: fri, +2d, 27/11; none.")]
Remind = Annotated[str | None, typer.Option(help="The day to be reminded of it; none.")]
Note = Annotated[str | None, typer.Option(help="What helps whoever does it; none.")]
At = Annotated[
    str | None, typer.Option(metavar="TIME", help='An appointment: "fri 14:00", "27/11 9:30am"; none.')
]
For = Annotated[
    str | None, typer.Option("--for", metavar="LENGTH", help="How long it takes: 45m, 1h30; none.")
]


@task.callback()
def tasks_of(ctx: typer.Context, json: Json = False) -> None:
    """The tasks of the case, in their order."""
    if ctx.invoked_subcommand is None:
        _show_tasks(ctx.obj, json=json)


@task.command("list")
def list_tasks(ctx: typer.Context, json: Json = False) -> None:
    """The tasks of the case, in their order: mark, what, who, when."""
    _show_tasks(ctx.obj, json=json)


@task.command("add")
def add(
    ctx: typer.Context,
    title: Annotated[
        str, typer.Argument(metavar="TITLE", help="What is to be done; - for the kind's own.")
    ] = "-",
    kind: Annotated[str, typer.Option("--type", help="A kind of task set up for the case type.")] = "",
    who: Who = None,
    due: Due = None,
    remind: Remind = None,
    note: Note = None,
    at: At = None,
    length: For = None,
    json: Json = False,
) -> None:
    """Add a task; a kind brings its title, whose it is, and its day."""
    given: Given = ctx.obj
    with given.desk() as desk:
        case = case_of(desk, given.record)
        found = _kind(tasks.of_case(desk, case.id), kind) if kind else None
        if found is None and title == "-":
            raise Misuse("a task needs its title, or --type")
        edit = tasks.begin_new(desk, case, found, "" if title == "-" else title)
        fill(desk, edit.now, who=who, due=due, remind=remind, note=note, at=at, length=length)
        _save(desk, edit, "added", json=json)


@task.command("change")
def change(
    ctx: typer.Context,
    which: Which,
    title: Annotated[str | None, typer.Option(help="What is to be done.")] = None,
    who: Who = None,
    due: Due = None,
    remind: Remind = None,
    note: Note = None,
    at: At = None,
    length: For = None,
    json: Json = False,
) -> None:
    """Change a task; earlier values stay in the history."""
    given: Given = ctx.obj
    with given.desk() as desk:
        edit = begin_change(desk, given, which)
        if title is not None:
            edit.now.title = title
        fill(desk, edit.now, who=who, due=due, remind=remind, note=note, at=at, length=length)
        if edit.is_blank():
            raise Misuse("nothing to change; give --title, --who, --due, --remind, --note, --at or --for")
        _save(desk, edit, "changed", json=json)


@task.command("assign")
def assign(
    ctx: typer.Context, which: Which, who: Annotated[str, typer.Argument(metavar="WHO")], json: Json = False
) -> None:
    """Give a task to an officer by login or name, a team, or owner for whoever holds the case; none."""
    given: Given = ctx.obj
    with given.desk() as desk:
        edit = begin_change(desk, given, which)
        edit.now.who = _assignee(desk, who)
        _save(desk, edit, "given", json=json)


@task.command("done")
def done(
    ctx: typer.Context,
    which: Which,
    again: Annotated[bool, typer.Option("--again", help="It is to be done after all.")] = False,
    json: Json = False,
) -> None:
    """The task is done."""
    given: Given = ctx.obj
    with given.desk() as desk:
        edit = begin_change(desk, given, which)
        edit.now.status = TaskStatus.OPEN if again else TaskStatus.DONE
        edit.now.cancel_reason = ""
        _save(desk, edit, "open again" if again else "done", json=json)


@task.command("cancel")
def cancel(
    ctx: typer.Context,
    which: Which,
    reason: Annotated[str, typer.Option(help="Why it need not be done; kept in the history.")],
    json: Json = False,
) -> None:
    """The task need not be done."""
    given: Given = ctx.obj
    with given.desk() as desk:
        edit = begin_change(desk, given, which)
        edit.now.status, edit.now.cancel_reason = TaskStatus.CANCELLED, reason
        _save(desk, edit, "cancelled", json=json)


@task.command("move")
def move(
    ctx: typer.Context,
    which: Which,
    to: Annotated[int, typer.Argument(metavar="NUMBER", min=1, help="Its number in the list from then on.")],
    json: Json = False,
) -> None:
    """Put a task to another place of the list."""
    given: Given = ctx.obj
    with given.desk() as desk:
        held = tasks.of_case(desk, case_of(desk, given.record).id).tasks
        found = _task(held, which)
        saved = tasks.move(desk, found.id, to - 1 - held.index(found))
        if json:
            say_json(saved)
        else:
            say(f"{saved.number}: {'it stood there already' if saved.already else 'moved'}.")


@task.command("from-actions")
def from_actions(
    ctx: typer.Context,
    lines: Annotated[
        list[int] | None,
        typer.Argument(metavar="NUMBER", help="Lines of the list to make tasks of; without, it is shown."),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every line.")] = False,
    json: Json = False,
) -> None:
    """Make tasks of what was agreed: the lines of Actions and next steps that are none yet."""
    given: Given = ctx.obj
    with given.desk() as desk:
        case = case_of(desk, given.record)
        found = tasks.of_case(desk, case.id).proposed
        if not lines and not every:
            if json:
                say_json(found)
                return
            today = desk.today()
            say_table(
                (
                    str(at),
                    one.title,
                    one.said or "–",
                    say_follow_up(one.due_on, today) if one.due_on else "no day",
                )
                for at, one in enumerate(found, 1)
            )
            if not found:
                say("Nothing was agreed that is not a task yet.")
            return
        wrong = [at for at in lines or () if not 1 <= at <= len(found)]
        if wrong:
            raise BadInput(f"line {wrong[0]}: there are {len(found)}")
        wanted = found if every else [found[at - 1] for at in lines or ()]
        made = proposing.take(desk, case.id, [one.id for one in wanted])
        if json:
            say_json(made)
        else:
            say(f"{case.number}: {len(made)} task{'' if len(made) == 1 else 's'} made.")


def add_to(noun: typer.Typer) -> None:
    """Give `case` its tasks."""
    noun.add_typer(task, name="task")


def said(desk: Desk, one: Task) -> tuple[str, str, str, str]:
    """A task in a row: mark, what, who, when."""
    when = due_said(one, desk.today())
    if one.starts_at is not None and one.is_open:
        when = moment_said(one.starts_at, one.minutes, desk.zone, desk.today())
    if one.status is TaskStatus.CANCELLED:
        when = f"cancelled: {one.cancel_reason}"
    elif one.status is TaskStatus.DONE:
        when = f"done by {one.done_by}"
    return MARKS[one.status], one.title, owner_said(one), when


def _show_tasks(given: Given, *, json: bool) -> None:
    with given.desk() as desk:
        case = case_of(desk, given.record)
        held = tasks.of_case(desk, case.id)
        if json:
            say_json(held.tasks)
            return
        say_table((str(at), *said(desk, one)) for at, one in enumerate(held.tasks, 1))
        say(f"{case.number}: {progress_said(held.tasks)}." if held.tasks else f"{case.number} has no tasks.")


def begin_change(desk: Desk, given: Given, which: str) -> TaskEdit:
    """A change of the task that is meant, in which nothing differs yet; raises BadInput."""
    held = tasks.of_case(desk, case_of(desk, given.record).id)
    return tasks.begin(desk, _task(held.tasks, which))


def _save(desk: Desk, edit: TaskEdit, word: str, *, json: bool) -> None:
    saved = tasks.save(desk, edit)
    if json:
        found = tasks.of_case(desk, edit.case_id).tasks
        say_json(next(one for one in found if one.id == saved.id))
    else:
        say(f"{saved.number}: {'the task was so already' if saved.already else f'task {word}'}.")


def fill(
    desk: Desk,
    now: TaskContents,
    *,
    who: str | None,
    due: str | None,
    remind: str | None,
    note: str | None,
    at: str | None,
    length: str | None,
    place: str | None = None,
    with_whom: str | None = None,
) -> None:
    """Put what was given on the command line into a task; raises BadInput."""
    if place is not None:
        now.place = _emptied(place)
    if with_whom is not None:
        now.with_whom = _emptied(with_whom)
    free = calendar.free_days(desk)
    if who is not None:
        now.who = _assignee(desk, who)
    if due is not None:
        now.due_on = choosing.day(desk, _emptied(due))
    if remind is not None:
        now.remind_on = choosing.day(desk, _emptied(remind))
    if note is not None:
        now.note = _emptied(note)
    if at is not None:
        now.starts_at = read_moment(_emptied(at), desk.today(), desk.zone, free)
        if now.starts_at is None:
            now.minutes = None
    if length is not None:
        now.minutes = read_length(_emptied(length))


def _assignee(desk: Desk, text: str) -> Assignee | None:
    if not _emptied(text):
        return None
    if fold(text) in ("owner", "case owner"):
        return CASE_OWNER
    lists: Choices = choices.read(desk)
    return assignee(text, lists)


def _kind(held: CaseTasks, text: str) -> TaskType:
    found = [one for one in held.types if fold(one.label).startswith(fold(text))]
    if not found:
        known = ", ".join(one.label for one in held.types) or "none"
        raise BadInput(f"that kind of task is not set up for this case's types; there are: {known}")
    return next((one for one in found if fold(one.label) == fold(text)), found[0])


def _task(held: tuple[Task, ...], which: str) -> Task:
    place = choosing.place(which, [one.title for one in held], "task")
    return held[place]


def _emptied(text: str) -> str:
    return "" if text.strip().lower() == "none" else text
