"""The anchor: where every chain ends today, signed and kept outside the database, so that cutting the tail shows."""

from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from data.local.signing import mark, public_of, sign, signed_by
from data.repositories.ledger import Chains
from data.store.store import open_store
from data.types.errors import BadInput

FORM = "casetui anchor 1"
Owner = tuple[str, UUID]


class Anchored(NamedTuple):
    """What was written."""

    chains: int
    signed_by: str
    """The mark of the key."""


class Anchor(NamedTuple):
    """What an anchor says."""

    at: datetime
    signed_by: str
    ends: dict[Owner, tuple[int, bytes]]
    """Where each chain ended, and its seal."""


def write_anchor(url: str, password: str | None, file: Path, key: bytes, at: datetime) -> Anchored:
    """Write where every chain ends, and sign it; a file that is there is refused.

    Raises BadInput for a file that cannot be written, and what opening a store raises.
    """
    if file.exists():
        raise BadInput(f"the file to write: {file} is there already")
    store = open_store(url, password)
    try:
        store.check()
        with store.auditing() as connection:
            lines = [
                f"{end.kind} {end.owner_id} {end.place} {end.seal.hex()}" for end in Chains(connection).ends()
            ]
    finally:
        store.close()
    body = "".join(f"{line}\n" for line in lines)
    public = public_of(key)
    head = _head(at.isoformat(), len(lines), sha256(body.encode()).hexdigest(), public)
    text = f"{head}signature {sign(key, head.encode()).hex()}\n{body}"
    made = file.with_name(f".{file.name}.part")
    try:
        made.write_text(text, "utf-8")
        made.replace(file)
    except OSError as error:
        raise BadInput(f"the file to write: {file} ({error.strerror})") from None
    return Anchored(len(lines), mark(public))


def read_anchor(file: Path, key: bytes | None = None) -> Anchor:
    """What an anchor says, its signature checked; with a `key` it must be that one's.

    Raises BadInput for a file that is none, was changed after it was signed, or was signed by another key.
    """
    try:
        lines = file.read_text("utf-8").splitlines()
        form, at, chains, heads, public_key, signature, *ends = lines
    except (OSError, UnicodeDecodeError):
        raise BadInput(f"the anchor: {file} cannot be read") from None
    except ValueError:
        raise BadInput(f"the anchor: {file} is none") from None
    said = dict(line.partition(" ")[::2] for line in (at, chains, heads, public_key, signature))
    try:
        public, signed = bytes.fromhex(said["key"]), bytes.fromhex(said["signature"])
        found = {
            (kind, UUID(owner)): (int(place), bytes.fromhex(seal))
            for kind, owner, place, seal in (line.split(" ") for line in ends)
        }
        moment = datetime.fromisoformat(said["at"])
    except (KeyError, ValueError):
        raise BadInput(f"the anchor: {file} is none, or a line of it was changed") from None
    body = "".join(f"{line}\n" for line in ends)
    head = _head(said["at"], len(ends), sha256(body.encode()).hexdigest(), public)
    if [form, at, chains, heads, public_key] != head.splitlines() or not signed_by(
        public, head.encode(), signed
    ):
        raise BadInput(f"the anchor: {file} was changed after it was signed")
    if key is not None and public_of(key) != public:
        raise BadInput(f"the anchor: {file} was signed by another key, {mark(public)}")
    return Anchor(moment, mark(public), found)


def _head(at: str, chains: int, heads: str, public: bytes) -> str:
    return f"{FORM}\nat {at}\nchains {chains}\nheads {heads}\nkey {public.hex()}\n"
