"""Documents as rows and beside them, and files of this machine to choose from (features A2.20, A5.07)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from data.rules.days import say_ago, say_day
from data.rules.file_types import SHAPES, size_said
from widgets.lines import Line, heading, pair, wrap
from widgets.row_list import Column, Row
from widgets.tables import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, tzinfo
    from uuid import UUID

    from data.types.documents import Document, FileEntry

DOCUMENTS = (
    Column("name", 44, grow=True),
    Column("where", 8, 2),
    Column("noted", 8, 3),
    Column("size", 8, 1, "right"),
    Column("who", 14, 4),
    Column("when", 10, align="right"),
)
FILES = (
    Column("name", 30, grow=True),
    Column("size", 8, 1, "right"),
    Column("when", 10, align="right"),
)
ORDERS = ("newest", "name", "type")
"""What the list can be sorted by, in turn."""


def sorted_by(order: str, documents: Sequence[Document]) -> list[Document]:
    """The documents in that order; alike, the newest first."""
    if order == "name":
        return sorted(documents, key=lambda one: one.name.casefold())
    return sorted(documents, key=lambda one: one.ending) if order == "type" else list(documents)


def document_rows(
    documents: Iterable[Document], noted: Mapping[UUID, int], zone: tzinfo | None, today: date
) -> list[Row]:
    """A row each; `noted` says in how many notes a document is referred to."""
    return [
        Row(
            key_of("document", one.id),
            {
                "name": [(one.name, "text")],
                "where": [(one.case_number or "profile", "quiet")],
                "noted": [(_noted_said(noted.get(one.id, 0)), "quiet")],
                "size": [(size_said(one.size), "quiet")],
                "who": [(one.added_by, "quiet")],
                "when": [(say_ago(one.added_at.astimezone(zone).date(), today), "text")],
            },
        )
        for one in documents
    ]


def _noted_said(count: int) -> str:
    return "" if not count else "1 note" if count == 1 else f"{count} notes"


def document_lines(
    one: Document, noted: int, preview: Sequence[str], zone: tzinfo | None, today: date, width: int
) -> list[Line]:
    """All of a document, and how its text begins."""
    w = width - 3
    at = one.added_at.astimezone(zone)
    shape = SHAPES.get(one.ending)
    told = (
        ("Kept as", one.name),
        ("What it is", one.described),
        ("File", one.original_name),
        ("Type", f"{shape.said if shape else one.ending}, {size_said(one.size)}"),
        ("Belongs to", f"{one.case_number} {one.case_title}".strip() or "the member's profile"),
        ("Member", one.member_name),
        ("Attached", f"{one.added_by}, {say_day(at.date(), today)} {at:%H:%M}"),
        ("In notes", f"referred to in {_noted_said(noted)}" if noted else ""),
    )
    out: list[Line] = [heading("Document"), []]
    for label, text in told:
        if text:
            out += pair(label, text, w, gutter=12)
    if preview:
        out += [[], heading("Begins")]
        out += [[(row, "text")] for line in preview for row in (wrap(line, w) or [""])]
    return [[("  ", "text"), *line] for line in out]


def file_rows(entries: Iterable[FileEntry], zone: tzinfo | None, today: date, title: str = "") -> list[Row]:
    """Folders and files to choose from, under a heading where there is one."""
    rows = [Row(whole=heading(title))] if title else []
    for one in entries:
        day = datetime.fromtimestamp(one.changed, UTC).astimezone(zone).date()
        rows.append(
            Row(
                f"file/{one.path}",
                {
                    "name": [
                        (f"{one.name}/" if one.is_folder else one.name, "strong" if one.is_folder else "text")
                    ],
                    "size": [("" if one.is_folder else size_said(one.size), "quiet")],
                    "when": [(say_ago(day, today), "quiet")],
                },
            )
        )
    return rows
