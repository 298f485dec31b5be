"""Claiming, allocating, who sees a case and who is here, from the command line."""

from dataclasses import replace

import pytest

from data.store.store import Store
from tests.builders import a_rule
from tests.program.commands import Inside
from tests.program.test_case_edits import ADD
from tests.program.test_case_edits import cased as cased

CASE = ("case", "C-10001")


def as_(inside: Inside, login: str) -> Inside:
    return replace(inside, machine=replace(inside.machine, officer=login))


def test_a_case_is_given_back_claimed_and_allocated(cased: Inside) -> None:
    assert cased(*CASE, "release").out == "C-10001 is given back.\n"
    assert "unclaimed, MSD team" in cased(*CASE).out
    assert as_(cased, "sam.ortiz")(*CASE, "claim").out == "C-10001 is yours.\n"
    ran = cased(*CASE, "claim")
    assert (ran.code, "Sam Ortiz has C-10001 already" in ran.err) == (1, True)
    assert cased(*CASE, "assign", "kim.tran", "supervisor").out == "C-10001: Kim Tran, supervisor.\n"
    assert cased(*CASE, "assign", "aisha.bello", "--primary").out == (
        "C-10001: Aisha Bello, Kim Tran, supervisor.\n"
    )
    assert cased(*CASE, "assign", "sam.ortiz", "--also").out.startswith("C-10001: Aisha Bello, Kim Tran")
    assert cased(*CASE, "assign", "nobody").out == "C-10001: nobody.\n"


def test_who_is_away_is_said_and_gets_it_all_the_same(cased: Inside) -> None:
    lena = as_(cased, "lena.vogt")
    assert lena("staff", "away", "sam.ortiz").err.startswith("Missing: Reason")
    assert lena("staff", "away", "sam.ortiz", "--reason", "ill").out == "Sam Ortiz is away.\n"
    assert cased(*CASE, "assign", "sam.ortiz").out == "C-10001: Sam Ortiz.\nSam Ortiz is away.\n"
    assert "sam.ortiz    Sam Ortiz" in cased("staff", "list").out
    found = {one["officer"]["login"]: one["here"] for one in cased("staff", "list", "--json").json}
    assert (found["sam.ortiz"], found["kim.tran"]) == (False, True)
    assert cased("staff", "available", "sam.ortiz").err.startswith("Not allowed")
    assert cased("staff", "away", "--until", "+3d").out.startswith("Kim Tran is away until")
    assert cased("staff", "available").out == "Kim Tran is available.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("assign", "Legal"), "the Legal team has no members"),
        (("assign", "Barrister"), "no officer or team, and no role"),
        (("assign", "kim.tran", "Kim Tran"), "Kim Tran is named twice"),
        (("assign", "sam.ortiz", "--primary", "--also"), "give one of them"),
        (("scope", "everyone"), "one of office, team, assigned"),
        (("review", "maybe"), "on or off"),
    ],
)
def test_bad_words_are_told(cased: Inside, words: tuple[str, ...], said: str) -> None:
    ran = cased(*CASE, *words)
    assert ran.code != 0
    assert said in ran.err
    assert cased(*CASE, "--json").json["owner"] == "Kim Tran"


def test_who_sees_it_and_whoever_would_not_is_asked_first(cased: Inside) -> None:
    assert cased(*CASE, "confidential", "on").out == "C-10001 is confidential.\n"
    assert as_(cased, "jo.marsh")(*CASE).err.startswith("Not found")
    ran = as_(cased, "sam.ortiz")(*CASE, "confidential", "off")
    assert "only its staff and supervisors open a case to more people" in ran.err
    assert cased(*CASE, "scope", "assigned").out == "C-10001 is seen by its staff only.\n"
    assert "Marks" in cased(*CASE).out
    assert "its staff only, confidential" in cased("cases").out
    ran = cased(*CASE, "assign", "sam.ortiz")
    assert "you would not see this case any more" in ran.err
    assert cased(*CASE, "--json").json["owner"] == "Kim Tran"
    assert cased(*CASE, "assign", "sam.ortiz", "--yes").out == "C-10001: Sam Ortiz.\n"
    assert cased(*CASE).err.startswith("Not found")


def test_review_and_watching_are_listed(cased: Inside) -> None:
    assert cased("cases", "--review").out == "No cases.\n"
    assert cased(*CASE, "review").out == "C-10001 is marked for review.\n"
    assert "for review" in cased("cases", "--review").out
    assert cased(*CASE, "watch").out == "You watch C-10001.\n"
    assert "C-10001" in cased("cases", "--watched").out
    assert cased(*CASE, "watch", "off").out == "You watch C-10001 no longer.\n"
    assert cased("cases", "--watched").out == "No cases.\n"


def test_groups_are_listed(cased: Inside) -> None:
    assert cased("staff", "groups").out == "No groups.\n"
    assert as_(cased, "ravi.admin")("staff", "join", "Lawyers", "kim.tran").err.startswith(
        "This cannot be read"
    )


def test_a_new_case_goes_to_whose_turn_it_is_and_it_is_said(cased: Inside, sqlite_store: Store) -> None:
    """Features A5.10: by the rule of the type that was given, unless somebody is named."""
    a_rule(sqlite_store, "in turn", "sam.ortiz", under="UFD")
    ufd = (*ADD[:-1], "UFD")
    assert "It is with Sam Ortiz, by the office's rule." in cased(*ufd).out
    assert "office's rule" not in cased(*ADD).out
    assert "office's rule" not in cased(*ufd, "--assign", "aisha.bello").out
    assert "office's rule" not in cased(*ufd, "--assign", "nobody").out
    as_(cased, "lena.vogt")("staff", "away", "sam.ortiz", "--reason", "ill")
    assert "Nobody has it yet: it can be claimed." in cased(*ufd).out
    owners = [
        line["owner"] for line in sorted(cased("cases", "--json").json, key=lambda one: one["reference"])
    ]
    assert owners == ["Kim Tran", "Sam Ortiz", "Kim Tran", "Aisha Bello", "", ""]
