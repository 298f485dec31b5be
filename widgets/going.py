"""Messages that more than one widget sends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from data.types.calls import LoggedCall
    from data.types.errors import CasetuiError
    from data.types.forms import Form
    from data.types.members import MemberHit
    from data.types.news import News


FROM_ACTIONS = "from actions"
"""What is asked at once on the way to the tasks of a case."""


@dataclass(eq=False, repr=False)
class Go(Message):
    """Asks the app for another screen; no screen knows another."""

    kind: str
    """Name of the screen in the app's routes."""
    id: UUID | None = None
    """The record or draft it shows."""
    text: str = ""
    """What was typed already, such as the words of a search."""
    form: Form | None = None
    """What is being written, for the screens that write."""


@dataclass(eq=False, repr=False)
class Heard(Message):
    """Others changed something in the store, or came and went."""

    news: News


@dataclass(eq=False, repr=False)
class Lent(Message):
    """A draft of this machine was given out of hand."""

    id: UUID


@dataclass(eq=False, repr=False)
class Shut(Message):
    """The officer's login was switched off: nothing more is shown."""

    error: CasetuiError


@dataclass(eq=False, repr=False)
class Away(Message):
    """Tells the app that the store did not answer a read: it looks when it is back."""

    error: CasetuiError


class Here(Message):
    """Tells the app that the store answers again."""


@dataclass(eq=False, repr=False)
class Pick(Message):
    """Asks the app to let the officer find a member; `chosen` is called with her, or with None."""

    chosen: Callable[[MemberHit | None], None]
    text: str = ""
    """What to look for at first."""


@dataclass(eq=False, repr=False)
class CallBack(Message):
    """Asks the app for a note of a call to the number of a call that rang."""

    call: LoggedCall


@dataclass(eq=False, repr=False)
class Dial(Message):
    """Asks the app to dial a number."""

    number: str
    """Digits and a leading plus."""
    shown: str
    """How it is written, and whose it is."""


@dataclass(eq=False, repr=False)
class OpenLink(Message):
    """Asks the app to open an address that was checked."""

    url: str


@dataclass(eq=False, repr=False)
class OpenFile(Message):
    """Asks the app to open a file with the system's program for its type."""

    path: str
    instead: str
    """What can be done where there is no such program."""


@dataclass(eq=False, repr=False)
class Came(Message):
    """A contact was made, or one on record taken in its place: whoever looked for somebody gets her."""

    hit: MemberHit
    said: str = ""
    """A sentence for the screen that is seen then."""
    waits: bool = False
    """She is not in the store yet."""


class Outgoing(Message):
    """Something was put into the order of sending."""


@dataclass(eq=False, repr=False)
class GoBack(Message):
    """Asks the app to go back one level."""

    said: str = ""
    """A sentence for the screen that is seen then."""


class TourSeen(Message):
    """The first steps were read to the end, or ended by the officer."""


@dataclass(eq=False, repr=False)
class Said(Message):
    """A sentence for the status line of whatever screen is seen."""

    text: str
    role: str = "text"


@dataclass(eq=False, repr=False)
class Unforeseen(Message):
    """Something failed that nobody foresaw: the app logs it and tells that nothing typed is lost."""

    doing: str
    """Name of the act, never a record's content."""
    error: BaseException


@dataclass(eq=False, repr=False)
class Copy(Message):
    """Asks the app to put text where other programs can paste it from."""

    text: str
    what: str
    """How it is called in the sentence that says so."""


@dataclass(eq=False, repr=False)
class WriteFile(Message):
    """Asks the app to write text to a file that is not there yet."""

    name: str
    """As the officer typed it; a tilde is the own folder."""
    text: str
    what: str
    """How it is called in the sentence that says so."""


@dataclass(eq=False, repr=False)
class EditOutside(Message):
    """Asks the app to let the officer edit a text in a program of her own."""

    text: str
    title: str
    done: Callable[[str | None, str], None]
    """Called with the new text, or None where it stays as it was; and with what to say."""
