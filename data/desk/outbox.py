"""Mail that waits to go: put into the store with what it tells of, sent by the clock (issue 8)."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session


class Letter(NamedTuple):
    """A mail."""

    key: str
    """With the same key it goes once."""
    to: str
    subject: str
    body: str
    case_id: UUID | None
    member_id: UUID | None
    kind: str


def post(session: Session, letter: Letter) -> None:
    """Put it into the outbox within the caller's transaction."""


def posts(connection: Connection) -> bool:
    """Whether the office has a mail server."""
    return True
