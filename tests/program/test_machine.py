"""Set-up, doctor, the database's schema and the demonstration."""

import sqlite3
from pathlib import Path

from data.local.settings import read_settings
from data.store.schema import HEAD
from tests.program.commands import Machine


def test_a_local_set_up_leaves_a_machine_that_works(bare: Machine) -> None:
    ran = bare("setup", "--local", "--name", "Kim Tran")
    assert ran.out.endswith("is ready; you are kim.tran.\n")
    assert read_settings(bare.home / "settings.toml").officer == "kim.tran"
    assert bare("cases").out == "No cases.\n"
    assert bare("db", "status", "--json").json["revision"] == HEAD


def test_doctor_is_content_with_a_store_that_is_whole(casetui_anywhere: Machine) -> None:
    ran = casetui_anywhere("doctor", "--json")
    checks = {check["name"]: check for check in ran.json}
    assert {check["state"] for check in checks.values()} <= {"ok", "note"}
    assert checks["officer"]["text"].startswith("Kim Tran, MSO")
    assert HEAD in checks["database"]["text"]
    assert "0 waiting" in checks["drafts"]["text"]
    assert ("login" in checks) is casetui_anywhere.url.startswith("postgresql")
    assert checks["holidays"]["state"] == "ok" and checks["holidays"]["text"].startswith("AU VIC: ")


def test_doctor_says_where_no_public_holiday_is_known(casetui: Machine) -> None:
    with sqlite3.connect(casetui.url.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE office SET region = 'ZQ', state = ''")
    connection.close()
    (check,) = [check for check in casetui("doctor", "--json").json if check["name"] == "holidays"]
    assert (check["state"], check["text"][:17]) == ("note", "ZQ: none known: n")


def test_doctor_names_what_is_wrong(casetui: Machine, tmp_path: Path) -> None:
    with sqlite3.connect(casetui.url.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    ran = casetui("doctor")
    assert ran.code == 1
    assert "newer than casetui" in ran.out


def test_doctor_without_settings_says_what_to_do(bare: Machine) -> None:
    ran = bare("doctor")
    assert ran.code == 1
    assert "casetui setup" in ran.out


def test_upgrading_a_store_of_today_changes_nothing(casetui_anywhere: Machine) -> None:
    assert casetui_anywhere("db", "upgrade").out == f"The schema is {HEAD}.\n"


def test_the_demonstration_is_built_once_and_then_taken_up(bare: Machine) -> None:
    first = bare("demo", "--prepare-only")
    assert first.out == f"sqlite:///{bare.home}/demo.db\n"
    assert "once" in first.err
    again = bare("demo", "--as", "supervisor", "--prepare-only")
    assert (again.out, again.err) == (first.out, "")
    lena = Machine(bare.home, first.out.strip(), "lena")
    assert len(lena("cases", "--json").json) > 150
    assert {path.name for path in bare.home.iterdir()} == {"demo.db", "drafts.db", "casetui.log"} & {
        path.name for path in bare.home.iterdir()
    }


def test_a_chair_that_is_none_is_refused(bare: Machine) -> None:
    ran = bare("demo", "--as", "king", "--prepare-only")
    assert (ran.code, ran.out) == (2, "")
    assert "supervisor" in ran.err


def test_the_thin_call_runs_on_either_store(casetui_anywhere: Machine) -> None:
    from data.store.store import open_store
    from tests.builders import a_member

    store = open_store(casetui_anywhere.url)
    a_member(store, "Grace", "O'Neil", number="0048214", employer="Bayview Hospital")
    store.close()
    assert casetui_anywhere("members", "find", "oneil gr", "--json").json[0]["number"] == "0048214"
    note = "Member: 0048214\nType: Letter\nAbout: Leave\nFollow-up: +2d\n\nIssue\nRefused.\n\nActions\n- Kim: call"
    assert casetui_anywhere("interactions", "add", "--from", "-", given=note).out == "I-20001 saved.\n"
    assert "C-10001" in casetui_anywhere("interaction", "I-20001", "convert").out
    assert casetui_anywhere("case", "C-10001", "change", "--next-steps", "Wait").code == 0
    assert casetui_anywhere("case", "C-10001", "--json").json["next_steps"] == "Wait"
