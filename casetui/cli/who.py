"""`casetui who`: colleagues at records that one may see, and what they do there (features B4)."""

import typer

from casetui.cli.members import Json
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json, say_table
from data.desk import together


def who(ctx: typer.Context, json: Json = False) -> None:
    """Who is here now: officer, record, and whether they look or type. Only on a shared Postgres."""
    given: Given = ctx.obj
    with given.desk() as desk:
        found = together.everyone(desk)
    if json:
        say_json(
            [
                {
                    "officer": one.login,
                    "name": one.name,
                    "kind": one.kind,
                    "id": one.record_id,
                    "number": one.number,
                    "doing": one.what,
                    "since": one.since,
                }
                for one in found
            ]
        )
        return
    say_table(
        (one.name, one.what.value, one.kind, one.number, f"{one.since.astimezone(desk.zone):%H:%M}")
        for one in found
    )
    if not found:
        say("Nobody has a case, an interaction or a member open.")
