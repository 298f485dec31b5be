"""What secure notes are made of: who reads a case, what the store says of its notes, one opened, one sealed.

Nothing of the store is believed before it was checked: keys by the union's signature, texts by their author's, and
which is the newest by what this machine has seen (features A3.35).
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from data.desk.desk import Desk
from data.desk.key_trust import Own, chance, locker_of, trusted
from data.model import KeyRequestRow, NoteRow
from data.repositories.cases import Cases
from data.repositories.secure import SecureNotes, envelope_row, text_row
from data.repositories.staff import Staff
from data.rules.holding import assigned_facts
from data.rules.sealing import (
    KEY,
    NONCE,
    check_author,
    open_key,
    open_text,
    private_of,
    seal_key,
    seal_text,
)
from data.rules.visibility import may_see, viewer_of
from data.types.notes import Section
from data.types.records import CaseRecord
from data.types.secure import (
    RECOVERY,
    Envelope,
    EnvelopeForged,
    KeyList,
    KeyUnusable,
    Lock,
    NoteForged,
    NoteHead,
    OpenedNote,
    PublicKeys,
    SealedText,
)
from data.types.staff import Officer


class Known(NamedTuple):
    """What the store says of a case's secure notes."""

    keys: KeyList
    readers: tuple[Officer, ...]
    """Who may open the case."""
    names: Mapping[UUID, str]
    revisions: Mapping[UUID, int]
    texts: Mapping[UUID, SealedText]
    envelopes: Mapping[UUID, Mapping[UUID, Envelope]]
    requests: set[tuple[UUID, UUID]]


def put(desk: Desk, session: Session, author: Own, note: NoteRow, sections: list[Section]) -> None:
    """Write the text of a secure note within a unit of work, and seal its key to whoever may open the case.

    The note is there already; where it has a text, this is another revision, under a key of its own.
    """
    assert note.case_id is not None
    connection = session.connection()
    head = NoteHead(note.id, note.case_id, note.secure_revision + 1, desk.officer.id, desk.clock())
    key = chance(KEY)
    sealed = seal_text(head, sections, author.private.signing, key, chance(NONCE))
    session.add(text_row(sealed))
    session.flush()
    note.secure_revision = head.revision
    readers = _readers(connection, Cases(connection, desk.officer).read(note.case_id))
    seal(desk, session, author.keys, sealed, key, [*(one.id for one in readers), RECOVERY])
    locker_of(desk).pin(author.keys.union, notes=worth_knowing([sealed]))


def _readers(connection: Connection, case: CaseRecord) -> tuple[Officer, ...]:
    staff = Staff(connection)
    active = staff.active()
    groups = staff.groups_of([one.id for one in active])
    facts = assigned_facts(
        case.assignees, case.confidential, case.scope, case.team_id, case.acl, case.office_id
    )
    leads = staff.sees_assigned()
    return tuple(
        one
        for one in active
        if may_see(
            viewer_of(one._replace(groups=groups.get(one.id, ()))), facts, supervisor_sees_assigned=leads
        )
    )


def known_of(desk: Desk, connection: Connection, case_id: UUID) -> Known:
    """What the store says of a case; raises NotFound, and where there is a secure note KeysMissing, KeysForged."""
    case = Cases(connection, desk.officer).read(case_id)
    secure = SecureNotes(connection)
    revisions = secure.revisions(case_id)
    staff = Staff(connection)
    if not revisions:
        return Known(KeyList(b"", 0, desk.clock(), b""), (), {}, {}, {}, {}, set())
    texts, envelopes = secure.texts(case_id), secure.envelopes(case_id)
    active = staff.active()
    left = {one.head.author_id for one in texts.values()} - {one.id for one in active}
    return Known(
        trusted(desk, connection),
        _readers(connection, case),
        {one.id: one.name for one in (*active, *staff.former(left))},
        revisions,
        texts,
        envelopes,
        secure.requests(case_id),
    )


