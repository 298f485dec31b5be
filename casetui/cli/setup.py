"""`casetui setup`, `casetui db init`, `… upgrade`, `… reindex`, `… status`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getuser
from pathlib import Path
from typing import Annotated

import typer

from casetui.cli import ledger
from casetui.cli.doctor_server import clock_line
from casetui.cli.entering import asked_for, changed, may_ask, with_password
from casetui.cli.grouping import listing
from casetui.cli.members import Json
from casetui.cli.misuse import Misuse
from casetui.cli.opening import Given, now
from casetui.cli.output import say, say_json, say_pairs, say_table
from data.local.database import password_in, without_password
from data.local.home import home
from data.local.passwords import password_for
from data.local.settings import URLS
from data.rules.clocks import apart
from data.steward.reindex import reindex_store
from data.steward.roles import begin_shared, give_service
from data.steward.setup import SetUp, StoreState, set_up_local, set_up_postgres, store_state, upgrade_store
from data.types.errors import FirstPassword, StoreUnavailable
from data.types.staff import Login

db = listing("The database: made, looked after, backed up and put back.")


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


@contextmanager
def _reaching() -> Iterator[None]:
    """Nothing waits to be sent while a database is set up: what does not answer is looked for."""
    try:
        yield
    except StoreUnavailable as error:
        error.kept = "Nothing was set up."
        error.todo = "Look at the host and port of the address, and whether the server runs."
        raise


def _shared(url: str, name: str, login: str) -> SetUp:
    """Ask for the password where it stands nowhere and there is someone to ask; a first one is changed at once."""
    password = password_in(url) or password_for(url)
    if password is None and sys.stdin.isatty():
        password = asked_for(url) or None
    with _reaching():
        done = set_up_postgres(url, password, name, login)
    if done.first and may_ask():
        changed(done.settings.database, password)
        return done._replace(notice="")
    return done._replace(notice=FirstPassword().sentence) if done.first else done


@db.callback()
def db_group() -> None:
    """The database's schema."""


@db.command("init")
def init(
    url: Annotated[
        str, typer.Argument(metavar="URL", help="postgresql://OWNER@HOST/NAME; the owner, or a superuser.")
    ],
    login: Annotated[str, typer.Option(help="Login of the first administrator.")] = "",
    name: Annotated[str, typer.Option(help="The administrator's name, as colleagues see it.")] = "",
    service: Annotated[
        str,
        typer.Option(metavar="LOGIN", help="Make the login under which casetui tick runs, and nothing else."),
    ] = "",
    json: Json = False,
) -> None:
    """Set up a shared Postgres whose officers have logins of their own: database, roles, schema, first administrator.

    Done again it mends what is missing; with --login it gives that administrator a new first password.
    """
    if not url.startswith(URLS[1:]):
        raise Misuse(f"the database must begin with {' or '.join(URLS[1:])}")
    if service:
        if login or name:
            raise Misuse("--service makes one login alone, without --login and --name")
        _serve(url, service, json=json)
        return
    with _reaching():
        done = with_password(url, lambda password: begin_shared(url, password, login, name))
    if json:
        say_json(done)
        return
    say(f"The database {done.database} is {'made and ' if done.made else ''}ready.")
    if done.password:
        say(f"First password of {done.login}: {done.password}")
        say("It is told this once and holds for 72 hours; the first login changes it.")


def _serve(url: str, login: str, *, json: bool) -> None:
    with _reaching():
        done = with_password(url, lambda password: give_service(url, password, login))
    if json:
        say_json(done)
        return
    say(f"{done.login} may run `casetui tick` on {done.database} and nothing else.")
    say(f"Its password: {done.password}")
    say("It is told this once; docs/operations.md says where to keep it.")


ledger.add_to(db)


@db.command("upgrade")
def upgrade(ctx: typer.Context) -> None:
    """Bring the schema to this program's; nothing happens when it is there."""
    given: Given = ctx.obj
    url = given.settings().database
    say(f"The schema is {with_password(url, lambda password: upgrade_store(url, password))}.")


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
    """Which schema the database has and this program wants, how officers are told apart, and who may log in."""
    given: Given = ctx.obj
    url = given.settings().database
    state = with_password(url, lambda password: store_state(url, password))
    if json:
        say_json({"database": without_password(url), **state._asdict()})
        return
    say_pairs(
        [
            ("Database", without_password(url)),
            ("Kind", state.kind),
            ("Schema", state.revision or "none"),
            ("Wanted", state.wanted),
            ("Login", state.trusted_login or ("one an officer" if state.roles else "")),
            ("Exception", state.exception),
            ("Clock", f"{told}: set the one that is wrong" if (told := apart(state.ahead_s)) else ""),
            (
                "Roles missing",
                f"{', '.join(state.missing)}: casetui db init mends it" if state.missing else "",
            ),
            ("Tick", _tick_said(state)),
            ("Integrity", state.integrity),
        ]
    )
    say_table([_login_said(one) for one in state.logins])


def _tick_said(state: StoreState) -> str:
    return clock_line(state.tick, now(), shared=state.kind == "postgres")[2] if state.tick else ""


def _login_said(one: Login) -> tuple[str, str, str]:
    if not one.active:
        said = "works here no more"
    elif not one.enters:
        said = "has no login; casetui staff reset gives one"
    elif one.valid_until is not None:
        late = one.valid_until < now()
        said = f"first password {'expired' if late else 'holds until'} {one.valid_until:%d %b %H:%M} UTC"
    else:
        said = "may log in"
    return one.login, one.access.name.lower(), said
