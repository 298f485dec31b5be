"""The days on which the office does not work."""

from collections.abc import Mapping
from datetime import date

from data.desk.desk import Desk
from data.rules.holidays import public_holidays


def free_days(desk: Desk) -> Mapping[date, str]:
    """The public holidays of last year, this and the next two, by day, where the office is."""
    year = desk.today().year
    return public_holidays(desk.region, desk.state, tuple(range(year - 1, year + 3)))
