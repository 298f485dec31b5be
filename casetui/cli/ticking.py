"""`casetui tick`: what is due by the clock, once or every so many seconds."""

import sys
import time
from typing import Annotated

import typer

from casetui.cli.members import Json
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json
from data.desk import clockwork, mail_in
from data.desk.desk import Desk
from data.rules.clean import clean_line
from data.rules.emails import pulled_said, size_said
from data.types.errors import MailboxTrouble, StoreTrouble
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
    itself are closed; questions to members end or are asked again; what happened is told, and routines run. Mail that
    waits is sent, and what came into the office's mailbox is put on the list to file.
    """
    given: Given = ctx.obj
    with given.desk() as desk:
        if every is None:
            _once(desk, json=json)
            return
        while True:
            _again(desk, json=json)
            time.sleep(every)


def _again(desk: Desk, *, json: bool) -> None:
    try:
        _once(desk, json=json)
    except StoreTrouble as error:
        # A database that is away comes back: whoever runs on tries again.
        sys.stderr.write(f"{error.sentence}\n")
    sys.stdout.flush()


def _once(desk: Desk, *, json: bool) -> None:
    done = clockwork.tick_for_all(desk)
    try:
        pulled = mail_in.pull_due(desk)
    except MailboxTrouble as error:
        pulled = None
        sys.stderr.write(clean_line(error.sentence) + "\n")
    if json:
        say_json({**done._asdict(), "pulled": pulled})
        return
    _say(done)
    if pulled is not None and pulled.new:
        say(pulled_said(pulled))


def _say(done: Ticked) -> None:
    say(f"{done.breached} targets late since the last time, {done.escalated} cases escalated.")
    if done.reminded:
        say(f"{done.reminded} reminders told.")
    if done.closed or done.kept:
        say(f"{done.closed} cases closed by themselves, {done.kept} kept open.")
    if done.silent or done.asked_again:
        say(f"{done.silent} members did not reply in time, {done.asked_again} were asked again.")
    if done.told or done.aside:
        old = f" {done.aside} were too old to be told." if done.aside else ""
        say(f"{done.told} {'act' if done.told == 1 else 'acts'} told to whom it concerns.{old}")
    if done.untold:
        sys.stderr.write(
            f"{done.untold} {'act' if done.untold == 1 else 'acts'} could not be told and"
            f" {'waits' if done.untold == 1 else 'wait'}; the log says where it went wrong.\n"
        )
    if done.mailed or done.unmailed or done.unsure:
        mails = "mail" if done.mailed == 1 else "mails"
        say(f"{done.mailed} {mails} sent, {done.unmailed} not; {done.unsure} may have gone or not.")
    if done.unsure:
        say("`casetui outbox` names what may have gone, which is not sent again by itself.")
    if done.swept:
        files = (
            "file that nothing names any more is"
            if done.swept == 1
            else "files that nothing names any more are"
        )
        say(f"{done.swept} {files} removed, {size_said(done.swept_size)}.")
