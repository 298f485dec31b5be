"""`casetui routines`, `casetui routine test C-…`: what is done with cases by itself (features A4.19)."""

from typing import Annotated

import typer

from casetui.cli.case_edits import case_of
from casetui.cli.grouping import listing, showing
from casetui.cli.members import Json
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json, say_table
from data.desk import configured, routines
from data.rules.routines import trigger_of
from data.types.routines import Tested

many = showing("What is done with cases by itself, and what each routine last did.")
one = listing("What routines would do.")


@many.callback()
def show(ctx: typer.Context, json: Json = False) -> None:
    """What is done with cases by itself, and what each routine last did; written in the configuration."""
    given: Given = ctx.obj
    with given.desk() as desk:
        found = routines.shown(desk)
        if json:
            say_json(found)
            return
        if not found:
            say("There are no routines; docs/configuration.md shows how one is written.")
        for routine in found:
            say(routine.name + ("" if routine.on else ", switched off"))
            types = f" of {', '.join(routine.case_types)}" if routine.case_types else ""
            condition = f", {routine.condition}" if routine.condition else ""
            say_table(
                [
                    ("  When", f"{routine.trigger.value}{types}{condition}"),
                    ("  Then", "; ".join(routine.actions)),
                    *((f"  {name}", said) for name, said in configured.told_of(desk, routine)),
                ]
            )


@one.callback()
def routine_group() -> None:
    """What routines would do."""


@one.command("test")
def test(
    ctx: typer.Context,
    case: Annotated[str, typer.Argument(metavar="C-NUMBER", help="The case it is tried on.")],
    trigger: Annotated[
        str,
        typer.Option(metavar="WHAT", help="As if that had just happened: created, 'target passed', …"),
    ] = "",
    json: Json = False,
) -> None:
    """Say what each routine would do with the case as it is now, and why or why not; nothing is done."""
    given: Given = ctx.obj
    asked = trigger_of(trigger) if trigger else None
    with given.desk() as desk:
        found = routines.test(desk, case_of(desk, case).id, asked)
    if json:
        say_json(found)
        return
    if not found:
        say("There are no routines.")
    for routine in found:
        _say(routine)


def _say(routine: Tested) -> None:
    say(f"{routine.name}: {'runs' if routine.runs else 'does not run'}, {routine.why}")
    say_table((f"  {action.action}", action.refused or action.would) for action in routine.actions)
