"""Rows of the switches of notices (features A4.32)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.row_list import Column, Row
from widgets.tables import key_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.types.notices import SwitchLine
    from widgets.lines import Line

SWITCHES = (
    Column("said", 34, grow=True),
    Column("staff", 8),
    Column("member", 10),
    Column("name", 24, 1),
)


def switch_rows(found: Sequence[SwitchLine]) -> list[Row]:
    """What happens, whether the staff is told, whether the member gets a mail, and its name in the file."""
    return [
        Row(
            key_of("switch", one.name),
            {
                "said": [(one.said, "text")],
                "staff": _turned(one.staff, "told", "not told"),
                "member": _turned(one.member, "mail", "no mail"),
                "name": [(one.name, "quiet")],
            },
        )
        for one in found
    ]


def _turned(on: bool | None, word: str, off: str) -> Line:
    if on is None:
        return [("–", "quiet")]
    return [(word, "text")] if on else [(off, "late")]
