"""What commands say of a history."""

from typing import Annotated

import typer

from casetui.cli.output import say, say_json, say_table
from data.desk.desk import Desk
from data.rules.act_words import act_said
from data.rules.changes import FORMS, sought
from data.types.records import ChangeLine

Find = Annotated[
    str,
    typer.Option(
        "--find",
        metavar="TEXT",
        help=f"Only changes that hold every word, case and accents aside: {FORMS}.",
    ),
]


def say_changes(
    desk: Desk, changes: tuple[ChangeLine, ...], find: str = "", *, json: bool, record: bool = False
) -> None:
    """Every change that is looked for, newest first: when, who, of what with `record`, which field, values, why."""
    changes = sought(changes, find, act_said)
    if json:
        say_json(changes)
        return
    rows = []
    for change in changes:
        at = change.at.astimezone(desk.zone)
        values = f"{change.old or '–'} › {change.new or '–'}" if change.old or change.new else ""
        of = (change.record,) if record else ()
        rows.append((f"{at:%Y-%m-%d %H:%M}", change.who, *of, change.field, values, change.reason))
    say_table(rows)
    if not rows:
        say("No such change." if find.strip() else "Nothing was changed.")
