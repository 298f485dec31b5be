"""The day something took effect: typed, said, doubted."""

from datetime import date
from uuid import uuid4

import pytest

from data.rules.effect import checked_effect, doubt, effect_day, effect_gaps, read_effect, say_effect
from data.types.choices import CaseType, Choices
from data.types.errors import BadInput
from data.types.members import Job

TODAY = date(2026, 11, 23)
"""A Monday."""

TYPED = (
    ("", ""), ("?", "unknown"), ("un", "unknown"), ("Unknown", "unknown"), (" ? ", "unknown"),
    ("today", "2026-11-23"), ("yesterday", "2026-11-22"), ("fri", "2026-11-20"), ("22/11", "2026-11-22"),
    ("5/12", "2025-12-05"), ("5/12/26", "2026-12-05"), ("-3d", "2026-11-20"), ("2026-02-28", "2026-02-28"),
)  # fmt: skip


@pytest.mark.parametrize(("typed", "kept"), TYPED)
def test_a_day_or_the_word_unknown_is_read(typed: str, kept: str) -> None:
    assert read_effect(typed, TODAY) == kept


@pytest.mark.parametrize("typed", ["31/2", "31 feb", "29/2/2027", "soon", "u", "??", "2026-13-01"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(BadInput):
        read_effect(typed, TODAY)


@pytest.mark.parametrize("kept", ["2026-02-31", "1949-12-31", "2028-01-01", "never", "9999-12-31"])
def test_what_cannot_be_meant_is_not_kept(kept: str) -> None:
    with pytest.raises(BadInput, match="the day it took effect"):
        checked_effect(kept, TODAY)


@pytest.mark.parametrize("kept", ["", "unknown", "2026-11-23", "2027-11-23", "1950-01-01"])
def test_what_can_be_is_kept(kept: str) -> None:
    assert checked_effect(kept, TODAY) == kept


def test_it_is_said_with_how_long_ago() -> None:
    assert say_effect("2026-11-22", TODAY) == "Sun 22 Nov, 1 d ago"
    assert say_effect("2026-12-01", TODAY) == "Tue 1 Dec, in 8 d"
    assert say_effect("unknown", TODAY) == "not known"
    assert say_effect("", TODAY) == ""
    assert effect_day("unknown") is None


JOB = Job(uuid4(), "Bayview Hospital", start_on=date(2026, 3, 2))
DOUBTS = (
    ("2026-11-22", ""), ("2026-03-02", ""), ("unknown", ""), ("", ""),
    ("2026-11-24", "the day is still to come; right where notice is still worked"),
    ("2026-03-01", "the job began later, on Mon 2 Mar"),
)  # fmt: skip


@pytest.mark.parametrize(("effect", "why"), DOUBTS)
def test_a_day_that_can_hardly_be_is_asked_about(effect: str, why: str) -> None:
    assert doubt(effect, TODAY, JOB) == why


def test_without_a_job_only_the_future_is_doubted() -> None:
    assert doubt("1999-01-01", TODAY, None) == ""


LISTS = Choices(
    (), (), (),
    (
        CaseType(
            "UFD",
            "Unfair dismissal",
            deadline_rule="au_fwa_394",
            runs_from="the day the dismissal took effect",
        ),
        CaseType("ROS", "Rosters"),
    ),
    (), (), (),
)  # fmt: skip
GAPS: tuple[tuple[str, list[str], int], ...] = (
    ("", ["UFD"], 1),
    ("", ["ROS", "UFD"], 1),
    ("", ["ROS"], 0),
    ("unknown", ["UFD"], 0),
    ("", [], 0),
)


@pytest.mark.parametrize(("effect", "keys", "gaps"), GAPS)
def test_the_day_is_missing_where_a_limit_runs_and_nothing_was_said(
    effect: str, keys: list[str], gaps: int
) -> None:
    assert len(effect_gaps(effect, keys, LISTS)) == gaps
    assert effect_gaps(effect, keys, None) == ()
