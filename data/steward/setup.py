"""Set-up: migrate and seed a store, add its officer, write the settings of this machine."""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.exc import SQLAlchemyError
from uuid_utils.compat import uuid7

from data.local.database import without_password
from data.local.passwords import NoKeyring, keep_password
from data.local.settings import Settings, read_settings, write_settings
from data.repositories.clock_runs import last_run
from data.rules.clean import clean_line
from data.rules.folding import tokens
from data.rules.naming import LOGIN
from data.rules.targets import OVERDUE
from data.steward.config import load_config
from data.steward.reindex import reindex_if_due
from data.steward.seed import list_id, seed_lists
from data.store.mode import check_login
from data.store.refusals import translated
from data.store.roles import logins, missing
from data.store.schema import HEAD, OF_THE_OWNER
from data.store.store import Store, now_utc, open_store
from data.store.tables import STAFF, TEAM
from data.types.errors import BadInput, CasetuiError, NotAllowed, NotSetUp, RightMissing, SchemaOlder
from data.types.staff import Access, Login
from data.types.targets import LastTick


class SetUp(NamedTuple):
    """What a set-up has done."""

    settings: Settings
    """As they were written."""
    notice: str
    """What the officer should know, in words: that the password could not be kept; empty when all is well."""
    first: bool = False
    """The password is a first one, to be changed before anything opens."""


def set_up_local(path: Path, name: str, login: str = "", *, settings_file: Path | None = None) -> SetUp:
    """Make or take up a store in a file for one desk; its first officer is its administrator.

    Raises BadInput for a name that is none, and what opening a store raises.
    """
    settings = Settings(database=f"sqlite:///{path.expanduser().resolve()}", officer=login_of(login, name))
    path.expanduser().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _prepare(open_store(settings.database, create=True), settings.officer, name)
    return SetUp(_written(settings, settings_file), "")


def set_up_postgres(
    url: str, password: str | None, name: str, login: str = "", *, settings_file: Path | None = None
) -> SetUp:
    """Make or take up a shared store; the password goes to the keyring, the rest to the settings file.

    Where officers have logins of their own nothing is made: who logs in is who works. Raises BadInput for a URL or a
    name that is none, OwnerLogin, OtherLogin, and what opening a store raises.
    """
    store = open_store(url, password)
    try:
        mode = store.mode()
        if mode.roles:
            check_login(store.check(), login or mode.login, first=True)
    except BaseException:
        store.close()
        raise
    settings = Settings(without_password(url), mode.login if mode.roles else login_of(login, name))
    if mode.roles:
        store.close()
    else:
        _prepare(store, settings.officer, name)
    notice = ""
    if password is not None:
        try:
            keep_password(settings.database, password)
        except NoKeyring as error:
            notice = error.sentence
    return SetUp(_written(settings, settings_file), notice, mode.standing == "first")


def _written(settings: Settings, file: Path | None) -> Settings:
    """Write them over what is there, whose colours and keys stay; the first time, the first steps are due."""
    try:
        kept = read_settings(file)
    except CasetuiError:
        settings = replace(settings, tour="due")
    else:
        settings = replace(kept, database=settings.database, officer=settings.officer)
    write_settings(settings, file)
    return settings


def upgrade_store(url: str, password: str | None = None) -> str:
    """Bring the schema of a store to this program's and add lists it lacks; answers the revision.

    Where officers have logins of their own, every right is given again too; raises NotAllowed to whoever is not the
    owner of such a store.
    """
    store = open_store(url, password)
    try:
        if store.roles and not store.mode().owner:
            raise NotAllowed("only the owner of the database brings it up", todo=OF_THE_OWNER)
        migrate(store)
        with store.loading("steward.seed") as connection:
            seed_lists(connection, load_config())
        if store.roles:
            store.make_roles()
            store.give_rights()
        return store.revision() or ""
    finally:
        store.close()


class StoreState(NamedTuple):
    """What can be said of a store without being its officer."""

    kind: str
    revision: str | None
    """None while it holds no schema."""
    wanted: str
    """The revision this program works with."""
    trusted_login: str
    """What its officers should know of how they are told apart; empty on one desk's own store."""
    integrity: str
    """`ok`, or the first fault."""
    roles: bool = False
    """Officers have logins of their own."""
    exception: str = ""
    """What the URL makes an exception of; empty for a connection that is safe."""
    missing: tuple[str, ...] = ()
    """Roles that the server lacks."""
    logins: tuple[Login, ...] = ()
    """Who may log in, as far as this login is told: an administrator and the owner are."""
    ahead_s: float = 0.0
    """Seconds by which the clock of the server is ahead of this machine's."""
    tick: LastTick | None = None
    """When what is due by the clock was last done; None where the schema is another."""


def store_state(url: str, password: str | None = None) -> StoreState:
    """Reach the store and ask after its health; raises what opening it raises, older and newer schemas apart."""
    store = open_store(url, password, by_server=True)
    try:
        mode = store.mode()
        state = StoreState(
            store.kind,
            mode.revision,
            HEAD,
            store.trusted_login,
            store.integrity(),
            mode.roles,
            store.exception,
            ahead_s=store.ahead_s,
        )
        if mode.revision != HEAD:
            return state
        with store.reading() as connection:
            if mode.roles:
                state = state._replace(missing=missing(connection))
            try:
                state = state._replace(tick=last_run(connection, now_utc() - OVERDUE))
                return state._replace(logins=logins(connection)) if mode.roles else state
            except SQLAlchemyError as error:
                if not isinstance(translated(error), RightMissing):
                    raise
                return state
    finally:
        store.close()


def _prepare(store: Store, login: str, name: str) -> None:
    shown = clean_line(name)
    if not shown:
        raise BadInput("the name is empty; give the name that colleagues see")
    try:
        migrate(store)
        with store.loading("steward.set_up") as connection:
            seed_lists(connection, load_config())
            add_officer(connection, login, shown)
    finally:
        store.close()


def migrate(store: Store) -> None:
    """Bring the schema to this program's where it is older or none; raises what else is wrong with the store."""
    try:
        store.check()
    except (NotSetUp, SchemaOlder):
        # What set-up is for; whatever else is wrong is told, and the store stays untouched.
        store.upgrade()
        reindex_if_due(store)


def add_officer(connection: Connection, login: str, name: str) -> None:
    """Add the officer, or take up the one of that login; the first of a store is its administrator."""
    known = connection.execute(select(STAFF.c.id).where(STAFF.c.login == login)).scalar()
    if known is not None:
        connection.execute(update(STAFF).where(STAFF.c.id == known).values(active=True))
        return
    first = connection.execute(select(func.count()).select_from(STAFF)).scalar_one() == 0
    team = connection.execute(select(TEAM.c.id).where(TEAM.c.id == list_id("team", "MSD"))).scalar()
    connection.execute(
        insert(STAFF).values(
            id=uuid7(),
            login=login,
            name=name,
            title="Administrator" if first else "MSO",
            access=int(Access.ADMIN if first else Access.OFFICER),
            team_id=team,
            active=True,
            available=True,
        )
    )


def login_of(login: str, name: str) -> str:
    """The login that was given, or one made of the name: "Zoë O'Neil" becomes `zoe.oneil`."""
    made = login.strip() or ".".join(tokens(name))
    if not LOGIN.fullmatch(made):
        raise BadInput(f"the login {clean_line(made)!r}: up to 40 of a to z, digits, and . _ - are allowed")
    return made
