"""What a configuration file would change, and what is configured now."""

from typing import Any, NamedTuple


class Use(NamedTuple):
    """How many records name an entry."""

    what: str
    """`cases`, `interactions`, `contacts`, …"""
    many: int


class FieldChange(NamedTuple):
    """One key of an entry that the file gives another value."""

    key: str
    old: Any
    new: Any


class Difference(NamedTuple):
    """One entry that differs."""

    list: str
    """Key of the list in the file: `case_type`."""
    what: str
    """`added`, `changed`, `renamed`, `archived`, `restored`; `moved` when only the order differs."""
    name: str
    """Natural key of the entry; empty for a list as a whole."""
    was: str = ""
    """The key it had before."""
    fields: tuple[FieldChange, ...] = ()
    used: tuple[Use, ...] = ()

    @property
    def many(self) -> int:
        """How many records use it."""
        return sum(use.many for use in self.used)


class ShownEntry(NamedTuple):
    """An entry as it is looked at."""

    name: str
    said: str
    """Its other values, in words."""
    used: tuple[Use, ...]
    archived: bool
    told: tuple[tuple[str, str], ...] = ()
    """What else there is to be told of it, each with its name: when a routine last did something."""


class ShownList(NamedTuple):
    """A list, or the settings of the office, as they are looked at."""

    list: str
    said: str
    """What people call it: `Case types`."""
    entries: tuple[ShownEntry, ...]
