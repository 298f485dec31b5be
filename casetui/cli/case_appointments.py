"""`casetui case C-… appointment`: meetings with the member or the employer."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from casetui.cli.case_edits import case_of
from casetui.cli.case_tasks import At, For, Note, Which, Who, begin_change, fill
from casetui.cli.grouping import showing
from casetui.cli.members import Json
from casetui.cli.misuse import Misuse
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json, say_table
from data.desk import appointments, tasks
from data.desk.desk import Desk
from data.rules.appointments import appointment_said, clash_said
from data.types.errors import BadInput
from data.types.tasks import Task, TaskEdit, TaskStatus

appointment = showing("Appointments of a case.")

Where = Annotated[str | None, typer.Option("--place", help="Where it is; none.")]
With = Annotated[str | None, typer.Option("--with", metavar="WHOM", help="Who else is there; none.")]
Ics = Annotated[
    str, typer.Option("--ics", metavar="FILE", help="Also write it as a calendar file; - is standard output.")
]
Names = Annotated[
    bool, typer.Option("--names", help="With the member's name and the note: a calendar is often shared.")
]


def add_to(noun: typer.Typer) -> None:
    """Give `case` its appointments."""
    noun.add_typer(appointment, name="appointment")


@appointment.callback()
def appointments_of(ctx: typer.Context, json: Json = False) -> None:
    """The appointments of the case, by their time."""
    if ctx.invoked_subcommand is not None:
        return
    given: Given = ctx.obj
    with given.desk() as desk:
        case = case_of(desk, given.record)
        held = sorted(
            (one for one in tasks.held_by(desk, case.id) if one.starts_at is not None),
            key=lambda one: str(one.starts_at),
        )
        if json:
            say_json(held)
            return
        say_table(
            (one.status, appointment_said(one, desk.zone, desk.today()), one.who or "nobody yet")
            for one in held
        )
        if not held:
            say(f"{case.number} has no appointments.")


@appointment.command("add")
def add(
    ctx: typer.Context,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="What it is.")],
    at: At = None,
    length: For = None,
    place: Where = None,
    with_whom: With = None,
    who: Who = None,
    note: Note = None,
    ics: Ics = "",
    names: Names = False,
    json: Json = False,
) -> None:
    """Make an appointment; it is yours unless --who says whose. Another one at that time is told."""
    given: Given = ctx.obj
    with given.desk() as desk:
        edit = appointments.begin(desk, case_of(desk, given.record))
        edit.now.title = title
        fill(
            desk, edit.now, who=who, due=None, remind=None, note=note, at=at, length=length, place=place,
            with_whom=with_whom,
        )  # fmt: skip
        if edit.now.starts_at is None:
            raise Misuse('an appointment needs --at, such as "fri 14:00"')
        _save(desk, edit, "made", ics, names=names, json=json)


@appointment.command("move")
def move(
    ctx: typer.Context,
    which: Which,
    at: At = None,
    length: For = None,
    place: Where = None,
    with_whom: With = None,
    ics: Ics = "",
    names: Names = False,
    json: Json = False,
) -> None:
    """Another time, place or people; the calendar file replaces the one of before."""
    given: Given = ctx.obj
    with given.desk() as desk:
        edit = _timed(begin_change(desk, given, which))
        fill(
            desk, edit.now, who=None, due=None, remind=None, note=None, at=at, length=length, place=place,
            with_whom=with_whom,
        )  # fmt: skip
        if edit.is_blank() or edit.now.starts_at is None:
            raise Misuse("nothing to move; give --at, --for, --place or --with")
        _save(desk, edit, "moved", ics, names=names, json=json)


@appointment.command("cancel")
def cancel(
    ctx: typer.Context,
    which: Which,
    reason: Annotated[str, typer.Option(help="Why it does not take place; kept in the history.")],
    ics: Ics = "",
    names: Names = False,
    json: Json = False,
) -> None:
    """It does not take place; its calendar file takes it out of the calendar it was put into."""
    given: Given = ctx.obj
    with given.desk() as desk:
        edit = _timed(begin_change(desk, given, which))
        edit.now.status, edit.now.cancel_reason = TaskStatus.CANCELLED, reason
        _save(desk, edit, "cancelled", ics, names=names, json=json)


@appointment.command("file")
def file(
    ctx: typer.Context,
    which: Which,
    output: Annotated[str, typer.Option(metavar="FILE", help="Where to; - is standard output.")] = "-",
    names: Names = False,
) -> None:
    """The appointment as an .ics file for a calendar."""
    given: Given = ctx.obj
    with given.desk() as desk:
        edit = _timed(begin_change(desk, given, which))
        _write(desk, _stands(desk, edit), output, names=names)


def _timed(edit: TaskEdit) -> TaskEdit:
    if edit.was.starts_at is None:
        raise BadInput("the appointment, which is a task without a time of day")
    return edit


def _stands(desk: Desk, edit: TaskEdit) -> Task:
    wanted = edit.task_id or edit.id
    return next(one for one in tasks.held_by(desk, edit.case_id) if one.id == wanted)


def _save(desk: Desk, edit: TaskEdit, word: str, ics: str, *, names: bool, json: bool) -> None:
    saved = tasks.save(desk, edit)
    stands = _stands(desk, edit)
    if ics:
        _write(desk, stands, ics, names=names)
    if json:
        say_json(stands)
    elif ics != "-":
        others = appointments.clashes(desk, edit.case_id, edit.now, stands.id) if stands.is_open else ()
        told = clash_said(others, desk.zone, desk.today())
        done = f"{saved.number}: {'it was so already' if saved.already else f'appointment {word}'}."
        say(f"{done} {told}".strip())


def _write(desk: Desk, task: Task, output: str, *, names: bool) -> None:
    written = appointments.as_entry(desk, task, names=names)
    if output == "-":
        sys.stdout.buffer.write(written)
        return
    try:
        Path(output).expanduser().write_bytes(written)
    except OSError as error:
        raise BadInput(f"{output}: {error.strerror or 'it cannot be written'}") from None
