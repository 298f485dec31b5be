"""What became of a commit whose answer was lost: the history of the store is asked, never guessed."""

import random
import time
from uuid import UUID

from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session

from data.rules.retrying import UNSURE, pause
from data.store.refusals import UNHEARD
from data.store.tables import ACT
from data.types.errors import SavedOrNot


def back_end(session: Session) -> int | None:
    """Which of the server's processes works for this unit of work; None on SQLite, which loses no answer."""
    connection = session.connection()
    if connection.dialect.name != "postgresql":
        return None
    driver = connection.connection.driver_connection
    assert driver is not None
    return int(driver.info.backend_pid)


def saved(writes: Engine, act_id: UUID | None, pid: int, error: DBAPIError) -> bool:
    """Whether the act is in the history after all.

    False where nothing was to be saved, or where it surely is not: the process that was to commit is gone.
    Raises SavedOrNot where nobody can say: while it works on, or when the server cannot be reached.
    """
    if act_id is None:
        return False
    if getattr(error.orig, "sqlstate", None) == "08006":
        # A network that says nothing has taken its six seconds already.
        raise SavedOrNot(UNHEARD)
    for tries in range(len(UNSURE)):
        time.sleep(pause(UNSURE, tries, random.random()))
        try:
            with writes.begin() as connection:
                works = connection.execute(
                    text("SELECT count(*) FROM pg_stat_activity WHERE pid = :pid"), {"pid": pid}
                ).scalar_one()
                found = connection.execute(select(ACT.c.id).where(ACT.c.id == act_id)).scalar()
        except SQLAlchemyError:
            continue
        if found is not None:
            return True
        if not works:
            return False
    raise SavedOrNot
