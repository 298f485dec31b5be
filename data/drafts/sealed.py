"""Forms as they are written to the file: those of secure notes encrypted, where this machine has a keyring (A3.35)."""

from __future__ import annotations

from collections.abc import Callable
from os import urandom
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

    from data.types.drafts import DraftKind
    from data.types.forms import Form

KeyOf = Callable[[bool], bytes | None]
"""The key of drafts on this machine, made where there is none if so asked; None without a keyring."""


class DraftLocked(ValueError):
    """An encrypted draft whose key is not here, or is another."""


def no_key(make: bool) -> bytes | None:
    """As on a machine without a keyring."""
    return None


def is_secure(form: Form) -> bool:
    """Whether its words are for readers with a key alone."""
    return bool(getattr(form, "secure", False))


def written(form: Form, key_of: KeyOf) -> str:
    """The form for the file; in the open where it is not secure, or there is no keyring."""
    from data.drafts import forms

    text = forms.written(form)
    if not is_secure(form):
        return text
    from data.rules.draft_sealing import seal_draft
    from data.rules.sealing import NONCE

    key = key_of(True)
    return text if key is None else seal_draft(form.id, text, key, urandom(NONCE))


def is_sealed(text: str) -> bool:
    """Whether that is an encrypted form; told without what opens it."""
    return text.startswith('{"sealed":')


def opened(draft_id: UUID, text: str, key_of: KeyOf) -> str:
    """What was written, in the open; raises DraftLocked."""
    if not is_sealed(text):
        return text
    from data.rules.draft_sealing import open_draft

    key = key_of(False)
    if key is None:
        raise DraftLocked
    try:
        return open_draft(draft_id, text, key)
    except ValueError:
        raise DraftLocked from None


def read(draft_id: UUID, kind: DraftKind, text: str, key_of: KeyOf) -> Form:
    """The form of a row; raises ValueError for one that is none, DraftLocked."""
    from data.drafts import forms

    return forms.read(kind, opened(draft_id, text, key_of))
