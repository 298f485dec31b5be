"""What is done with keys: a text sealed and opened, envelopes, passphrases; all of it libsodium's (features A3.35).

Nothing here is chosen: XChaCha20-Poly1305 for texts, sealed boxes of X25519 for envelopes, Ed25519 for signatures,
Argon2id for passphrases. PyNaCl is imported inside the functions: only who opens or seals pays for it. A form that
changes needs a number of its own, or nothing that is there could be opened.
"""

import json
from datetime import UTC, datetime
from hashlib import blake2b, sha256
from typing import NamedTuple
from uuid import UUID

from data.types.notes import Section
from data.types.secure import (
    RECOVERY,
    Envelope,
    EnvelopeForged,
    KeyUnusable,
    NoteForged,
    NoteHead,
    PassphraseDamaged,
    PublicKeys,
    SealedText,
    Wrapped,
)

KEY = 32
"""Bytes of every key."""
NONCE = 24
SALT = 16
WRAPPED = NONCE + KEY + 16
"""Bytes of a key under a passphrase: with what it was encrypted for, and what tells that it was not changed."""
PADDED = 256
"""Texts are filled up to a multiple of so many bytes: their length tells little."""
ROUNDS, MEMORY = 3, 256 * 1024 * 1024
"""Of Argon2id: what libsodium calls moderate, more than half a second a guess."""
MOST_ROUNDS, MOST_MEMORY = 16, 1024 * 1024 * 1024
"""More is not done, whatever the database says."""


class Private(NamedTuple):
    """The private halves that are made of 32 bytes of chance."""

    sealing: bytes
    signing: bytes


def private_of(seed: bytes) -> Private:
    """Both halves of an officer's key, or of the union's paper key."""
    return Private(_derived(seed, b"casetui open"), _derived(seed, b"casetui sign"))


def public_of(officer_id: UUID, seed: bytes) -> PublicKeys:
    """The public halves of a key."""
    own = private_of(seed)
    return PublicKeys(officer_id, sealing_public(own.sealing), signing_public(own.signing))


def usable(keys: PublicKeys) -> bool:
    """Whether something can be sealed to it and signed with it: another thing may stand where a key should."""
    from nacl.bindings import crypto_core_ed25519_is_valid_point as is_point
    from nacl.exceptions import CryptoError

    try:
        seal_key(_NOTHING, bytes(KEY), keys.officer_id, keys.sealing)
        return bool(is_point(keys.signing))
    except (KeyUnusable, CryptoError):
        return False


def sealing_public(private: bytes) -> bytes:
    """What goes with a private key of X25519."""
    from nacl.public import PrivateKey

    return bytes(PrivateKey(private).public_key)


def signing_public(private: bytes) -> bytes:
    """What goes with a private key of Ed25519."""
    from nacl.signing import SigningKey

    return bytes(SigningKey(private).verify_key)


def mark_of(*public: bytes) -> str:
    """What tells one key from another when it is read out: eight times four digits, too many to be hit by trying."""
    found = sha256(b"casetui mark 1" + b"".join(public)).hexdigest()[:32]
    return " ".join(found[at : at + 4] for at in range(0, 32, 4))


def same_mark(given: str, mark: str) -> bool:
    """Whether somebody has typed that mark, however it was spaced."""
    return "".join(given.split()).replace("-", "").casefold() == mark.replace(" ", "")


# A text


def seal_text(
    head: NoteHead, sections: list[Section], signing: bytes, key: bytes, nonce: bytes
) -> SealedText:
    """Encrypt under a key that was made for this revision alone, bound to its head, signed by its author."""
    from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt as encrypt
    from nacl.bindings import sodium_pad
    from nacl.signing import SigningKey

    said = json.dumps([list(part) for part in sections], ensure_ascii=False).encode("utf-8", "surrogatepass")
    text = nonce + encrypt(sodium_pad(said, PADDED), _bound(head), nonce, key)
    made = SealedText(head, text, key_mark(key), b"")
    return made._replace(signature=SigningKey(signing).sign(_signed(made)).signature)


def check_author(sealed: SealedText, keys: list[PublicKeys]) -> None:
    """Raise NoteForged for a text that none of its author's keys has signed."""
    from nacl.exceptions import BadSignatureError
    from nacl.signing import VerifyKey

    for one in keys:
        if one.officer_id == sealed.head.author_id:
            try:
                VerifyKey(one.signing).verify(_signed(sealed), sealed.signature)
            except (BadSignatureError, ValueError, TypeError):
                continue
            return
    raise NoteForged("its signature is not its author's")


