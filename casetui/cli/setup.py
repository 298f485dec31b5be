"""`casetui setup`, `casetui db upgrade`, `casetui db reindex`, `casetui db status`."""

import sys
from getpass import getpass, getuser
from pathlib import Path
from typing import Annotated

import typer

from casetui.cli import ledger
from casetui.cli.grouping import listing
from casetui.cli.members import Json
from casetui.cli.misuse import Misuse
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json, say_pairs
from data.local.database import password_in, without_password
from data.local.home import home
from data.local.passwords import VARIABLE, password_for
from data.local.settings import URLS
from data.steward.reindex import reindex_store
from data.steward.setup import SetUp, set_up_local, set_up_postgres, store_state, upgrade_store

db = listing("The database's schema.")


def setup(
    ctx: typer.Context,
    local: Annotated[bool, typer.Option("--local", help="A database in a file, for one desk.")] = False,
    database: Annotated[
        str, typer.Option(metavar="URL", help="A shared one: postgresql://USER@HOST/NAME.")
    ] = "",
    name: Annotated[str, typer.Option(help="Your name, as colleagues see it.")] = "",
    login: Annotated[str, typer.Option(help="Your login; made of the name when not given.")] = "",
) -> None:
    """Make or take up a database and write this machine's settings."""
    given: Given = ctx.obj
    url = database or given.database
    if local == bool(url):
        raise Misuse("give either --local or --database URL")
    if url and not url.startswith(URLS):
        raise Misuse(f"the database must begin with {' or '.join(URLS)}")
    shown = name or getuser()
    if local or url.startswith("sqlite:"):
        path = Path(url.removeprefix("sqlite:///")) if url else home().database
        done = set_up_local(path, shown, login or given.officer)
    else:
        done = _shared(url, shown, login or given.officer)
    say(f"{without_password(done.settings.database)} is ready; you are {done.settings.officer}.")
    if done.notice:
        sys.stderr.write(done.notice + "\n")


def _shared(url: str, name: str, login: str) -> SetUp:
    """Ask for the password where it stands nowhere and there is someone to ask."""
    password = password_in(url) or password_for(url)
    if password is None and sys.stdin.isatty():
        password = getpass(f"Password of the database (or set {VARIABLE}): ", sys.stderr) or None
    return set_up_postgres(url, password, name, login)


@db.callback()
def db_group() -> None:
    """The database's schema."""


ledger.add_to(db)


@db.command("upgrade")
def upgrade(ctx: typer.Context) -> None:
    """Bring the schema to this program's; nothing happens when it is there."""
    given: Given = ctx.obj
    url = given.settings().database
    say(f"The schema is {upgrade_store(url, password_for(url))}.")


@db.command("reindex")
def reindex(
    ctx: typer.Context,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress on standard error.")] = False,
) -> None:
    """Derive anew what members are found by; others may work meanwhile, and stopping it loses nothing."""
    given: Given = ctx.obj
    url = given.settings().database
    many = reindex_store(url, password_for(url), None if quiet else _told_progress)
    say(f"{many} members can be found again.")


def _told_progress(done: int, total: int) -> None:
    if sys.stderr.isatty() or done == total:
        end = "\n" if done == total else ""
        sys.stderr.write(f"\r{done} of {total} members{end}" if sys.stderr.isatty() else f"{done} members\n")
        sys.stderr.flush()


@db.command("status")
def status(ctx: typer.Context, json: Json = False) -> None:
    """Which schema the database has, and which this program wants."""
    given: Given = ctx.obj
    url = given.settings().database
    state = store_state(url, password_for(url))
    if json:
        say_json({"database": without_password(url), **state._asdict()})
        return
    say_pairs(
        [
            ("Database", without_password(url)),
            ("Kind", state.kind),
            ("Schema", state.revision or "none"),
            ("Wanted", state.wanted),
            ("Login", state.trusted_login),
            ("Integrity", state.integrity),
        ]
    )
