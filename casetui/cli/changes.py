"""What commands say of a history."""

from casetui.cli.output import say_json, say_table
from data.desk.desk import Desk
from data.types.records import ChangeLine


def say_changes(desk: Desk, changes: tuple[ChangeLine, ...], *, json: bool) -> None:
    """Every change, newest first: when, who, which field, from what to what, why."""
    if json:
        say_json(changes)
        return
    rows = []
    for change in changes:
        at = change.at.astimezone(desk.zone)
        values = f"{change.old or '–'} › {change.new or '–'}" if change.old or change.new else ""
        rows.append((f"{at:%Y-%m-%d %H:%M}", change.who, change.field, values, change.reason))
    say_table(rows)
