"""`casetui doctor`: what stands and what does not, a line each; exit code 1 when something is wrong."""

import importlib.metadata
import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import typer

from casetui.cli.doctor_server import clock_line, mailbox_lines, server_lines
from casetui.cli.entering import with_password
from casetui.cli.members import Json
from casetui.cli.opening import Given
from casetui.cli.output import say_json, say_table
from data.desk import calendar, clockwork, mail_in, routines
from data.local.database import without_password
from data.local.home import home
from data.local.passwords import keyring_state
from data.steward.health import health_of
from data.steward.setup import store_state
from data.types.errors import CasetuiError

PACKAGES = ("textual", "rich", "sqlmodel", "sqlalchemy", "psycopg", "alembic", "keyring")
FLOORS = ("casetui", "screens", "widgets", "data")


class Check(NamedTuple):
    """One line of the report."""

    name: str
    state: str
    """`ok`, `note` for what is only to be known, `bad` for what must be mended."""
    text: str


def doctor(ctx: typer.Context, json: Json = False) -> None:
    """Look at this installation: program, terminal, settings, database, keyring, drafts."""
    given: Given = ctx.obj
    checks = [
        check for part in (_program, _terminal, _settings, _store, _keyring, _drafts) for check in part(given)
    ]
    if json:
        say_json(checks)
    else:
        say_table((check.name, check.state, check.text) for check in checks)
    if any(check.state == "bad" for check in checks):
        raise typer.Exit(1)


def _program(given: Given) -> Iterator[Check]:
    yield Check("python", "ok", f"{platform.python_version()}  {sys.executable}")
    versions = ", ".join(f"{name} {_version(name)}" for name in PACKAGES)
    yield Check("casetui", "ok", f"{_version('casetui')} with {versions}")
    places = {name: _place(name) for name in FLOORS}
    if len(set(places.values())) == 1:
        yield Check("packages", "ok", f"all from {places['casetui']}")
    else:
        apart = ", ".join(f"{name} from {place}" for name, place in places.items())
        yield Check(
            "packages", "bad", f"{apart}: another package of that name is in the way; install casetui alone"
        )


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "from a checkout" if name == "casetui" else "missing"


def _place(name: str) -> str:
    spec = find_spec(name)
    return str(Path(spec.origin).parent.parent) if spec is not None and spec.origin else "nowhere"


def _terminal(given: Given) -> Iterator[Check]:
    if not sys.stdout.isatty():
        yield Check("terminal", "note", "the output is no terminal")
        return
    size = shutil.get_terminal_size()
    colours = (
        "no colours (NO_COLOR)" if os.environ.get("NO_COLOR") else os.environ.get("COLORTERM", "256 colours")
    )
    small = size.columns < 80 or size.lines < 24
    text = f"{size.columns} x {size.lines}, {os.environ.get('TERM', 'TERM is not set')}, {colours}"
    yield Check("terminal", "note" if small else "ok", text + (": 80 x 24 is the least" if small else ""))
    yield Check("letters", "ok" if "utf" in sys.stdout.encoding.lower() else "note", sys.stdout.encoding)


def _settings(given: Given) -> Iterator[Check]:
    try:
        settings = given.settings()
    except CasetuiError as error:
        yield Check("settings", "bad", error.sentence)
        return
    yield Check(
        "settings", "ok", f"{home().settings}: {settings.officer} at {without_password(settings.database)}"
    )


def _store(given: Given) -> Iterator[Check]:
    def check() -> Iterator[Check]:
        settings = given.settings()
        url = settings.database
        state, health = with_password(
            url, lambda password: (store_state(url, password), health_of(url, password))
        )
        fits = state.revision == state.wanted
        yield Check(
            "database",
            "ok" if fits else "bad",
            f"{state.kind}, schema {state.revision}, wanted {state.wanted}",
        )
        if state.trusted_login:
            yield Check("login", "note", f"{state.trusted_login}: the database does not tell officers apart")
        if state.exception:
            yield Check("encryption", "note", state.exception)
        if state.missing:
            yield Check("roles", "bad", f"missing: {', '.join(state.missing)}; casetui db init mends it")
        yield from (Check(*line) for line in server_lines(health))
        yield Check("integrity", "ok" if state.integrity == "ok" else "bad", state.integrity)
        with given.desk() as desk:
            yield Check("officer", "ok", f"{desk.officer.name}, {desk.officer.title}, {desk.office}")
            yield Check(*clock_line(clockwork.last_tick(desk), desk.clock(), shared=desk.store.shared))
            yield from (Check(*line) for line in mailbox_lines(mail_in.standing(desk), desk.clock()))
            yield from (Check("routines", "note", said) for said in routines.troubles(desk))
            days = len(calendar.holidays(desk))
            where = " ".join(part for part in (desk.region, desk.state) if part)
            told = (
                f"{days} in four years"
                if days
                else "none known: no day is warned of, working days count them"
            )
            yield Check("holidays", "ok" if days else "note", f"{where}: {told}")

    yield from _told("database", check)


def _keyring(given: Given) -> Iterator[Check]:
    state = keyring_state()
    yield Check("keyring", "ok" if state.usable else "note", state.name)


def _drafts(given: Given) -> Iterator[Check]:
    def check() -> Iterator[Check]:
        with given.drafts() as drafts:
            writing, parked, waiting = drafts.counts()
            text = f"{writing} being written, {parked} parked, {waiting} waiting to be sent"
            yield Check("drafts", "note" if waiting or drafts.notice else "ok", text)

    yield from _told("drafts", check)


def _told(name: str, check: Callable[[], Iterator[Check]]) -> Iterator[Check]:
    """The checks, and as the last one why they could not go on."""
    try:
        yield from check()
    except CasetuiError as error:
        yield Check(name, "bad", error.sentence)
