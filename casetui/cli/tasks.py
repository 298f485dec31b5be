"""`casetui tasks [ics]`: what is to do across cases, and the appointments as a calendar file."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from casetui.cli import choosing
from casetui.cli.case_tasks import said
from casetui.cli.grouping import showing
from casetui.cli.members import Json
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json, say_table
from data.desk import appointments, cases
from data.desk import tasks as room
from data.rules.days import say_when
from data.types.errors import BadInput
from data.types.tasks import Sought

many = showing("Tasks across cases, by their day.")


@many.callback()
def tasks(
    ctx: typer.Context,
    everybody: Annotated[
        bool,
        typer.Option("--all/--mine", help="Everybody's; without, yours and your team's that nobody took."),
    ] = False,
    due: Annotated[
        bool, typer.Option("--due", help="Only what is late, due or to be reminded of today.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, max=5000, help="How many at most.")] = 500,
    json: Json = False,
) -> None:
    """What is to do across open cases, by its day."""
    if ctx.invoked_subcommand is not None:
        return
    given: Given = ctx.obj
    with given.desk() as desk:
        found = room.listing(desk, Sought(mine=not everybody, due=due, limit=limit))
        if json:
            say_json(found)
            return
        today = desk.today()
        rows = []
        for one in found:
            _, title, who, when = said(desk, one)
            ahead = say_when(one.due_on, today) if one.due_on else ""
            rows.append((ahead, one.case_number, one.member_name, title, who, when))
        say_table(rows)
        if not rows:
            say("No tasks.")


@many.command("ics")
def ics(
    ctx: typer.Context,
    output: Annotated[
        str, typer.Option(metavar="FILE", help="Where to write it; - is standard output.")
    ] = "-",
    case: Annotated[
        str, typer.Option(metavar="C-NUMBER", help="The appointments of this case; else all of yours.")
    ] = "",
    names: Annotated[
        bool, typer.Option("--names", help="With the member's name and the note: a calendar is often shared.")
    ] = False,
) -> None:
    """Appointments, tasks with a time of day, as an .ics file for a calendar."""
    given: Given = ctx.obj
    with given.desk() as desk:
        mine = Sought(limit=5000)
        found = (
            room.of_case(desk, cases.by_reference(desk, choosing.reference(case, "case")).id).tasks
            if case
            else room.listing(desk, mine)
        )
        written, count = appointments.as_calendar(desk, found, names=names)
        if output == "-":
            sys.stdout.buffer.write(written)
            return
        try:
            Path(output).expanduser().write_bytes(written)
        except OSError as error:
            raise BadInput(f"{output}: {error.strerror or 'it cannot be written'}") from None
        say(f"{count} appointment{'' if count == 1 else 's'} written to {output}.")
