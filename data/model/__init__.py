"""SQLModel tables, one module an aggregate; they never leave `data/`."""

from data.model.cases import CaseAssignee, CaseRow, CaseTick, CaseTypeOfCase, DeadlineOfCase, TagOfCase
from data.model.configured import (
    CustomFieldRow,
    CustomValueRow,
    JobTitleRow,
    NoteTemplateRow,
    PriorityRow,
    SettingRow,
    SnippetRow,
)
from data.model.documents import DocumentContent, DocumentPart, DocumentRow
from data.model.emails import FilingRow, LetterRow, LetterSource, MailboxRow
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
from data.model.messages import MessageRow, MessageTemplateRow
from data.model.notes import NoteRow, SectionRow
from data.model.notices import NoticeOfOfficer, OutgoingMail
from data.model.routines import ClockRow, RoutineRow, RoutineRunRow
from data.model.secure import (
    EnvelopeRow,
    KeyListRow,
    KeyRecoveryRow,
    KeyRequestRow,
    OfficerKeyRow,
    SecureTextRow,
    WrappedKeyRow,
)
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
    "DocumentContent",
    "DocumentPart",
    "DocumentRow",
    "EmailRow",
    "EnvelopeRow",
    "FilingRow",
    "GroupMember",
    "GroupRow",
    "HandedRow",
    "HandoverRow",
    "InteractionRow",
    "InteractionTick",
    "InteractionTypeRow",
    "JobRow",
    "JobTitleRow",
    "KeyListRow",
    "KeyRecoveryRow",
    "KeyRequestRow",
    "LetterRow",
    "LetterSource",
    "LocalValue",
    "MacroRow",
    "MailboxRow",
    "MemberName",
    "MemberRow",
    "MemberWorkplace",
    "MessageRow",
    "MessageTemplateRow",
    "NameTerm",
    "NoteRow",
    "NoteTemplateRow",
    "NoticeOfOfficer",
    "OfficeRow",
    "OfficeViewRow",
    "OfficerKeyRow",
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
    "SecureTextRow",
    "SettingRow",
    "SharedDraftRow",
    "SnippetRow",
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
    "WrappedKeyRow",
]
