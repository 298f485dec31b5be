"""The key under which drafts of secure notes lie on this machine: 32 bytes in its keyring (features A3.35).

Not the officer's own key: a draft is written before anybody has asked for that, and by who has none yet.
"""

from os import urandom
from threading import Lock

NAME = "drafts of secure notes"
KEY = 32


class DraftKey:
    """Asked for once a run; a keyring may ask its owner."""

    def __init__(self) -> None:
        self._turn = Lock()
        self._key: bytes | None = None

    def __call__(self, make: bool) -> bytes | None:
        """The key; made where there is none if so asked, None without a keyring or while it does not open."""
        # Not before the first paint: what keeps passwords loads cryptography of its own.
        from data.local.passwords import keyring_state

        with self._turn:
            if self._key is None and keyring_state().usable:
                self._key = _kept_or_made(make)
            return self._key


def _kept_or_made(make: bool) -> bytes | None:
    import keyring
    from keyring.errors import KeyringError

    from data.local.passwords import SERVICE

    try:
        kept = keyring.get_password(SERVICE, NAME)
    except KeyringError:
        # It does not open now. Another key in its place would shut what is there for good.
        return None
    return _made() if kept is None and make else _key_in(kept or "")


def _key_in(kept: str) -> bytes | None:
    try:
        found = bytes.fromhex(kept)
    except ValueError:
        return None
    return found if len(found) == KEY else None


def _made() -> bytes | None:
    """A new one, believed only once the keyring gives it back: drafts under a key that is not kept would be lost."""
    import keyring
    from keyring.errors import KeyringError

    from data.local.passwords import SERVICE

    key = urandom(KEY)
    try:
        keyring.set_password(SERVICE, NAME, key.hex())
        kept = keyring.get_password(SERVICE, NAME)
    except KeyringError:
        return None
    return key if kept == key.hex() else None
