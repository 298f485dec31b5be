"""`casetui demo`: an invented union to look around in, built once and kept of today."""

import sys
from dataclasses import replace
from enum import StrEnum
from typing import Annotated

import typer

from casetui.cli.opening import now
from casetui.cli.progress import bar
from casetui.keymap import table_of
from data.local.home import home
from data.local.settings import Settings, read_settings
from data.steward.demo import build_demo
from data.steward.moving import move_on
from data.types.errors import CasetuiError


class Chair(StrEnum):
    """Whose day is looked at."""

    MSO = "mso"
    SUPERVISOR = "supervisor"
    SAM = "sam"
    AISHA = "aisha"


ONCE = "Building an invented union; this is done once."
SECOND = (
    "A second window: `casetui demo --postgres --as supervisor` (or sam, aisha) in another terminal."
    " The server ends with the last window."
)
LOGINS = {Chair.MSO: "kim", Chair.SUPERVISOR: "lena", Chair.SAM: "sam", Chair.AISHA: "aisha"}


def demo(
    as_: Annotated[
        Chair, typer.Option("--as", help="Kim Tran's chair, her supervisor's, or a colleague's.")
    ] = Chair.MSO,
    fresh: Annotated[bool, typer.Option("--fresh", help="Build it anew; what was done in it goes.")] = False,
    prepare_only: Annotated[
        bool, typer.Option("--prepare-only", help="Build it and do not open it.")
    ] = False,
    postgres: Annotated[
        bool,
        typer.Option("--postgres", help="On a PostgreSQL server of its own, for several windows at once."),
    ] = False,
) -> Settings:
    """Open an invented union: 5,000 members, 12,000 contacts, 800 cases."""
    settings = prepare_shared(as_, fresh=fresh) if postgres else prepare_demo(as_, fresh=fresh)
    if postgres:
        sys.stderr.write(SECOND + "\n")
    if prepare_only:
        sys.stdout.write(settings.database + "\n")
    return settings


def prepare_demo(as_: Chair = Chair.MSO, *, fresh: bool = False) -> Settings:
    """Build the invented union where it is missing, and answer the settings that open it."""
    path = home().database.with_name("demo.db")
    settings = _as_she_likes_it(Settings(f"sqlite:///{path.absolute()}", LOGINS[as_]))
    if path.exists() and not fresh:
        move_on(settings.database, now())
        return settings
    # Built beside and then put in place: a building that was broken off leaves no half union behind.
    unfinished = path.with_name("demo.db.unfinished")
    for name in (unfinished.name, path.name):
        for tail in ("", "-wal", "-shm"):
            path.with_name(name + tail).unlink(missing_ok=True)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with bar("Building an invented union, once", aside=ONCE) as progress:
        build_demo(f"sqlite:///{unfinished.absolute()}", now=now(), progress=progress)
    unfinished.rename(path)
    return settings


def prepare_shared(as_: Chair = Chair.MSO, *, fresh: bool = False) -> Settings:
    """The same on a server of its own, which ends with the last window."""
    from data.steward.demo_server import demo_of_today, start_server

    url = start_server(home().database.with_name("demo-postgres"))
    with bar("Building an invented union, once a day", aside="") as progress:
        url = demo_of_today(url, now(), fresh=fresh, progress=progress)
    return _as_she_likes_it(Settings(url, LOGINS[as_]))


def _as_she_likes_it(settings: Settings) -> Settings:
    """With colours, signs and keys of this machine; it needs no settings, and shows no fault of theirs."""
    try:
        kept = read_settings()
        table_of(kept.keys, kept.leader)
    except CasetuiError:
        return settings
    return replace(kept, database=settings.database, officer=settings.officer, tour="seen")


def prepare(words: list[str]) -> tuple[Settings | None, int]:
    """The settings that the words after `demo` ask for; None and an exit code when they cannot be had."""
    from casetui.cli.program import run_for

    return run_for(["demo", *words])
