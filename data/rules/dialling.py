"""Which telephone is dialled, and how its link is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.types.members import Phone

_KEPT = re.compile(r"[^0-9+]")
SHORTEST = 3
"""Digits below which nothing is dialled."""


def to_dial(phones: Sequence[Phone]) -> Phone | None:
    """The primary telephone, else the first; None when no number can be read in any."""
    found = [phone for phone in phones if dialled(phone)]
    return next((phone for phone in found if phone.primary), found[0] if found else None)


def dialled(phone: Phone) -> str:
    """The number as it is dialled, "+61491570006": digits and a leading plus, nothing else; empty for none."""
    number = _KEPT.sub("", phone.e164 or phone.shown.split("ext")[0])
    number = number[:1] + number[1:].replace("+", "")
    return number if len(number.lstrip("+")) >= SHORTEST else ""


def tel(number: str) -> str:
    """The link that telephone programs take."""
    return f"tel:{number}"
