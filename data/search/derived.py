"""What a member is found by, derived from what is on record: the one place that knows (search 2).

Whoever writes a member writes these rows in the same transaction: contacts made here, the demonstration, the import.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, delete, insert

from data.rules.folding import fold
from data.rules.naming import name_rows
from data.store.tables import MEMBER_NAME

Rows = list[dict[str, Any]]
DERIVED: tuple[Table, ...] = (MEMBER_NAME,)
"""Tables that hold a member's derived rows, by `member_id`."""


def search_columns(given: str, family: str) -> dict[str, Any]:
    """Columns of the member itself that lists are sorted and searched by."""
    return {"given_folded": fold(given), "family_folded": fold(family)}


def search_rows(member_id: UUID, given: str, family: str, informal: str) -> dict[Table, Rows]:
    """The rows of each table of DERIVED for one member."""
    return {MEMBER_NAME: name_rows(member_id, given, family, informal)}


def write_search_rows(
    connection: Connection, member_id: UUID, names: Mapping[str, str], *, anew: bool = False
) -> None:
    """Write the rows of a member of those `given`, `family` and `informal` names; `anew` takes the old ones away."""
    for table, rows in search_rows(member_id, names["given"], names["family"], names["informal"]).items():
        if anew:
            connection.execute(delete(table).where(table.c.member_id == member_id))
        if rows:  # names of signs alone have no words to be found by
            connection.execute(insert(table), rows)


def gathered(into: dict[Table, Rows], found: Mapping[Table, Iterable[dict[str, Any]]]) -> None:
    """Add the rows of one member to those of many, table by table."""
    for table, rows in found.items():
        into.setdefault(table, []).extend(rows)
