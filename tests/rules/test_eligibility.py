"""What the office's rules say of how long someone has been a member."""

from datetime import date

import pytest

from data.rules.eligibility import eligibility
from data.types.members import Standing
from data.types.staff import OfficeRules

TODAY = date(2026, 11, 23)
RULES = OfficeRules(representation_months=3, tribunal_months=6, pre_existing="supervisor")
OLDER = "A matter older than the membership is for the supervisor to decide."


@pytest.mark.parametrize(
    ("joined_on", "said"),
    [
        (date(2020, 9, 1), ()),
        (date(2026, 5, 23), ()),
        (date(2026, 5, 24), ("Member 5\N{NO-BREAK SPACE}m: a tribunal from 24 Nov, after 6 months.",)),
        (date(2026, 8, 23), ("Member 3\N{NO-BREAK SPACE}m: a tribunal from 23 Feb 2027, after 6 months.",)),
        (
            date(2026, 8, 24),
            ("Member 2\N{NO-BREAK SPACE}m: representation from 24 Nov, after 3 months.", OLDER),
        ),
        (date(2026, 12, 1), ("Member not yet: representation from 1 Mar 2027, after 3 months.", OLDER)),
        (None, ("The day of joining is not known.",)),
    ],
)
def test_the_waiting_times_are_told_with_the_day_they_end(
    joined_on: date | None, said: tuple[str, ...]
) -> None:
    assert eligibility(joined_on, Standing.FINANCIAL, RULES, TODAY) == said


def test_an_office_without_rules_says_nothing() -> None:
    assert eligibility(None, Standing.FINANCIAL, OfficeRules(), TODAY) == ()
    assert eligibility(TODAY, Standing.UNKNOWN, OfficeRules(), TODAY) == ()


def test_who_owes_is_told_first() -> None:
    said = eligibility(date(2020, 9, 1), Standing.UNFINANCIAL, RULES, TODAY)
    assert said == ("Unfinancial: say what is owed before anything is promised.",)
