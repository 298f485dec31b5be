"""SQLModel tables, one module an aggregate; they never leave `data/`."""

from data.model.cases import CaseAssignee, CaseRow, CaseTypeOfCase, DeadlineOfCase, TagOfCase
from data.model.finding import MemberName, MemberWorkplace, NameTerm, TermKey, WorkplaceWord
from data.model.history import Act, Change, ChangeValue
from data.model.interactions import CaseTypeOfInteraction, InteractionRow
from data.model.lists import (
    CaseStatusRow,
    CaseTypeRow,
    DeadlineRuleRow,
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
    "AskedValue",
    "CaseAssignee",
    "CaseRow",
    "CaseStatusRow",
    "CaseTypeOfCase",
    "CaseTypeOfInteraction",
    "CaseTypeRow",
    "Change",
    "ChangeValue",
    "DeadlineOfCase",
    "DeadlineRuleRow",
    "EmailRow",
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
    "SectionRow",
    "StaffRow",
    "TagOfCase",
    "TagOfMember",
    "TagRow",
    "TeamRow",
    "TermKey",
    "WorkplaceWord",
]
