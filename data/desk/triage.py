"""Triage: pages of every open case and follow-up under a filter, and their counts (features A5.04, A5.05, B26)."""

from data.desk.desk import Desk
from data.repositories.lists import Lists
from data.repositories.triage import Triage
from data.rules.filters import known_of, parse
from data.types.stop import Stop
from data.types.triage import EVERYTHING, Known, Mark, Page, Picked, TriageCounts, Wanted

LIMIT = 100
"""Rows of a page."""


def page(
    desk: Desk,
    wanted: Wanted = EVERYTHING,
    after: Mark | None = None,
    limit: int = LIMIT,
    stop: Stop | None = None,
) -> Page:
    """The rows that follow on where the last page ended; the nearest day first unless the filter says otherwise."""
    with desk.store.reading(stop) as connection:
        return Triage(connection, desk.officer, desk.clock(), desk.zone).page(wanted, after, limit)


def counts(desk: Desk, wanted: Wanted = EVERYTHING, stop: Stop | None = None) -> TriageCounts:
    """How many there are of all that the filter finds (features A5.13)."""
    with desk.store.reading(stop) as connection:
        return Triage(connection, desk.officer, desk.clock(), desk.zone).counts(wanted)


def picked(desk: Desk, wanted: Wanted, stop: Stop | None = None) -> tuple[Picked, ...]:
    """Every record that the filter finds, in the order of the list."""
    with desk.store.reading(stop) as connection:
        return Triage(connection, desk.officer, desk.clock(), desk.zone).picked(wanted)


def known(desk: Desk, stop: Stop | None = None) -> Known:
    """What a filter may name here and today."""
    with desk.store.reading(stop) as connection:
        return known_of(Lists(connection).choices(desk.officer), desk.today(), desk.officer)


def read(desk: Desk, text: str) -> Wanted:
    """The filter that a line means; raises BadInput."""
    return parse(text, known(desk))
