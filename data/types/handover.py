"""The handover brief: eight questions about a record, each with its answer (features A2.17, acceptance L12)."""

from datetime import date
from typing import NamedTuple


class OnFile(NamedTuple):
    """How much is kept with a record."""

    notes: int = 0
    interactions: int = 0
    """Those that the case came from; of an interaction, itself."""
    tasks: int = 0
    tasks_open: int = 0
    contacts: int = 0
    """All interactions of the member, this one included."""


class Answer(NamedTuple):
    """One of the eight questions."""

    question: str
    text: str
    """Empty where the record holds no answer."""
    lack: str = ""
    """What is said then: "nobody said"."""

    @property
    def said(self) -> str:
        """The answer, or that there is none."""
        return self.text or self.lack


class Pinned(NamedTuple):
    """A note that was put on top of its case."""

    said: str
    """Who pinned it, who wrote it and when."""
    text: str
    internal: bool = False
    """For the office alone (features A3.34)."""


class Handover(NamedTuple):
    """What another officer needs to go on without calling the member again."""

    number: str
    heading: str
    on: date
    """The day it was made."""
    answers: tuple[Answer, ...]
    """All eight, in their order."""
    last_contacts: tuple[str, ...]
    """The last three: when, how, who and about what."""
    marks: str = ""
    """That the case is confidential, seen by few or marked for review."""
    pinned: tuple[Pinned, ...] = ()
    redacted: bool = False
    """Names and numbers stand as placeholders."""

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The questions that the record does not answer."""
        return tuple(one.question for one in self.answers if not one.text)


class Known(NamedTuple):
    """Whom a record names, as far as the store knows: what a redacted text may not hold any more (features B15)."""

    names: tuple[str, ...] = ()
    """The member's: given, family, informal and former ones; each of their words counts too."""
    whole: tuple[str, ...] = ()
    """Names that count only as a whole: an organisation's."""
    numbers: tuple[str, ...] = ()
    """Membership numbers."""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    """Street lines."""
    officers: tuple[tuple[str, ...], ...] = ()
    """Of each colleague, name and login; the record's own come first and get the first numbers."""
