"""SQLModel tables, one module an aggregate; they never leave `data/`."""

from data.model.cases import CaseAssignee, CaseRow, CaseTick, CaseTypeOfCase, DeadlineOfCase, TagOfCase
from data.model.configured import (
    CustomFieldRow,
    CustomValueRow,
    JobTitleRow,
    NoteTemplateRow,
    PriorityRow,
    SettingRow,
)
from data.model.finding import MemberName, MemberWorkplace, NameTerm, TermKey, WorkplaceWord
from data.model.happenings import ActWaiting
from data.model.history import Act, CaseOpening, Change, ChangeLink, ChangeValue
from data.model.holding import (
    GroupMember,
    GroupRow,
    RetypeRow,
    WatcherRow,
)
from data.model.interactions import CaseTypeOfInteraction, InteractionRow, InteractionTick
from data.model.leave import HandedRow, HandoverRow
from data.model.lists import (
    CaseStatusRow,
    CaseTypeRow,
    DeadlineRuleRow,
    InteractionTypeRow,
    MacroRow,
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
from data.model.notices import NoticeOfOfficer, OutgoingMail
from data.model.routines import ClockRow, RoutineRow, RoutineRunRow
from data.model.staff import CaseOfficeRow, OfficeRow, StaffLogin, StaffRow, TeamRow
from data.model.targets import CalendarRow, CaseEscalationRow, CaseHoldRow, CaseTargetRow
from data.model.tasks import CheckItemRow, CheckTickRow, TaskRow, TaskTypeRow
from data.model.together import PresenceRow, SharedDraftRow
from data.model.views import OfficeViewRow, SavedViewRow, ViewPlaceRow

__all__ = [
    "Act",
    "ActWaiting",
    "AddressRow",
    "AskedValue",
    "CalendarRow",
    "CaseAssignee",
    "CaseEscalationRow",
    "CaseHoldRow",
    "CaseOfficeRow",
    "CaseOpening",
    "CaseRow",
    "CaseStatusRow",
    "CaseTargetRow",
    "CaseTick",
    "CaseTypeOfCase",
    "CaseTypeOfInteraction",
    "CaseTypeRow",
    "Change",
    "ChangeLink",
    "ChangeValue",
    "CheckItemRow",
    "CheckTickRow",
    "ClockRow",
    "CustomFieldRow",
    "CustomValueRow",
    "DeadlineOfCase",
    "DeadlineRuleRow",
    "EmailRow",
    "GroupMember",
    "GroupRow",
    "HandedRow",
    "HandoverRow",
    "InteractionRow",
    "InteractionTick",
    "InteractionTypeRow",
    "JobRow",
    "JobTitleRow",
    "LocalValue",
    "MacroRow",
    "MemberName",
    "MemberRow",
    "MemberWorkplace",
    "NameTerm",
    "NoteRow",
    "NoteTemplateRow",
    "NoticeOfOfficer",
    "OfficeRow",
    "OfficeViewRow",
    "OutcomeRow",
    "OutgoingMail",
    "OutlineRow",
    "PhoneRow",
    "PresenceRow",
    "PriorityRow",
    "RelatedToRow",
    "RetypeRow",
    "RoutineRow",
    "RoutineRunRow",
    "SavedViewRow",
    "SectionRow",
    "SettingRow",
    "SharedDraftRow",
    "StaffLogin",
    "StaffRow",
    "TagOfCase",
    "TagOfMember",
    "TagRow",
    "TaskRow",
    "TaskTypeRow",
    "TeamRow",
    "TermKey",
    "ViewPlaceRow",
    "WatcherRow",
    "WorkplaceWord",
]
