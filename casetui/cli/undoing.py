"""`casetui undo [ACT] [--list]`: takes back what one did in the last ten minutes (features B23, B26)."""

from datetime import datetime
from typing import Annotated, Any

import typer

from casetui.cli.members import Json
from casetui.cli.misuse import Misuse
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json, say_table
from data.desk import undoing
from data.desk.desk import Desk
from data.rules.undoing import MINUTES, kept_said, minutes_left, taken_back_said
from data.types.errors import Incomplete
from data.types.undoing import Undoable

ASKED_ABOVE = 3
"""A batch on more records than these is taken back only when told so."""


def undo(
    ctx: typer.Context,
    act: Annotated[
        str,
        typer.Argument(
            metavar="[ACT]",
            help="Its id as --list shows it, or the number of a case or interaction: what you did there last. "
            "Without: the last thing you did.",
        ),
    ] = "",
    listed: Annotated[bool, typer.Option("--list", help="Only show what can be taken back.")] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help=f"Also a batch on more than {ASKED_ABOVE} records.")
    ] = False,
    json: Json = False,
) -> None:
    """Take back what you did in the last ten minutes, but for what somebody has changed since."""
    if listed and (act or yes):
        raise Misuse("--list shows all there is; it takes no ACT and no --yes")
    given: Given = ctx.obj
    with given.desk() as desk:
        found = undoing.undoable(desk)
        if listed:
            _list(desk, found, json=json)
            return
        gesture_id = undoing.find(desk, act)
        one = next((one for one in found if one.id == gesture_id), None)
        if one is not None and one.records > ASKED_ABOVE and not yes:
            raise Incomplete(("--yes",), todo=f"It would take back on {one.records} records: {one.said}.")
        undone = undoing.undo(desk, gesture_id)
        if json:
            say_json(undone)
            return
        say(undone.said)

        def clock(at: datetime) -> str:
            return f"{at.astimezone(desk.zone):%H:%M}"

        say(taken_back_said(undone, clock))
        if len(undone.kept) > 1:
            for kept in undone.kept:
                say(f"{kept.number}  {kept_said(kept, clock)}")


def _list(desk: Desk, found: tuple[Undoable, ...], *, json: bool) -> None:
    now = desk.clock()
    if json:
        say_json([_as_json(one, now) for one in found])
        return
    say_table(
        [
            (
                f"{one.at.astimezone(desk.zone):%H:%M}",
                one.said,
                "taken back" if one.undone else f"{minutes_left(one.at, now)} min left",
                str(one.id),
            )
            for one in found
        ]
    )
    if not found:
        say(f"Nothing of yours from the last {MINUTES} minutes is to be taken back.")


def _as_json(one: Undoable, now: datetime) -> dict[str, Any]:
    return {**one._asdict(), "minutes_left": minutes_left(one.at, now)}
