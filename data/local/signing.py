"""The key that signs anchors: in the system's keyring, or in a file kept apart from the database.

PyNaCl is imported inside the functions: only who anchors or compares pays for it.
"""

from hashlib import sha256
from pathlib import Path

from data.local.passwords import SERVICE, keyring_state
from data.types.errors import BadInput

NAME = "anchor"
"""Under which the keyring has it."""


def signing_key(file: Path | None, *, make: bool) -> bytes | None:
    """The private key, 32 bytes; a new one where there is none and one may be made, else None.

    Raises BadInput for a file that holds no key, and where there is neither keyring nor file to keep a new one in.
    """
    if file is not None:
        return _of_file(file, make=make)
    if not keyring_state().usable:
        if make:
            raise BadInput("where the signing key is kept: this machine has no keyring, so give --key FILE")
        return None
    import keyring

    kept = keyring.get_password(SERVICE, NAME)
    if kept is None and make:
        kept = _new()
        keyring.set_password(SERVICE, NAME, kept)
    return bytes.fromhex(kept) if kept else None


def _of_file(file: Path, *, make: bool) -> bytes | None:
    try:
        text = file.read_text("ascii").strip()
    except FileNotFoundError:
        if not make:
            raise BadInput(f"the signing key: there is no file {file}") from None
        text = _new()
        file.touch(mode=0o600, exist_ok=False)
        file.write_text(text + "\n", "ascii")
    except (OSError, UnicodeDecodeError):
        raise BadInput(f"the signing key: {file} cannot be read") from None
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise BadInput(f"the signing key: {file} holds none")
    return key


def _new() -> str:
    from nacl.signing import SigningKey

    return bytes(SigningKey.generate()).hex()


def public_of(key: bytes) -> bytes:
    """The public key that goes with a private one."""
    from nacl.signing import SigningKey

    return bytes(SigningKey(key).verify_key)


def sign(key: bytes, message: bytes) -> bytes:
    """The signature of a message, 64 bytes."""
    from nacl.signing import SigningKey

    return SigningKey(key).sign(message).signature


def signed_by(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether that key has signed the message."""
    from nacl.exceptions import BadSignatureError
    from nacl.signing import VerifyKey

    try:
        VerifyKey(public).verify(message, signature)
    except (BadSignatureError, ValueError, TypeError):
        return False
    return True


def mark(public: bytes) -> str:
    """What tells one key from another, short enough to be written down."""
    found = sha256(public).hexdigest()[:16]
    return " ".join(found[at : at + 4] for at in range(0, 16, 4))