def open_note(desk: Desk, known: Known, mine: Own, note_id: UUID) -> tuple[OpenedNote, bytes | None]:
    """A note as it stands for this officer, and its key where she has it."""
    asked = (note_id, desk.officer.id) in known.requests
    try:
        sealed = checked(desk, known, note_id)
    except NoteForged as error:
        return OpenedNote(note_id, Lock.FORGED, said=error.sentence), None
    head = sealed.head
    by = known.names.get(head.author_id, "")
    envelope = known.envelopes.get(note_id, {}).get(desk.officer.id)
    seed = _seed_for(desk, known, envelope)
    if envelope is None or seed is None:
        said = _waiting_said(known, note_id, asked=asked)
        return OpenedNote(note_id, Lock.WAITING, (), said, head.revision, by, asked), None
    try:
        key = open_key(sealed, envelope, private_of(seed).sealing)
        sections = open_text(sealed, key)
    except EnvelopeForged as error:
        # The text is another matter: with an envelope that fits it can be read.
        return OpenedNote(note_id, Lock.WAITING, (), error.sentence, head.revision, by, asked), None
    except NoteForged as error:
        return OpenedNote(note_id, Lock.FORGED, (), error.sentence, head.revision, by), None
    return OpenedNote(note_id, Lock.OPEN, sections, "", head.revision, by), key


def checked(desk: Desk, known: Known, note_id: UUID) -> SealedText:
    """The newest text of a note, as its author has signed it; raises NoteForged."""
    sealed = known.texts.get(note_id)
    if sealed is None:
        raise NoteForged("its text is gone")
    seen = locker_of(desk).pins().notes.get(str(note_id), 0)
    if sealed.head.revision != known.revisions[note_id] or sealed.head.revision < seen:
        raise NoteForged("an earlier text of it was put back")
    check_author(sealed, [*known.keys.holds, *known.keys.former])
    return sealed


def _seed_for(desk: Desk, known: Known, envelope: Envelope | None) -> bytes | None:
    """The private half of the key of hers that an envelope is sealed to, where it is still here."""
    if envelope is None:
        return None
    hers = [one for one in (*known.keys.holds, *known.keys.former) if one.officer_id == desk.officer.id]
    found = next((one for one in hers if one.sealing == envelope.sealing), None)
    return locker_of(desk).private(found.sealing) if found is not None else None


def _waiting_said(known: Known, note_id: UUID, *, asked: bool) -> str:
    who = sorted(known.names[one] for one in known.envelopes.get(note_id, {}) if one in known.names)
    has = " or ".join(who[:3]) + (" or others" if len(who) > 3 else "")
    said = f"Waiting for the key{f' from {has}' if has else ''}: it comes when one of them opens this case."
    if not has:
        said = (
            "Waiting for the key: nobody has it any more. The union's paper key does: `casetui keys recover`."
        )
    return f"{said} You have asked." if asked else said


def without(known: Known, note_id: UUID, mine: PublicKeys | None, *, replaces: bool = False) -> list[UUID]:
    """Who may open the case, has a key that holds, and no envelope for it; the paper key too.

    An envelope to an earlier paper counts as none for whoever `replaces` it.
    """
    have = known.envelopes.get(note_id, {})
    out = [one.id for one in known.readers if known.keys.of(one.id) and one.id not in have]
    if mine is not None and mine.officer_id in have and have[mine.officer_id].sealing != mine.sealing:
        out.append(mine.officer_id)
    papered = RECOVERY in have and not (replaces and have[RECOVERY].sealing != known.keys.recovery)
    return out if papered else [*out, RECOVERY]


def to_former_keys(known: Known, note_id: UUID) -> list[UUID]:
    """Who may open the case and has an envelope to a key that holds no more."""
    have = known.envelopes.get(note_id, {})
    hers = ((one.id, known.keys.of(one.id)) for one in known.readers if one.id in have)
    return [one for one, public in hers if public is not None and have[one].sealing != public.sealing]


def seal(
    desk: Desk, session: Session, keys: KeyList, sealed: SealedText, key: bytes, readers: Iterable[UUID]
) -> list[UUID]:
    """An envelope for each reader whose key holds; answers who got one."""
    done = []
    for reader in readers:
        public = keys.of(reader)
        sealing = keys.recovery if reader == RECOVERY else public.sealing if public else None
        if sealing is None:
            continue
        # What is no key though it was signed holds up nobody else: its owner goes on waiting.
        with suppress(KeyUnusable):
            made = seal_key(sealed, key, reader, sealing)
            session.add(envelope_row(made, sealed.head.case_id, desk.officer.id))
            done.append(reader)
    session.flush()
    return done


def answered(session: Session, known: Known, note_id: UUID, readers: Iterable[UUID]) -> None:
    """Whoever asked has it now."""
    for reader in readers:
        asked = session.get(KeyRequestRow, (note_id, reader)) if (note_id, reader) in known.requests else None
        if asked is not None:
            session.delete(asked)
    session.flush()


def worth_knowing(sealed: Iterable[SealedText]) -> dict[str, int]:
    """Revisions that an earlier one could be put in the place of."""
    return {str(one.head.note_id): one.head.revision for one in sealed if one.head.revision > 1}
