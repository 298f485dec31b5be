"""Notes in progress and saves that wait to be sent, as this machine keeps them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from data.types.forms import Form


class DraftKind(StrEnum):
    """What the draft will become."""

    INTERACTION = "interaction"
    CASE = "case"
    EDIT = "edit"
    INTERACTION_EDIT = "interaction edit"
    CONTACT = "contact"
    DETAIL = "detail"
    TASK = "task"
    DOCUMENT = "document"


class DraftState(StrEnum):
    """Where the draft is on its way."""

    WRITING = "writing"
    PARKED = "parked"
    WAITING = "waiting"
    """Submitted by the officer, not yet acknowledged by the store."""


class Draft(NamedTuple):
    """One draft: its form, whose it is, and where it stands."""

    id: UUID
    """Also the form's id, and later the record's: the same save can never be made twice."""
    kind: DraftKind
    officer: str
    """Login of the officer; a draft is never shown to another."""
    form: Form
    state: DraftState
    started_at: datetime
    kept_at: datetime
    store: str
    """Fingerprint of the store it belongs to, so that it cannot be sent to another union's."""
    position: int = 0
    """Place in the order of sending; 0 while it is being written."""
    problem: str = ""
    """Why the store refused it, in words; empty otherwise."""

    @property
    def first_words(self) -> str:
        """The first line written, for lists."""
        for part in self.form.sections:
            for line in part.body.splitlines():
                if line.strip():
                    return line.strip()
        return ""
