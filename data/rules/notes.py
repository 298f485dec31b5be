"""The notes of a case: one that is begun; and as they are listed, what is pinned first, then the last ones, clipped.

Features A5.12, B14.
"""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from uuid import UUID

from data.rules.days import say_ago
from data.rules.folding import fold
from data.rules.note_kinds import NoteKind
from data.types.forms import InteractionForm
from data.types.notes import BIMAA, NoteRow
from data.types.records import CaseRecord
from data.types.secure import SECURE, OpenedNote

LAST = 5
"""How many are listed before one asks for more."""
KIND = "kind:"
KINDS = (*NoteKind, SECURE)
"""Kinds of note there are to narrow to."""
CLIPPED = 10
"""Lines of each that are shown there."""


def listed(notes: Sequence[NoteRow], text: str = "", *, all_: bool = False) -> tuple[NoteRow, ...]:
    """What is pinned, the last pinned first, then the last five of the others; words looked for search all of them.

    `kind:internal` among the words narrows to a kind (features A5.12); begun, it narrows to those that begin so.
    """
    kind, words = kind_wanted(text)
    found = [note for note in notes if note.security.startswith(kind) and matches(note, words)]
    pinned = sorted(
        (note for note in found if note.pinned_at is not None),
        key=lambda note: (note.pinned_at, note.number),
        reverse=True,
    )
    others = [note for note in found if note.pinned_at is None]
    return (*pinned, *(others if words or kind or all_ else others[:LAST]))


def kind_wanted(text: str) -> tuple[str, list[str]]:
    """The kind that is named last among the words, empty for any; and the other words, folded."""
    words = text.lower().split()
    kinds = [word.removeprefix(KIND) for word in words if word.startswith(KIND)]
    others = " ".join(word for word in words if not word.startswith(KIND))
    return (kinds[-1] if kinds else ""), fold(others).split()


def next_kind(text: str) -> str:
    """The same words with the kind after theirs: each in turn, then any."""
    kind, _ = kind_wanted(text)
    at = KINDS.index(kind) if kind in KINDS else -1
    left = " ".join(word for word in text.split() if not word.lower().startswith(KIND))
    return f"{KIND}{KINDS[at + 1]} {left}".rstrip() if at + 1 < len(KINDS) else left


def matches(note: NoteRow, words: Sequence[str]) -> bool:
    """Whether each folded word stands in the note, or is its author's or its channel's."""
    if not words:
        return True
    held = fold(" ".join([note.author, note.channel, *(part.body for part in note.sections)]))
    return all(word in held for word in words)


def pinned_said(note: NoteRow, zone: tzinfo | None, today: date) -> str:
    """ "by Kim Tran, written by Sam Ortiz 3 d ago"."""
    ago = say_ago(note.written_at.astimezone(zone).date(), today)
    return f"by {note.pinned_by or 'nobody known'}, written by {note.author} {ago}"


def note_of_case(case: CaseRecord, form_id: UUID, now: datetime, *, secure: bool = False) -> InteractionForm:
    """The form of a note that belongs to this case."""
    return InteractionForm(
        form_id,
        now,
        case.member_id,
        f"{case.member_name}  {case.member_number}",
        about_case_id=case.id,
        secure=secure,
        template=BIMAA.key,
    )


def note_again(
    case: CaseRecord, note: NoteRow, opened: OpenedNote, form_id: UUID, now: datetime
) -> InteractionForm:
    """The form in which the text of a secure note is written again; it begins with what the note says."""
    form = note_of_case(case, form_id, now, secure=True)
    form.again_of, form.revision = note.id, opened.revision
    form.sections = list(opened.sections)
    return form
