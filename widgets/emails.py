"""E-mails as rows, and one of them whole: text alone, nothing in it is opened or fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.rules.days import say_ago
from data.rules.emails import best, size_said
from data.types.emails import Direction
from widgets.lines import Line, ends, heading, pair
from widgets.row_list import Column, Row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, tzinfo

    from data.types.emails import EmailLine, EmailRecord, Suggestion

EMAILS = (
    Column("when", 9, align="right"),
    Column("way", 4),
    Column("who", 24),
    Column("subject", 24, grow=True),
    Column("files", 8, rank=1),
    Column("number", 8, rank=2),
)
TO_FILE = (
    Column("when", 9, align="right"),
    Column("who", 18),
    Column("subject", 16, grow=True),
    Column("place", 24),
)
WIDEST = 110


def email_rows(found: Sequence[EmailLine], zone: tzinfo | None, today: date) -> list[Row]:
    """An e-mail a row."""
    return [
        Row(
            str(one.id),
            {
                "when": [(say_ago(one.at.astimezone(zone).date(), today), "quiet")],
                "way": [("out" if one.direction == Direction.OUT else "in", "quiet")],
                "who": [(one.to if one.direction == Direction.OUT else one.sender or "nobody named", "text")],
                "subject": [(one.subject or "without a subject", "text")],
                "files": [(_files(one.attachments), "quiet")],
                "number": [(one.case_number, "quiet")],
            },
        )
        for one in found
    ]


def _files(many: int) -> str:
    return f"{many} file{'' if many == 1 else 's'}" if many else ""


def to_file_rows(found: Sequence[EmailLine], zone: tzinfo | None, today: date) -> list[Row]:
    """One that waits a row, with where Enter files it."""
    return [
        Row(
            str(one.id),
            {
                "when": [(say_ago(one.at.astimezone(zone).date(), today), "quiet")],
                "who": [(one.sender or "nobody named", "text")],
                "subject": [(one.subject or "without a subject", "text")],
                "place": [_place(one.suggestions)],
            },
        )
        for one in found
    ]


def _place(suggestions: Sequence[Suggestion]) -> tuple[str, str]:
    found = best(suggestions)
    if found is not None:
        return f"{found.number} {found.said}", "accent"
    return (f"{len(suggestions)} to choose from", "text") if suggestions else ("nobody known", "quiet")


def email_lines(one: EmailRecord, zone: tzinfo | None, width: int) -> list[Line]:
    """The whole of one e-mail."""
    w = min(width, WIDEST) - 3
    sent = one.sent_at or one.at
    said = "" if one.sent_at is None or one.sent_at == one.at else f"says {one.sent_at:%d %b %Y}, "
    when = f"{said}{one.at.astimezone(zone):%d %b %Y %H:%M}" if sent else ""
    filed = f"by {one.filed_by}, {one.filed_at.astimezone(zone):%d %b %Y %H:%M}" if one.filed_at else ""
    place = f"{one.case_number} {one.case_title}" if one.case_number else one.member_name
    out: list[Line] = [ends([(one.subject or "without a subject", "strong")], [(when, "quiet")], w)]
    facts = (
        ("From", one.sender),
        ("To", one.to),
        ("Copy", one.cc),
        ("Ticket", one.ticket),
        ("Belongs to", place),
        ("Discarded" if one.discarded else "Filed", filed),
        ("Files", "\n".join(f"{file.name}, {size_said(file.size)}" for file in one.attached)),
    )
    for label, value in facts:
        out += pair(label, value, w, "quiet", gutter=12) if value else []
    out.append([])
    out += [[(line, "text")] for line in _body(one.body, w)]
    return [[("  ", "text"), *line] for line in out]


def _body(body: str, width: int) -> list[str]:
    from widgets.lines import wrap

    return wrap(body, width) if body else ["It has no text."]


def place_lines(suggestions: Sequence[Suggestion], width: int) -> list[Line]:
    """Beside the list: every place it might belong, and why."""
    out: list[Line] = [heading("Might belong to", len(suggestions))]
    for one in suggestions:
        out += pair(one.number, f"{one.said}: {one.why}", width)
    return out
