"""One Postgres database that tests use after each other, put back as it was instead of made anew each time.

One session does it after every test: a new one would read the catalogue and plan a hundred statements each time.
"""

from contextlib import suppress
from typing import Any

from psycopg import Error, connect, sql

from tests.postgres import Server

LARGE = 512 * 1024
"""Bytes of a table from which on a new database is quicker, and plans as for a new one."""
KEPT = "pristine"
"""Schema with the rows that every test begins with."""

_SHAPE = """
SELECT (SELECT count(*) FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase
         WHERE d.datname = current_database()),
       (SELECT md5(string_agg(c.oid || relname || relkind::text || relnatts || relrowsecurity || relchecks
                              || coalesce(relacl::text, ''), ',' ORDER BY c.oid))
          FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = 'public'),
       (SELECT md5(string_agg(attrelid || attname || atttypid || attnotnull, ',' ORDER BY attrelid, attnum))
          FROM pg_attribute WHERE attrelid >= 16384 AND attnum > 0 AND NOT attisdropped),
       (SELECT count(*) FROM pg_constraint), (SELECT count(*) FROM pg_trigger), (SELECT count(*) FROM pg_policy),
       (SELECT count(*) FROM pg_proc), (SELECT count(*) FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_temp%')
"""
_LARGEST = """
SELECT max(pg_relation_size(c.oid)) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
 WHERE nspname = 'public' AND relkind = 'r'
"""
_END_OTHERS = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
 WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
_RELATIONS = """
SELECT relname, relkind FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
 WHERE nspname = 'public' AND relkind IN ('r', 'S') ORDER BY relname
"""


class Shelf:
    """Holds the database between two tests."""

    def __init__(self, server: Server, template: str) -> None:
        self._server = server
        self._template = template
        self._name = ""
        self._shape: Any = None
        self._link: Any = None

    def take(self) -> str:
        """The name of a database that is as the template."""
        if not self._name:
            self._name = self._server.make(self._template)
            self._remember()
        return self._name

    def give_back(self) -> None:
        """Put the rows back; a database whose tables or settings a test changed, or that grew large, is dropped."""
        try:
            self._link = self._living()
            self._link.execute(_END_OTHERS)
            same = self._link.execute(_SHAPE).fetchone() == self._shape
            largest = self._link.execute(_LARGEST).fetchone()
            if same and largest is not None and largest[0] < LARGE:
                self._link.execute(f"SELECT {KEPT}.put_back()")
                return
        except Error:
            self.close()
            raise
        self.close()

    def close(self) -> None:
        """Drop it."""
        if self._name:
            self._link.close()
            self._server.drop(self._name)
        self._name = ""

    def _living(self) -> Any:
        """The session of this database; another where a test has ended it."""
        with suppress(Error):
            self._link.execute("SELECT")
            return self._link
        self._link.close()
        return self._linked()

    def _linked(self) -> Any:
        link = connect(**{"user": "postgres", **self._server.address}, dbname=self._name, autocommit=True)
        # Planned once: that of an empty table is nothing else.
        link.execute("SET session_replication_role = replica; SET plan_cache_mode = force_generic_plan")
        return link

    def _remember(self) -> None:
        self._link = link = self._linked()
        link.execute(f"CREATE SCHEMA {KEPT}")
        told: list[sql.Composable] = []
        for name, kind in link.execute(_RELATIONS).fetchall():
            here, kept = sql.Identifier("public", name), sql.Identifier(KEPT, name)
            if kind == "S":
                number, called = link.execute(
                    sql.SQL("SELECT last_value, is_called FROM {}").format(here)
                ).fetchone()
                told.append(
                    sql.SQL("PERFORM setval({}, {}, {});").format(
                        sql.Literal(here.as_string(link)), sql.Literal(number), sql.Literal(called)
                    )
                )
                continue
            made = link.execute(sql.SQL("CREATE TABLE {} AS SELECT * FROM {}").format(kept, here))
            told.append(sql.SQL("DELETE FROM {};").format(here))
            if made.rowcount:
                told.append(sql.SQL("INSERT INTO {} SELECT * FROM {};").format(here, kept))
            else:
                link.execute(sql.SQL("DROP TABLE {}").format(kept))
        put_back = sql.SQL("BEGIN {} END").format(sql.SQL(" ").join(told)).as_string(link)
        link.execute(
            f"CREATE FUNCTION {KEPT}.put_back() RETURNS void LANGUAGE plpgsql AS $put${put_back}$put$"
        )
        self._shape = link.execute(_SHAPE).fetchone()
