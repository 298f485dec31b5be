"""Telling the other programs what changed: once a transaction, work in bulk once at its end.

Commits that notify wait for each other and wake everybody who listens, so that few do: of a busy office it stands in
rows, and a bell is rung once a second (`casetui.tell_news`). What is told names records and holds no value.
"""

from secrets import token_hex
from typing import Any
from uuid import UUID

from sqlalchemy import event, text
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from data.model import NoteRow
from data.rules.news import written
from data.store.told import EITHER, OWNERS
from data.types.news import News

CHANNEL = "casetui"
_TELL = text("SELECT casetui.tell_news(:payload)")
_NOTIFY = text("SELECT pg_notify(:channel, :payload)")


def sender_name() -> str:
    """Tells this program's own notifications from others'."""
    return token_hex(4)


def watch_records(session: Session) -> None:
    """Remember which cases, interactions and members a unit of work touches."""
    session.info["touched"] = set[UUID]()
    event.listen(session, "after_flush", _touched)


def touched(session: Session) -> News:
    """What the unit of work has changed so far."""
    return News(records=frozenset(session.info["touched"]))


def tell(connection: Connection, sender: str, news: News, *, reads_only: bool = False) -> None:
    """Have the server tell every listener once this is committed; who reads only may write no row of it."""
    if news and reads_only:
        connection.execute(_NOTIFY, {"channel": CHANNEL, "payload": written(sender, news)})
    elif news:
        connection.execute(_TELL, {"payload": written(sender, news)})


def _touched(session: Session, _context: object) -> None:
    found: set[UUID] = session.info["touched"]
    for row in (*session.new, *session.dirty, *session.deleted):
        found.update(one for one in _ids(row) if one is not None)


def _ids(row: Any) -> tuple[UUID | None, ...]:
    if isinstance(row, NoteRow):
        return row.interaction_id, row.case_id
    if str(row.__tablename__) in EITHER:
        return tuple(getattr(row, column) for _, column in EITHER[row.__tablename__])
    if str(row.__tablename__) not in OWNERS:
        return ()
    return getattr(row, OWNERS[row.__tablename__][1]), getattr(row, "member_id", None)
