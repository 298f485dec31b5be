"""Rows of the inbox: what came of one record in one row (features L11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.rules.days import say_day
from widgets.lines import Line, pair
from widgets.row_list import Column, Row
from widgets.tables import key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from data.types.notices import Digest, Notice

INBOX = (
    Column("new", 3, align="right"),
    Column("number", 9),
    Column("said", 28, grow=True),
    Column("about", 20, 3, grow=True),
    Column("who", 14, rank=2),
    Column("at", 11, rank=1),
)


def inbox_rows(found: Sequence[Digest], here: Callable[[datetime], datetime], today: date) -> list[Row]:
    """How many are not read, which record, what happened last, who did it and when; what is read is quiet."""
    return [
        Row(
            key_of("notice", one.first.id),
            {
                "new": [(str(one.unread or ""), "soon")],
                "number": [(one.first.number or "member", "text" if one.unread else "quiet")],
                "said": [(one.first.said, "text" if one.unread else "quiet")],
                "about": [(one.first.title or one.first.member_name, "quiet")],
                "who": [(one.first.who or "casetui", "quiet")],
                "at": [(_at(one.first.at, here, today), "quiet")],
            },
        )
        for one in found
    ]


def _at(at: datetime, here: Callable[[datetime], datetime], today: date) -> str:
    moment = here(at)
    return f"{moment:%H:%M}" if moment.date() == today else say_day(moment.date(), today)


def inbox_lines(one: Digest, here: Callable[[datetime], datetime], today: date, width: int) -> list[Line]:
    """Everything that came of a record, the latest first."""
    first: Notice = one.first
    title = ", ".join(part for part in (first.number, first.title) if part) or first.member_name
    out = [*pair("", title, width, "strong", gutter=0), *pair("", first.member_name, width, gutter=0), []]
    for notice in one.notices:
        role = "quiet" if notice.read else "text"
        said = f"{notice.said}, {notice.who or 'casetui'}"
        out += pair(_at(notice.at, here, today), said, width, role)
    return out
