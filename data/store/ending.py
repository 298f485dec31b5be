"""What a unit of work writes last: a row that many of them write is held for the commit alone.

Whoever gives case after case to one officer otherwise waits for the whole of the save before.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from sqlalchemy import Update
from sqlalchemy.orm import Session

_LAST = "last"


class _Waiting(NamedTuple):
    statement: Update
    values: dict[str, Any]


def write_last(session: Session, statement: Update, values: dict[str, Any]) -> None:
    """Have the statement run where the unit of work ends; the same one with the same values once."""
    waiting: list[_Waiting] = session.info.setdefault(_LAST, [])
    one = _Waiting(statement, values)
    if one not in waiting:
        waiting.append(one)


def finish(session: Session) -> None:
    """Run what was kept for the end."""
    for statement, values in session.info.pop(_LAST, ()):
        session.connection().execute(statement, values)


@contextmanager
def unless_it_fails(session: Session) -> Iterator[None]:
    """What is kept for the end within is dropped where this part fails and the rest goes on."""
    waiting: list[_Waiting] = session.info.setdefault(_LAST, [])
    before = len(waiting)
    try:
        yield
    except BaseException:
        del waiting[before:]
        raise
