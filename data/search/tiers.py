"""How sure it is that somebody is meant."""

from enum import IntEnum


class Tier(IntEnum):
    """In the order of the list; within one the officer's own members come first."""

    RECORD = 0
    """The record whose number or ticket was typed."""
    EXACT = 1
    """Every word of the name in full, and the day of birth."""
    NUMBER = 2
    """The membership number begins so."""
    PHONE = 3
    """A telephone begins so."""
    TAIL = 4
    """A telephone ends so."""
    BORN = 5
    """Born on the day, with one of the words."""
    WHOLE = 6
    """Every word of the name in full."""
    NAME = 7
    """Every word begins one of the name."""
    WORKPLACE = 8
    """The words are of the name and of the workplace."""
    EMAIL = 9
    """An e-mail address begins so."""
    DAY = 10
    """Born on the day, or on the one that the digits make the other way round."""
    NEAR = 11
    """Spelt alike."""
