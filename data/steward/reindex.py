"""Deriving anew what members are found by: after the rules of it have changed, or where it was lost."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.engine import Connection

from data.rules.ticket import ticket_ref
from data.search.keeping import count_words, derived, forget_members, is_due, keep, sweep_all
from data.store.store import Store, open_store
from data.store.tables import MEMBER, NOTE

Progress = Callable[[int, int], None]
"""Told how many members of how many are done."""

MEMBERS = 500
"""Members of one transaction: others go on writing between them."""

_COUNT = select(func.count()).select_from(MEMBER)
_NEXT = (
    select(
        MEMBER.c.id,
        MEMBER.c.given_folded,
        MEMBER.c.family_folded,
    )
    .where(MEMBER.c.id > bindparam("after", type_=MEMBER.c.id.type))
    .order_by(MEMBER.c.id)
    .limit(MEMBERS)
    .with_for_update()
)
_FOLDED = (
    update(MEMBER)
    .where(MEMBER.c.id == bindparam("of"))
    .values(given_folded=bindparam("given"), family_folded=bindparam("family"))
)
_UNREAD = select(NOTE.c.id, NOTE.c.ticket_url).where(NOTE.c.ticket_url != "", NOTE.c.ticket_ref == "")
_READ = update(NOTE).where(NOTE.c.id == bindparam("of")).values(ticket_ref=bindparam("ref"))
BEFORE_ALL = UUID(int=0)


def reindex_store(url: str, password: str | None = None, progress: Progress | None = None) -> int:
    """Derive anew what all members of a store are found by; answers how many. What is done stays when it is stopped."""
    store = open_store(url, password)
    try:
        store.check()
        return reindex(store, progress)
    finally:
        store.close()


def reindex_if_due(store: Store, progress: Progress | None = None) -> int:
    """The same where the store is of a schema that knew no vocabulary; 0 where nothing is to be done."""
    with store.reading() as connection:
        due = is_due(connection)
    return reindex(store, progress) if due else 0


def reindex(store: Store, progress: Progress | None = None) -> int:
    """Member by member, then the tickets, then what nobody has any more, then the counts."""
    with store.reading() as connection:
        total: int = connection.execute(_COUNT).scalar_one()
    done = 0
    for members in _batches(store):
        done += members
        if progress is not None:
            progress(done, max(total, done))
    with store.deriving() as connection:
        tickets = [
            {"of": row.id, "ref": ref}
            for row in connection.execute(_UNREAD)
            if (ref := ticket_ref(row.ticket_url))
        ]
        if tickets:
            connection.execute(_READ, tickets)
        sweep_all(connection)
        count_words(connection)
    return done


def _batches(store: Store) -> Iterator[int]:
    after = BEFORE_ALL
    while True:
        with store.deriving() as connection:
            rows: list[Any] = list(connection.execute(_NEXT, {"after": after}))
            if not rows:
                return
            _derive(connection, rows)
        after = rows[-1].id
        yield len(rows)


def _derive(connection: Connection, members: Sequence[Any]) -> None:
    ids = [row.id for row in members]
    found_by = derived(connection, ids)
    folded = []
    for row in members:
        one = found_by[row.id]
        if one.columns != {"given_folded": row.given_folded, "family_folded": row.family_folded}:
            folded.append(
                {"of": row.id, "given": one.columns["given_folded"], "family": one.columns["family_folded"]}
            )
    forget_members(connection, ids)
    keep(connection, found_by.values())
    if folded:
        connection.execute(_FOLDED, folded)
