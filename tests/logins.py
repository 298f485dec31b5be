"""A shared database whose officers have logins of their own, at the server of this test process."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from psycopg import sql

from data.desk import logins
from data.desk.desk import Desk
from data.desk.opening import open_desk
from data.steward.roles import begin_shared, give_service
from data.types.staff import Access
from tests.granted import GROUPS
from tests.postgres import Server

CHOSEN = "four words of café"
"""The password everyone chooses; a letter of it is no ASCII."""


@dataclass
class Union:
    """The database, its logins, and the passwords they have."""

    server: Server
    name: str
    passwords: dict[str, str] = field(default_factory=dict)
    """Login -> the one that holds; logins carry the process id, since they are the whole server's."""

    def login(self, first_name: str) -> str:
        """ "ravi" as he is called at this server."""
        return f"{first_name}.p{os.getpid()}"

    def url(self, login: str = "") -> str:
        """Where a login goes; the owner's without one."""
        return (
            self.server.url(self.name, user=self.login(login), password="")
            if login
            else self.server.url(self.name)
        )

    def desk(self, first_name: str) -> Desk:
        """The desk of one of them."""
        login = self.login(first_name)
        return open_desk(self.url(first_name), login, password=self.passwords[login])

    def change(self, first_name: str, new: str = CHOSEN) -> None:
        """The first change of a password."""
        login = self.login(first_name)
        logins.change_password(self.url(first_name), self.passwords[login], new, new)
        self.passwords[login] = new

    def add(self, first_name: str, access: Access = Access.OFFICER, *, changed: bool = True) -> None:
        """Somebody more, added by the administrator."""
        login = self.login(first_name)
        at = self.desk("ravi")
        given = logins.add(at, login, first_name.title(), access, "MSD")
        at.close()
        self.passwords[login] = given.password
        if changed:
            self.change(first_name)

    def serve(self, who: str = "tick") -> Desk:
        """The desk of the program itself, over a login of its own with a new password."""
        login = self.login(who)
        self.passwords[login] = give_service(self.url(), None, login).password
        return open_desk(self.url(who), login, password=self.passwords[login])

    def run(self, statement: str) -> list[tuple[object, ...]]:
        """As the superuser, in this database."""
        return self.server.run(sql.SQL(statement), self.name)


def admit(server: Server, name: str) -> None:
    """Every right on tables to every group, where no migration gives the ones they are to have."""
    groups = ", ".join(f'"{name}_{group}"' for group in GROUPS)
    if server.run(sql.SQL("SELECT to_regprocedure('casetui.grant_to_groups()')"), name) == [(None,)]:
        for what in ("TABLES", "SEQUENCES"):
            server.run(sql.SQL(f"GRANT ALL ON ALL {what} IN SCHEMA public TO {groups}"), name)


def ask_passwords(server: Server, name: str) -> None:
    """Have the tests' own server ask whoever is in a group of that database."""
    for group in (*GROUPS, "service"):
        server.ask_password_of(f"+{name}_{group}")


def forget_roles(server: Server, name: str, logins_made: Iterator[str] | list[str]) -> None:
    """Drop the database, and every role that came with it."""
    server.drop(name)
    kinds = (*GROUPS, "service", "provisioner", "owner")
    for role in (*logins_made, *(f"{name}_{kind}" for kind in kinds)):
        server.run(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(role)))


@contextmanager
def a_union(server: Server) -> Iterator[Union]:
    """Set up by the superuser, with Ravi who administers it."""
    name = server.make()
    union = Union(server, name)
    try:
        ravi = union.login("ravi")
        union.passwords[ravi] = begin_shared(server.url(name), None, ravi, "Ravi Nair").password
        admit(server, name)
        ask_passwords(server, name)
        union.change("ravi")
        yield union
    finally:
        forget_roles(server, name, list(union.passwords))
