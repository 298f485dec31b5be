"""The union's list of keys: written, signed, read and carried on; and the code of the paper key (features A3.35)."""

import base64
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

from data.rules.sealing import KEY, private_of, sealing_public, signing_public
from data.types.errors import BadInput
from data.types.secure import KeyList, KeysForged, PublicKeys, SignedList

FORM = "casetui keys 1"
CHECK = 3
"""Bytes by which a slip in the code of the paper key is noticed; with them it is 14 times four letters."""


def written(keys: KeyList) -> str:
    """The list as it is signed."""
    lines = [
        FORM,
        f"union {keys.union.hex()}",
        f"version {keys.version}",
        f"at {keys.at.astimezone(UTC).isoformat(timespec='microseconds')}",
        f"recovery {keys.recovery.hex()}",
        *(_line("holds", one) for one in keys.holds),
        *(_line("former", one) for one in keys.former),
    ]
    return "\n".join(lines) + "\n"


def _line(word: str, one: PublicKeys) -> str:
    return f"{word} {one.officer_id} {one.sealing.hex()} {one.signing.hex()}"


def signed(keys: KeyList, private: bytes) -> SignedList:
    """The list with the union's signature."""
    from nacl.signing import SigningKey

    text = written(keys)
    return SignedList(keys.version, text, SigningKey(private).sign(text.encode()).signature)


def read(found: SignedList, union: bytes) -> KeyList:
    """What the union has signed; raises KeysForged for a list that it has not."""
    from nacl.exceptions import BadSignatureError
    from nacl.signing import VerifyKey

    try:
        VerifyKey(union).verify(found.text.encode("utf-8", "surrogatepass"), found.signature)
    except (BadSignatureError, ValueError, TypeError):
        raise KeysForged("a key in it was put there by someone without the union's key") from None
    keys = _parsed(found.text)
    if keys.union != union or keys.version != found.version:
        raise KeysForged("its number is another than was signed")
    return keys


def union_in(found: SignedList) -> bytes:
    """Whose list it says to be: believed only once its mark was compared. Raises KeysForged for one that is none."""
    return _parsed(found.text).union


def _parsed(text: str) -> KeyList:
    lines = text.splitlines()
    try:
        form, *rest = lines
        if form != FORM:
            raise ValueError
        said = dict(line.split(" ", 1) for line in rest[:4])
        keys: dict[str, list[PublicKeys]] = {"holds": [], "former": []}
        for line in rest[4:]:
            word, officer, sealing, signing = line.split(" ")
            keys[word].append(PublicKeys(UUID(officer), _key(sealing), _key(signing)))
        return KeyList(
            _key(said["union"]),
            int(said["version"]),
            datetime.fromisoformat(said["at"]),
            _key(said["recovery"]),
            tuple(keys["holds"]),
            tuple(keys["former"]),
        )
    except (KeyError, ValueError):
        raise KeysForged("it cannot be read") from None


def _key(digits: str) -> bytes:
    found = bytes.fromhex(digits)
    if len(found) != KEY:
        raise ValueError("no key")
    return found


def with_key(keys: KeyList, new: PublicKeys, at: datetime) -> KeyList:
    """The next list, in which this key holds; the officer's earlier one is a former one."""
    left = without(keys, new.officer_id, at)
    return left._replace(holds=(*left.holds, new))


def without(keys: KeyList, officer_id: UUID, at: datetime) -> KeyList:
    """The next list, in which no key of that officer holds."""
    gone = tuple(one for one in keys.holds if one.officer_id == officer_id)
    held = tuple(one for one in keys.holds if one.officer_id != officer_id)
    return keys._replace(version=keys.version + 1, at=at, holds=held, former=(*keys.former, *gone))


# The paper key


def first_list(seed: bytes, at: datetime) -> KeyList:
    """The list with which a union begins, of the 32 bytes on its paper."""
    own = private_of(seed)
    return KeyList(signing_public(own.signing), 1, at, sealing_public(own.sealing))


def renewed(keys: KeyList, seed: bytes) -> KeyList:
    """The same keys under another union's key and another paper, of the 32 bytes on that."""
    own = private_of(seed)
    return keys._replace(union=signing_public(own.signing), recovery=sealing_public(own.sealing))


def code_of(seed: bytes) -> str:
    """The paper key as it is printed: 14 groups of four letters and digits."""
    letters = base64.b32encode(seed + sha256(b"casetui paper 1" + seed).digest()[:CHECK]).decode()
    return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def read_code(text: str) -> bytes:
    """The paper key that somebody has typed; raises BadInput for one with a slip in it."""
    letters = "".join(text.split()).replace("-", "").upper()
    letters = letters.replace("0", "O").replace("1", "I").replace("8", "B")
    try:
        found = base64.b32decode(letters)
    except ValueError:
        found = b""
    seed, check = found[:KEY], found[KEY:]
    if len(seed) != KEY or check != sha256(b"casetui paper 1" + seed).digest()[:CHECK]:
        raise BadInput("the paper key: 14 groups of four letters and digits; one of them is not as printed")
    return seed
