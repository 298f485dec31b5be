"""For whom a note of a case is: the office, nobody outside it, or the member too (features A3.34, A3.36)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import tzinfo
from enum import StrEnum

from data.rules.clean import clean, clean_line
from data.rules.days import MONTHS
from data.types.errors import BadInput, NotAllowed
from data.types.notes import NoteRow
from data.types.secure import SECURE


class NoteKind(StrEnum):
    """As the store keeps it with the note."""

    STANDARD = "standard"
    INTERNAL = "internal"
    """Left out wherever a text leaves the office."""
    PUBLIC = "public"
    """May be sent to the member."""


FOR: Mapping[str, str] = {
    NoteKind.STANDARD: "the office",
    NoteKind.INTERNAL: "the office alone, in no report",
    NoteKind.PUBLIC: "the member too",
}
"""For whom a note of each kind is, in words."""


def read_kind(text: str) -> NoteKind:
    """The kind that an officer names; raises BadInput for another word."""
    try:
        return NoteKind(text.strip().lower())
    except ValueError:
        raise BadInput(f"the kind of a note: {', '.join(NoteKind)}") from None


KEPT_SHUT = "[secure]"
"""What stands in the place of a text that is not opened."""


def is_secure(note: NoteRow) -> bool:
    """Whether only who has its key reads it (features A3.35)."""
    return note.security == SECURE


def kind_said(note: NoteRow) -> str:
    """Only the exception speaks."""
    return "" if note.security == NoteKind.STANDARD else note.security


def outside(notes: Iterable[NoteRow]) -> tuple[NoteRow, ...]:
    """Those that may stand in a report: internal ones, and whatever else is not known, are left out."""
    return tuple(note for note in notes if note.security in (NoteKind.STANDARD, NoteKind.PUBLIC))


def for_member(number: str, title: str, member: str, notes: Sequence[NoteRow], zone: tzinfo | None) -> str:
    """What may be sent to the member: the public notes of her case, the oldest first.

    Raises NotAllowed where no note is public: nothing is sent by accident.
    """
    public = [note for note in reversed(notes) if note.security == NoteKind.PUBLIC]
    if not public:
        raise NotAllowed(
            f"{number} has no public note, and only public ones go to the member",
            todo="Say of a note that it is for the member too: `s` in the notes of the case.",
        )
    lines = [clean_line(member), f"{number} {clean_line(title)}"]
    for note in public:
        at = note.written_at.astimezone(zone)
        lines += ["", f"{at.day} {MONTHS[at.month - 1]} {at.year}, {clean_line(note.author)}"]
        lines += [clean(part.body).strip() for part in note.sections if part.body.strip()]
    return "\n".join(lines) + "\n"
