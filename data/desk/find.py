"""Finding members."""

from data.desk.desk import Desk
from data.rules.phones import national_digits
from data.search.parse import parse
from data.search.search import Search
from data.types.members import MemberHit
from data.types.stop import Stop

SHORTEST = 6
"""Digits below which a number is an extension and names nobody."""


def members(desk: Desk, text: str, limit: int = 50, stop: Stop | None = None) -> tuple[MemberHit, ...]:
    """Members by whatever is known of them, see `data.search.parse`; the officer's recent ones for no text.

    Where few are found, those who are spelt alike come after them (features A1.04).

    Raises Stopped when `stop` is pulled.
    """
    query = parse(text, desk.region)
    with desk.store.reading(stop, may_lag=True) as connection:
        search = Search(connection, desk.officer, desk.today(), desk.arrears_days)
        if not query.empty:
            return search.members(query, limit)
        # Text that holds nothing to look for, such as a lone sign, finds nobody.
        return search.recent(limit) if not text.strip() else ()


def by_phone(desk: Desk, number: str, limit: int = 20, stop: Stop | None = None) -> tuple[MemberHit, ...]:
    """The members who have exactly this number, however it is written; nobody for one that is too short to tell."""
    digits = national_digits(number, desk.region)
    if len(digits) < SHORTEST:
        return ()
    with desk.store.reading(stop, may_lag=True) as connection:
        return Search(connection, desk.officer, desk.today(), desk.arrears_days).by_phone(digits, limit)
