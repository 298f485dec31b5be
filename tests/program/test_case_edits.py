"""A case changed, closed, opened again and tagged from the command line."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from tests.program.commands import Inside

ADD = ("cases", "add", "--member", "0048213", "--reason", "by post", "--type", "ROS")


@pytest.fixture
def cased(inside: Inside, andrew: UUID) -> Inside:
    """C-10001 is Andrew's."""
    assert inside(*ADD, "--next-steps", "Write to the manager.").code == 0
    return inside


def test_every_field_has_an_option(cased: Inside) -> None:
    words = (
        "--title", "Rosters, Bayview", "--types", "UND, ROS", "--status", "in progress", "--assign",
        "sam.ortiz, Industrial", "--job", "none", "--follow-up", "+2d", "--due", "18/12/2026", "--opened", "2/11/2026",
        "--priority", "2", "--ticket", "https://desk.example.org/tickets/4711", "--location", "Depot 4",
        "--location-note", "ring twice", "--next-steps", "Ring back.", "--from", "-",
        "--reason", "as she asked",
    )  # fmt: skip
    ran = cased("case", "C-10001", "change", *words, given="Issue\nRoster changed twice.\n")
    assert ran.out == "C-10001 changed.\n"
    record = cased("case", "C-10001", "--json").json
    assert (record["title"], record["case_types"], record["status"]) == (
        "Rosters, Bayview",
        ["UND", "ROS"],
        "In progress",
    )
    assert (record["owner"], len(record["assignees"]), record["job"]) == ("Sam Ortiz", 2, None)
    assert (record["due_on"], record["opened_on"], record["priority"]) == ("2026-12-18", "2026-11-02", 2)
    assert (record["location"], record["location_note"]) == ("Depot 4", "ring twice")
    assert record["notes"][-1]["ticket_url"] == "https://desk.example.org/tickets/4711"
    assert [part["body"] for part in record["notes"][-1]["sections"] if part["body"]] == [
        "Roster changed twice."
    ]
    assert cased("case", "C-10001", "change", *words, given="Issue\nRoster changed twice.\n").out == (
        "C-10001 was so already.\n"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "nothing to change"),
        (("--types", "nonsense"), "is in no list"),
        (("--assign", "nobody"), "is no officer or team"),
        (("--status", "lost"), "is in no list"),
        (("--job", "elsewhere"), "has no job"),
        (("--opened", "1/1/2999"), "still to come"),
        (("--title", "none"), "Missing: Title"),
        (("--priority", "9"), "less than or equal to 5"),
        (("--location", "own"), "no address of the contact is on record"),
    ],
)
def test_what_cannot_be_read_is_told_and_nothing_is_changed(
    cased: Inside, words: tuple[str, ...], said: str
) -> None:
    before = cased("case", "C-10001", "--json").json
    ran = cased("case", "C-10001", "change", *words)
    assert ran.code != 0
    assert said in ran.err
    assert cased("case", "C-10001", "--json").json == before


def test_it_is_closed_shelved_and_opened_again(cased: Inside) -> None:
    assert cased("case", "C-10001", "close", "--shelved", "--reason", "she waits").out == "C-10001 changed.\n"
    assert "Closed, shelved" in cased("case", "C-10001").out
    assert cased("cases").out == "No cases.\n"
    assert "she waits" in cased("case", "C-10001", "history").out
    assert cased("case", "C-10001", "reopen").out == "C-10001 changed.\n"
    assert "Closed" not in cased("case", "C-10001").out
    ran = cased("case", "C-10001", "reopen")
    assert ran.code != 0 and "C-10001 is open" in ran.err


def test_a_tag_is_put_on_found_by_and_taken_off(cased: Inside) -> None:
    assert cased(*ADD).code == 0
    assert cased("case", "C-10001", "tag", "media").out == "C-10001 changed.\n"
    assert cased("case", "C-10001", "tag", "media").out == "C-10001 was so already.\n"
    assert [line["number"] for line in cased("cases", "--tag", "media", "--json").json] == ["C-10001"]
    assert "media" in cased("case", "C-10001").out
    assert cased("case", "C-10001", "tag", "media", "--off").out == "C-10001 changed.\n"
    assert cased("cases", "--tag", "media").out == "No cases.\n"
    for words in (("case", "C-10001", "tag", "nonsense"), ("cases", "--tag", "nonsense")):
        ran = cased(*words)
        assert ran.code != 0 and "tag" in ran.err


def test_the_map_of_its_location_is_an_address(cased: Inside) -> None:
    ran = cased("case", "C-10001", "map")
    assert ran.code != 0 and "has no location" in ran.err
    assert cased("case", "C-10001", "change", "--location", "12 Example St & Co, Kinvale").code == 0
    assert cased("case", "C-10001", "map").out == (
        "https://www.openstreetmap.org/search?query=12+Example+St+%26+Co%2C+Kinvale\n"
    )


def test_the_form_of_its_type_and_where_it_is_filed_are_addresses(cased: Inside, tmp_path: Path) -> None:
    """Features A1.42."""
    ran = cased("case", "C-10001", "form")
    assert ran.code != 0 and "name no form" in ran.err
    whole = tmp_path / "union.toml"
    whole.write_text(cased("config", "export").out)
    text = whole.read_text().replace(
        'key = "LEG"', 'key = "LEG"\nform = "https://example.org/f.docx"\nfiled_in = "https://example.org/l"'
    )
    whole.write_text(text)
    assert (
        replace(cased, machine=replace(cased.machine, officer="ravi.admin"))(
            "config", "apply", str(whole), "--yes"
        ).code
        == 0
    )
    assert cased("case", "C-10001", "change", "--types", "LEG").code == 0
    assert cased("case", "C-10001", "form").out == (
        "Form  https://example.org/f.docx\nFiled in  https://example.org/l\n"
    )
    assert cased("case", "C-10001", "form", "--json").json["form"] == ["https://example.org/f.docx"]


def test_how_complete_it_is_stands_on_it(cased: Inside) -> None:
    assert "5 of 7, missing Description, Follow-up date" in cased("case", "C-10001").out


def test_the_brief_hands_the_case_over_with_the_last_three_contacts(cased: Inside) -> None:
    for about in ("leave", "pay & underpayment", "flexible work", "hours, rosters & breaks"):
        note = f"Member: 0048213\nType: Voicemail\nAbout: {about}\n\nIssue\nAsks for a callback.\n"
        assert cased("interactions", "add", "--from", "-", given=note).code == 0
    cased("case", "C-10001", "change", "--from", "-", given="Issue\nRoster changed twice.\n")
    said = cased("case", "C-10001", "brief").out
    for part in (
        "C-10001",
        "Andrew Gallagher",
        "Bayview Hospital",
        "Roster changed twice.",
        "Write to the manager.",
    ):
        assert part in said
    told = cased("case", "C-10001", "brief", "--json").json["last_contacts"]
    assert [one.rpartition(": ")[2].lower() for one in told] == [
        "hours, rosters & breaks",
        "flexible work",
        "pay & underpayment",
    ]
    assert all("Kim" in one for one in told)
