"""The schema is made by migrations only, and the program refuses one it does not know."""

import sqlite3
import stat
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlmodel import SQLModel

import data.store
from data.desk.opening import open_desk
from data.store import schema
from data.store.store import Store, open_store
from data.types.errors import (
    BadInput,
    CasetuiError,
    NotADatabase,
    NotSetUp,
    SchemaNewer,
    SchemaOlder,
    UnknownOfficer,
)


def set_revision(store: Store, revision: str) -> None:
    with store.loading("test") as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :to"), {"to": revision})


def test_the_head_the_program_knows_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(data.store.__path__[0]) / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == schema.HEAD


def differing(connection: Connection) -> list[Any]:
    """What the tables describe otherwise; who wrote a case last is Postgres's own affair."""
    opts = {"compare_type": True, "include_object": lambda _object, name, *_rest: name != "written_in"}
    return list(compare_metadata(MigrationContext.configure(connection, opts=opts), SQLModel.metadata))


def test_the_migrated_schema_is_the_one_the_tables_describe(store: Store) -> None:
    with store.reading() as connection:
        assert differing(connection) == []


def test_upgrading_twice_changes_nothing(store: Store) -> None:
    store.upgrade()
    store.check()
    assert store.revision() == schema.HEAD


def test_a_store_of_the_first_schema_is_brought_up_with_its_rows(store: Store) -> None:
    engine = store._pools.writes
    with engine.begin() as connection:
        if store.kind == "postgres":
            connection.execute(text("DROP SCHEMA casetui CASCADE"))
        SQLModel.metadata.drop_all(connection)
        connection.execute(text("DROP TABLE alembic_version"))
        if store.kind == "postgres":
            for name in ("case_reference", "interaction_reference"):
                connection.execute(text(f"DROP SEQUENCE {name}"))
    schema.upgrade(engine, "0001")
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO office (id, name, zone, region, arrears_days) VALUES (:id, 'Ours', 'UTC', 'AU', 60)"
            ),
            {"id": uuid4().hex},
        )
    store.upgrade()
    store.check()
    with store.reading() as connection:
        row = connection.execute(text("SELECT name, duplicate_days, pre_existing FROM office")).one()
        assert tuple(row) == ("Ours", 0, "")
        assert differing(connection) == []


def test_sought_text_is_compared_byte_by_byte(store: Store) -> None:
    with store.reading() as connection:
        if store.kind == "postgres":
            found = connection.execute(
                text("SELECT attname FROM pg_attribute WHERE attcollation = '\"C\"'::regcollation"
                     " AND attrelid::regclass::text IN ('member', 'member_name', 'member_phone')")
            ).scalars()  # fmt: skip
            assert set(found) == {"number", "a", "b", "digits", "digits_reversed"}
        else:
            assert connection.execute(text("SELECT 'Z' < 'a'")).scalar() == 1


def test_a_newer_schema_is_refused(url: str, store: Store) -> None:
    set_revision(store, "0999")
    with pytest.raises(SchemaNewer, match="Update casetui"):
        open_desk(url, "kim.tran")


def test_an_older_schema_is_refused_with_the_command_that_mends_it(url: str, store: Store) -> None:
    set_revision(store, "0000")
    with pytest.raises(SchemaOlder, match="casetui db upgrade"):
        open_desk(url, "kim.tran")


def test_another_programs_alembic_is_refused(url: str, store: Store) -> None:
    set_revision(store, "ae1027a6acf")
    with pytest.raises(NotADatabase):
        open_desk(url, "kim.tran")


def test_a_stranger_to_the_staff_is_told_so(url: str, store: Store) -> None:
    with pytest.raises(UnknownOfficer):
        open_desk(url, "nobody")


def test_a_missing_file_is_not_made_by_looking_at_it(tmp_path: Path) -> None:
    with pytest.raises(NotSetUp):
        open_desk(f"sqlite:///{tmp_path}/none.db", "kim.tran")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_a_database_that_is_not_set_up(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    with pytest.raises(NotSetUp):
        open_desk(f"sqlite:///{tmp_path}/empty.db", "kim.tran")


def test_an_empty_postgres_database_is_not_set_up(postgres_server: object) -> None:
    name = postgres_server.make()  # type: ignore[attr-defined]
    try:
        with pytest.raises(NotSetUp):
            open_desk(postgres_server.url(name), "kim.tran")  # type: ignore[attr-defined]
    finally:
        postgres_server.drop(name)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "content", [b"not a database at all, but long enough to have a page", b"\x00" * 5000]
)
def test_a_file_that_is_something_else_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(content)
    with pytest.raises(NotADatabase):
        open_desk(f"sqlite:///{path}", "kim.tran")
    assert path.read_bytes() == content


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CasetuiError):
        open_desk(f"sqlite:///{tmp_path}", "kim.tran")


def test_another_programs_sqlite_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipe (id)")
    with pytest.raises(NotADatabase):
        open_desk(f"sqlite:///{path}", "kim.tran")


def test_a_damaged_file_is_refused(sqlite_url: str) -> None:
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    whole = bytearray(path.read_bytes())
    whole[100:8192] = b"\xff" * 8092
    path.write_bytes(whole)
    with pytest.raises(NotADatabase):
        open_desk(sqlite_url, "kim.tran")


@pytest.mark.parametrize(
    "url", ["mysql://x/y", "casetui.db", "", "postgresql://[", "postgresql://h/db?nonsense=1"]
)
def test_an_address_that_is_none_is_told_how_it_should_look(url: str) -> None:
    with pytest.raises(BadInput, match="postgresql://"):
        open_store(url)


def test_a_new_file_and_its_companions_are_the_officers_alone(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/new/casetui.db", create=True)
    store.upgrade()
    folder = tmp_path / "new"
    modes = {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert (stat.S_IMODE(folder.stat().st_mode), modes) == (0o700, {0o600})
    store.close()


def test_sqlite_is_set_as_designed(sqlite_url: str) -> None:
    store = open_store(sqlite_url)
    with store.writing(action="test", officer_id=None) as session:

        def asked(name: str) -> object:
            return session.execute(text(f"PRAGMA {name}")).scalar()

        settings = {
            name: asked(name) for name in ("journal_mode", "synchronous", "foreign_keys", "cache_size")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "cache_size": -65536}
    store.close()


def test_a_store_states_what_it_is(store: Store) -> None:
    if store.kind == "sqlite":
        assert (store.shared, store.trusted_login, store.integrity()) == (False, "", "ok")
    else:
        assert (store.shared, store.trusted_login) == (True, "one trusted login")
