"""The page of statutory deadlines says what the shipped rules say."""

import pytest

from data.steward.config import load_config
from docs.deadlines import BEGIN, PAGE, rules_of, written


def text() -> str:
    return PAGE.read_text(encoding="utf-8")


def test_the_page_is_that_of_the_shipped_rules() -> None:
    assert text() == written(text()), "run: python -m docs.deadlines"


def test_a_rule_that_is_told_otherwise_is_noticed() -> None:
    other = text().replace("21 days from the day the dismissal", "22 days from the day the dismissal", 1)
    assert other != text()
    assert written(other) == text()


def test_a_page_without_its_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="no marks"):
        written(text().replace(BEGIN, ""))


def test_every_rule_has_its_source_and_says_whether_it_is_verified() -> None:
    for rule in rules_of(load_config()):
        section = text().partition(f"`{rule.key}`\n")[2].partition("###")[0]
        assert rule.source in section
        assert ("not verified by a lawyer" in section) == (rule.verified_on is None)


def test_the_page_says_that_it_is_no_advice() -> None:
    assert "**This is no advice.**" in text()
    assert "SOURCES DISAGREE" in text()
