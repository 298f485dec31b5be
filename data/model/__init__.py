"""SQLModel tables, one module an aggregate; they never leave `data/`."""

from data.model.cases import CaseAssignee, CaseRow, CaseTypeOfCase, TagOfCase
from data.model.finding import MemberName, MemberWorkplace, NameTerm, TermKey, WorkplaceWord
from data.model.history import Act, Change, ChangeValue
from data.model.holding import (
    AllocationRow,
    GroupMember,
    GroupOfCaseType,
    GroupRow,
    RetypeValue,
    WatcherRow,
)
from data.model.interactions import CaseTypeOfInteraction, InteractionRow
from data.model.lists import (
    CaseStatusRow,
    CaseTypeRow,
    InteractionTypeRow,
    OutcomeRow,
    OutlineRow,
    RelatedToRow,
    TagRow,
)
from data.model.members import (
    AddressRow,
    AskedValue,
    EmailRow,
    JobRow,
    LocalValue,
    MemberRow,
    PhoneRow,
    TagOfMember,
)
from data.model.notes import NoteRow, SectionRow
from data.model.staff import OfficeRow, StaffRow, TeamRow

__all__ = [
    "Act",
    "AddressRow",
    "AllocationRow",
    "AskedValue",
    "CaseAssignee",
    "CaseRow",
    "CaseStatusRow",
    "CaseTypeOfCase",
    "CaseTypeOfInteraction",
    "CaseTypeRow",
    "Change",
    "ChangeValue",
    "EmailRow",
    "GroupMember",
    "GroupOfCaseType",
    "GroupRow",
    "InteractionRow",
    "InteractionTypeRow",
    "JobRow",
    "LocalValue",
    "MemberName",
    "MemberRow",
    "MemberWorkplace",
    "NameTerm",
    "NoteRow",
    "OfficeRow",
    "OutcomeRow",
    "OutlineRow",
    "PhoneRow",
    "RelatedToRow",
    "RetypeValue",
    "SectionRow",
    "StaffRow",
    "TagOfCase",
    "TagOfMember",
    "TagRow",
    "TeamRow",
    "TermKey",
    "WatcherRow",
    "WorkplaceWord",
]
