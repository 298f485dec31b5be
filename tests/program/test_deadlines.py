"""Limits set by law from the command line: the list, the calculator, the day of a case."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from tests.program.commands import Inside

NOTE = "Member: 0048213\nType: Voicemail\nAbout: Dismissal / termination\n\nIssue\nDismissed by letter.\n"
TODAY = date.today()


def day(offset: int) -> str:
    return (TODAY + timedelta(days=offset)).isoformat()


def a_dismissal(inside: Inside, *words: str) -> str:
    made = inside(
        "cases", "add", "--member", "0048213", "--reason", "By post.", "--type", "UFD", *words, "--json"
    ).json
    return str(made["case"]["number"])


def test_the_calculator_says_what_by_when_and_how(inside: Inside, andrew: UUID) -> None:
    said = inside("deadline", "count", "au_fwa_394", "2026-11-22", "--state", "VIC").out
    assert "Unfair dismissal: lodge by Mon 14 Dec 2026, " in said
    assert ", s 394\n" in said
    assert "  21 days after Sun 22 Nov 2026: Sun 13 Dec; the next business day is Mon 14 Dec.\n" in said
    assert "Not verified by a lawyer yet" in said
    found = inside("deadline", "count", "au_fwa_394", "2013-03-11", "--state", "VIC", "--json").json
    assert (found["bare_on"], found["last_on"]) == ("2013-04-01", "2013-04-02")
    assert found["verified_on"] is None


def test_of_a_case_type_the_shortest_is_told(inside: Inside, andrew: UUID) -> None:
    said = inside("deadline", "count", "UFD", "2026-11-22", "--state", "WA").out
    assert "The shortest of 2 limits that could apply: Unfair dismissal – WAIRC" in said


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("au_fwa_394", "31/2"), "there is no such day"),
        (("au_fwa_394", "soon"), "a day is written 27/11"),
        (("nix", "2026-11-22"), "'nix' is no rule, and no case type that has one; there are au_fwa_394"),
        (("ROS", "2026-11-22"), "'ROS' is no rule"),
        (("au_fwa_394", "1890-01-01"), "between 1950 and 2199"),
    ],
)
def test_what_cannot_be_counted_is_told(
    inside: Inside, andrew: UUID, words: tuple[str, ...], told: str
) -> None:
    ran = inside("deadline", "count", *words)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err


def test_the_rules_stand_with_their_sources(inside: Inside, andrew: UUID) -> None:
    said = inside("deadline", "rules").out
    assert "Fair Work Act 2009 s 394(2)" in said
    assert "SOURCES DISAGREE" in said
    assert said.count("not verified") == len(inside("deadline", "rules", "--json").json)


def test_converting_takes_the_day_and_tells_the_limit(inside: Inside, andrew: UUID) -> None:
    inside("interactions", "add", "--from", "-", given=NOTE)
    said = inside("interaction", "I-20001", "convert", "--effect", day(-1)).out
    assert "Unfair dismissal: lodge by " in said
    assert "Took effect" not in said
    assert inside("case", "C-10001", "--json").json["effect"] == day(-1)


def test_without_the_day_it_is_missing_and_the_case_is_on_the_list(inside: Inside, andrew: UUID) -> None:
    made = inside(
        "cases", "add", "--member", "0048213", "--reason", "By post.", "--type", "UFD", "--json"
    ).json
    assert made["missing"][0] == "Took effect"
    (line,) = inside("deadlines", "--within", "7", "--json").json
    assert (line["number"], line["last_on"], line["effect"]) == ("C-10001", None, "")
    assert "21 days from a day that is not known, s 394" in inside("deadlines").out


def test_the_day_of_a_case_is_given_taken_back_and_lodged(inside: Inside, andrew: UUID) -> None:
    number = a_dismissal(inside, "--effect", "unknown")
    assert inside("case", number, "deadline", "--json").json["effect"] == "unknown"
    found = inside(
        "case", number, "deadline", "--effect", day(-20), "--reason", "Read the letter", "--json"
    ).json
    assert (found["effect"], found["last_on"] >= day(1)) == (day(-20), True)
    (line,) = inside("deadlines", "--within", "9", "--json").json
    assert (line["number"], line["rule"]) == (number, "au_fwa_394")
    said = inside("case", number, "deadline", "--lodged", "today").out
    assert "Unfair dismissal: lodged " in said
    assert inside("deadlines").out.startswith("No limit ends within 366 days")
    assert inside("case", number, "deadline", "--lodged", "none", "--json").json["lodged_on"] is None
    assert "Read the letter" in inside("case", number, "history").out


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("31/2", "there is no such day"),
        (day(5), "the day is still to come"),
        ("gone", "or unknown where nobody knows it"),
    ],
)
def test_a_day_that_cannot_be_is_told_and_nothing_is_kept(
    inside: Inside, andrew: UUID, typed: str, told: str
) -> None:
    number = a_dismissal(inside, "--effect", day(-3))
    ran = inside("case", number, "deadline", "--effect", typed)
    assert ran.code == 2
    assert told in ran.err
    assert inside("case", number, "deadline", "--json").json["effect"] == day(-3)


def test_a_day_still_to_come_is_kept_where_one_is_sure(inside: Inside, andrew: UUID) -> None:
    number = a_dismissal(inside, "--effect", day(5), "--sure")
    assert inside("case", number, "deadline", "--json").json["effect"] == day(5)


def test_the_case_and_its_brief_say_the_limit(inside: Inside, andrew: UUID) -> None:
    number = a_dismissal(inside, "--effect", day(-1))
    for words in (("case", number), ("case", number, "brief"), ("case", number, "deadline")):
        assert "Unfair dismissal: lodge by " in inside(*words).out


def test_every_open_case_can_be_counted_anew(inside: Inside, andrew: UUID) -> None:
    assert "0 open cases" in inside("deadline", "recount").out
    a_dismissal(inside, "--effect", day(-1))
    assert inside("deadline", "recount").out == "The limits of 1 open case are counted anew.\n"
