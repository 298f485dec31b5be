"""What is being written: forms are mutable, live in drafts, and are checked by `data.rules`.

Without slots and without a repr: both cost time before the first paint, and a repr would put a note into a log.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from data.types.case_edits import CaseEdit
from data.types.details import DetailEdit
from data.types.documents import Attachment
from data.types.members import ContactKind
from data.types.messages import MessageForm
from data.types.notes import BIMAA, Section
from data.types.staff import Assignee
from data.types.tasks import TaskEdit

SPOKE_WITH = ("member", "representative", "employer", "other")
"""Whom an officer may have spoken with (design of the call)."""


@dataclass(repr=False)
class InteractionForm:
    """One contact with a member, as far as it is written; its id is the draft's and becomes the interaction's."""

    id: UUID
    started_at: datetime
    """When the note began, UTC; the call timer counts from here."""
    member_id: UUID | None = None
    """None until someone is found: a note may begin before anyone knows who is calling."""
    member_label: str = ""
    """Name and number, so that a draft can be shown without the store."""
    caller: str = ""
    """The number that called, as it was dialled; the member may still be unknown."""
    about_case_id: UUID | None = None
    """Set when the contact is about an open case: it is then saved as a note of that case (features A1.01)."""
    secure: bool = False
    """As a note of a case: encrypted here, for whoever may open the case by a key of hers (features A3.35)."""
    again_of: UUID | None = None
    """The secure note in whose text's place this is written; nothing but its text is (features A3.35)."""
    revision: int = 0
    """Of that text as it was read: written again by somebody meanwhile, it is asked for anew."""
    template: str = BIMAA.key
    sections: list[Section] = field(default_factory=lambda: [Section(title, "") for title in BIMAA.sections])
    interaction_type: str = ""
    related_to: str = ""
    case_types: list[str] = field(default_factory=list)
    """Keys of case types, the first is primary (features A1.17, A2.08)."""
    outcome: str = ""
    follow_up_on: date | None = None
    follow_up_by: UUID | None = None
    """Who is to follow up; None is whoever submits it (features A1.19)."""
    follow_up_action: str = ""
    """What is to be done then, in one line."""
    job_id: UUID | None = None
    ticket_url: str = ""
    spoke_with: str = ""
    """`member`, `representative`, `employer`, `other`; empty while it is not said."""
    identity_checked: bool = False
    no_advice: bool = False
    """Advice is left empty deliberately (features A1.23)."""
    reviewed_prior: bool = False
    """Earlier contact was on the screen while this was written (features A1.09)."""
    duration_s: int | None = None
    """Seconds it has been in front so far; the length of the call once it is submitted."""

    def body(self, title: str) -> str:
        """The text of the section with that title; empty when there is none."""
        return next((part.body for part in self.sections if part.title == title), "")

    def is_blank(self) -> bool:
        """Nothing typed or attached yet, so that leaving it needs no draft."""
        return not (
            any(part.body.strip() for part in self.sections)
            or self.member_id
            or self.caller
            or self.related_to
            or self.outcome
            or self.follow_up_on
            or self.follow_up_by
            or self.follow_up_action
            or self.job_id
            or self.ticket_url
            or self.spoke_with
            or self.identity_checked
            or self.no_advice
        )


@dataclass(repr=False)
class CaseForm:
    """A case as far as it is filled; its id is the draft's and becomes the case's."""

    id: UUID
    member_id: UUID
    member_label: str
    interaction_id: UUID | None
    """The interaction it is converted from; None only for a case created directly (features A2.03)."""
    title: str = ""
    case_types: list[str] = field(default_factory=list)
    status: str = ""
    template: str = BIMAA.key
    sections: list[Section] = field(default_factory=list)
    """The description, in the same structure as the note (features A2.10)."""
    next_steps: str = ""
    assignees: list[Assignee] = field(default_factory=list)
    """The first is primary (features A3.16)."""
    by_rule: bool = False
    """Where nobody is named, the rule of the case type or of the office says who (features A5.10)."""
    job_id: UUID | None = None
    follow_up_on: date | None = None
    due_on: date | None = None
    """When it should be completed, apart from the follow-up (features A3.29)."""
    ticket_url: str = ""
    direct_reason: str = ""
    opened_on: date | None = None
    """When the matter began to be one; None is the day it is created (features A3.26)."""
    location: str | None = None
    """Where it happened; None is the contact's address (features A3.27)."""
    location_note: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    """What fields of the office's own hold, by name (features A3.25)."""
    effect: str = ""
    """The day it took effect, from which limits run: ISO, `unknown`, or empty while nobody said (domain D2)."""
    mail_contact: bool = False
    """The contact gets a mail that it was created, where the office has that (features A3.08)."""

    def body(self, title: str) -> str:
        """The text of the section with that title; empty when there is none."""
        return next((part.body for part in self.sections if part.title == title), "")


@dataclass(repr=False)
class InteractionContents:
    """What of a submitted interaction can be put right (features A1.32)."""

    sections: list[Section]
    interaction_type: str
    related_to: str
    case_types: list[str]
    outcome: str
    follow_up_on: date | None
    ticket_url: str
    follow_up_by: UUID | None = None
    """Who follows up as long as that is to do; None where nobody does."""
    follow_up_action: str = ""
    job_id: UUID | None = None
    spoke_with: str = ""
    identity_checked: bool = False
    no_advice: bool = False


@dataclass(repr=False)
class InteractionEdit:
    """Changes to a submitted interaction as far as they are typed; its id is the draft's, not the interaction's."""

    id: UUID
    interaction_id: UUID
    member_label: str
    """Number and member, so that a draft can be shown without the store."""
    version: int
    """Of the interaction as it was read."""
    was: InteractionContents
    now: InteractionContents

    @property
    def sections(self) -> list[Section]:
        """What is written, for lists of drafts."""
        return self.now.sections

    def is_blank(self) -> bool:
        """Nothing differs from what was read."""
        return self.now == self.was


@dataclass(repr=False)
class ContactForm:
    """A contact that is not on record yet; its id is the draft's and becomes the contact's (features A3.06)."""

    id: UUID
    kind: ContactKind = ContactKind.PERSON
    given: str = ""
    family: str = ""
    name: str = ""
    """Of an organisation."""
    phone: str = ""
    email: str = ""
    street: str = ""
    suburb: str = ""
    state: str = ""
    postcode: str = ""

    @property
    def member_label(self) -> str:
        """The name as far as it is typed, for lists of drafts."""
        return self.name if self.kind is ContactKind.ORGANISATION else f"{self.given} {self.family}".strip()

    @property
    def sections(self) -> list[Section]:
        """What is written, for lists of drafts."""
        reached = (self.phone, self.email, self.street, self.suburb)
        return [Section("Reached by", ", ".join(part for part in reached if part))]

    def is_blank(self) -> bool:
        """Nothing typed."""
        place = (self.street, self.suburb, self.state, self.postcode)
        return not any((self.given, self.family, self.name, self.phone, self.email, *place))


Form = (
    InteractionForm
    | CaseForm
    | CaseEdit
    | InteractionEdit
    | ContactForm
    | DetailEdit
    | TaskEdit
    | Attachment
    | MessageForm
)
"""Whatever can be a draft."""
