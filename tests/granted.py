"""Login roles for the people of a test database: names of its own, since roles are of the whole server."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import LiteralString

import psycopg
from psycopg import sql

from data.desk.desk import Desk
from data.desk.opening import open_desk
from data.types.staff import Access
from tests.builders import PEOPLE, Clock, staff_id
from tests.postgres import Server

GROUPS = tuple(access.name.lower() for access in Access)


class Logins:
    """Gives every one of PEOPLE, and more on demand, a login of a database and what its access is granted."""

    def __init__(self, server: Server, database: str) -> None:
        self.server = server
        self.database = database
        self.made: list[str] = []
        self._desks: list[Desk] = []
        for group in GROUPS:
            self._make(f"{database}_{group}", "NOLOGIN")
        for login, (_name, _title, access, _team) in PEOPLE.items():
            self.admit(login, access)
        with self.owner() as link:
            for login in PEOPLE:
                link.execute("UPDATE staff SET login = %s WHERE login = %s", (self.of(login), login))
            link.execute(
                "INSERT INTO staff_login (login, made_at, changed_at) SELECT login, now(), now() FROM staff"
            )
            link.execute("SELECT casetui.grant_to_groups()")

    def of(self, login: str) -> str:
        """The login role of somebody."""
        return f"{login}.{self.database}"

    def admit(self, login: str, access: int) -> str:
        """Make a login of that access; the row in `staff` is the caller's."""
        name = self.of(login)
        self._make(name, "LOGIN")
        self.server.run(
            sql.SQL("GRANT {} TO {}").format(
                sql.Identifier(f"{self.database}_{Access(access).name.lower()}"), sql.Identifier(name)
            )
        )
        return name

    def join(self, login: str, access: Access) -> None:
        """Take somebody on to the staff, with a login of that access whose password was changed."""
        name = self.admit(login, access)
        with self.owner() as link:
            link.execute(
                "INSERT INTO staff (id, login, name, title, access, team_id, active, available, away_reason, turn)"
                " SELECT %s, %s, %s, '', %s, team_id, true, true, '', 0 FROM staff WHERE login = %s",
                (staff_id(login), name, login, int(access), self.of("kim.tran")),
            )
            link.execute(
                "INSERT INTO staff_login (login, made_at, changed_at) VALUES (%s, now(), now())", (name,)
            )

    def _make(self, name: str, how: LiteralString) -> None:
        # Where the server asks for a password, theirs is the one it is asked with.
        password = sql.Literal(self.server.address.get("password"))
        made = sql.SQL("CREATE ROLE {} {} PASSWORD {}")
        self.server.run(made.format(sql.Identifier(name), sql.SQL(how), password))
        self.made.append(name)

    def owner(self) -> psycopg.Connection[tuple[object, ...]]:
        """A connection of the owner of the tables, whom no policy stops."""
        return self._link("postgres")

    def link(self, login: str) -> psycopg.Connection[tuple[object, ...]]:
        """A connection as somebody would have it in psql."""
        return self._link(self.of(login))

    def _link(self, user: str) -> psycopg.Connection[tuple[object, ...]]:
        address = {"user": "postgres", **self.server.address}
        if user != "postgres":
            address = {**address, "user": user}
        # As the program has it: compiling a statement with its policies takes longer than running it.
        return psycopg.connect(**address, dbname=self.database, autocommit=True, options="-c jit=off")

    def url(self, login: str) -> str:
        """The URL with which somebody opens the program."""
        return self.server.url(self.database, user=self.of(login))

    def desk(self, login: str, clock: Callable[[], datetime] | None = None) -> Desk:
        """Somebody's desk, over the own login."""
        made = open_desk(self.url(login), self.of(login), clock=clock or Clock())
        self._desks.append(made)
        return made

    def desk_of_owner(self, login: str = "kim.tran") -> Desk:
        """Somebody's desk as today's stores have it, over the one trusted login."""
        made = open_desk(self.server.url(self.database), self.of(login), clock=Clock())
        self._desks.append(made)
        return made

    def close(self) -> None:
        """Drop the database and the roles."""
        for desk in self._desks:
            desk.close()
        self.server.drop(self.database)
        for name in reversed(self.made):
            self.server.run(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))


@contextmanager
def with_a_reader(server: Server, template: str) -> Iterator[Logins]:
    """Everybody's login of a database made of the template, and Rae's, who reads only."""
    made = Logins(server, server.make(template))
    made.join("rae.reader", Access.READER)
    try:
        yield made
    finally:
        made.close()
