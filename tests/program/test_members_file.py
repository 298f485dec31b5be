"""`casetui members import`, `export` and `asked`, as they are run; also killed, stopped and out of room."""

import csv
import io
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from data.exchange.scanning import MANY as BATCH
from data.store.store import Store, open_store
from tests.end_to_end.terminal import Terminal
from tests.program.commands import ROOT, Inside, Machine
from tests.storage.member_files import MANY, a_long_file, a_row, held, members_in, write_rows


@pytest.fixture
def admin(casetui_anywhere: Machine) -> Machine:
    return replace(casetui_anywhere, officer="ravi.admin")


@pytest.fixture
def inside_admin(inside: Inside) -> Inside:
    return replace(inside, machine=replace(inside.machine, officer="ravi.admin"))


def started(machine: Machine, *words: str, **how: Any) -> subprocess.Popen[str]:
    """The command in a process that can be ended from here."""
    return subprocess.Popen(
        [sys.executable, "-m", "casetui", "--database", machine.url, "--officer", machine.officer, *words],
        cwd=ROOT,
        env={**os.environ, "CASETUI_HOME": str(machine.home), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **how,
    )


def wait_until(holds: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Wait for what a running process is to do."""
    give_up = time.monotonic() + 90
    while not holds():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < give_up
        time.sleep(0.01)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> dict[str, Any]:
    """What the long file makes when nothing goes wrong."""
    folder = tmp_path_factory.mktemp("whole")
    shutil.copy(sqlite_template, folder / "whole.db")
    machine = Machine(folder / "home", f"sqlite:///{folder}/whole.db", "ravi.admin")
    assert machine("members", "import", str(a_long_file(folder))).code == 0
    store = open_store(machine.url)
    try:
        return held(store)
    finally:
        store.close()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_an_import_that_is_broken_off_goes_on_where_it_stopped(
    admin: Machine, store: Store, tmp_path: Path, whole: dict[str, Any], how: signal.Signals
) -> None:
    file = str(a_long_file(tmp_path))
    process = started(admin, "members", "import", file)
    wait_until(lambda: members_in(admin.url) > 0, process)
    process.send_signal(how)
    _out, err = process.communicate()
    if how is signal.SIGINT and process.returncode:  # it may have been at its end already
        assert process.returncode == 130
        assert err == "Stopped. What was written is whole; the same command again goes on where it stopped.\n"
    there = members_in(admin.url)
    assert there % BATCH in (0, MANY % BATCH)
    again = admin("members", "import", file, "--json").json
    assert (again["new"], again["unchanged"]) == (MANY - there, there)
    assert held(store) == whole


def test_a_disk_that_fills_up_half_way_is_told_and_the_rest_is_taken_later(
    casetui: Machine, tmp_path: Path, whole: dict[str, Any]
) -> None:
    machine = replace(casetui, officer="ravi.admin")
    file = str(a_long_file(tmp_path))
    room = 5 << 20

    process = started(
        machine,
        "members",
        "import",
        file,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )
    out, err = process.communicate(timeout=90)
    assert (process.returncode, out, err.count("\n")) == (1, "", 1)
    assert (
        err.startswith("The import stopped: ") and "at line " in err and "run the same command again" in err
    )
    assert members_in(machine.url) in (BATCH, 2 * BATCH)
    assert machine("members", "import", file).code == 0
    store = open_store(machine.url)
    assert held(store) == whole
    store.close()


def test_the_counts_are_said_in_words_and_as_json(inside_admin: Inside, tmp_path: Path) -> None:
    file = str(write_rows(tmp_path / "members.csv", [{**a_row(), "Fax": ""}, {**a_row("x" * 11), "Fax": ""}]))
    said = inside_admin("members", "import", file, "--dry-run")
    assert said.code == 0
    assert "New        1\n" in said.out and "Rejected   1\n" in said.out
    assert "Not used: Fax." in said.out and "members.rejects.csv" in said.out
    assert "Nothing was written: this was a dry run." in said.out
    assert "Rosa" not in said.out + said.err
    found = inside_admin("members", "import", file, "--json").json
    assert (found["new"], found["rejected"], found["dates"]["Birth Date"]) == (1, 1, "dmy")
    assert inside_admin("member", "0048213").out.startswith("Member    Rosa O'Neil 0048213\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nowhere.csv",), "No such file"),
        (("{file}", "--dates", "ymd"), "'ymd' is not one of"),
        (("{file}", "--region", "UK"), "'UK' is not one of"),
        (("{file}", "--jobs", "nowhere.csv"), "No such file"),
        ((), "Missing argument"),
    ],
)
def test_what_cannot_be_imported_is_told_in_one_sentence(
    inside_admin: Inside, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    file = write_rows(tmp_path / "members.csv", [a_row()])
    ran = inside_admin("members", "import", *(word.format(file=file) for word in words))
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert told in ran.err


def test_an_officer_may_neither_import_nor_export(inside: Inside, tmp_path: Path) -> None:
    file = str(write_rows(tmp_path / "members.csv", [a_row()]))
    for words in (("import", file), ("export",), ("export", "--json")):
        ran = inside("members", *words)
        assert (ran.code, ran.out) == (1, "") and "Not allowed" in ran.err


def test_days_and_telephones_are_read_as_the_options_say(inside_admin: Inside, tmp_path: Path) -> None:
    row = {"ID": "7", "Surname": "Zeller", "Birth Date": "03/04/1981", "Mobile": "021 123 4567"}
    file = str(write_rows(tmp_path / "members.csv", [row]))
    assert "--dates" in inside_admin("members", "import", file).err
    inside_admin("members", "import", file, "--dates", "mdy", "--region", "NZ")
    card = inside_admin("member", "7", "--json").json["member"]
    assert (card["born_on"], card["phones"][0]["e164"]) == ("1981-03-04", "+64211234567")


def test_what_is_written_out_is_taken_in_again_unchanged(admin: Machine, tmp_path: Path) -> None:
    # Commands go by the real day, of which the standing is made.
    paid = "31/12/2050"
    rows = [
        a_row(Paid_Thru=paid),
        a_row("0048214", Last_Name="-2+3", Email="", First_Name="Zoë", Organization_Name="", Paid_Thru=paid),
    ]
    admin("members", "import", str(write_rows(tmp_path / "members.csv", rows)))
    out = admin("members", "export").out
    first, second = csv.DictReader(io.StringIO(out))
    assert (first["iMIS Id"], first["Mobile Phone"], first["Join Date"]) == (
        "0048213",
        "0491 570 006",
        "2018-11-23",
    )
    assert second["Last Name"] == "'-2+3"
    (tmp_path / "out.csv").write_text(out, encoding="utf-8")
    again = admin("members", "import", str(tmp_path / "out.csv"), "--json").json
    assert (again["new"], again["rejected"], again["missing"]) == (0, 0, 0)
    values = json.loads(admin("members", "export", "--json").out)
    assert [(one["number"], one["standing"], len(one["phones"])) for one in values] == [
        ("0048213", "financial", 2),
        ("0048214", "financial", 2),
    ]


def test_a_member_says_that_the_file_has_her_no_more(inside_admin: Inside, tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    rows = [a_row(), a_row("0048214")]
    inside_admin("members", "import", str(write_rows(file, rows)))
    assert "Missing" not in inside_admin("member", "0048214").out
    assert "Missing    1\n" in inside_admin("members", "import", str(write_rows(file, rows[:1]))).out
    assert "not in the membership file since" in inside_admin("member", "0048214").out
    inside_admin("members", "import", str(write_rows(file, rows)))
    assert "Missing" not in inside_admin("member", "0048214").out


def test_nobody_is_an_empty_list(inside_admin: Inside) -> None:
    assert inside_admin("members", "export", "--json").json == []
    assert inside_admin("members", "asked").out == "Nothing is asked.\n"


def test_what_both_sides_changed_is_listed_and_settled(inside_admin: Inside, tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    inside_admin("members", "import", str(write_rows(file, [a_row()])))
    inside_admin("member", "0048213", "phone", "change", "0491570006", "--to", "0491 570 737")
    ran = inside_admin("members", "import", str(write_rows(file, [a_row(Mobile_Phone="0491 570 313")])))
    assert "Asked      1\n" in ran.out and "members asked" in ran.out
    listed = inside_admin("members", "asked").out
    assert "0048213" in listed and "0491 570 737  they say  0491 570 313" in listed
    assert inside_admin("member", "0048213", "settle", "phone", "theirs").out == "0048213 changed.\n"
    assert inside_admin("members", "asked", "--json").json == []
    assert inside_admin("member", "0048213", "--json").json["member"]["phones"][0]["shown"] == "0491 570 313"
    again = inside_admin("member", "0048213", "settle", "phone", "ours")
    assert (again.code, "nothing is asked" in again.err) == (1, True)


def test_a_terminal_shows_how_far_it_is_how_fast_and_how_long_still(casetui: Machine, tmp_path: Path) -> None:
    command = (sys.executable, "-m", "casetui", "--database", casetui.url, "--officer", "ravi.admin")
    file = a_long_file(tmp_path, 20_000)
    with Terminal(
        (*command, "members", "import", str(file)), environment={"CASETUI_HOME": str(casetui.home)}
    ) as terminal:
        terminal.wait_for("/20000", "/s", "0:00:")
        terminal.wait_for("New", "20,000")
