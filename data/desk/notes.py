"""The notes of a case: put on top of it, and found by their words (features A5.12, B14, A3.47)."""

from uuid import UUID

from sqlalchemy.orm import Session

from data.desk.desk import Desk
from data.model import NoteRow
from data.repositories.cases import Cases
from data.repositories.note_search import find_notes
from data.repositories.notes import Notes
from data.repositories.writing import locked_case
from data.rules.folding import fold
from data.rules.note_kinds import NoteKind, for_member
from data.rules.reference import say_case
from data.types.errors import BadInput, NotAllowed, NotFound
from data.types.notes import NoteHit
from data.types.notes import NoteRow as CaseNote
from data.types.records import Saved
from data.types.secure import SECURE
from data.types.stop import Stop

FOUND = 50
"""How many are found at most."""
LEAST = 3
"""Letters that must be looked for: fewer stand in every note."""


def pin(desk: Desk, case_id: UUID, note_id: UUID, *, on: bool) -> Saved:
    """Put a note on top of its case, or take it down again; said twice it changes nothing (features B14).

    Raises NotFound for a case or note that is none or may not be seen.
    """
    action = "cases.pin" if on else "cases.unpin"
    with desk.store.writing(action=action, officer_id=desk.officer.id, key=note_id) as session:
        note, reference = _locked(desk, session, case_id, note_id)
        saved = Saved(case_id, reference, say_case(reference), already=on == (note.pinned_at is not None))
        if not saved.already:
            note.pinned_at, note.pinned_by = (desk.clock(), desk.officer.id) if on else (None, None)
            session.flush()
        return saved


def put_kind(desk: Desk, case_id: UUID, note_id: UUID, kind: NoteKind) -> Saved:
    """Say for whom a note of a case is; said twice it changes nothing (features A3.34, A3.36).

    Raises NotFound for a case or note that is none or may not be seen, NotAllowed for a secure one.
    """
    with desk.store.writing(action="cases.note_kind", officer_id=desk.officer.id, key=note_id) as session:
        note, reference = _locked(desk, session, case_id, note_id)
        saved = Saved(case_id, reference, say_case(reference), already=note.security == kind)
        if note.security == SECURE:
            raise NotAllowed("a secure note stays one: its text is for those who have its key", todo="")
        note.security = kind.value
        session.flush()
        return saved


def _locked(desk: Desk, session: Session, case_id: UUID, note_id: UUID) -> tuple[NoteRow, int]:
    """A note of a case that is held until the transaction ends, and the number of the case; raises NotFound."""
    # What stands on a note is no field of its case: whoever changes the case meanwhile need not be told.
    locked_case(session, case_id)
    reference = Cases(session.connection(), desk.officer).seen(case_id)
    note = session.get(NoteRow, note_id)
    if note is None or note.case_id != case_id:
        raise NotFound("no such note on this case")
    return note, reference


def letter(desk: Desk, case_id: UUID, stop: Stop | None = None) -> str:
    """What may be sent to the member, her public notes; raises NotFound, and NotAllowed where none is public."""
    with desk.store.reading(stop) as connection:
        case = Cases(connection, desk.officer).read(case_id)
        held = Notes(connection).of_case(case_id)
        return for_member(case.number, case.title, case.member_name, held, desk.zone)


def of_case(desk: Desk, case_id: UUID, stop: Stop | None = None) -> tuple[CaseNote, ...]:
    """Every note of a case, newest first; raises NotFound, also for one the officer may not see."""
    with desk.store.reading(stop) as connection:
        Cases(connection, desk.officer).seen(case_id)
        return Notes(connection).of_case(case_id)


def find(desk: Desk, text: str, limit: int = FOUND, stop: Stop | None = None) -> tuple[NoteHit, ...]:
    """Notes of interactions and cases that hold every word, the newest first, of what the officer may see.

    Reads the words as they are written: case aside, accents count. Raises BadInput for fewer than three letters.
    """
    words = text.split()
    if not words or max(len(fold(word)) for word in words) < LEAST:
        raise BadInput(f"what is looked for in notes, which needs a word of {LEAST} letters")
    with desk.store.reading(stop) as connection:
        return find_notes(connection, desk.officer, words, limit)
