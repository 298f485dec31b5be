"""Figures for those who answer for a team: supervisors and administrators."""

from datetime import date, datetime, time, timedelta

from data.desk.desk import Desk
from data.repositories.reports import direct_shares
from data.types.errors import BadInput, NotAllowed
from data.types.reports import DirectReport, DirectShare
from data.types.staff import Access
from data.types.stop import Stop

EVERYONE = "everyone"


def direct(
    desk: Desk, since: date | None = None, until: date | None = None, stop: Stop | None = None
) -> DirectReport:
    """The share of direct cases by the officer who opened them, of the cases that may be seen (features A2.04).

    Both days are counted in. Raises NotAllowed below supervisor, BadInput where the last day is before the first.
    """
    if desk.officer.access < Access.SUPERVISOR:
        raise NotAllowed("reports about colleagues are for supervisors and administrators")
    if since is not None and until is not None and until < since:
        raise BadInput("the period, which ends before it begins")
    with desk.store.reading(stop, may_lag=True) as connection:
        found = direct_shares(
            connection,
            desk.officer,
            _midnight(desk, since) if since else None,
            _midnight(desk, until + timedelta(days=1)) if until and until < date.max else None,
        )
    ranked = sorted(found, key=lambda one: (-one.share, -one.direct, one.officer))
    together = DirectShare(
        None, EVERYONE, sum(one.direct for one in found), sum(one.converted for one in found)
    )
    return DirectReport(since, until, tuple(ranked), together)


def _midnight(desk: Desk, day: date) -> datetime:
    """When the day begins at the office."""
    return datetime.combine(day, time(), desk.zone)
