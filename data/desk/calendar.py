"""The days on which the office does not work."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection

from data.desk.desk import Desk
from data.repositories.targets import Targets
from data.rules.holidays import public_holidays


def holidays(desk: Desk) -> Mapping[date, str]:
    """The public holidays of last year, this and the next two, by day, where the office is."""
    year = desk.today().year
    return public_holidays(desk.region, desk.state, tuple(range(year - 1, year + 3)))


def free_days(desk: Desk, connection: Connection | None = None) -> Mapping[date, str]:
    """The same with the days on which the office's first calendar is closed; in a unit of work by its connection."""
    if connection is None:
        with desk.store.reading() as read:
            return free_days(desk, read)
    return {**holidays(desk), **Targets(connection).calendar("").closed}
