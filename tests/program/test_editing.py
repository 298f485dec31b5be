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
        (("edit", "--given-to", "the cat"), "", "'the cat' is no officer"),
        (("edit", "--to-do", "Ring HR"), "", "Missing: Follow-up"),
        (("edit", "--job", "Nowhere"), "", "no job 'Nowhere'"),
        (("edit", "--identity", "perhaps"), "", "identity checked is yes or no"),
        (("edit", "--spoke-with", "the cat"), "", "'the cat' is in no list"),
        (("give", "--to", "sam.ortiz"), "", "no follow-up to do"),
        (("give", "--to", "nobody"), "", "'nobody' is no officer"),
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


def test_all_that_the_screen_changes_is_changed_by_options_too(noted: Inside, sqlite_store: Store) -> None:
    job = noted("member", "0048213", "job", "add", "--employer", "Bayview Hospital")
    assert job.code == 0, job.err
    words = (
        "--follow-up",
        "+2d",
        "--given-to",
        "sam.ortiz",
        "--to-do",
        "Send the letter",
        "--job",
        "bayview",
    )
    more = ("--spoke-with", "Representative", "--identity", "yes", "--no-advice", "yes")
    record = noted("interaction", "I-20001", "edit", *words, *more, "--json").json
    assert (record["follow_up_by_name"], record["follow_up_action"]) == ("Sam Ortiz", "Send the letter")
    assert record["job"]["employer"] == "Bayview Hospital"
    assert (record["spoke_with"], record["identity_checked"], record["no_advice"]) == (
        "representative",
        True,
        True,
    )
    shown = noted("interaction", "I-20001").out
    assert "Sam Ortiz: Send the letter" in shown and "no advice given" in shown
    again = noted(
        "interaction", "I-20001", "edit", "--job", "none", "--spoke-with", "none", "--to-do", "none", "--json"
    ).json
    assert (again["job"], again["spoke_with"], again["follow_up_action"]) == (None, "", "")


def test_a_note_file_says_who_follows_up_and_what_for(noted: Inside, andrew: UUID) -> None:
    given = "Follow-up: +2d\nGiven to: Sam Ortiz\nTo do: Send the letter to HR\n" + NOTE
    assert noted("interactions", "add", "--from", "-", given=given).code == 0
    assert "Sam Ortiz: Send the letter to HR" in noted("interaction", "I-20002").out


def test_a_follow_up_is_given_to_another_officer(noted: Inside) -> None:
    noted("interaction", "I-20001", "edit", "--follow-up", "+2d")
    told = noted("interaction", "I-20001", "give", "--to", "aisha.bello").out
    assert told == "I-20001: the follow-up is with Aisha Bello now.\n"
    assert noted("interaction", "I-20001", "--json").json["follow_up_by_name"] == "Aisha Bello"


def test_outlines_are_listed_and_fill_what_a_note_leaves_empty(noted: Inside) -> None:
    listed = noted("outlines", "--json").json
    assert [one["name"] for one in listed][:1] == ["Roster changed"]
    assert "Ask whether the roster was put back" in noted("outlines").out
    ran = noted("interactions", "add", "--from", "-", "--outline", "roster changed", given=NOTE)
    assert ran.out == (
        "I-20002 saved. Roster changed: filled Background, Advice, Follow-up, To do; left as it was: Issue,"
        " Actions, About.\n"
    )
    record = noted("interaction", "I-20002", "--json").json
    assert (record["related_to"], record["follow_up_action"]) == (
        "Leave",
        "Ask whether the roster was put back",
    )
    refused = noted("interactions", "add", "--from", "-", "--outline", "weather", given=NOTE)
    assert refused.code != 0 and "outline 'weather' is in no list; there are Roster changed" in refused.err
