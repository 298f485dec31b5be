"""From a name to a screen: modules are imported when they are first needed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

    from data.types.case_edits import CaseEdit
    from data.types.forms import Form
    from screens.seat import Seat
    from screens.seat_screen import SeatScreen


def screen_for(seat: Seat, kind: str, record_id: UUID | None, text: str = "") -> SeatScreen:
    """The screen of that name for that record; KeyError when there is none."""
    if kind == "member" and record_id is not None:
        from screens.member import MemberScreen

        return MemberScreen(seat, record_id)
    if kind == "details" and record_id is not None:
        from screens.details import DetailsScreen

        return DetailsScreen(seat, record_id)
    if kind == "tags" and record_id is not None:
        from screens.tags import TagsScreen

        return TagsScreen(seat, record_id)
    if kind == "case_tags" and record_id is not None:
        from screens.tags import CaseTagsScreen

        return CaseTagsScreen(seat, record_id)
    if kind == "case_details" and record_id is not None:
        from screens.case_details import CaseDetailsScreen

        return CaseDetailsScreen(seat, record_id)
    if kind == "case_targets" and record_id is not None:
        from screens.case_targets import CaseTargetsScreen

        return CaseTargetsScreen(seat, record_id)
    if kind == "documents" and record_id is not None:
        from screens.documents import DocumentsScreen

        return DocumentsScreen(seat, text, record_id)
    if kind == "case_tasks" and record_id is not None:
        from screens.case_tasks import CaseTasksScreen

        return CaseTasksScreen(seat, record_id, text)
    if kind == "notes":
        from screens.found_notes import FoundNotesScreen

        return FoundNotesScreen(seat)
    if kind == "tasks":
        from screens.tasks import TasksScreen

        return TasksScreen(seat)
    if kind == "triage":
        from screens.triage import TriageScreen

        return TriageScreen(seat, text, record_id)
    if kind in ("case", "note") and record_id is not None:
        from screens.case import CaseScreen

        return CaseScreen(seat, record_id)
    if kind == "interaction" and record_id is not None:
        from screens.interaction import InteractionScreen

        return InteractionScreen(seat, record_id)
    if kind == "handover" and record_id is not None:
        from screens.handover import HandoverScreen

        return HandoverScreen(seat, text, record_id)
    if kind == "history" and record_id is not None:
        from screens.history import HistoryScreen

        return HistoryScreen(seat, text, record_id)
    if kind == "case_good" and record_id is not None:
        from screens.case_good import CaseGoodScreen

        return CaseGoodScreen(seat, record_id)
    if kind == "case_notes" and record_id is not None:
        from screens.case_notes import CaseNotesScreen

        return CaseNotesScreen(seat, record_id)
    if kind in ("emails_of_case", "emails_of_member") and record_id is not None:
        from data.types.emails import Target
        from screens.emails import EmailsScreen

        of_case = kind == "emails_of_case"
        return EmailsScreen(seat, Target(record_id) if of_case else Target(member_id=record_id))
    if kind == "email" and record_id is not None:
        from screens.email import EmailScreen

        return EmailScreen(seat, record_id)
    if kind == "to_file":
        from screens.to_file import ToFileScreen

        return ToFileScreen(seat)
    if kind == "find":
        from screens.find import FindScreen

        return FindScreen(seat, text=text)
    if kind == "drafts":
        from screens.drafts import DraftsScreen

        return DraftsScreen(seat)
    if kind == "calls":
        from screens.calls import CallsScreen

        return CallsScreen(seat)
    if kind == "inbox":
        from screens.inbox import InboxScreen

        return InboxScreen(seat)
    if kind == "switches":
        from screens.switches import SwitchesScreen

        return SwitchesScreen(seat)
    if kind == "undoing":
        from screens.undoing import UndoablesScreen

        return UndoablesScreen(seat)
    if kind == "office":
        from screens.office import OfficeScreen

        return OfficeScreen(seat)
    if kind == "who":
        from screens.who import WhoScreen

        return WhoScreen(seat)
    if kind == "views":
        from screens.views import ViewsScreen

        return ViewsScreen(seat)
    if kind == "workload":
        from screens.workload import WorkloadScreen

        return WorkloadScreen(seat)
    if kind == "leave" and record_id is not None:
        from screens.leave import LeaveScreen

        return LeaveScreen(seat, record_id, text)
    if kind == "help":
        from screens.help import HelpScreen

        return HelpScreen(seat, text)
    raise KeyError(kind)


def screen_waiting(seat: Seat, kind: str) -> SeatScreen:
    """The screen of that name, made for nobody and no record before anyone asks for it; KeyError when there is none."""
    from uuid import UUID

    nobody = UUID(int=0)
    if kind == "call":
        from data.types.forms import InteractionForm
        from screens.call import CallScreen

        return CallScreen(seat, InteractionForm(nobody, seat.clock()), waits=True)
    if kind == "member":
        from screens.member import MemberScreen

        return MemberScreen(seat, nobody, waits=True)
    if kind == "case":
        from screens.case import CaseScreen

        return CaseScreen(seat, nobody, waits=True)
    if kind == "documents":
        from screens.documents import DocumentsScreen

        return DocumentsScreen(seat, "", nobody, waits=True)
    if kind == "triage":
        from screens.triage import TriageScreen

        return TriageScreen(seat, waits=True)
    raise KeyError(kind)


def screen_to_write(seat: Seat, form: Form, kind: str = "") -> SeatScreen:
    """The screen that goes on with a form; `kind` names it where nothing is written yet that would tell."""
    from data.types.case_edits import CaseEdit
    from data.types.details import DetailEdit
    from data.types.documents import Attachment
    from data.types.forms import CaseForm, ContactForm, InteractionEdit, InteractionForm
    from data.types.messages import MessageForm
    from data.types.tasks import TaskEdit

    if isinstance(form, InteractionForm):
        from screens.call import CallScreen

        return CallScreen(seat, form)
    if isinstance(form, CaseForm):
        from screens.convert import ConvertScreen

        return ConvertScreen(seat, form)
    if isinstance(form, CaseEdit):
        return _case_screen(seat, form, kind)
    if isinstance(form, InteractionEdit):
        from screens.amend import AmendScreen

        return AmendScreen(seat, form)
    if isinstance(form, ContactForm):
        from screens.contact import ContactScreen

        return ContactScreen(seat, form)
    if isinstance(form, DetailEdit):
        from screens.detail import DetailScreen

        return DetailScreen(seat, form)
    if isinstance(form, TaskEdit):
        from screens.task import AppointmentScreen, TaskScreen

        timed = form.type_id is None and form.was.starts_at is not None
        return (AppointmentScreen if kind == "appointment" or timed else TaskScreen)(seat, form)
    if isinstance(form, MessageForm):
        from screens.message import MessageScreen

        return MessageScreen(seat, form)
    if isinstance(form, Attachment):
        from screens.attaching import AttachingScreen

        return AttachingScreen(seat, form)
    raise TypeError(type(form).__name__)


def _case_screen(seat: Seat, edit: CaseEdit, kind: str) -> SeatScreen:
    """Next steps and follow-up are written on the case, its description and its other fields each on their own."""
    was, now = edit.was, edit.now
    if kind == "case_words" or now.sections != was.sections:
        from screens.case_words import CaseWordsScreen

        return CaseWordsScreen(seat, edit)
    if replace(now, next_steps=was.next_steps, follow_up_on=was.follow_up_on) != was:
        from screens.case_details import CaseDetailsScreen

        return CaseDetailsScreen(seat, edit.case_id, edit)
    from screens.case import CaseScreen

    return CaseScreen(seat, edit.case_id, edit)
