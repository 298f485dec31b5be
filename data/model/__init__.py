"""SQLModel tables, one module an aggregate; they never leave `data/`."""

from data.model.cases import CaseAssignee, CaseRow, CaseTypeOfCase
from data.model.history import Act, Change, ChangeValue
from data.model.interactions import CaseTypeOfInteraction, InteractionRow
from data.model.lists import CaseStatusRow, CaseTypeRow, InteractionTypeRow, OutcomeRow, RelatedToRow
from data.model.members import AddressRow, EmailRow, JobRow, MemberName, MemberRow, PhoneRow
from data.model.notes import NoteRow, SectionRow
from data.model.staff import OfficeRow, StaffRow, TeamRow

__all__ = [
    "Act",
    "AddressRow",
    "CaseAssignee",
    "CaseRow",
    "CaseStatusRow",
    "CaseTypeOfCase",
    "CaseTypeOfInteraction",
    "CaseTypeRow",
    "Change",
    "ChangeValue",
    "EmailRow",
    "InteractionRow",
    "InteractionTypeRow",
    "JobRow",
    "MemberName",
    "MemberRow",
    "NoteRow",
    "OfficeRow",
    "OutcomeRow",
    "PhoneRow",
    "RelatedToRow",
    "SectionRow",
    "StaffRow",
    "TeamRow",
]
