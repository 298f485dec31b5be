"""`casetui tick`: what is due by the clock, once or every so many seconds."""

import sys
import time
from typing import Annotated

import typer

from casetui.cli.members import Json
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json
from data.desk import clockwork
from data.desk.desk import Desk
from data.types.errors import StoreTrouble
from data.types.targets import Ticked


def tick(
    ctx: typer.Context,
    every: Annotated[
        int | None, typer.Option(min=1, metavar="SECONDS", help="Go on, and do it again after so long.")
    ] = None,
    json: Json = False,
) -> None:
    """Do what is due by the clock, once; to be run every few minutes, by any number and as often as one likes.

    Late targets are marked and escalated, near ones are told; cases that waited long enough in a status that closes by
    itself are closed; what happened is told, routines run, and the mail that waits is sent.
    """
    given: Given = ctx.obj
    with given.desk() as desk:
        if every is None:
            _say(clockwork.tick_for_all(desk), json=json)
            return
        while True:
            _again(desk, json=json)
            time.sleep(every)


def _again(desk: Desk, *, json: bool) -> None:
    try:
        _say(clockwork.tick_for_all(desk), json=json)
    except StoreTrouble as error:
        # A database that is away comes back: whoever runs on tries again.
        sys.stderr.write(f"{error.sentence}\n")
    sys.stdout.flush()


def _say(done: Ticked, *, json: bool) -> None:
    if json:
        say_json(done)
        return
    say(f"{done.breached} targets late since the last time, {done.escalated} cases escalated.")
    if done.due:
        say(f"{done.due} reminders told.")
    if done.closed or done.kept:
        say(f"{done.closed} cases closed by themselves, {done.kept} kept open.")
    if done.told or done.aside:
        old = f", {done.aside} too old to tell of" if done.aside else ""
        say(f"{done.told} deeds told{old}.")
    if done.mailed or done.unmailed or done.unsure:
        say(f"{done.mailed} mails sent, {done.unmailed} not; {done.unsure} may have gone or not.")
