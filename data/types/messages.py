"""Messages to a member: what the office has ready, what is being written, what was sent (features A4.22, A3.45)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from data.types.members import MemberCard
from data.types.notes import Section


class MessageKind(StrEnum):
    """How it reaches her."""

    EMAIL = "email"
    SMS = "sms"


class Way(StrEnum):
    """How it left the office."""

    MAIL = "mail"
    """Handed to the office's mail server."""
    OWN = "own program"
    """Opened in the officer's own mail program, who sends it there."""
    COPY = "copied"
    """Copied, and sent from wherever it was pasted."""


class Reply(StrEnum):
    """What became of the question."""

    NONE = ""
    """No reply is waited for."""
    AWAITING = "awaiting"
    REPLIED = "replied"
    SILENT = "no reply"
    """Its days are over."""
    ASKED_AGAIN = "asked again"
    """Another message took its place."""


class MessageTemplate(NamedTuple):
    """A text the office has ready (features A3.45)."""

    name: str
    kind: MessageKind
    subject: str
    body: str
    case_types: tuple[str, ...] = ()
    """Keys of case types it is for; none means every one."""
    close_reasons: tuple[str, ...] = ()
    """It tells the member that her case was closed so (features A5.14)."""
    reply_days: int | None = None
    """How many days a reply is waited for; None waits for none."""


class Loop(NamedTuple):
    """How a case type reminds a member who does not answer (features A5.14)."""

    after: int
    """Days until the first reminder, and between them."""
    most: int
    template: str
    """Name of the message that reminds."""


@dataclass(repr=False)
class MessageForm:
    """A message as far as it is written; its id is the draft's and becomes the message's."""

    id: UUID
    member_id: UUID
    member_label: str
    """The case and her name, so that a draft can be shown without the store."""
    case_id: UUID | None = None
    kind: str = MessageKind.EMAIL
    template: str = ""
    """Name of what it began with; empty for words of one's own."""
    to: str = ""
    """Her address or number."""
    subject: str = ""
    body: str = ""
    reply_days: int | None = None
    way: str = Way.MAIL

    @property
    def sections(self) -> list[Section]:
        """What is written, for lists of drafts."""
        return [Section("Message", self.body or self.subject)]

    def is_blank(self) -> bool:
        """Nothing is written."""
        return not (self.subject.strip() or self.body.strip())


class Composed(NamedTuple):
    """A message exactly as it goes."""

    to: str
    subject: str
    """Empty of a text message."""
    body: str


class Message(NamedTuple):
    """A message that left the office."""

    id: UUID
    case_id: UUID | None
    member_id: UUID
    kind: str
    way: str
    template: str
    to: str
    subject: str
    body: str
    sent_by: str
    """Name; empty where the program itself reminded her."""
    sent_at: datetime
    reply: Reply
    reply_by: date | None
    """The last day on which a reply is waited for."""
    reminded: int
    ended_at: datetime | None


class Awaited(NamedTuple):
    """The question of a case that is open, or that nobody answered."""

    since: datetime
    by: date | None
    silent: bool
    reminded: int = 0


class ToWrite(NamedTuple):
    """What a message is written with: whom to, what the office has ready, what placeholders stand for."""

    card: MemberCard
    templates: tuple[MessageTemplate, ...]
    values: dict[str, str]
    loop: Loop | None = None
    awaited: Awaited | None = None
    posts: bool = True
    """The office has a mail server."""
