"""Changes to what is known of a contact: one form for a name, a telephone, an address, a job or a tag."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from data.types.notes import Section


class Part(StrEnum):
    """What of a contact is changed, in the officers' words."""

    MEMBER = "name"
    PHONE = "phone"
    EMAIL = "e-mail"
    ADDRESS = "address"
    JOB = "job"
    TAG = "tag"


class Deed(StrEnum):
    """What is done with it."""

    ADD = "add"
    CHANGE = "change"
    REMOVE = "remove"
    PRIMARY = "primary"
    OURS = "ours"
    """Of what the membership system changed too: what was written here stands."""
    THEIRS = "theirs"
    """What the membership system says stands."""


class DetailField(NamedTuple):
    """One value of a part: its column, and what the screen calls it."""

    name: str
    label: str
    day: bool = False
    """Its value is a day."""


FIELDS: dict[Part, tuple[DetailField, ...]] = {
    Part.MEMBER: (
        DetailField("given", "First name"),
        DetailField("family", "Last name"),
        DetailField("informal", "Known as"),
    ),
    Part.PHONE: (DetailField("shown", "Phone"), DetailField("kind", "Kind")),
    Part.EMAIL: (DetailField("address", "E-mail"), DetailField("kind", "Kind")),
    Part.ADDRESS: (
        DetailField("street", "Street"),
        DetailField("suburb", "Suburb"),
        DetailField("state", "State"),
        DetailField("postcode", "Postcode"),
        DetailField("country", "Country"),
        DetailField("kind", "Kind"),
    ),
    Part.JOB: (
        DetailField("employer", "Employer"),
        DetailField("worksite", "Worksite"),
        DetailField("department", "Department"),
        DetailField("role_title", "Role"),
        DetailField("classification", "Level"),
        DetailField("employment_type", "Basis"),
        DetailField("state", "State"),
        DetailField("start_on", "Since", day=True),
        DetailField("end_on", "Ended", day=True),
    ),
    Part.TAG: (DetailField("name", "Tag"),),
}
"""In the order of the screen; the first of each is what it cannot be without."""

TABLE_OF = {
    Part.PHONE: "member_phone",
    Part.EMAIL: "member_email",
    Part.ADDRESS: "member_address",
    Part.JOB: "job",
}
"""Where the rows of a part are kept: what is asked of one is asked under `member_phone/ID`."""

DO_NOT_CONTACT = "do_not_contact"
"""Also a value of the name's part: `yes` or empty."""


@dataclass(repr=False)
class DetailEdit:
    """One change to a contact as far as it is typed; its id is the draft's, and of what is added the row's."""

    id: UUID
    member_id: UUID
    member_label: str
    """Name and number, so that a draft can be shown without the store."""
    version: int
    """Of the contact as it was read."""
    part: Part
    deed: Deed
    row_id: UUID | None = None
    """The telephone, address, … that is changed, removed or made the primary one."""
    was: dict[str, str] = field(default_factory=dict)
    """Values as they were read; only those that differ are changed."""
    values: dict[str, str] = field(default_factory=dict)
    """As typed: a day is whatever means one."""
    reason: str = ""

    @property
    def sections(self) -> list[Section]:
        """What is written, for lists of drafts."""
        return [Section(self.part.value, ", ".join(text for text in self.values.values() if text))]

    def changed(self) -> dict[str, str]:
        """The values that differ from what was read."""
        return {name: text for name, text in self.values.items() if text != self.was.get(name, "")}

    @property
    def settles(self) -> tuple[str, ...]:
        """What it answers, of that which two sides changed: fields of the name, or a row."""
        if self.deed not in (Deed.OURS, Deed.THEIRS):
            return ()
        return (f"{TABLE_OF[self.part]}/{self.row_id}",) if self.part in TABLE_OF else tuple(self.was)

    def is_blank(self) -> bool:
        """Nothing differs from what was read."""
        return self.deed in (Deed.ADD, Deed.CHANGE) and not self.changed()
