"""`casetui db backup FILE`, `casetui db restore FILE`: a store in one file, and back."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from casetui.cli.members import Json
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json
from casetui.cli.progress import bar
from data.local.database import without_password
from data.local.passwords import password_for
from data.types.errors import BackupFailed


def add_to(group: typer.Typer) -> None:
    """The verbs of `casetui db` that copy it and bring it back."""
    group.command("backup")(backup)
    group.command("restore")(restore)


def backup(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where it goes.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Take the place of a file that is there.")
    ] = False,
    json: Json = False,
) -> None:
    """Copy the whole database into one file and look it through; others work on meanwhile."""
    from data.steward.keeping import back_up

    given: Given = ctx.obj
    url = given.settings().database
    with bar("Backing up") as told:
        made = back_up(url, password_for(url), file, over=replace, told=told)
    if json:
        say_json({**made._asdict(), "file": str(made.file)})
        return
    say(f"{made.file}: {made.size:,} bytes, schema {made.revision}, looked through and sound.")


def restore(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup made by `casetui db backup`.")],
    over: Annotated[
        str, typer.Option("--over", metavar="NAME", help="Write over the database of that name, unasked.")
    ] = "",
    json: Json = False,
) -> None:
    """Put a backup in the place of the database; what it holds now is lost, so its name is asked for first."""
    from data.steward.keeping import held_by, name_of
    from data.steward.keeping import restore as put_back

    given: Given = ctx.obj
    url = given.settings().database
    password = password_for(url)
    if held_by(url, password):
        name, shown = name_of(url), without_password(url)
        said = over or _asked(name, shown)
        if said != name:
            raise BackupFailed(
                f"{shown} is not empty",
                todo=f"Give --over {name} to lose what it holds for what is in the file.",
            )
    with bar("Restoring") as told:
        done = put_back(url, password, file, told=told)
    if json:
        say_json({**done._asdict(), "file": str(done.file)})
        return
    say(f"{without_password(url)} is as it was in {done.file}, schema {done.revision}.")
    if done.revision != done.wanted:
        say(f"This program wants schema {done.wanted}: run `casetui db upgrade`.")


def _asked(name: str, shown: str) -> str:
    """Have the name typed where there is someone to type it."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return ""
    sys.stderr.write(f"{shown} is not empty: what it holds will be lost. Type {name} to go on: ")
    sys.stderr.flush()
    return sys.stdin.readline().strip()
