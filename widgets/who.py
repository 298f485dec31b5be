"""Rows of those who are here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.row_list import Column, Row
from widgets.tables import key_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from data.types.together import Someone

WHO = (
    Column("who", 18, grow=True),
    Column("what", 8),
    Column("kind", 11, rank=1),
    Column("number", 12),
    Column("since", 10, rank=2),
)
_SAID = {"editing": "typing", "viewing": "looking", "idle": "idle"}


def who_rows(people: Sequence[Someone], now: datetime) -> list[Row]:
    """One a colleague and record."""
    rows = {}
    for one in people:
        key = key_of(f"{one.login}@{one.kind}", one.record_id)
        rows[key] = Row(
            key,
            {
                "who": [(one.name, "text")],
                "what": [(_SAID[one.what.value], "soon" if one.what.value == "editing" else "quiet")],
                "kind": [(one.kind, "quiet")],
                "number": [(one.number, "text")],
                "since": [(since_said(one.since, now), "quiet")],
            },
        )
    return list(rows.values())


def since_said(since: datetime, now: datetime) -> str:
    """For how long: "4 min"."""
    minutes = max(0, int((now - since).total_seconds() // 60))
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h"
