"""A shared database whose officers have logins of their own: set up by its owner, and joined by them."""

from secrets import token_bytes
from typing import NamedTuple
from urllib.parse import unquote, urlsplit, urlunsplit

from sqlalchemy import Connection, insert, select, update
from uuid_utils.compat import uuid7

from data.rules.clean import clean_line
from data.rules.naming import LOGIN
from data.rules.passwords import first_password, verifier
from data.steward.config import load_config
from data.steward.seed import list_id, seed_lists
from data.steward.setup import login_of, migrate
from data.store.roles import check_database_name, first_login, logins
from data.store.store import open_store
from data.store.tables import STAFF, TEAM
from data.types.errors import BadInput, NotSetUp
from data.types.staff import Access

MAINTENANCE = "postgres"
"""The database every server has."""


class Begun(NamedTuple):
    """What setting up has done."""

    database: str
    made: bool
    """The database itself was made too."""
    login: str
    """The administrator who was given a first password; empty where nobody was."""
    password: str
    """Told once, kept nowhere."""


def give_service(url: str, password: str | None, login: str) -> Begun:
    """The login under which `casetui tick` runs, with a password that is told once; again it gets a new one.

    As whoever set the database up. Raises BadInput, MayNotProvide, and what opening a store raises.
    """
    if not LOGIN.fullmatch(login):
        raise BadInput(f"the login {clean_line(login)!r}: up to 40 of a to z, digits, and . _ - are allowed")
    store = open_store(url, password)
    try:
        if not store.check().roles:
            raise BadInput(
                "who serves: officers have no logins of their own here; casetui db init gives them"
            )
        store.make_roles()
        store.give_rights()
        made = first_password(token_bytes(16))
        store.make_service(login, verifier(made, token_bytes(16)))
        return Begun(unquote(urlsplit(url).path.removeprefix("/")), False, login, made)
    finally:
        store.close()


def begin_shared(url: str, password: str | None, login: str, name: str) -> Begun:
    """Make roles, schema, rights and the first administrator; what is there already is left as it is.

    As owner with CREATEROLE, or as a superuser, who also has the database made where it is missing. An administrator
    who is named though there is one gets a new first password. Raises BadInput, MayNotProvide, and what opening a
    store raises.
    """
    database = database_of(url)
    check_database_name(database)
    asked = login_of(login, name) if login or name else ""
    made = make_database(url, password)
    store = open_store(url, password)
    try:
        store.make_roles()
        migrate(store)
        with store.loading("steward.set_up") as connection:
            seed_lists(connection, load_config())
        store.give_rights()
        with store.loading("steward.set_up") as connection:
            if not asked and any(one.access is Access.ADMIN and one.enters for one in logins(connection)):
                return Begun(database, made, "", "")
            if not asked:
                raise BadInput("who administers it; name the first administrator with --login and --name")
            _administrator(connection, asked, clean_line(name) or asked)
            first = first_password(token_bytes(16))
            first_login(connection, asked, verifier(first, token_bytes(16)))
        return Begun(database, made, asked, first)
    finally:
        store.close()


def make_database(url: str, password: str | None) -> bool:
    """Make the database of a server where it is missing; False where it is there.

    Raises BadInput for a name that roles cannot be made of, and what opening a store raises.
    """
    store = open_store(url, password)
    try:
        store.mode()
    except NotSetUp:
        check_database_name(database_of(url))
        beside = open_store(urlunsplit(urlsplit(url)._replace(path=f"/{MAINTENANCE}")), password)
        try:
            return beside.make_database(database_of(url))
        finally:
            beside.close()
    finally:
        store.close()
    return False


def database_of(url: str) -> str:
    """The name of the database in an address."""
    return unquote(urlsplit(url).path.removeprefix("/"))


def _administrator(connection: Connection, login: str, name: str) -> None:
    known = connection.execute(select(STAFF.c.id).where(STAFF.c.login == login)).scalar()
    may = {"access": int(Access.ADMIN), "active": True}
    if known is not None:
        connection.execute(update(STAFF).where(STAFF.c.id == known).values(may))
        return
    team = connection.execute(select(TEAM.c.id).where(TEAM.c.id == list_id("team", "MSD"))).scalar()
    shown = {"login": login, "name": name, "title": "Administrator", "team_id": team, "available": True}
    connection.execute(insert(STAFF).values(id=uuid7(), **shown, **may))
