"""All contact with a member as rows, and the chips that narrow it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from data.rules.days import say_ago, say_day
from data.types.timeline import OPENED, Counts, ItemKind, TimelineItem
from widgets.lines import Line, heading
from widgets.row_list import Column, Row
from widgets.tables import OF, held_colour, key_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, tzinfo

TIMELINE = (
    Column("when", 10, align="right"),
    Column("date", 10, 1),
    Column("kind", 9),
    Column("member", 26, grow=True),
    Column("who", 6),
    Column("number", 7, 2, "right"),
)

CHIPS: dict[int, tuple[str, ItemKind | None]] = {
    1: ("All", None),
    2: ("Interactions", ItemKind.INTERACTION),
    3: ("Cases", ItemKind.CASE),
    4: ("Notes", ItemKind.NOTE),
    5: ("E-mails", ItemKind.EMAIL),
    6: ("Docs", ItemKind.DOCUMENT),
}
"""What the timeline can be narrowed to, by digits."""


def chips_line(counts: Counts, shown: ItemKind | None) -> Line:
    """The kinds of contact with their digits, and how many there are of each."""
    line: Line = [("  ", "text")]
    for digit, (name, kind) in CHIPS.items():
        here = kind is shown
        line += [
            (f" {digit}", "accent"),
            (f" {name}", "strong" if here else "text"),
            (f" {counts.of(kind)}  ", "quiet"),
        ]
    return line


def timeline_rows(
    items: Sequence[TimelineItem], zone: tzinfo | None, today: date, *, airy: bool
) -> list[Row]:
    """All contact, newest first, by month; the first few with their first lines."""
    rows: list[Row] = []
    shown = 0
    placed = [(item, item.at.astimezone(zone).date()) for item in items]
    for month, group in groupby(placed, key=lambda it: f"{it[1]:%B %Y}"):
        if rows and airy:
            rows.append(Row())
        rows.append(Row(whole=heading(month)))
        for item, day in group:
            rows.append(_timeline_row(item, day, today))
            if shown < OPENED:
                rows += [Row(whole=[(line, "quiet")], beneath="member") for line in item.lines[:2] if line]
            shown += 1
    return rows


def _timeline_row(item: TimelineItem, day: date, today: date) -> Row:
    title: Line = [(item.title, "text")]
    if item.case_number:
        word = "became" if item.kind is ItemKind.INTERACTION else "on"
        title.append((f"  {word} {item.case_number}", "quiet"))
    elif item.kind is ItemKind.CASE and item.status:
        title.append((f"  {item.status.lower()}", "quiet"))
        if item.complete is not None:
            title.append((f", {item.complete} of {OF}", held_colour(item.complete)))
    return Row(
        key_of(item.kind.value, item.id) + (f"/{item.at:%s}" if item.kind is ItemKind.NOTE else ""),
        {
            "when": [(say_ago(day, today), "text")],
            "date": [(say_day(day, today)[:10], "quiet")],
            "kind": [(short_channel(item.channel), "quiet")],
            "member": title,
            "who": [(item.who.split(" ")[0], "quiet")],
            "number": [(item.number, "quiet")],
        },
    )


def short_channel(channel: str) -> str:
    """How a contact came, in one word: "Phone – inbound" is "phone"."""
    word = channel.split(" – ")[0].split(" ")[0].lower()
    return {
        "email": "e-mail",
        "zoho": "ticket",
        "member": "portal",
        "in": "visit",
        "internal": "referral",
    }.get(word, word)
