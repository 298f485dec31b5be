from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text

from data.desk import find
from data.desk.opening import open_desk
from data.local.settings import Settings, read_settings, write_settings
from data.steward.setup import login_of, set_up_local, set_up_postgres, store_state, upgrade_store
from data.store.schema import HEAD, upgrade
from data.store.store import open_store
from data.types.errors import BadInput, NotADatabase, StoreUnavailable
from data.types.staff import Access
from tests import postgres


@pytest.fixture
def empty_database(postgres_server: postgres.Server) -> str:
    return postgres_server.url(postgres_server.make())


def test_a_local_store_is_made_with_its_first_officer_as_administrator(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    done = set_up_local(tmp_path / "below" / "casetui.db", "Zoë O'Neil", settings_file=file)
    assert (
        read_settings(file)
        == done.settings
        == Settings(f"sqlite:///{tmp_path}/below/casetui.db", "zoe.oneil", tour="due")
    )
    desk = open_desk(done.settings.database, "zoe.oneil")
    assert (desk.officer.name, desk.officer.access, desk.store.shared) == ("Zoë O'Neil", Access.ADMIN, False)
    desk.close()


def test_setting_up_again_takes_up_what_is_there(tmp_path: Path) -> None:
    path, file = tmp_path / "casetui.db", tmp_path / "settings.toml"
    first = set_up_local(path, "Kim Tran", settings_file=file)
    desk = open_desk(first.settings.database, "kim.tran")
    desk.close()
    set_up_local(path, "Kim Tran", settings_file=file)
    again = open_desk(first.settings.database, "kim.tran")
    assert again.officer.id == desk.officer.id
    again.close()


def test_setting_up_again_keeps_colours_and_keys(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    set_up_local(tmp_path / "one.db", "Kim Tran", settings_file=file)
    hers = replace(read_settings(file), theme="light", tour="seen", keys={"new_note": ("f12",)})
    write_settings(hers, file)
    done = set_up_local(tmp_path / "two.db", "Kim Tran", settings_file=file)
    assert read_settings(file) == done.settings == replace(hers, database=f"sqlite:///{tmp_path}/two.db")


def test_a_file_that_is_something_else_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "holiday.db"
    path.write_text("a picture of the beach\n" * 300)
    with pytest.raises(NotADatabase):
        set_up_local(path, "Kim Tran", settings_file=tmp_path / "settings.toml")
    assert path.read_text() == "a picture of the beach\n" * 300
    assert not (tmp_path / "settings.toml").exists()


@pytest.mark.parametrize(
    ("login", "name", "made"),
    [("", "Kim Tran", "kim.tran"), ("", "Zofia Zieliński", "zofia.zielinski"), ("k2", "王小明", "k2")],
)
def test_a_login_is_made_of_the_name_where_none_is_given(login: str, name: str, made: str) -> None:
    assert login_of(login, name) == made


@pytest.mark.parametrize(
    ("login", "name"), [("", "王小明"), ("", ""), ("Kim Tran", ""), ("a" * 41, ""), ("k;--", "")]
)
def test_a_login_that_is_none_is_refused(login: str, name: str) -> None:
    with pytest.raises(BadInput, match="a to z"):
        login_of(login, name)


def test_a_name_of_nothing_but_control_characters_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="name is empty"):
        set_up_local(tmp_path / "x.db", "\x1b[31m\u202e", "kim", settings_file=tmp_path / "settings.toml")


def test_a_shared_store_gets_an_administrator_first_and_officers_after(
    empty_database: str, tmp_path: Path
) -> None:
    file = tmp_path / "settings.toml"
    first = set_up_postgres(empty_database, None, "Ravi Nair", settings_file=file)
    set_up_postgres(empty_database, None, "Kim Tran", settings_file=file)
    assert read_settings(file).officer == "kim.tran"
    found = []
    for login in ("ravi.nair", "kim.tran"):
        desk = open_desk(first.settings.database, login)
        found.append((desk.officer.access, desk.store.shared))
        desk.close()
    assert found == [(Access.ADMIN, True), (Access.OFFICER, True)]


def test_a_password_is_never_written_to_the_settings(empty_database: str, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    url = empty_database.replace("postgres@", "postgres:s3cret@", 1)
    done = set_up_postgres(url, "s3cret", "Kim Tran", settings_file=file)
    assert "s3cret" not in file.read_text()
    assert "keyring" in done.notice


def test_a_server_that_is_not_there_writes_no_settings(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    with pytest.raises(StoreUnavailable):
        set_up_postgres("postgresql://kim@127.0.0.1:1/msd", None, "Kim Tran", settings_file=file)
    assert not file.exists()


def test_upgrading_what_is_of_today_changes_nothing(url: str) -> None:
    assert upgrade_store(url) == HEAD
    state = store_state(url)
    assert (state.revision, state.wanted, state.integrity) == (HEAD, HEAD, "ok")


def test_a_store_from_before_the_vocabulary_is_derived_when_it_is_upgraded(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    store = open_store(url, create=True)
    upgrade(store._pools.writes, "0004")
    with store.loading("test") as connection:
        # Its lists come with the upgrade: those of today have columns that this schema has not.
        connection.execute(
            text(
                "INSERT INTO staff (id, login, name, title, access, active, available)"
                " VALUES (:id, 'kim.tran', 'Kim Tran', 'MSO', 1, true, true)"
            ),
            {"id": UUID(int=8).hex},
        )
        member = {
            "id": UUID(int=7).hex, "number": "0048213", "kind": "person", "given": "Jane", "family": "Gallagher",
            "informal": "", "name": "Jane Gallagher", "given_folded": "jane", "family_folded": "gallagher",
            "membership_status": "Active", "employer": "Bayview Hospital", "do_not_contact": False,
            "created_at": "2026-11-23 00:00:00", "version": 1,
        }  # fmt: skip
        names = ", ".join(member)
        connection.execute(
            text(f"INSERT INTO member ({names}) VALUES ({', '.join(f':{name}' for name in member)})"), member
        )
        connection.execute(
            text("INSERT INTO member_name (a, b, member_id) VALUES ('gallagher', '', :id)"),
            {"id": member["id"]},
        )
    assert upgrade_store(url) == HEAD
    store.close()
    desk = open_desk(url, "kim.tran")
    assert [hit.name for hit in find.members(desk, "jnae galager")] == ["Jane Gallagher"]
    desk.close()
