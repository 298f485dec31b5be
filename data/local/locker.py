"""Private keys of secure notes, in the system's keyring; and what this machine knows of keys by itself.

What it knows is no secret, and stands in a file: whose list of keys it believes, the newest it has seen, and which
revision of a note. A database that tells otherwise is noticed by it. keyring is imported inside the functions.
"""

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from data.local.home import home
from data.local.passwords import SERVICE, NoKeyring, keyring_state
from data.types.errors import CasetuiError
from data.types.secure import Pins, SignedList

FILE = "keys.json"
_HELD: dict[str, bytes] = {}
"""What was opened with a passphrase in this run, on a machine without a keyring."""


class PinsUnreadable(CasetuiError):
    """The file is damaged: without it nobody is believed."""

    title = "The file of this machine in which trusted keys stand cannot be read"
    todo = "Move it away, and run `casetui keys trust` with the union's mark."


class Locker:
    """The keys of one machine for one database."""

    def __init__(self, store: str, file: Path | None = None) -> None:
        self._store = store
        self._file = file

    def private(self, public: bytes) -> bytes | None:
        """The private half, or None where it is not here or the keyring does not open."""
        held = _HELD.get(public.hex())
        if held is not None:
            return held
        if not keyring_state().usable:
            return None
        import keyring
        from keyring.errors import KeyringError

        try:
            kept = keyring.get_password(SERVICE, _name(public))
            return bytes.fromhex(kept) if kept else None
        except (KeyringError, ValueError):
            return None

    def keep(self, public: bytes, private: bytes) -> None:
        """Into the keyring; raises NoKeyring."""
        if not keyring_state().usable:
            raise NoKeyring(todo="Give a passphrase instead: `casetui keys make --passphrase`.")
        import keyring
        from keyring.errors import KeyringError

        try:
            keyring.set_password(SERVICE, _name(public), private.hex())
        except KeyringError as error:
            raise NoKeyring(type(error).__name__) from None

    def hold(self, public: bytes, private: bytes) -> None:
        """Only until this program ends."""
        _HELD[public.hex()] = private

    def keyring(self) -> str:
        """The name of the keyring; empty where there is none."""
        state = keyring_state()
        return state.name if state.usable else ""

    def pins(self) -> Pins:
        """What is known here; raises PinsUnreadable."""
        said = self._read().get(self._store, {})
        try:
            notes = {str(note): int(revision) for note, revision in said.get("notes", {}).items()}
            newest = said.get("newest")
            return Pins(
                bytes.fromhex(said.get("union", "")),
                SignedList(int(newest[0]), str(newest[1]), bytes.fromhex(newest[2])) if newest else None,
                notes,
            )
        except (AttributeError, IndexError, TypeError, ValueError):
            raise PinsUnreadable(str(self._path)) from None

    def pin(
        self, union: bytes, newest: SignedList | None = None, notes: Mapping[str, int] | None = None
    ) -> None:
        """Know that, and forget nothing newer; another union's key begins anew."""
        before = self.pins()
        known = before if before.union == union else Pins(union)
        later = {note: max(one, known.notes.get(note, 0)) for note, one in (notes or {}).items()}
        if newest is None or (known.newest is not None and known.newest.version >= newest.version):
            newest = known.newest
        wanted = Pins(union, newest, {**known.notes, **later})
        if wanted != before:
            kept = (newest.version, newest.text, newest.signature.hex()) if newest else None
            said = {"union": union.hex(), "newest": kept, "notes": dict(wanted.notes)}
            self._write({**self._read(), self._store: said})

    @property
    def _path(self) -> Path:
        return self._file or home().drafts.with_name(FILE)

    def _read(self) -> dict[str, Any]:
        try:
            found = json.loads(self._path.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError):
            raise PinsUnreadable(str(self._path)) from None
        if not isinstance(found, dict):
            raise PinsUnreadable(str(self._path))
        return found

    def _write(self, values: dict[str, Any]) -> None:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=f".{FILE}.")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(values, file, indent=1)
            Path(name).replace(self._path)
        except OSError as error:
            raise CasetuiError(f"{self._path} cannot be written ({error.strerror})") from None


def _name(public: bytes) -> str:
    return f"secure notes {public.hex()[:32]}"
