"""A case created directly from the command line, and the day and place of one that is converted."""

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, update

from data.store.store import Store
from data.store.tables import CASE_TYPE, STAFF_GROUP
from tests.builders import staff_id
from tests.program.commands import Inside

NOTE = "Member: 0048213\nType: Voicemail\nAbout: leave\n\nIssue\nLeave refused.\n"


def test_a_direct_case_is_created_with_its_reason(inside: Inside, andrew: UUID) -> None:
    """Features A2.03."""
    made = inside(
        "cases", "add", "--member", "0048213", "--reason", "A letter from his solicitor.", "--type", "DISC",
        "--from", "-", "--opened", "2026-01-05", "--location", "Ward 3", "--location-note", "by the lift", "--json",
        given="Issue\nTermination letter.\n",
    ).json  # fmt: skip
    assert (made["case"]["number"], made["missing"]) == ("C-10001", ["Next steps", "Follow-up date"])
    case = inside("case", "C-10001", "--json").json
    assert (case["origin"], case["direct_reason"]) == ("direct", "A letter from his solicitor.")
    assert case["title"] == "Disciplinary / allegations – Bayview Hospital"
    assert (case["opened_on"], case["location"], case["location_note"]) == (
        "2026-01-05",
        "Ward 3",
        "by the lift",
    )
    said = inside("case", "C-10001").out
    assert "A letter from his solicitor." in said
    assert "Ward 3, by the lift" in said


def test_the_list_of_cases_is_still_the_list(inside: Inside, andrew: UUID) -> None:
    assert inside("cases").out == "No cases.\n"
    inside("cases", "add", "--member", "0048213", "--reason", "By post.", "--title", "A letter")
    (line,) = inside("cases", "--mine").out.splitlines()
    assert "A letter" in line


@pytest.mark.parametrize(
    ("words", "given", "said"),
    [
        (("--reason", " "), "", "Missing: Reason"),
        (("--reason", "x", "--opened", "31/2"), "", "no such day"),
        (("--reason", "x", "--opened", "2999-01-01"), "", "the opened date, which is still to come"),
        (("--reason", "x", "--type", "ZZ"), "", "is in no list"),
        (("--reason", "x", "--assign", "no.one"), "", "is no officer or team"),
        (("--reason", "x", "--from", "-"), "Type: Letter\n\nIssue\nx\n", "sections of the description alone"),
        ((), "", "--reason"),
    ],
)
def test_what_cannot_be_created_is_told_in_one_sentence(
    inside: Inside, andrew: UUID, words: tuple[str, ...], given: str, said: str
) -> None:
    ran = inside("cases", "add", "--member", "0048213", "--title", "A letter", *words, given=given)
    assert ran.code != 0
    assert said in ran.err
    assert len(ran.err.strip().splitlines()) == 1
    assert inside("cases").out == "No cases.\n"


def test_several_hold_it_the_first_named_is_primary(inside: Inside, andrew: UUID) -> None:
    """Features A3.16."""
    reset = ("cases", "add", "--member", "0048213", "--reason", "By post.", "--title", "A letter")
    assert inside(*reset, "--assign", "sam.ortiz, Kim Tran,industrial", "--json").code == 0
    case = inside("case", "C-10001", "--json").json
    assert (case["owner"], len(case["assignees"])) == ("Sam Ortiz", 3)
    assert "Beside        Kim Tran, Industrial team" in inside("case", "C-10001").out
    twice = inside(*reset, "--assign", "sam.ortiz,Sam Ortiz")
    assert (twice.code, "Sam Ortiz is named twice" in twice.err) == (1, True)
    assert inside(*reset, "--assign", "sam.ortiz,nobody").code == 2


def test_a_type_that_others_raise_is_refused_and_says_who(
    inside: Inside, andrew: UUID, sqlite_store: Store
) -> None:
    """Features A4.03."""
    with sqlite_store.loading("test") as connection:
        connection.execute(
            insert(STAFF_GROUP).values(id=staff_id("intake"), name="Intake", position=0, archived=False)
        )
        connection.execute(update(CASE_TYPE).where(CASE_TYPE.c.key == "DISC").values(starters="Intake"))
    words = ("--member", "0048213", "--reason", "By post.", "--title", "A letter", "--type", "DISC")
    ran = inside("cases", "add", *words)
    assert ran.code != 0
    assert "a case of the type Disciplinary / allegations is raised by Intake only" in ran.err
    assert "raises DISC" in inside("staff", "groups").out


def test_a_converted_case_may_have_opened_earlier_and_elsewhere(inside: Inside, andrew: UUID) -> None:
    """Features A3.26, A3.27."""
    inside("interactions", "add", "--from", "-", given=NOTE)
    words = ("--opened", "yesterday", "--location", "Depot 4")
    assert inside("interaction", "I-20001", "convert", *words).code == 0
    case = inside("case", "C-10001", "--json").json
    today = datetime.now(ZoneInfo("Australia/Melbourne")).date()
    assert (date.fromisoformat(case["opened_on"]), case["location"]) == (today - timedelta(1), "Depot 4")


def test_a_ticket_is_linked_to_a_case_and_shows_on_its_first_note(inside: Inside, andrew: UUID) -> None:
    inside("cases", "add", "--member", "0048213", "--reason", "By post.", "--title", "A letter")
    assert inside("case", "C-10001", "ticket", "https://desk.example.org/dv/12ab").out == "C-10001 changed.\n"
    assert inside("case", "C-10001").out.count("https://desk.example.org/dv/12ab") == 2
    assert inside("case", "C-10001", "ticket", "ftp://x").code == 2
    assert "only its number is known, #4711" in inside("case", "C-10001", "ticket", "4711").out
    assert [row["number"] for row in inside("cases", "ticket:4711", "--json").json] == ["C-10001"]
    assert inside("case", "C-10001", "ticket", "none").out == "C-10001 changed.\n"
