"""Secure notes as they go up: keys, the union's list of them, and a note that was opened (features A3.35)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Protocol
from uuid import UUID

from data.types.errors import CasetuiError
from data.types.notes import Section

SECURE = "secure"
"""The kind of such a note."""
RECOVERY = UUID(int=0)
"""Reader of the envelopes that the union's paper key opens."""


class KeysMissing(CasetuiError):
    """There is no key yet: of the union, or of this officer."""

    title = "Secure notes cannot be used yet"


class KeyNotHere(CasetuiError):
    """The officer has a key, and this machine does not have its private half."""

    title = "Your key of secure notes is not on this machine"
    todo = (
        "Its passphrase brings it: o in the notes of a case, or `casetui keys passphrase --here`. Without one "
        "`casetui keys rotate` makes another, and colleagues seal to it."
    )


class KeysForged(CasetuiError):
    """The list of keys is not the one the union has signed, or an older one than was seen here."""

    title = "The list of keys in the database is not to be trusted"
    kept = "Nothing was sealed or opened, and your text is kept."
    todo = "Tell an administrator: `casetui keys publish` signs it anew, or a backup has it as it was."


class NoteForged(CasetuiError):
    """What stands in the database for a secure note was not written by who is named."""

    title = "This note was changed by someone without the key"
    kept = "What it said is not shown."
    todo = "Tell whoever looks after the database; a backup has it as it was."


class EnvelopeForged(CasetuiError):
    """The officer's envelope does not open, or opens to another note's key."""

    title = "The envelope of this note was changed by someone without the key"
    kept = "The note itself is as it was."
    todo = "Ask for the key anew."


class KeyUnusable(CasetuiError):
    """What stands where an officer's public key should stand is none: nothing can be sealed to it."""

    title = "What was made public as a key is none"
    kept = "Nothing was signed."
    todo = "Its officer makes another: `casetui keys rotate`."


class PassphraseDamaged(CasetuiError):
    """What lies under the officer's passphrase in the database is nothing that could be opened."""

    title = "What the database keeps under your passphrase is damaged"
    kept = "Nothing was brought here."
    todo = (
        "Where the key is still on a machine, `casetui keys passphrase` there puts it anew; else `casetui keys rotate` "
        "makes another, and colleagues seal to it."
    )


class PublicKeys(NamedTuple):
    """The public halves of one officer's key."""

    officer_id: UUID
    sealing: bytes
    """X25519: what is for her is sealed to it."""
    signing: bytes
    """Ed25519: what she writes is signed with the other half."""


class KeyList(NamedTuple):
    """Which keys hold, as the union has signed it."""

    union: bytes
    """The public half of what it is signed with."""
    version: int
    at: datetime
    recovery: bytes
    """The public half of the paper key."""
    holds: tuple[PublicKeys, ...] = ()
    """One an officer."""
    former: tuple[PublicKeys, ...] = ()
    """Keys that were rotated or revoked: notes signed with them stay what they are."""

    def of(self, officer_id: UUID) -> PublicKeys | None:
        """The key that holds of an officer."""
        return next((one for one in self.holds if one.officer_id == officer_id), None)


class SignedList(NamedTuple):
    """A list of keys as it is kept."""

    version: int
    text: str
    signature: bytes


class NoteHead(NamedTuple):
    """What a secure text is bound to: none fits another note, case or revision."""

    note_id: UUID
    case_id: UUID
    revision: int
    author_id: UUID
    """Who wrote this revision."""
    written_at: datetime


class SealedText(NamedTuple):
    """One revision of a secure note as the store has it."""

    head: NoteHead
    text: bytes
    key_mark: str
    signature: bytes


class Envelope(NamedTuple):
    """The key of a revision, sealed to one reader."""

    note_id: UUID
    revision: int
    reader_id: UUID
    sealing: bytes
    """The public key it was sealed to."""
    sealed: bytes


class Wrapped(NamedTuple):
    """A private key under a passphrase."""

    sealing: bytes
    """Its public half."""
    salt: bytes
    rounds: int
    memory: int
    wrapped: bytes


class Lock(StrEnum):
    """How a secure note stands for who looks at it."""

    OPEN = "open"
    WAITING = "waiting"
    """Nobody has sealed it to her yet."""
    FORGED = "forged"


class OpenedNote(NamedTuple):
    """A secure note, opened; or why it is not."""

    note_id: UUID
    lock: Lock
    sections: tuple[Section, ...] = ()
    said: str = ""
    """Why it is not open, in a sentence."""
    revision: int = 0
    by: str = ""
    """Who wrote this revision."""
    asked: bool = False
    """She has asked for the key."""


class OpenedCase(NamedTuple):
    """The secure notes of a case, opened; and to whom they were sealed by the way."""

    notes: Mapping[UUID, OpenedNote]
    sealed_to: tuple[str, ...] = ()
    """Colleagues who were waiting and have the key now."""
    keyless: tuple[str, ...] = ()
    """Colleagues who may open the case and have no key that holds."""


class Recovered(NamedTuple):
    """What the paper key did."""

    sealed: dict[str, int]
    """How many notes were sealed anew, case by case."""
    passed: tuple[str, ...] = ()
    """What was passed over and why, a sentence each."""


class OfficerKey(NamedTuple):
    """How the key of one officer stands, for `keys status`."""

    login: str
    name: str
    made: int
    """How many she has made; 0 is none."""
    mark: str
    """Of the key that holds; of her own, where this machine has it. Never of one that only the database knows."""
    holds: bool
    """The union's list names the last one."""


class KeysState(NamedTuple):
    """How keys stand: the union's, and those of everybody."""

    union: str
    """The union's mark, where this machine was told it; what only the database says is no mark."""
    trusted: bool
    """This machine was told the mark."""
    version: int
    signs_here: bool
    """The union's signing key is on this machine."""
    here: bool
    """The officer's private key is."""
    wrapped: bool
    """It is in the database too, under her passphrase."""
    keyring: str
    """Its name, or why there is none."""
    officers: tuple[OfficerKey, ...] = ()
    waiting: tuple[str, ...] = ()
    """Cases whose notes wait for a key of hers."""
    asked: tuple[str, ...] = ()
    """Cases in which a colleague asks for a key that she has."""


@dataclass(frozen=True)
class Pins:
    """What a machine knows of the keys by itself, whatever the database says."""

    union: bytes = b""
    newest: SignedList | None = None
    """The newest list of keys it has seen."""
    notes: Mapping[str, int] = field(default_factory=dict)
    """Newest revision seen of notes that were written again."""


class KeyLocker(Protocol):
    """Where a machine keeps private keys, and what it knows of the others."""

    def private(self, public: bytes) -> bytes | None:
        """The private half, or None where it is not here."""

    def keep(self, public: bytes, private: bytes) -> None:
        """Into the keyring; raises NoKeyring."""

    def hold(self, public: bytes, private: bytes) -> None:
        """Only until this program ends."""

    def keyring(self) -> str:
        """The name of the keyring; empty where there is none."""

    def pins(self) -> Pins:
        """What is known here."""

    def pin(
        self, union: bytes, newest: SignedList | None = None, notes: Mapping[str, int] | None = None
    ) -> None:
        """Know that, and forget nothing newer."""
