"""`casetui config check`, `diff`, `apply` and `export`, as they are run."""

import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from tests.end_to_end.terminal import Terminal
from tests.program.commands import ROOT, Inside, Machine


@pytest.fixture
def admin(inside: Inside) -> Inside:
    return replace(inside, machine=replace(inside.machine, officer="ravi.admin"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "office.toml"
    path.write_text('teams = ["MSD", "Industrial", { name = "Law", was = "Legal" }, "Research"]\n', "utf-8")
    return path


def test_a_file_is_compared_applied_once_and_written_out_again(
    admin: Inside, file: Path, tmp_path: Path
) -> None:
    assert admin("config", "check", str(file)).out == f"{file} can be applied.\n"
    compared = admin("config", "diff", str(file)).out.splitlines()
    assert [line.split() for line in compared] == [
        ["renamed", "teams", "Legal", "→", "Law"],
        ["added", "teams", "Research"],
        ["archived", "teams", "Organising"],
        ["archived", "teams", "Membership"],
    ]
    assert admin("config", "apply", str(file), "--dry-run").out.splitlines() == compared
    done = admin("config", "apply", str(file), "--yes", "--reason", "As the council decided")
    assert done.code == 0 and done.out.splitlines()[-1] == "4 changes applied."
    assert admin("config", "apply", str(file), "--yes").out == "Nothing to change.\n"
    whole = tmp_path / "whole.toml"
    assert admin("config", "export", "--output", str(whole)).out == f"{whole} written.\n"
    assert tomllib.loads(whole.read_text("utf-8"))["teams"] == ["MSD", "Industrial", "Law", "Research"]
    assert admin("config", "diff", str(whole)).out == "Nothing to change.\n"
    assert admin("config", "export").out == whole.read_text("utf-8")


def test_differences_are_told_as_json_with_what_uses_them(admin: Inside, file: Path) -> None:
    (renamed, *_) = admin("config", "diff", str(file), "--json").json
    assert renamed == {
        "list": "teams",
        "what": "renamed",
        "name": "Law",
        "was": "Legal",
        "fields": [],
        "used": [],
    }
    file.write_text('[office]\nzone = "Australia/Perth"\n', "utf-8")
    (changed,) = admin("config", "diff", str(file), "--json").json
    assert changed["fields"] == [{"key": "zone", "old": "Australia/Melbourne", "new": "Australia/Perth"}]


def test_every_fault_is_told_with_its_line_and_nothing_is_changed(admin: Inside, file: Path) -> None:
    file.write_text('teams = []\n[office]\nzoone = "UTC"\n', "utf-8")
    for verb in ("check", "diff", "apply"):
        ran = admin("config", verb, str(file))
        assert ran.code == 2 and ran.out == ""
        assert ran.err.splitlines()[:2] == [
            f"{file}: line 1: teams: must have at least 1",
            f"{file}: line 3: office, zoone: there is no such key; is zone meant? There are name, zone, region, state,"
            " duplicate_days, case_completeness, case_sections, substatus_required, template, follow_up, due",
        ]
        assert "Nothing was changed." in ran.err


def test_a_file_is_checked_where_no_database_is_set_up(bare: Machine, file: Path) -> None:
    assert bare("config", "check", str(file)).out == f"{file} can be applied.\n"
    file.write_text('tags = ["a", "A"]\n', "utf-8")
    assert "line 1: tags \"A\": tags holds 'A' twice" in bare("config", "check", str(file)).err


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"\xff\xfe", "is not UTF-8 text"), (b"", "is empty"), (b"teams = [", "line 1, where the file ends")],
)
def test_what_is_no_configuration_is_told(admin: Inside, file: Path, data: bytes, said: str) -> None:
    file.write_bytes(data)
    ran = admin("config", "apply", str(file), "--yes")
    assert ran.code == 2 and said in ran.err and "Nothing was changed." in ran.err


def test_a_directory_is_no_configuration(admin: Inside, tmp_path: Path) -> None:
    assert "directory" in admin("config", "check", str(tmp_path)).err


def test_a_directory_is_not_written_over(admin: Inside, tmp_path: Path) -> None:
    assert "directory" in admin("config", "export", "--output", str(tmp_path)).err


def test_officers_look_and_do_not_apply(inside: Inside, file: Path) -> None:
    assert inside("config", "diff", str(file)).code == 0
    ran = inside("config", "apply", str(file), "--yes")
    assert ran.code == 1 and "changed by an administrator" in ran.err and ran.out == ""


def test_without_anybody_to_ask_it_is_not_applied(admin: Inside, file: Path) -> None:
    ran = admin("config", "apply", str(file))
    assert ran.code == 2 and "--yes applies it" in ran.err
    assert "renamed" in admin("config", "diff", str(file)).out


@pytest.mark.parametrize(("answer", "applied"), [("y\n", True), ("n\n", False), ("\x03", False)])
def test_it_asks_before_it_applies(casetui: Machine, file: Path, answer: str, applied: bool) -> None:
    machine = replace(casetui, officer="ravi.admin")
    with Terminal(
        [sys.executable, "-m", "casetui", "--database", machine.url, "--officer", machine.officer,
         "config", "apply", str(file)],
        columns=160,
        environment={"CASETUI_HOME": str(machine.home)},
        folder=ROOT,
    ) as terminal:  # fmt: skip
        terminal.wait_for("Apply this?")
        terminal.type(answer)
        terminal.wait_for("4 changes applied." if applied else "Stopped.")
    left = machine("config", "diff", str(file)).out
    assert (left == "Nothing to change.\n") == applied
