"""Changes to a case that stands in the store: what of it can be changed, and what was typed so far."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from data.types.notes import Section
from data.types.staff import Assignee

NEXT_STEPS = "Next steps"
"""Title of what stands after the sections of the description."""
CLOSE_REASONS = ("resolved", "shelved")
"""A case is closed because it is resolved, or shelved indefinitely (features A3.19)."""


@dataclass(repr=False)
class CaseContents:
    """What of a case can be changed after it was created (features A4.18)."""

    sections: list[Section] = field(default_factory=list)
    """The description: the note it was opened with."""
    next_steps: str = ""
    title: str = ""
    case_types: list[str] = field(default_factory=list)
    """Keys, the first is primary (features A2.08)."""
    status: str = ""
    substatus: str = ""
    """What the status is more exactly (features A3.20)."""
    close_reason: str = ""
    """`resolved` or `shelved` of a closed case (features A3.19)."""
    assignees: list[Assignee] = field(default_factory=list)
    """The first is primary (features A3.16)."""
    job_id: UUID | None = None
    follow_up_on: date | None = None
    due_on: date | None = None
    opened_on: date | None = None
    priority: int = 3
    ticket_url: str = ""
    location: str = ""
    location_note: str = ""
    effect: str = ""
    """The day it took effect: ISO, `unknown`, or empty while nobody said (domain D2)."""
    lodged_on: date | None = None
    """When what the law limits was lodged."""
    tags: list[str] = field(default_factory=list)
    confidential: bool = False
    """Not for basic access (features A3.12)."""
    scope: int = 0
    """Who sees it: 0 the office, 1 its team, 2 its staff and administrators (features A3.17, A3.18)."""
    marked_for_review: bool = False
    """For the office's manager to look at (features A3.13)."""
    fields: dict[str, str] = field(default_factory=dict)
    """What fields of the office's own hold, by name; empty ones are not there (features A3.25)."""


@dataclass(repr=False)
class CaseEdit:
    """Changes to a case as far as they are typed; its id is the draft's, not the case's."""

    id: UUID
    case_id: UUID
    member_label: str
    """Number, title and member, so that a draft can be shown without the store."""
    version: int
    """Of the case as it was read."""
    was: CaseContents
    now: CaseContents
    """Only what differs from `was` is changed."""
    reason: str = ""
    leaving: bool = False
    """Whoever changes it was told that she does not see it afterwards, and goes on."""
    anyway: bool = False
    """Closed although something of it is not done yet (features A4.26, B13)."""
    mail_contact: bool = False
    """The contact gets a mail that it was closed, where the office has that (features A3.21)."""

    @property
    def sections(self) -> list[Section]:
        """What is written, for lists of drafts: what differs of the words."""
        before = {part.title: part.body for part in self.was.sections}
        parts = [part for part in self.now.sections if part.body != before.get(part.title, "")]
        if self.now.next_steps != self.was.next_steps or not parts:
            parts.append(Section(NEXT_STEPS, self.now.next_steps))
        return parts

    def is_blank(self) -> bool:
        """Nothing differs from what was read."""
        return self.now == self.was
