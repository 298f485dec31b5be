"""The lists an officer chooses from, as the database holds them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from data.types.custom import CustomField
from data.types.notes import Template
from data.types.notices import NoticeRules
from data.types.outlines import Outline
from data.types.staff import CaseOffice, Officer, OfficeRules, Team

if TYPE_CHECKING:
    from data.types.bulk import Macro
    from data.types.snippets import Declared

NO_RULES: Mapping[str, str] = MappingProxyType({})


class RelatedTo(NamedTuple):
    """A topic of contact (features A1.13)."""

    name: str
    industrial: bool
    default_case_type: str | None
    """Key of the case type that choosing this topic fills in: one choice, not two."""
    template: str = ""
    """Key of the intake template that choosing it brings (features A3.15)."""


class CaseType(NamedTuple):
    """A category of case (features A2.08, A4.02)."""

    key: str
    label: str
    parent: str | None = None
    """Key of the one it stands under (features A3.14)."""
    template: str = ""
    """Key of the intake template that choosing it brings (features A3.15)."""
    follow_up: str = ""
    """Follow-up day of a new case, as officers write it (features A5.11)."""
    due: str = ""
    deadline_rule: str = ""
    """Key of the limit set by law that such a case has; empty where there is none."""
    form: str = ""
    """Address of the form that is filled in for such a case (features A1.42)."""
    filed_in: str = ""
    """Address of where that form is filed."""
    runs_from: str = ""
    """The event that limit runs from, in words (domain D2)."""
    starters: tuple[str, ...] = ()
    """Names of groups that raise such a case; none means everyone (features A4.03)."""
    may_raise: bool = True
    """Whether the officer who reads the lists does."""


class CaseStatus(NamedTuple):
    """A status; exactly one of kind open and one of kind closed exist (features A4.06)."""

    name: str
    kind: str
    """`open`, `progress` or `closed`."""
    substatuses: tuple[str, ...] = ()
    """What it may be more exactly (features A3.20)."""


class Choices(NamedTuple):
    """Every list, read once when a screen with fields opens."""

    interaction_types: tuple[str, ...]
    related_to: tuple[RelatedTo, ...]
    outcomes: tuple[str, ...]
    case_types: tuple[CaseType, ...]
    statuses: tuple[CaseStatus, ...]
    staff: tuple[Officer, ...]
    teams: tuple[Team, ...]
    tags: tuple[str, ...] = ()
    recent_topics: tuple[str, ...] = ()
    """Topics of the officer's last contacts, the last first (features A1.13)."""
    rules: OfficeRules = OfficeRules()
    outlines: tuple[Outline, ...] = ()
    """What a note of a common kind begins with (features B8)."""
    allocation: Mapping[str, str] = NO_RULES
    """By case type, and under an empty key for the office: how it is decided who gets a new case (features A5.10)."""
    templates: tuple[Template, ...] = ()
    """The intake templates, in the order of the office (features A3.31)."""

    custom_fields: tuple[CustomField, ...] = ()
    """Fields of the office's own on its cases (features A3.25)."""
    priorities: Mapping[int, str] = MappingProxyType({})
    """What each priority means (features A3.22)."""

    macros: tuple[Macro, ...] = ()
    """Several deeds under one name (features B7)."""
    snippets: tuple[Declared, ...] = ()
    """What `::name` becomes in a note of this officer by the office's configuration (features B6)."""
    notices: NoticeRules = NoticeRules()
    """What the office has set about notices: whether a mail to the contact is offered (features A3.08, A3.21)."""
    mails: bool = False
    """The office has a mail server."""
    offices: tuple[CaseOffice, ...] = ()
    """The case offices of the organisation; none where all of it is one (features A3.01)."""
    former: Mapping[str, str] = MappingProxyType({})
    """What is archived and may stand on records still: case types by key, teams by id, and their names."""

    def topic(self, name: str) -> RelatedTo | None:
        """The topic of that name, if there is one."""
        return next((topic for topic in self.related_to if topic.name == name), None)

    def case_type(self, key: str) -> CaseType | None:
        """The case type of that key, if there is one."""
        return next((kind for kind in self.case_types if kind.key == key), None)

    def template(self, key: str) -> Template | None:
        """The intake template of that key, if there is one."""
        return next((one for one in self.templates if one.key == key), None)

    def status(self, name: str) -> CaseStatus | None:
        """The status of that name, if there is one."""
        return next((status for status in self.statuses if status.name == name), None)

    def officer(self, officer_id: UUID) -> Officer | None:
        """The officer of that id, if there is one."""
        return next((person for person in self.staff if person.id == officer_id), None)
