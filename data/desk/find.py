"""Finding members."""

from data.desk.desk import Desk
from data.search.parse import parse
from data.search.search import Search
from data.types.members import MemberHit
from data.types.stop import Stop


def members(desk: Desk, text: str, limit: int = 50, stop: Stop | None = None) -> tuple[MemberHit, ...]:
    """Members by name parts in any order, membership number, telephone; the officer's recent ones for no text.

    Raises Stopped when `stop` is pulled.
    """
    query = parse(text, desk.region)
    with desk.store.reading(stop) as connection:
        search = Search(connection, desk.today(), desk.arrears_days)
        if not query.empty:
            return search.members(query, limit)
        # Text that holds nothing to look for, such as a lone sign, finds nobody.
        return search.recent(desk.officer.id, limit) if not text.strip() else ()
