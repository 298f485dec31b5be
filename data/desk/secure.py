"""Secure notes of a case: written again, opened, sealed to whoever may open the case by now, asked for.

The text is encrypted here and nowhere else: no statement, history, search, export or log sees it (features A3.35).
docs/security.md says what that promises.
"""

from uuid import UUID

from sqlalchemy.orm import Session

from data.desk import openings
from data.desk.checking import clean_sections
from data.desk.desk import Desk
from data.desk.key_trust import Own, locker_of, own, ready
from data.desk.sealing import answered, known_of, open_note, put, seal, without, worth_knowing
from data.model import KeyRequestRow, NoteRow
from data.repositories.cases import Cases
from data.repositories.secure import forget_envelopes
from data.repositories.writing import locked_case
from data.rules.reference import say_case
from data.rules.sealing import key_mark
from data.types.errors import BadInput, Conflict, Incomplete, NotFound
from data.types.forms import InteractionForm
from data.types.notes import Section
from data.types.records import Saved
from data.types.secure import RECOVERY, SECURE, Lock, OpenedCase
from data.types.staff import Access
from data.types.stop import Stop


def rewrite(desk: Desk, case_id: UUID, note_id: UUID, sections: list[Section], revision: int) -> Saved:
    """Write the text of a secure note again; who has no key of this case any more cannot open what it says then.

    `revision` is the one that was read; sent twice it is written once. Raises Conflict where another was written
    meanwhile, NotFound, Incomplete, and what `key_trust.ready` raises.
    """
    author, cleaned = ready(desk), clean_sections(sections)
    if not any(part.body.strip() for part in cleaned):
        raise Incomplete(("Note",))
    with desk.store.writing(action="secure.write", officer_id=desk.officer.id, key=note_id) as session:
        locked_case(session, case_id)
        reference = Cases(session.connection(), desk.officer).seen(case_id)
        note = session.get(NoteRow, note_id)
        if note is None or note.case_id != case_id or note.security != SECURE:
            raise NotFound("no such secure note on this case")
        if note.secure_revision == revision + 1 and _says(desk, session, author, note, cleaned):
            return Saved(case_id, reference, say_case(reference), already=True)
        if note.secure_revision != revision:
            raise Conflict("the text of the note", case_id)
        put(desk, session, author, note, cleaned)
        return Saved(case_id, reference, say_case(reference))


def rewrite_from(desk: Desk, form: InteractionForm) -> Saved:
    """Write a secure note again from a form; raises BadInput for one with more than a text, and what `rewrite` does."""
    assert form.about_case_id is not None and form.again_of is not None
    if form.follow_up_on is not None or form.ticket_url:
        raise BadInput(
            "a follow-up or a ticket, which belong to the case: of a note the text is written again"
        )
    return rewrite(desk, form.about_case_id, form.again_of, form.sections, form.revision)


def _says(desk: Desk, session: Session, author: Own, note: NoteRow, sections: list[Section]) -> bool:
    """Whether this is what the note says by now, by the same author: the answer to it was lost."""
    assert note.case_id is not None
    known = known_of(desk, session.connection(), note.case_id)
    opened, _ = open_note(desk, known, author, note.id)
    mine = known.texts[note.id].head.author_id == desk.officer.id if opened.lock is Lock.OPEN else False
    return mine and opened.sections == tuple(sections)


# Opening


def open_case(desk: Desk, case_id: UUID, stop: Stop | None = None) -> OpenedCase:
    """The secure notes of a case, opened with the officer's key; what cannot be opened says why.

    It is noted who opened some, before they are handed out. Raises KeysMissing, KeyNotHere, KeysForged, NotFound.
    """
    with desk.store.reading(stop) as connection:
        known = known_of(desk, connection, case_id)
    if not known.revisions:
        return OpenedCase({})
    mine = own(desk, known.keys)
    opened = {note_id: open_note(desk, known, mine, note_id)[0] for note_id in known.revisions}
    sealed = [known.texts[note_id] for note_id, one in opened.items() if one.lock is Lock.OPEN]
    if sealed:
        openings.note(desk, case_id)
    locker_of(desk).pin(known.keys.union, notes=worth_knowing(sealed))
    keyless = tuple(one.name for one in known.readers if known.keys.of(one.id) is None)
    return OpenedCase(opened, keyless=keyless)


def seal_waiting(desk: Desk, case_id: UUID) -> tuple[str, ...]:
    """Seal the notes that this officer can open to whoever may open the case and waits; answers their names.

    An envelope of her own that was sealed to an earlier key is made anew; an administrator's program does that of one
    to an earlier paper as well. Raises what `open_case` does.
    """
    # On Postgres nobody else may take away an envelope that is not her own.
    replaces = not desk.store.shared or desk.officer.access >= Access.ADMIN
    with desk.store.reading() as connection:
        known = known_of(desk, connection, case_id)
    if not known.revisions:
        return ()
    mine = own(desk, known.keys)
    found = {}
    for note_id in known.revisions:
        _, key = open_note(desk, known, mine, note_id)
        if key is not None and (to := without(known, note_id, mine.public, replaces=replaces)):
            found[note_id] = key, to
    if not found:
        return ()
    with desk.store.writing(action="secure.seal", officer_id=desk.officer.id, key=case_id) as session:
        locked_case(session, case_id)
        # Once more, now that nobody else seals or writes: each envelope is written once, and with the key of the
        # text that it stands beside.
        known = known_of(desk, session.connection(), case_id)
        sealed: set[UUID] = set()
        for note_id, (key, to) in found.items():
            if note_id not in known.texts or key_mark(key) != known.texts[note_id].key_mark:
                continue
            still = [one for one in without(known, note_id, mine.public, replaces=replaces) if one in to]
            for one in known.envelopes.get(note_id, {}).keys() & {desk.officer.id, RECOVERY} & set(still):
                forget_envelopes(session, one, note_id, known.texts[note_id].head.revision)
            sealed.update(seal(desk, session, known.keys, known.texts[note_id], key, still))
            answered(session, known, note_id, still)
    return tuple(known.names.get(one, "") for one in sealed if one not in (RECOVERY, desk.officer.id))


def ask(desk: Desk, case_id: UUID, note_id: UUID) -> Saved:
    """Ask whoever has the key of a note for it; asked twice it is asked once. It stands in the case's history.

    An envelope of one's own that does not open goes, so that another can take its place. Raises NotFound, KeysMissing.
    """
    with desk.store.writing(action="secure.ask", officer_id=desk.officer.id, key=case_id) as session:
        connection = session.connection()
        reference = Cases(connection, desk.officer).seen(case_id)
        known = known_of(desk, connection, case_id)
        if note_id not in known.revisions:
            raise NotFound("no such secure note on this case")
        mine = own(desk, known.keys)
        opened, key = open_note(desk, known, mine, note_id)
        saved = Saved(case_id, reference, say_case(reference), already=opened.asked or key is not None)
        if saved.already:
            return saved
        if desk.officer.id in known.envelopes.get(note_id, {}):
            forget_envelopes(session, desk.officer.id, note_id)
        session.add(KeyRequestRow(note_id=note_id, officer_id=desk.officer.id, case_id=case_id))
        session.flush()
        return saved
