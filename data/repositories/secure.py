"""Keys, encrypted texts, envelopes and requests as the store has them; nothing here is believed (features A3.35)."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, and_, bindparam, delete, exists, func, select
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from data.model import EnvelopeRow, KeyListRow, OfficerKeyRow, SecureTextRow, WrappedKeyRow
from data.store.tables import ENVELOPE, KEY_LIST, KEY_REQUEST, NOTE, OFFICER_KEY, SECURE_TEXT, WRAPPED_KEY
from data.types.secure import (
    RECOVERY,
    SECURE,
    Envelope,
    NoteHead,
    PublicKeys,
    SealedText,
    SignedList,
    Wrapped,
)

_CASE = bindparam("case_id", type_=Uuid())
_LATEST = (
    select(SECURE_TEXT.c.note_id, func.max(SECURE_TEXT.c.revision).label("revision"))
    .where(SECURE_TEXT.c.case_id == _CASE)
    .group_by(SECURE_TEXT.c.note_id)
    .subquery()
)
_TEXTS = select(SECURE_TEXT).join_from(
    SECURE_TEXT,
    _LATEST,
    and_(SECURE_TEXT.c.note_id == _LATEST.c.note_id, SECURE_TEXT.c.revision == _LATEST.c.revision),
)
_ENVELOPES = select(ENVELOPE).join_from(
    ENVELOPE,
    _LATEST,
    and_(ENVELOPE.c.note_id == _LATEST.c.note_id, ENVELOPE.c.revision == _LATEST.c.revision),
)
_NOTES = (
    select(NOTE.c.id, NOTE.c.secure_revision)
    .where(NOTE.c.case_id == _CASE, NOTE.c.security == SECURE)
    .order_by(NOTE.c.written_at, NOTE.c.id)
)
_REQUESTS = select(KEY_REQUEST.c.note_id, KEY_REQUEST.c.officer_id).where(KEY_REQUEST.c.case_id == _CASE)
_LISTS = select(KEY_LIST.c.version, KEY_LIST.c.text, KEY_LIST.c.signature).order_by(KEY_LIST.c.version.desc())
_ME = bindparam("me", type_=Uuid())
_LAST = (
    select(SECURE_TEXT.c.note_id, SECURE_TEXT.c.case_id, func.max(SECURE_TEXT.c.revision).label("revision"))
    .group_by(SECURE_TEXT.c.note_id, SECURE_TEXT.c.case_id)
    .subquery()
)
_CASES = select(_LAST.c.case_id).distinct()
_MINE = exists().where(
    ENVELOPE.c.note_id == _LAST.c.note_id,
    ENVELOPE.c.revision == _LAST.c.revision,
    ENVELOPE.c.reader_id == _ME,
)
_ON_PAPER = (
    select(_LAST.c.case_id, func.count().label("notes"))
    .join_from(
        _LAST,
        ENVELOPE,
        and_(ENVELOPE.c.note_id == _LAST.c.note_id, ENVELOPE.c.revision == _LAST.c.revision),
    )
    .where(
        ENVELOPE.c.reader_id == RECOVERY,
        ENVELOPE.c.sealing == bindparam("sealing", type_=ENVELOPE.c.sealing.type),
    )
    .group_by(_LAST.c.case_id)
)
_WAITING = _CASES.where(~_MINE)
_ASKED = _CASES.join_from(_LAST, KEY_REQUEST, KEY_REQUEST.c.note_id == _LAST.c.note_id).where(
    KEY_REQUEST.c.officer_id != _ME, _MINE
)


class SecureNotes:
    """What the store says of secure notes; whoever asks has checked that the case may be seen."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # Keys

    def lists(self) -> Iterable[SignedList]:
        """The lists of keys, the newest first."""
        for row in self._connection.execute(_LISTS).all():
            yield SignedList(row.version, row.text, _octets(row.signature))

    def newest(self) -> SignedList | None:
        """The list that counts."""
        return next(iter(self.lists()), None)

    def made(self, officer_id: UUID | None = None) -> dict[UUID, list[PublicKeys]]:
        """The keys that officers made, each officer's in their order."""
        asked = select(OFFICER_KEY).order_by(OFFICER_KEY.c.officer_id, OFFICER_KEY.c.number)
        if officer_id is not None:
            asked = asked.where(OFFICER_KEY.c.officer_id == officer_id)
        found: dict[UUID, list[PublicKeys]] = {}
        for row in self._connection.execute(asked):
            one = PublicKeys(row.officer_id, _octets(row.sealing), _octets(row.signing))
            found.setdefault(row.officer_id, []).append(one)
        return found

    def wrapped(self, officer_id: UUID) -> tuple[Wrapped, ...]:
        """Private keys of an officer under her passphrase."""
        rows = self._connection.execute(select(WRAPPED_KEY).where(WRAPPED_KEY.c.officer_id == officer_id))
        return tuple(
            Wrapped(_octets(row.sealing), _octets(row.salt), row.rounds, row.memory, _octets(row.wrapped))
            for row in rows
        )

    # Notes of a case

    def revisions(self, case_id: UUID) -> dict[UUID, int]:
        """The secure notes of a case, and which revision its history tells of."""
        rows = self._connection.execute(_NOTES, {"case_id": case_id})
        return {row.id: row.secure_revision for row in rows}

    def texts(self, case_id: UUID) -> dict[UUID, SealedText]:
        """The newest revision of each."""
        return {row.note_id: _text(row) for row in self._connection.execute(_TEXTS, {"case_id": case_id})}

    def envelopes(self, case_id: UUID) -> dict[UUID, dict[UUID, Envelope]]:
        """Of each, reader by reader."""
        found: dict[UUID, dict[UUID, Envelope]] = {}
        for row in self._connection.execute(_ENVELOPES, {"case_id": case_id}):
            one = Envelope(row.note_id, row.revision, row.reader_id, _octets(row.sealing), bytes(row.sealed))
            found.setdefault(row.note_id, {})[row.reader_id] = one
        return found

    def requests(self, case_id: UUID) -> set[tuple[UUID, UUID]]:
        """Who asks for the key of which note."""
        return {tuple(row) for row in self._connection.execute(_REQUESTS, {"case_id": case_id})}

    def cases(self) -> tuple[UUID, ...]:
        """Cases with secure notes; which of them may be seen, whoever asks finds out."""
        return tuple(self._connection.execute(_CASES).scalars())

    def on_paper(self, sealing: bytes) -> dict[UUID, int]:
        """How many notes of each case are sealed to that paper key."""
        rows = self._connection.execute(_ON_PAPER, {"sealing": sealing.hex()})
        return {row.case_id: row.notes for row in rows}

    def waiting(self, officer_id: UUID) -> tuple[UUID, ...]:
        """Cases with a note that is not sealed to this officer."""
        return tuple(self._connection.execute(_WAITING, {"me": officer_id}).scalars())

    def asked_of(self, officer_id: UUID) -> tuple[UUID, ...]:
        """Cases in which somebody asks for a key that this officer has."""
        return tuple(self._connection.execute(_ASKED, {"me": officer_id}).scalars())


