"""Bytes that no document has any more: marked when that is first seen, removed a day after."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, select, update
from sqlalchemy.engine import Connection

from data.store.tables import ACT, CHANGE, DOCUMENT, DOCUMENT_CONTENT, DOCUMENT_PART

_CONTENT = DOCUMENT_CONTENT.c
# The digest alone: the login of the clock may read nothing else of a document.
_NAMED = select(DOCUMENT.c.sha256).where(DOCUMENT.c.sha256 == _CONTENT.sha256).exists()
_UNNAMED = select(_CONTENT.sha256, _CONTENT.size, _CONTENT.unnamed_since).where(~_NAMED)
_NAMED_AGAIN = select(_CONTENT.sha256).where(_CONTENT.unnamed_since.is_not(None), _NAMED)
AMONG = 500
"""Digests in one statement."""


class Unnamed(NamedTuple):
    """Bytes of no document."""

    sha256: str
    size: int
    since: datetime | None
    """None where nobody has seen it before."""


def unnamed(connection: Connection) -> list[Unnamed]:
    """All there are, marked or not."""
    return [Unnamed(*row) for row in connection.execute(_UNNAMED)]


def named_again(connection: Connection) -> list[str]:
    """Those that are marked and that a document has again."""
    return list(connection.execute(_NAMED_AGAIN).scalars())


def mark(connection: Connection, digests: list[str], at: datetime | None) -> None:
    """Say since when they are nobody's; None takes that back."""
    for start in range(0, len(digests), AMONG):
        these = _CONTENT.sha256.in_(digests[start : start + AMONG])
        connection.execute(update(DOCUMENT_CONTENT).where(these).values(unnamed_since=at))


def taken_back_since(connection: Connection, since: datetime) -> bool:
    """Whether an attaching was taken back since then, which may be done once more."""
    asked = (
        select(CHANGE.c.id)
        .join_from(ACT, CHANGE, CHANGE.c.act_id == ACT.c.id)
        .where(ACT.c.at >= since, CHANGE.c.record_kind == "document", CHANGE.c.field == "-")
    )
    return connection.execute(asked.limit(1)).first() is not None


def remove(connection: Connection, sha256: str) -> int:
    """Remove them, unless a document has them by now; answers how many bytes went.

    Whoever attaches takes turns with whoever removes, by the digest.
    """
    size = connection.execute(select(_CONTENT.size).where(_CONTENT.sha256 == sha256, ~_NAMED)).scalar()
    if size is None:
        return 0
    connection.execute(delete(DOCUMENT_PART).where(DOCUMENT_PART.c.sha256 == sha256))
    connection.execute(delete(DOCUMENT_CONTENT).where(_CONTENT.sha256 == sha256))
    return int(size)
