"""Drafts of secure notes as they lie on this machine: encrypted under a key of its keyring (features A3.35)."""

import base64
import json
from uuid import UUID

from data.rules.sealing import NONCE, PADDED

SEALED = "sealed"
"""Under which the words stand in what is written; `data.drafts.sealed` knows them by it."""


def seal_draft(draft_id: UUID, text: str, key: bytes, nonce: bytes) -> str:
    """The form, encrypted for this draft alone; filled up, so that its length tells little."""
    from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt as encrypt
    from nacl.bindings import sodium_pad

    inside = nonce + encrypt(sodium_pad(text.encode("ascii"), PADDED), _bound(draft_id), nonce, key)
    return json.dumps({SEALED: base64.b64encode(inside).decode("ascii")})


def open_draft(draft_id: UUID, text: str, key: bytes) -> str:
    """The form as it was written; raises ValueError where it does not open."""
    from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as decrypt
    from nacl.bindings import sodium_unpad
    from nacl.exceptions import CryptoError

    try:
        inside = base64.b64decode(json.loads(text)[SEALED], validate=True)
        padded = decrypt(inside[NONCE:], _bound(draft_id), inside[:NONCE], key)
        return str(sodium_unpad(padded, PADDED).decode("ascii"))
    except (CryptoError, KeyError, TypeError, ValueError):
        raise ValueError("a draft that does not open") from None


def _bound(draft_id: UUID) -> bytes:
    return f"casetui draft 1|{draft_id}".encode()
