"""Public holidays of the office's place, by the `holidays` package; loaded where they are asked for."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from functools import cache


@cache
def public_holidays(region: str, state: str, years: tuple[int, ...]) -> Mapping[date, str]:
    """Day and name for the years; those of the whole country where the state is unknown, none for an unknown country.

    `region` is `AU`, `state` `VIC`.
    """
    import holidays

    try:
        return dict(holidays.country_holidays(region, subdiv=state or None, years=years))
    except NotImplementedError:
        return public_holidays(region, "", years) if state else {}


def is_working(day: date, free: Collection[date] = ()) -> bool:
    """Monday to Friday, and no public holiday."""
    return day.weekday() < 5 and day not in free


def working_days(start: date, end: date, free: Collection[date] = ()) -> int:
    """Working days after `start` up to and with `end`; 0 when it is not later."""
    return sum(is_working(start + timedelta(days=ahead), free) for ahead in range(1, (end - start).days + 1))


def working_day_after(day: date, count: int, free: Collection[date] = ()) -> date:
    """The working day that many working days later; 0 gives the day itself."""
    while count:
        day += timedelta(days=1)
        count -= is_working(day, free)
    return day
