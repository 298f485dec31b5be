"""The list of what an office has configured: its columns, and how entries become rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.lines import heading
from widgets.row_list import Column, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.types.configured import ShownEntry, ShownList

OFFICE = (
    Column("name", 22),
    Column("said", 20, 1, grow=True),
    Column("used", 16),
)


def office_rows(lists: Sequence[ShownList]) -> list[Row]:
    """A heading a list with how many can be chosen, its entries below; archived ones are quiet and say so."""
    rows: list[Row] = []
    for one in lists:
        if rows:
            rows.append(Row())
        rows.append(Row(whole=heading(one.said, sum(not entry.archived for entry in one.entries))))
        rows += [_row(one, place, entry) for place, entry in enumerate(one.entries)]
    return rows


def entry_of(lists: Sequence[ShownList], key: str) -> tuple[ShownList, ShownEntry] | None:
    """The list and the entry of a row's key."""
    path, _, place = key.rpartition("/")
    for one in lists:
        if one.list == path and place.isdigit() and int(place) < len(one.entries):
            return one, one.entries[int(place)]
    return None


def used_said(entry: ShownEntry) -> str:
    """ "12 cases, 3 interactions"."""
    return ", ".join(f"{use.many} {use.what}" for use in entry.used)


def _row(one: ShownList, place: int, entry: ShownEntry) -> Row:
    role = "quiet" if entry.archived else "text"
    used = ", ".join(part for part in ("archived" if entry.archived else "", used_said(entry)) if part)
    return Row(
        f"{one.list}/{place}",
        {"name": [(entry.name, role)], "said": [(entry.said, "quiet")], "used": [(used, role)]},
    )
