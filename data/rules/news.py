"""Payloads of notifications: written small, read with suspicion, gathered within bounds (features B4)."""

from collections.abc import Iterable
from uuid import UUID

from data.types.news import News

MOST = 8
"""Ids in one payload; more is everything."""
LONGEST = 12 + 37 * MOST
"""Characters of the longest payload that casetui writes; a longer one is not its own."""
GATHERED = 64
"""Ids that are told one by one; more is everything."""
RECORDS, PRESENT, EVERYTHING = "r", "p", "*"
BELL = "!"
"""More than is notified one by one: it stands in rows, by whomever the bell was rung."""


def written(sender: str, news: News) -> str:
    """One line: who sends it, of what kind, and which records."""
    kind, ids = (PRESENT, news.present) if news.present else (RECORDS, news.records)
    if news.everything or len(ids) > MOST:
        return f"{sender} {EVERYTHING}"
    return " ".join((sender, kind, *sorted(str(one) for one in ids)))


def read(payload: str, sender: str) -> News:
    """What a payload says; nothing where it is the program's own, or none that casetui would write."""
    if len(payload) > LONGEST:
        return News()
    parts = payload.split(" ")
    if len(parts) < 2 or parts[0] == sender or len(parts[0]) != len(sender):
        return News()
    if parts[1:] == [EVERYTHING]:
        return News(everything=True)
    try:
        ids = frozenset(UUID(text) for text in parts[2:])
    except ValueError:
        return News()
    return {RECORDS: News(records=ids), PRESENT: News(present=ids)}.get(parts[1], News())


def rings(payload: str) -> bool:
    """Whether a payload is the bell of a busy office."""
    return payload.endswith(f" {BELL}")


def gathered(several: Iterable[News]) -> News:
    """All of it as one; of very many records none is named."""
    records, present, everything = set[UUID](), set[UUID](), False
    for one in several:
        everything |= one.everything
        if len(records) <= GATHERED:
            records |= one.records
        if len(present) <= GATHERED:
            present |= one.present
    if everything or len(records) > GATHERED or len(present) > GATHERED:
        return News(everything=True)
    return News(frozenset(records), frozenset(present))
