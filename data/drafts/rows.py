"""Rows of the drafts file as drafts."""

import os
import sys
from datetime import datetime
from typing import Any
from uuid import UUID

from data.drafts.sealed import KeyOf, read
from data.types.drafts import Draft, DraftKind, DraftState

COLUMNS = "id, kind, form, state, started_at, kept_at, turn, problem, discarded_at"


def draft_of(row: tuple[Any, ...], officer: str, store: str, key_of: KeyOf) -> Draft:
    """The draft of a row of COLUMNS; raises ValueError for one that cannot be read, DraftLocked."""
    draft_id, kind, form, state, started_at, kept_at, turn, problem, _ = row
    return Draft(
        id=UUID(draft_id),
        kind=DraftKind(kind),
        officer=officer,
        form=read(UUID(draft_id), DraftKind(kind), form, key_of),
        state=DraftState(state),
        started_at=datetime.fromisoformat(started_at),
        kept_at=datetime.fromisoformat(kept_at),
        store=store,
        position=int(turn) if state == DraftState.WAITING else 0,
        problem=problem,
    )


def runs(process: int | None) -> bool:
    """Whether another program that discarded a draft still runs, so that its undo must still work."""
    if process is None or process == os.getpid() or sys.platform == "win32":
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
