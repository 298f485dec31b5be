"""`casetui config check`, `diff`, `apply` and `export`, as they are run."""

import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from data.store.store import Store
from tests.builders import two_offices
from tests.end_to_end.terminal import Terminal
from tests.program.commands import ROOT, Inside, Machine


@pytest.fixture
def admin(inside: Inside) -> Inside:
    return replace(inside, machine=replace(inside.machine, officer="ravi.admin"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "office.toml"
    path.write_text(
        'teams = ["MSD", "Industrial", { name = "Law", was = "Legal" }, "Research", "Membership"]\n', "utf-8"
    )
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
        ["changed", "task_type", "LEG/Lawyer", "told", "of", "the", "urgency", "by", "telephone"],
        ["performers:", "without", "team:", "Legal"],
        ["performers:", "with", "team:", "Law"],
        ["changed", "task_type", "LEG/Referral", "sent", "to", "the", "lawyer"],
        ["performers:", "without", "team:", "Legal"],
        ["performers:", "with", "team:", "Law"],
    ]
    assert admin("config", "apply", str(file), "--dry-run").out.splitlines() == compared
    done = admin("config", "apply", str(file), "--yes", "--reason", "As the council decided")
    assert done.code == 0 and done.out.splitlines()[-1] == "5 changes applied."
    assert admin("config", "apply", str(file), "--yes").out == "Nothing to change.\n"
    whole = tmp_path / "whole.toml"
    assert admin("config", "export", "--output", str(whole)).out == f"{whole} written.\n"
    assert tomllib.loads(whole.read_text("utf-8"))["teams"] == [
        "MSD",
        "Industrial",
        "Law",
        "Research",
        "Membership",
    ]
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
            " duplicate_days, case_completeness, case_sections, reopen_days, supervisor_sees_assigned, assign_to,"
            " assign_staff, outcome, free_tasks, substatus_required, template, follow_up, due,"
            " ticket_address",
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


def test_an_administrator_of_one_office_is_told_whose_lists_she_changes(
    admin: Inside, sqlite_store: Store, tmp_path: Path
) -> None:
    two_offices(sqlite_store, queensland=["ravi.admin"])
    file = tmp_path / "queensland.toml"
    file.write_text('[note_template.towers]\nscope = "office"\noffice = "Queensland"\nsections = ["Tower"]\n')
    told = "As administrator of Queensland you change what is of that office alone; all else stays as it is."
    assert admin("config", "diff", str(file)).out.splitlines() == [told, "added  note_template  towers"]
    assert admin("config", "apply", str(file), "--yes").out.splitlines()[0] == told
    file.write_text('tags = ["mine"]\n')
    ran = admin("config", "check", str(file))
    assert ran.code == 2 and "line 1: tags" in ran.err and "is the whole organisation's" in ran.err


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
        terminal.wait_for("5 changes applied." if applied else "Stopped.")
    left = machine("config", "diff", str(file)).out
    assert (left == "Nothing to change.\n") == applied


def test_what_is_configured_is_shown(admin: Inside, file: Path) -> None:
    assert admin("config", "apply", str(file), "--yes").code == 0
    shown = admin("config", "show").out
    assert "Office\n" in shown and "Case types\n" in shown
    teams = admin("config", "show", "teams").out.splitlines()
    assert [line.split()[0] for line in teams[1:]] == [
        "MSD",
        "Industrial",
        "Law",
        "Research",
        "Membership",
        "Organising",
    ]
    assert teams[1].endswith("officers") and teams[-1].endswith("archived")
    (found,) = admin("config", "show", "teams", "--json").json
    assert found["entries"][0]["used"] == [{"what": "officers", "many": 5}]
    assert "there are office, offices, note_template" in admin("config", "show", "team").err


def test_a_case_has_the_offices_fields_and_a_status_more_exactly(
    admin: Inside, inside: Inside, file: Path, andrew: object
) -> None:
    file.write_text(
        '[custom_field.insurer]\nlabel = "Insurer"\nkind = "choice"\noptions = ["WorkSafe", "None"]\n',
        "utf-8",
    )
    assert admin("config", "apply", str(file), "--yes").code == 0
    made = inside(
        "cases",
        "add",
        "--member",
        "0048213",
        "--reason",
        "Letter",
        "--type",
        "WCP",
        "--field",
        "insurer=worksafe",
        "--json",
    ).json
    number = made["case"]["number"]
    shown = inside("case", number).out
    assert "Member Service Division" in shown and "Insurer  WorkSafe" in shown
    assert inside("case", number, "change", "--field", "Insurer=none").code == 0
    assert inside("case", number, "--json").json["fields"] == {"insurer": "None"}
    assert "there are insurer" in inside("case", number, "change", "--field", "colour=red").err
    closed = inside("case", number, "close", "--shelved", "--substatus", "member did not proceed")
    assert closed.code == 0
    assert "Closed, shelved, Member did not proceed" in inside("case", number).out
    ran = inside("case", number, "status", "In progress", "--substatus", "Merged")
    assert ran.code == 2 and "has no sub-statuses" in ran.err
    assert inside("case", number, "status", "In progress").code == 0
    assert inside("case", number, "--json").json["substatus"] == ""


def test_a_note_is_taken_under_another_template(
    admin: Inside, inside: Inside, file: Path, andrew: object
) -> None:
    file.write_text(
        '[note_template.bimaa]\nsections = ["Background", "Issue", "Member Seeking", "Advice", "Actions"]\n'
        '[note_template.short]\nlabel = "Short"\nsections = ["What", "Then"]\n',
        "utf-8",
    )
    assert admin("config", "apply", str(file), "--yes").code == 0
    note = "Member: 0048213\nType: Phone – inbound\nAbout: Leave\n\nWhat\nAsked about leave.\n"
    saved = inside("interactions", "add", "--from", "-", "--template", "short", "--json", given=note).json
    sections = inside("interaction", saved["number"], "--json").json["sections"]
    assert sections == [["What", "Asked about leave."], ["Then", ""]] or sections[0]["title"] == "What"
    ran = inside("interactions", "add", "--from", "-", "--template", "long", given=note)
    assert ran.code == 2 and "there are bimaa, short, none" in ran.err


def test_the_days_of_a_new_case_are_the_offices_where_nobody_says_them(
    admin: Inside, inside: Inside, file: Path, andrew: object
) -> None:
    file.write_text('[office]\nfollow_up = "+2d"\ndue = "+9d"\n', "utf-8")
    assert admin("config", "apply", str(file), "--yes").code == 0
    add = ("cases", "add", "--member", "0048213", "--reason", "Letter", "--json")
    first = inside(*add).json["case"]["number"]
    second = inside(*add, "--follow-up", "2030-01-07", "--due", "2030-01-08").json["case"]["number"]
    assert inside("case", first, "--json").json["due_on"] is not None
    found = inside("case", second, "--json").json
    assert (found["follow_up_on"], found["due_on"]) == ("2030-01-07", "2030-01-08")
