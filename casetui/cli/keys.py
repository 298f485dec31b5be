"""`casetui keys [--check FILE]`: the keys as the officer's own map leaves them; with a verb, those of secure notes."""

from pathlib import Path
from typing import Annotated, Any

import typer

from casetui.cli import note_keys
from casetui.cli.grouping import showing
from casetui.cli.members import Json
from casetui.cli.output import say, say_json, say_table
from casetui.keycard import card as page
from casetui.keymap import faults, table_of
from data.local.home import home
from data.local.settings import read_keys, read_settings
from data.types.errors import NotSetUp
from widgets.actions import ACTS, ANYWHERE, LEADER, Act, keys_of, shown

many = showing("Every action with its keys; with a command, the keys of secure notes.")
note_keys.add_to(many)


@many.callback()
def keys(
    ctx: typer.Context,
    check: Annotated[
        Path | None,
        typer.Option("--check", metavar="FILE", help="Say what is wrong with the keys in this file."),
    ] = None,
    card: Annotated[bool, typer.Option("--card", help="Pages to print, 80 columns wide.")] = False,
    json: Json = False,
) -> int:
    """Every action with its keys and its letter after ctrl+g, changes of the settings file included.

    `[keys]` and `[leader]` in the settings file change them: `new_note = ["f3", "f12"]`, `calls = "l"`. The commands
    below are about keys of another kind, with which secure notes are sealed.
    """
    if ctx.invoked_subcommand is not None:
        return 0
    if check is not None:
        return _check(check, json=json)
    try:
        settings = read_settings()
        table = table_of(settings.keys, settings.leader, str(home().settings))
    except NotSetUp:
        table = ACTS
    if card:
        for line in page(table):
            say(line)
        return 0
    if json:
        say_json([_told(one) for one in table])
        return 0
    before = {one.id: one for one in ACTS}
    say_table(
        (
            (
                one.id,
                keys_of(one),
                shown(one.leader) if one.leader else "",
                "everywhere" if one.places == ANYWHERE else ", ".join(one.places),
                one.tooltip + ("" if one == before[one.id] else " (changed)"),
            )
            for one in table
        ),
        heading=("action", "keys", f"after {LEADER}", "screens", "what it does"),
    )
    return 0


def _check(path: Path, *, json: bool) -> int:
    found = list(faults(*read_keys(path)))
    if json:
        say_json(found)
    else:
        for fault in found:
            say(fault)
        if not found:
            say("These keys can be used.")
    return 2 if found else 0


def _told(one: Act) -> dict[str, Any]:
    return {
        "id": one.id,
        "label": one.label,
        "keys": one.keys,
        "leader": one.leader,
        "places": one.places,
        "focus": one.focus,
        "tooltip": one.tooltip,
        "command": one.command,
        "changed": one not in ACTS,
    }
