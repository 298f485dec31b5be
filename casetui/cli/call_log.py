"""`casetui calls [--missed]`: the caller log of this machine."""

from typing import Annotated

import typer

from casetui.cli.members import Json
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json, say_table
from data.rules.call_words import call_became, call_who


def calls(
    ctx: typer.Context,
    missed: Annotated[bool, typer.Option("--missed", help="Only those nobody took or rang back.")] = False,
    json: Json = False,
) -> None:
    """The calls that rang on this machine, the newest first: who, by which number, and what became of each."""
    given: Given = ctx.obj
    with given.drafts() as drafts:
        found = drafts.calls.listing(missed=missed)
    if json:
        say_json(found)
        return
    say_table(
        (
            f"{call.rang_at.astimezone():%Y-%m-%d %H:%M}",
            "out" if call.outbound else "in",
            call_who(call),
            call.number or "withheld",
            call_became(call),
        )
        for call in found
    )
    if not found:
        say("No missed calls." if missed else "No calls.")
