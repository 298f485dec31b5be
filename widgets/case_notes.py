"""Notes of a case as rows, and one of them whole."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from data.rules.channels import say_spoken_with
from data.rules.days import say_ago
from data.rules.folding import fold
from data.rules.note_kinds import FOR, KEPT_SHUT, is_secure, kind_said
from data.rules.note_text import shown
from data.rules.notes import CLIPPED, LAST, kind_wanted, listed
from data.types.notes import short_title
from data.types.secure import Lock
from widgets.actions import key_said
from widgets.lines import Line, ends, heading, pair
from widgets.noted import noted
from widgets.row_list import Column, Row
from widgets.tables import key_of
from widgets.timeline_table import short_channel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, tzinfo
    from uuid import UUID

    from data.types.emails import EmailLine
    from data.types.notes import NoteHit, NoteRow
    from data.types.secure import OpenedNote

NOTES = (
    Column("number", 3, align="right"),
    Column("when", 9, align="right"),
    Column("who", 14),
    Column("how", 8, rank=1),
    Column("text", 20, grow=True),
    Column("pin", 15),
)
WIDEST = 110


def note_rows(
    notes: Sequence[NoteRow],
    text: str,
    zone: tzinfo | None,
    today: date,
    opened: Mapping[UUID, OpenedNote] = MappingProxyType({}),
) -> list[Row]:
    """A note a row, with the line in which a word looked for stands, else its first; secure ones as they are opened."""
    _, words = kind_wanted(text)
    return [
        Row(
            str(note.id),
            {
                "number": [(str(note.number), "quiet")],
                "when": [(say_ago(note.written_at.astimezone(zone).date(), today), "quiet")],
                "who": [(note.author, "text")],
                "how": [(short_channel(note.channel) if note.channel else "", "quiet")],
                "text": [(_secured(note, opened) or _line(note, words), "text")],
                "pin": [
                    ("pinned " if note.pinned_at is not None else "", "accent"),
                    (kind_said(note), "soon"),
                ],
            },
        )
        for note in notes
    ]


def _secured(note: NoteRow, opened: Mapping[UUID, OpenedNote]) -> str:
    """What is said of a secure note in a row: its first line where it is open; empty of any other note."""
    if not is_secure(note):
        return ""
    found = opened.get(note.id)
    if found is None or found.lock is not Lock.OPEN:
        return KEPT_SHUT if found is None else f"{KEPT_SHUT} {ROW_SAID[found.lock]}"
    return _line(note._replace(sections=found.sections), ()) or KEPT_SHUT


ROW_SAID = {Lock.WAITING: "waiting for key", Lock.FORGED: "changed by someone without the key"}


def with_emails(
    rows: Sequence[Row],
    notes: Sequence[NoteRow],
    emails: Sequence[EmailLine],
    zone: tzinfo | None,
    today: date,
) -> list[Row]:
    """The rows of notes, with the e-mails of the case at their time among them; pinned notes stay on top."""
    out = list(rows)
    times = [None if note.pinned_at is not None else note.written_at for note in notes]
    for one in emails:
        before = next((at for at, time in enumerate(times) if time is not None and time <= one.at), len(out))
        out.insert(before, _email_row(one, zone, today))
        times.insert(before, one.at)
    return out


def _email_row(one: EmailLine, zone: tzinfo | None, today: date) -> Row:
    return Row(
        key_of("email", one.id),
        {
            "when": [(say_ago(one.at.astimezone(zone).date(), today), "quiet")],
            "who": [(one.sender, "text")],
            "how": [("e-mail", "quiet")],
            "text": [(one.subject or one.first, "text")],
        },
    )


def emails_listed(found: Sequence[EmailLine], text: str, *, all_: bool) -> tuple[EmailLine, ...]:
    """Those that hold every word; without words the last ones, as of notes."""
    words = fold(text).split()
    if not words:
        return tuple(found if all_ else found[:LAST])
    return tuple(
        one for one in found if all(word in fold(f"{one.subject} {one.sender} {one.first}") for word in words)
    )


def email_said(one: EmailLine, zone: tzinfo | None, width: int) -> list[Line]:
    """An e-mail among the notes: who, what about, and its first line; Enter opens it."""
    w = min(width, WIDEST) - 3
    at = one.at.astimezone(zone)
    out: list[Line] = [ends([("E-mail", "strong")], [(f"{at:%d %b %Y %H:%M}", "quiet")], w)]
    for label, value in (("From", one.sender), ("To", one.to), ("Subject", one.subject), ("", one.first)):
        out += pair(label, value, w, gutter=12) if value else []
    out += pair("", "Enter opens it.", w, "quiet", gutter=12)
    return [[("  ", "text"), *line] for line in out]


def _line(note: NoteRow, words: Sequence[str]) -> str:
    lines = [line.strip() for part in note.sections for line in part.body.splitlines() if line.strip()]
    found = (line for line in lines if any(word in fold(line) for word in words))
    return next(found, lines[0] if lines else "")


def note_lines(
    note: NoteRow, zone: tzinfo | None, width: int, opened: OpenedNote | None = None
) -> list[Line]:
    """The whole of one note; of a secure one what it says once it is opened, or why it is not."""
    w = min(width, WIDEST) - 3
    at = note.written_at.astimezone(zone)
    out: list[Line] = [
        ends([(f"Note {note.number}", "strong")], [(f"{note.author}, {at:%d %b %Y %H:%M}", "quiet")], w)
    ]
    facts = (
        ("Pinned", f"by {note.pinned_by}" if note.pinned_at is not None else ""),
        ("For", FOR.get(note.security, "") if kind_said(note) else ""),
        ("How", note.channel),
        ("Spoke with", say_spoken_with(note.spoke_with, note.identity_checked)),
        ("Ticket", note.ticket_url),
    )
    for label, value in facts:
        out += pair(label, value, w, "quiet", gutter=12) if value else []
    if is_secure(note):
        why = opened.said if opened is not None else f"{key_said('open_secure')} opens it with your key."
        again = (
            f"by {opened.by}, {opened.revision} times" if opened is not None and opened.revision > 1 else ""
        )
        out += pair("Written", again, w, "quiet", gutter=12) if again else []
        out += pair("Secure", why, w, "soon", gutter=12) if why else []
        note = note._replace(sections=opened.sections) if opened is not None else note
    for section in shown(note.sections, no_advice=note.no_advice):
        if section.body.strip():
            out += noted(short_title(section.title), section.body.strip(), w, 12)
    return [[("  ", "text"), *line] for line in out]


def side_notes(notes: Sequence[NoteRow], of: int, zone: tzinfo | None, today: date, width: int) -> list[Line]:
    """Beside a case: what is pinned, then the last five, each clipped to ten lines (features A5.12, B14)."""
    out: list[Line] = [heading("Notes", of)]
    found = listed(notes)
    for note in found:
        ago = say_ago(note.written_at.astimezone(zone).date(), today)
        how = f"{ago}, {short_channel(note.channel)}" if note.channel else ago
        left: Line = [("pinned ", "accent")] if note.pinned_at is not None else []
        left += [(f"{kind} ", "soon")] if (kind := kind_said(note)) else []
        out.append(ends([*left, (how, "quiet")], [(note.author, "quiet")], width))
        body: list[Line] = []
        said = say_spoken_with(note.spoke_with, note.identity_checked)
        if said:
            body += pair("", f"Spoke with {said}" if note.spoke_with else said, width, "quiet", gutter=2)
        if note.ticket_url:
            body += pair("", f"Ticket {note.ticket_url}", width, "quiet", gutter=2)
        if is_secure(note):
            body += pair("", f"{KEPT_SHUT} {key_said('case_notes')} and {key_said('open_secure')} open it", width,
                         "quiet", gutter=2)  # fmt: skip
        for section in shown(note.sections, no_advice=note.no_advice):
            if section.body.strip():
                body += noted("", section.body.strip(), width, 2)
        if len(body) > CLIPPED:
            body = [
                *body[: CLIPPED - 1],
                [("  ", "text"), (f"… {len(body) - CLIPPED + 1} more lines", "quiet")],
            ]
        out += body
    if len(found) < of:
        more = f"{of - len(found)} older; {key_said('case_notes')} searches all"
        out += pair("", more, width, "quiet", gutter=2)
    return out


HITS = (
    Column("when", 9, align="right"),
    Column("number", 8),
    Column("member", 16),
    Column("text", 24, grow=True),
    Column("who", 12, rank=1),
)


def hit_rows(hits: Sequence[NoteHit], zone: tzinfo | None, today: date) -> list[Row]:
    """A note that was found a row: the line in which a word stands."""
    return [
        Row(
            f"{key_of(hit.record, hit.record_id)}/{hit.id}",
            {
                "when": [(say_ago(hit.written_at.astimezone(zone).date(), today), "quiet")],
                "number": [(hit.number, "text")],
                "member": [(hit.member_name, "text")],
                "text": [(hit.line, "text")],
                "who": [(hit.author, "quiet")],
            },
        )
        for hit in hits
    ]