def open_text(sealed: SealedText, key: bytes) -> tuple[Section, ...]:
    """What it says; raises NoteForged for one that was changed."""
    from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as decrypt
    from nacl.bindings import sodium_unpad
    from nacl.exceptions import CryptoError

    try:
        padded = decrypt(sealed.text[NONCE:], _bound(sealed.head), sealed.text[:NONCE], key)
        said = json.loads(sodium_unpad(padded, PADDED).decode("utf-8", "surrogatepass"))
        return tuple(Section(str(title), str(body)) for title, body in said)
    except (CryptoError, ValueError, TypeError):
        raise NoteForged("its text does not fit its key") from None


def key_mark(key: bytes) -> str:
    """What tells the key of a text from another without telling the key."""
    return sha256(b"casetui key 1" + key).hexdigest()


def _bound(head: NoteHead) -> bytes:
    at = head.written_at.astimezone(UTC).isoformat(timespec="microseconds")
    return f"casetui note 1|{head.note_id}|{head.case_id}|{head.revision}|{head.author_id}|{at}".encode()


def _signed(sealed: SealedText) -> bytes:
    return _bound(sealed.head) + f"|{sealed.key_mark}|{sha256(sealed.text).hexdigest()}".encode()


# Envelopes

_NOTHING = SealedText(
    NoteHead(RECOVERY, RECOVERY, 0, RECOVERY, datetime(2026, 1, 1, tzinfo=UTC)), b"", "", b""
)
"""What is sealed to try a key."""


def seal_key(sealed: SealedText, key: bytes, reader_id: UUID, sealing: bytes) -> Envelope:
    """The key of a text for one reader, with what it is the key of; raises KeyUnusable for what is no key."""
    from nacl.exceptions import CryptoError
    from nacl.public import PublicKey, SealedBox

    head = sealed.head
    inside = _addressed(head, reader_id) + key
    try:
        made = SealedBox(PublicKey(sealing)).encrypt(inside)
    except (CryptoError, TypeError):
        raise KeyUnusable from None
    return Envelope(head.note_id, head.revision, reader_id, sealing, bytes(made))


def open_key(sealed: SealedText, envelope: Envelope, private: bytes) -> bytes:
    """The key of a text; raises EnvelopeForged for an envelope of another text or reader, or one that was changed."""
    from nacl.exceptions import CryptoError
    from nacl.public import PrivateKey, SealedBox

    try:
        inside = bytes(SealedBox(PrivateKey(private)).decrypt(envelope.sealed))
    except (CryptoError, ValueError, TypeError):
        raise EnvelopeForged from None
    key = inside[-KEY:]
    if inside[:-KEY] != _addressed(sealed.head, envelope.reader_id) or key_mark(key) != sealed.key_mark:
        raise EnvelopeForged
    return key


def _addressed(head: NoteHead, reader_id: UUID) -> bytes:
    return f"casetui envelope 1|{head.note_id}|{head.case_id}|{head.revision}|{reader_id}|".encode()


# A passphrase


def wrap(
    keys: PublicKeys,
    seed: bytes,
    passphrase: str,
    salt: bytes,
    nonce: bytes,
    rounds: int = ROUNDS,
    memory: int = MEMORY,
) -> Wrapped:
    """The private key under a passphrase, bound to its public half."""
    from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt as encrypt

    under = _stretched(passphrase, salt, rounds, memory)
    return Wrapped(keys.sealing, salt, rounds, memory, nonce + encrypt(seed, _owned(keys), nonce, under))


def unwrap(keys: PublicKeys, wrapped: Wrapped, passphrase: str) -> bytes | None:
    """The private key; None for another passphrase, or where what was wrapped is another key's.

    Raises PassphraseDamaged for what no passphrase could open.
    """
    from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as decrypt
    from nacl.exceptions import CryptoError

    try:
        if not (0 < wrapped.rounds <= MOST_ROUNDS and 0 < wrapped.memory <= MOST_MEMORY):
            raise ValueError
        under = _stretched(passphrase, wrapped.salt, wrapped.rounds, wrapped.memory)
        if len(wrapped.wrapped) != WRAPPED:
            raise ValueError
    except (CryptoError, ValueError, TypeError):
        raise PassphraseDamaged from None
    try:
        seed = decrypt(wrapped.wrapped[NONCE:], _owned(keys), wrapped.wrapped[:NONCE], under)
    except (CryptoError, ValueError, TypeError):
        return None
    return seed if len(seed) == KEY and public_of(keys.officer_id, seed) == keys else None


def _stretched(passphrase: str, salt: bytes, rounds: int, memory: int) -> bytes:
    from nacl.pwhash.argon2id import kdf

    return bytes(kdf(KEY, passphrase.encode("utf-8", "surrogatepass"), salt, rounds, memory))


def _owned(keys: PublicKeys) -> bytes:
    return f"casetui wrapped 1|{keys.officer_id}|{keys.sealing.hex()}|{keys.signing.hex()}".encode()


def _derived(seed: bytes, what: bytes) -> bytes:
    return blake2b(seed, digest_size=KEY, person=what).digest()
