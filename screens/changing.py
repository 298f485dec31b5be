"""A case in view that is changed by keys: one field at a time, closed and opened again, its tags."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from data import desk
from data.rules.case_details import contents_of
from data.rules.closing import closed_status
from data.rules.holding import SCOPES
from data.rules.merging import differing
from data.rules.reach import mail_said
from data.rules.targets import is_extension
from data.types.case_edits import CLOSE_REASONS, CaseContents, CaseEdit
from data.types.errors import CasetuiError, Conflict, HeldOpen, StoreTrouble
from data.types.triage import Picked
from screens.acting import Here
from screens.doing import DoingScreen
from screens.holding import OFFICE
from screens.messaging import TO_MEMBER, MessagingScreen
from screens.outward import OutwardScreen
from screens.retyping import RetypingScreen
from screens.standing import briefly
from widgets.actions import key_said
from widgets.choice import Option
from widgets.going import FROM_ACTIONS, Go, Outgoing
from widgets.not_yet import NotYet

if TYPE_CHECKING:
    from datetime import date

    from data.types.drafts import Draft
    from data.types.records import CaseRecord, Saved

ABOUT_CASE = (
    "close_case",
    "case_details",
    "case_tasks",
    "agreed_tasks",
    "amend_case",
    "tag_case",
    "case_notes",
    "case_good",
    "open_map",
    "change_detail",
    "own_place",
    "who_sees",
    "retype",
    "set_status",
    "set_target",
    "escalate",
    "case_targets",
    "documents",
    *TO_MEMBER,
)
"""Acts that need the case."""


WITH_MAIL = "+mail"
"""Ends the key of what is chosen where a mail goes too."""


class ChangingScreen(MessagingScreen, DoingScreen, RetypingScreen, OutwardScreen):
    """One case is in view, whole."""

    case: CaseRecord | None = None
    _why_escalated: str = ""
    """A reason that did not arrive: it is asked for again with its words."""
    _why_extended: str = ""
    """The same of an extension that was refused."""
    _mine: frozenset[UUID] = frozenset()
    """Changes of one key that are on their way."""
    _done: str = ""
    """What was done, to be said once it shows: a key pressed at the word must find the case as it is."""

    def here(self) -> Here | None:
        """This case."""
        case = self.case
        if case is None:
            return None
        return Here(
            "case",
            case.id,
            case.number,
            case.member_id,
            read=True,
            follow_up_on=case.follow_up_on,
            done=case.closed_at is not None,
            ticket_url=case.ticket_url,
        )

    def picked(self) -> tuple[Picked, ...]:
        """A macro is run on this case."""
        case = self.case
        return (Picked("case", case.id, case.number, case.version),) if case is not None else ()

    @property
    def undo_about(self) -> UUID | None:
        """u: what was done on this case."""
        return self.case.id if self.case else None

    @property
    def member_in_view(self) -> UUID | None:
        """F3 from here is about the same member."""
        return self.case.member_id if self.case else None

    def why_not(self, act_id: str) -> str:
        """Nothing can be changed before it is read."""
        if act_id in ABOUT_CASE and self.case is None:
            return NotYet("The case is still being read.")
        if act_id in ("open_map", "open_form") and (why := self.why_not_outward(act_id)):
            return why
        if (
            act_id in ("set_target", "escalate", "new_appointment")
            and self.case is not None
            and self.case.closed_at is not None
        ):
            return f"{self.case.number} is closed; {key_said('close_case')} opens it again."
        return super().why_not(act_id)

    # One field

    def send_change(
        self,
        now: CaseContents,
        reason: str = "",
        *,
        anyway: bool = False,
        leaving: bool = False,
        mail: bool = False,
    ) -> bool:
        """Put a change into the order of sending; only what differs from the case as it was read is changed."""
        at, case = self.seat.desk, self.case
        if at is None or case is None:
            return False
        begun = desk.changing.begin(case, at.new_id())
        edit = replace(begun, now=now, anyway=anyway, reason=reason, leaving=leaving, mail_contact=mail)
        if edit.is_blank():
            self.say("Nothing has changed.")
            return False
        if not leaving and self.shut_out(case, now):
            self.ask_to_leave(case, lambda: self._leave(now, reason, anyway=anyway))
            return False
        try:
            self.seat.drafts.wait(edit)
        except CasetuiError as error:
            self.say(error.sentence, "late")
            return False
        self._mine |= {edit.id}
        self.say("saving …", "quiet")
        self.post_message(Outgoing())
        return True

    def _leave(self, now: CaseContents, reason: str, *, anyway: bool) -> None:
        self.send_change(now, reason, anyway=anyway, leaving=True)

    def _allocate(self, case: CaseRecord, now: CaseContents, *, leaving: bool = False) -> None:
        """Here what is given waits while the database does not answer."""
        if self.case is not None:
            assigned = replace(contents_of(self.case), assignees=now.assignees)
            self.send_change(assigned, leaving=leaving)

    def put(self, **values: Any) -> bool:
        """Give fields of the case new values."""
        return self.case is not None and self.send_change(replace(contents_of(self.case), **values))

    def sent(self, draft: Draft, saved: Saved) -> None:
        """It has arrived: read what stands now."""
        super().sent(draft, saved)
        edit = draft.form
        if draft.id not in self._mine or not isinstance(edit, CaseEdit):
            return
        self._mine -= {draft.id}
        self._why_extended = ""
        if edit.leaving:
            self.post_message(
                Go("home", text=f"{saved.number}: {said_of(edit)}. You do not see it any more.")
            )
            return
        given = edit.now.assignees != edit.was.assignees
        done = self.allocated_said(edit.now) if given else f"{said_of(edit)}. u takes it back."
        self._done = f"{saved.number}: {done}"
        self.desk_opened()

    def took(self, case: CaseRecord) -> None:
        """The case as it stands now has come: what was done to it is said."""
        self.case = case
        if self._done:
            self.say(self._done)
            self._done = ""

    def held(self, draft: Draft, error: CasetuiError) -> None:
        """Down: it waits. Refused: what stands now is read, and what was given is kept."""
        super().held(draft, error)
        if draft.id not in self._mine or not isinstance(draft.form, CaseEdit):
            return
        waits = isinstance(error, StoreTrouble)
        self.say(briefly(error) if waits else error.sentence, "late")
        if not waits:
            self._mine -= {draft.id}
            self._why_extended = draft.form.reason
            if isinstance(error, HeldOpen):
                self.seat.drafts.discard(draft.id)
                self._ask_anyway(draft.form.now, error)
            else:
                self.refused(draft.form, error)

    def refused(self, edit: CaseEdit, error: CasetuiError) -> None:
        """A change was refused: by one key it can be made again, so that no draft of it need stay."""
        self.seat.drafts.discard(edit.id)
        if isinstance(error, Conflict):
            self.say(f"Someone changed {error.detail} too; it stands as they left it.", "late")
        self.desk_opened()

    # Acts

    def do_close_case(self) -> None:
        """x: close it, resolved or shelved; a closed one is opened again."""
        case, choices = self.case, self.seat.choices
        if case is None or choices is None:
            return
        if case.closed_at is not None:
            self.put(status=closed_status(choices.statuses, closed=False), close_reason="")
            return
        status = closed_status(choices.statuses, closed=True)
        if choices.notices.email_on_close:
            member = case.member_id
            self.read(
                lambda at, stop: desk.members.card(at, member),
                lambda card: self._ask_how(case, status, mail_said(card)),
                "closing",
            )
        else:
            self._ask_how(case, status)

    def _ask_how(self, case: CaseRecord, status: str, unsent: str | None = None) -> None:
        """How it ends; where the office offers that, with a mail to the contact, or why none goes (A3.21, A3.09)."""
        options = [Option(reason, reason) for reason in CLOSE_REASONS]
        if unsent == "":
            options += [
                Option(f"{one}{WITH_MAIL}", f"{one}, and a mail to the contact") for one in CLOSE_REASONS
            ]
        self.ask_choice(f"Close {case.number} as", options, lambda chosen: self._close(status, chosen[0]))
        said = "resolved or shelved: its first letter and Enter · Esc leaves it open"
        self.say(f"{said} · {unsent}" if unsent else said, "late" if unsent else "text")

    def _close(self, status: str, chosen: str) -> None:
        reason, mail = chosen.removesuffix(WITH_MAIL), chosen.endswith(WITH_MAIL)

        def close(sub: str) -> None:
            case = self.case
            if case is not None:
                now = replace(contents_of(case), status=status, close_reason=reason, substatus=sub)
                self.send_change(now, mail=mail)

        self.ask_substatus(status, close)

    def do_set_status(self) -> None:
        """s: the office's statuses, each with its digit; the closed one asks how."""
        case, choices = self.case, self.seat.choices
        if case is None or choices is None:
            return
        kinds = {one.name: one.kind for one in choices.statuses}

        def chosen(keys: tuple[str, ...]) -> None:
            if keys[0] == case.status:
                self.say(f"{case.number} is {case.status.lower()} already.")
            elif kinds[keys[0]] == "closed":
                self.do_close_case()
            else:
                self.put(status=keys[0], close_reason="")

        self.ask_menu(f"Status of {case.number}", list(kinds), chosen, case.status)

    def do_set_target(self) -> None:
        """T: when it should be completed; a later day is an extension and asks for its reason."""
        if self.case is not None:
            self.ask_target(self.case.due_on)

    def ask_target(self, value: date | None) -> None:
        """Ask for the day, which begins with `value`, and for the reason where it is later than it is now."""
        case = self.case
        if case is None:
            return

        def chosen(day: date | None) -> None:
            def because(why: str) -> None:
                self.send_change(replace(contents_of(case), due_on=day), why)

            if is_extension(case.due_on, day):
                question = f"Why the target of {case.number} is extended"
                self.ask_text(question, because, text=self._why_extended)
            else:
                self.put(due_on=day)

        self.ask_day(f"Due of {case.number}", value, chosen)

    def do_escalate(self) -> None:
        """E: before those who decide, with a reason; one that is there already is dealt with."""
        case = self.case
        if case is None:
            return
        settles = case.escalated_at is not None
        question = "What was decided about" if settles else "Why to escalate"

        def sent(why: str) -> None:
            self._why_escalated = why
            act = desk.targets.settle if settles else desk.targets.escalate
            self._do(lambda at: act(at, case.id, why), lambda saved: self._escalated(saved, settles))

        self.ask_text(f"{question} {case.number}", sent, text=self._why_escalated)

    def _escalated(self, saved: Saved, settled: bool) -> None:
        self._why_escalated = ""
        self.say(f"{saved.number} is {'dealt with' if settled else 'escalated'}.")

    def _ask_anyway(self, now: CaseContents, held: HeldOpen) -> None:
        """What is still to do before it is closed, each line with the way to it (features A4.26, B13)."""
        options = [Option("tasks", "show the tasks", key_said("case_tasks"))]
        if held.may:
            options.append(Option("anyway", "close it anyway", "with a reason" if held.tasks else ""))
        for what, lines in (("open", held.tasks), ("not ticked", held.items)):
            options += [Option(f"{what} {at}", line, what) for at, line in enumerate(lines)]
        number = self.case.number if self.case else ""

        def close(why: str) -> None:
            self.send_change(now, anyway=True, reason=why)

        def answered(keys: tuple[str, ...]) -> None:
            if keys[0] != "anyway":
                self.do_case_tasks()
            elif held.tasks:
                self.ask_text("Why it is closed over open tasks", close)
            else:
                close("")

        self.ask_choice(f"{number} stays open", options, answered)
        self.say(held.sentence, "late")

    def do_case_tasks(self) -> None:
        """k: its tasks and its checklist."""
        if self.case is not None:
            self.post_message(Go("case_tasks", self.case.id))

    def do_agreed_tasks(self) -> None:
        """ctrl+g m: to its tasks, which at once ask which lines of Actions become some (features A1.24)."""
        if self.case is not None:
            self.post_message(Go("case_tasks", self.case.id, text=FROM_ACTIONS))

    def do_who_sees(self) -> None:
        """v: the office, its team, its staff alone; confidential; another office (features A3.12, A3.18, A3.01)."""
        case = self.case
        if case is None:
            return
        hidden = "not confidential" if case.confidential else "confidential: not for basic access"

        def chosen(keys: tuple[str, ...]) -> None:
            if keys[0] == "confidential":
                self.put(confidential=not case.confidential)
            elif keys[0].startswith(OFFICE):
                self.ask_hand_over(case, keys[0])
            else:
                self.put(scope=int(keys[0]))

        options = [Option(str(number), words) for number, words in enumerate(SCOPES)]
        self.ask_choice(
            f"Who sees {case.number}",
            [*options, Option("confidential", hidden), *self.other_offices(case)],
            chosen,
            values=[str(case.scope)],
        )

    def do_emails(self) -> None:
        """@: its e-mails."""
        if self.case is not None:
            self.post_message(Go("emails_of_case", self.case.id))

    def do_documents(self) -> None:
        """F: its documents."""
        if self.case is not None:
            self.post_message(Go("documents", self.case.id, "case"))

    def do_case_notes(self) -> None:
        """N: its notes, to search and to pin."""
        if self.case is not None:
            self.post_message(Go("case_notes", self.case.id))

    def do_case_good(self) -> None:
        """q: what good looks like in it."""
        if self.case is not None:
            self.post_message(Go("case_good", self.case.id))

    def do_tag_case(self) -> None:
        """t: which tags it has."""
        if self.case is not None:
            self.post_message(Go("case_tags", self.case.id))

    def do_amend_case(self) -> None:
        """e: the description put right."""
        at, case = self.seat.desk, self.case
        if at is None or case is None:
            return
        for draft in self.seat.drafts.listing():
            held = draft.form
            if (
                isinstance(held, CaseEdit)
                and held.case_id == case.id
                and held.now.sections != held.was.sections
            ):
                self.post_message(Go("draft", draft.id))
                return
        self.post_message(Go("case_words", form=desk.changing.begin(case, at.new_id())))

    def do_copy_number(self) -> None:
        """y: its number."""
        self.copy_number()

    def do_open_member(self) -> None:
        """To the member."""
        if self.case is not None:
            self.post_message(Go("member", self.case.member_id))


def said_of(edit: CaseEdit) -> str:
    """What a change did, for the sentence after it: "closed, resolved", "Title changed"."""
    was, now = edit.was, edit.now
    if now.close_reason and not was.close_reason:
        return f"closed, {now.close_reason}"
    if was.close_reason and not now.close_reason:
        return "open again"
    return f"{' and '.join(differing(was, now))} changed"
