"""What was done for members, written back for the membership system: a row a note, the oldest first (domain E1)."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from uuid import UUID

from data.desk.desk import Desk
from data.repositories.activities import next_activities
from data.rules.clean import clean
from data.rules.spreadsheets import harmless
from data.types.activities import Activity
from data.types.errors import NotAllowed
from data.types.staff import Access

HEADINGS = ("PartyId", "TRANSACTION_DATE", "ACTIVITY_TYPE", "DESCRIPTION", "NOTE", "UF1", "UF2", "UF3")
"""Columns of an iMIS activity; UF1 to UF3 hold the number here, who wrote it, and outcome or status."""
_FIRST = UUID(int=0)


def activities(
    desk: Desk, since: date | None = None, until: date | None = None, *, confidential: bool = False
) -> Iterator[Activity]:
    """The notes written from one day to another, both in the office's zone; raises NotAllowed.

    Secure notes are never among them. Those of confidential cases only with `confidential`: whoever reads the
    membership system is not whoever may open the case.
    """
    if desk.officer.access < Access.SUPERVISOR:
        raise NotAllowed("activities are exported by a supervisor or an administrator")
    begins = _midnight(desk, since or date(1900, 1, 1))
    ends = _midnight(desk, (until or desk.today()) + timedelta(days=1))
    return _each(desk, begins, ends, confidential=confidential)


def _each(desk: Desk, begins: datetime, ends: datetime, *, confidential: bool) -> Iterator[Activity]:
    at = begins, _FIRST
    while True:
        with desk.store.reading() as connection:
            page = next_activities(connection, desk.officer, at, ends, confidential=confidential)
        if not page:
            return
        yield from page
        at = page[-1].at, page[-1].id


def activity_rows(desk: Desk, found: Iterator[Activity]) -> Iterator[list[str]]:
    """The headings, then a row each as the membership system takes it."""
    yield list(HEADINGS)
    for one in found:
        at = f"{one.at.astimezone(desk.zone):%Y-%m-%d %H:%M:%S}"
        cells = (one.member, at, one.kind, one.about, clean(one.note), one.number, one.officer, one.state)
        yield [harmless(cell) for cell in cells]


def _midnight(desk: Desk, day: date) -> datetime:
    return datetime.combine(day, time(), desk.zone)
