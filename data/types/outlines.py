"""Outlines: what a note of a common kind begins with, as the office has set it (features B8)."""

from typing import NamedTuple

from data.types.notes import Section


class Outline(NamedTuple):
    """Text for sections and values for fields; whatever is empty here is left as it is."""

    name: str
    related_to: str = ""
    case_types: tuple[str, ...] = ()
    outcome: str = ""
    follow_up: str = ""
    """A day as officers write it: `+2d`, `fri`."""
    to_do: str = ""
    sections: tuple[Section, ...] = ()


class Filled(NamedTuple):
    """What an outline has done to a note, by the labels of the screen."""

    filled: tuple[str, ...]
    left: tuple[str, ...]
    """What held something else already and was left alone."""
