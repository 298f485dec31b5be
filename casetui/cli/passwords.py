"""`casetui password`: one's own password of a shared database, changed, kept in the keyring, or forgotten."""

from typing import Annotated

import typer

from casetui.cli.entering import asked_for, changed, with_password
from casetui.cli.misuse import Misuse
from casetui.cli.opening import Given
from casetui.cli.output import say
from data.local.passwords import forget_password, keep_password
from data.steward.setup import store_state


def password(
    ctx: typer.Context,
    keep: Annotated[
        bool, typer.Option("--keep", help="Only put the one you have into this machine's keyring.")
    ] = False,
    forget: Annotated[bool, typer.Option("--forget", help="Only take it out of the keyring.")] = False,
) -> None:
    """Change your own password of a shared database; without a terminal it is read from standard input, line by line.

    The server gets only what it will know the password by; the keyring of this machine keeps it.
    """
    given: Given = ctx.obj
    url = given.settings().database
    if keep and forget:
        raise Misuse("give either --keep or --forget")
    if url.startswith("sqlite:"):
        raise Misuse("a database in a file has no password")
    if forget:
        forget_password(url)
        say("This machine's keyring holds no password of it any more.")
    elif keep:
        typed = asked_for(url)
        store_state(url, typed)
        keep_password(url, typed)
        say("The password is right, and this machine's keyring keeps it.")
    else:
        with_password(url, lambda before: _changed(url, before))


def _changed(url: str, before: str | None) -> None:
    # Asked first: nobody chooses a new password only to learn that the old one is wrong.
    store_state(url, before)
    changed(url, before)