def key_row(keys: PublicKeys, number: int, at: Any) -> OfficerKeyRow:
    """A key as it is written."""
    return OfficerKeyRow(
        officer_id=keys.officer_id,
        number=number,
        sealing=keys.sealing.hex(),
        signing=keys.signing.hex(),
        made_at=at,
    )


def list_row(made: SignedList, officer_id: UUID, at: Any) -> KeyListRow:
    """A signed list as it is written."""
    return KeyListRow(
        version=made.version,
        text=made.text,
        signature=made.signature.hex(),
        signed_by=officer_id,
        signed_at=at,
    )


def wrapped_row(officer_id: UUID, made: Wrapped) -> WrappedKeyRow:
    """A wrapped key as it is written."""
    return WrappedKeyRow(
        officer_id=officer_id,
        sealing=made.sealing.hex(),
        salt=made.salt.hex(),
        rounds=made.rounds,
        memory=made.memory,
        wrapped=made.wrapped.hex(),
    )


def text_row(sealed: SealedText) -> SecureTextRow:
    """A text as it is written."""
    head = sealed.head
    return SecureTextRow(
        **head._asdict(), text=sealed.text, key_mark=sealed.key_mark, signature=sealed.signature.hex()
    )


def envelope_row(made: Envelope, case_id: UUID, officer_id: UUID) -> EnvelopeRow:
    """An envelope as it is written."""
    return EnvelopeRow(
        note_id=made.note_id,
        revision=made.revision,
        reader_id=made.reader_id,
        case_id=case_id,
        sealing=made.sealing.hex(),
        sealed=made.sealed,
        sealed_by=officer_id,
    )


def forget_envelopes(
    session: Session, reader_id: UUID, note_id: UUID | None = None, revision: int | None = None
) -> int:
    """Take away the envelopes of a reader, of one note or of all that may be seen; answers how many there were."""
    wanted = delete(ENVELOPE).where(ENVELOPE.c.reader_id == reader_id)
    if note_id is not None:
        wanted = wanted.where(ENVELOPE.c.note_id == note_id)
    if revision is not None:
        wanted = wanted.where(ENVELOPE.c.revision == revision)
    return session.connection().execute(wanted).rowcount


def _text(row: Any) -> SealedText:
    head = NoteHead(row.note_id, row.case_id, row.revision, row.author_id, row.written_at)
    return SealedText(head, bytes(row.text), row.key_mark, _octets(row.signature))


def _octets(text: str) -> bytes:
    """What should be hexadecimal digits; whatever else somebody has put there fits no signature."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""
