"""Fields of the office's own on its cases (features A3.25)."""

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes/no"
    CHOICE = "choice"
    SEVERAL = "several"


class CustomField(NamedTuple):
    """One field."""

    name: str
    """Short and in small letters: what commands and the file call it."""
    label: str
    kind: Kind
    case_types: tuple[str, ...] = ()
    """Keys of the case types that have it; none means every case."""
    options: tuple[str, ...] = ()
    """What can be chosen, of a choice."""
    required: bool = False
    """Asked for where a case is created (features A3.25)."""
