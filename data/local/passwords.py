"""The password of a shared database: in the system's keyring, never in a file.

keyring is imported inside the functions: it costs as much as half the program's start.
"""

import os
from typing import NamedTuple

from data.local.database import password_in, without_password
from data.types.errors import CasetuiError

SERVICE = "casetui"
VARIABLE = "CASETUI_PASSWORD"
MAIL_VARIABLE = "CASETUI_MAIL_PASSWORD"


class NoKeyring(CasetuiError):
    """This machine has no keyring that can be used, as on a server without a desktop."""

    title = "There is no keyring on this machine to keep the password"
    kept = "The password was not written anywhere."
    todo = f"Set {VARIABLE} in the environment of each run, or type the password when you are asked."


class KeyringState(NamedTuple):
    """What `casetui doctor` says of the keyring."""

    usable: bool
    name: str
    """The backend's name, or the reason why there is none."""


def password_for(url: str) -> str | None:
    """The password of that database: from the URL, the environment, then the keyring; or None."""
    if url.startswith("sqlite:"):
        return None
    return password_in(url) or os.environ.get(VARIABLE) or _kept(url)


def mail_password(server: str) -> str | None:
    """The password of a mail server: from the environment, then the keyring; or None."""
    return os.environ.get(MAIL_VARIABLE) or _kept(server)


def keep_password(url: str, password: str) -> None:
    """Put the password into the keyring; raises NoKeyring when there is none."""
    import keyring
    from keyring.errors import KeyringError

    if not keyring_state().usable:
        raise NoKeyring
    try:
        keyring.set_password(SERVICE, without_password(url), password)
    except KeyringError as error:
        raise NoKeyring(type(error).__name__) from None


def forget_password(url: str) -> None:
    """Take the password out of the keyring; nothing happens when it is not there."""
    import keyring
    from keyring.errors import KeyringError, PasswordDeleteError

    try:
        keyring.delete_password(SERVICE, without_password(url))
    except PasswordDeleteError:
        return
    except KeyringError as error:
        raise NoKeyring(type(error).__name__) from None


def keyring_state() -> KeyringState:
    """Whether a keyring can be used here, without asking it for anything."""
    import keyring

    backend = keyring.get_keyring()
    name = str(backend.name)
    if name.startswith(("fail ", "null ")) or backend.priority <= 0:
        return KeyringState(False, "no keyring is available here")
    return KeyringState(True, name)


def _kept(url: str) -> str | None:
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(SERVICE, without_password(url))
    except KeyringError:
        # A locked or missing keyring is like an empty one: the caller asks for the password.
        return None
