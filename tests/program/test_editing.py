"""A submitted contact put right from the command line, and its history."""

from uuid import UUID

import pytest

from data.store.store import Store
from tests.builders import a_member
from tests.program.commands import Inside

NOTE = """\
Member: 0048213
Type: Voicemail
About: leave

Issue
Leave over Christmas refused.

Actions
- Kim: write to the manager (by Friday)
"""


@pytest.fixture
def noted(inside: Inside, andrew: UUID) -> Inside:
    """I-20001 is Andrew's."""
    assert inside("interactions", "add", "--from", "-", given=NOTE).code == 0
    return inside


def test_the_sections_that_a_file_names_are_written_anew(noted: Inside) -> None:
    ran = noted(
        "interaction", "I-20001", "edit", "--from", "-", "--outcome", "resolved", "--reason", "she rang back",
        given="Issue\nLeave granted after all.\n",
    )  # fmt: skip
    assert ran.out == "I-20001 changed.\n"
    record = noted("interaction", "I-20001", "--json").json
    assert record["outcome"] == "Resolved"
    assert [part["body"] for part in record["sections"] if part["body"]] == [
        "Leave granted after all.",
        "- Kim: write to the manager (by Friday)",
    ]
    said = noted("interaction", "I-20001", "history").out
    (line,) = (line for line in said.splitlines() if "Leave granted" in line)
    assert "Kim Tran" in line and "Issue" in line
    assert "Leave over Christmas refused. › Leave granted after all." in line
    assert line.endswith("she rang back")


def test_fields_are_changed_and_emptied_by_options(noted: Inside) -> None:
    words = ("--type", "letter", "--about", "pay & underpayment", "--case-types", "UND", "--follow-up", "+2d")
    record = noted("interaction", "I-20001", "edit", *words, "--json").json
    assert (record["interaction_type"], record["related_to"]) == ("Letter", "Pay & underpayment")
    assert (record["case_types"], record["follow_up_open"]) == (["UND"], True)
    again = noted(
        "interaction", "I-20001", "edit", "--case-types", "none", "--follow-up", "none", "--json"
    ).json
    assert (again["case_types"], again["follow_up_on"]) == ([], None)
    assert noted("interaction", "I-20001", "edit", "--type", "letter").out == "I-20001 was so already.\n"


def test_a_contact_is_moved_to_the_right_member_and_the_reason_is_kept(
    noted: Inside, sqlite_store: Store
) -> None:
    a_member(sqlite_store, "Andrea", "Gallagher", number="0048214")
    ran = noted("interaction", "I-20001", "move", "--to", "0048214", "--reason", "Two of one name.")
    assert ran.out == "I-20001 moved from Andrew Gallagher to Andrea Gallagher.\n"
    changes = noted("interaction", "I-20001", "history", "--json").json
    assert (changes[0]["field"], changes[0]["old"], changes[0]["new"]) == (
        "member",
        "Andrew Gallagher",
        "Andrea Gallagher",
    )
    assert changes[0]["reason"] == "Two of one name."


@pytest.mark.parametrize(
    ("words", "given", "said"),
    [
        (("edit",), "", "nothing to change"),
        (("edit", "--about", "weather"), "", "'weather' is in no list"),
        (("edit", "--about", "none"), "", "Missing: About"),
        (("edit", "--follow-up", "31/2"), "", "no such day"),
        (("edit", "--ticket", "ftp://x"), "", "https://"),
        (("edit", "--from", "-"), "Member: 0048213\n\nIssue\nx\n", "not changed this way"),
        (("edit", "--from", "-"), "\x00\x01", "stands above the first section"),
        (("move", "--to", "999", "--reason", "x"), "", "Not found"),
        (("move", "--to", "0048213", "--reason", " "), "", "Missing: Reason"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_sentence(
    noted: Inside, words: tuple[str, ...], given: str, said: str
) -> None:
    ran = noted("interaction", "I-20001", *words, given=given)
    assert ran.code != 0
    assert said in ran.err
    assert len(ran.err.strip().splitlines()) == 1
    assert noted("interaction", "I-20001", "--json").json["version"] == 1
