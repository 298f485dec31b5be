"""Addresses that are opened in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from data.rules.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.types.choices import Choices

_LONGEST = 2000


def link_fault(address: str, what: str, example: str) -> str:
    """Why an address cannot be opened from here; empty when it can: any https address will do."""
    how = f"{what} begins with https://, such as {example}"
    if len(address) > _LONGEST or clean_line(address) != address or " " in address:
        return how
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return how
    if parts.scheme != "https" or not host:
        return how
    # What stands before an @ can make one host look like another.
    return (
        f"{what} must not contain a login" if parts.username is not None or parts.password is not None else ""
    )


def addresses(case_types: Sequence[str], choices: Choices | None) -> dict[str, tuple[str, ...]]:
    """The `form` that is filled in for a case of these types, and what it is `filed_in` (features A1.42)."""
    types = [choices.case_type(key) for key in case_types] if choices else []
    return {
        name: tuple(
            dict.fromkeys(getattr(one, name) for one in types if one is not None and getattr(one, name))
        )
        for name in ("form", "filed_in")
    }
