from datetime import date

import pytest

from data.rules.standing import say_standing, standing
from data.types.members import Standing

TODAY = date(2026, 11, 23)

TABLE = [
    (date(2026, 12, 31), Standing.FINANCIAL, "financial to 31 Dec"),
    (date(2026, 11, 23), Standing.FINANCIAL, "financial to 23 Nov"),
    (date(2027, 6, 30), Standing.FINANCIAL, "financial to 30 Jun 2027"),
    (date.max, Standing.FINANCIAL, "financial to 31 Dec 9999"),
    (date(2026, 11, 22), Standing.ARREARS, "1 m owing"),
    (date(2026, 10, 31), Standing.ARREARS, "1 m owing"),
    (date(2026, 9, 30), Standing.ARREARS, "2 m owing"),
    (date(2026, 8, 31), Standing.ARREARS, "3 m owing"),
    (date(2026, 8, 25), Standing.ARREARS, "3 m owing"),
    (date(2026, 8, 24), Standing.UNFINANCIAL, "unfinancial since Aug 2026"),
    (date(2024, 2, 29), Standing.UNFINANCIAL, "unfinancial since Mar 2024"),
    (None, Standing.UNKNOWN, "standing unknown"),
]


@pytest.mark.parametrize(("paid_through", "held", "said"), TABLE)
def test_standing_follows_from_the_day_fees_are_paid_through(
    paid_through: date | None, held: Standing, said: str
) -> None:
    assert standing(paid_through, TODAY, 90) is held
    assert say_standing(paid_through, TODAY, 90) == said


def test_without_days_of_grace_nobody_is_in_arrears() -> None:
    assert standing(date(2026, 11, 22), TODAY, 0) is Standing.UNFINANCIAL
