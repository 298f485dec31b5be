"""A case in view that is changed by keys: one field at a time, closed and opened again, its tags."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from data import desk
from data.rules.case_details import contents_of
from data.rules.closing import closed_status
from data.rules.merging import differing
from data.rules.places import map_link
from data.types.case_edits import CLOSE_REASONS, CaseContents, CaseEdit
from data.types.errors import CasetuiError, Conflict, HeldOpen, StoreTrouble
from screens.acting import ActingScreen, Here
from widgets.actions import key_said
from widgets.choice import Option
from widgets.going import FROM_ACTIONS, Go, OpenLink, Outgoing

if TYPE_CHECKING:
    from data.types.drafts import Draft
    from data.types.records import CaseRecord, Saved

ABOUT_CASE = (
    "close_case",
    "case_details",
    "case_tasks",
    "agreed_tasks",
    "amend_case",
    "tag_case",
    "open_map",
    "change_detail",
    "own_place",
)
"""Acts that need the case."""


class ChangingScreen(ActingScreen):
    """One case is in view, whole."""

    case: CaseRecord | None = None
    _mine: frozenset[UUID] = frozenset()
    """Changes of one key that are on their way."""

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

    @property
    def member_in_view(self) -> UUID | None:
        """F3 from here is about the same member."""
        return self.case.member_id if self.case else None

    def why_not(self, act_id: str) -> str:
        """Nothing can be changed before it is read."""
        if act_id in ABOUT_CASE and self.case is None:
            return "The case is still being read."
        if act_id == "open_map" and self.case is not None and not self.case.location:
            return f"{self.case.number} has no location."
        return super().why_not(act_id)

    # One field

    def send_change(self, now: CaseContents, *, anyway: bool = False, reason: str = "") -> bool:
        """Put a change into the order of sending; only what differs from the case as it was read is changed."""
        at, case = self.seat.desk, self.case
        if at is None or case is None:
            return False
        edit = replace(desk.changing.begin(case, at.new_id()), now=now, anyway=anyway, reason=reason)
        if edit.is_blank():
            self.say("Nothing has changed.")
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
        self.seat.done_last = edit
        self.desk_opened()
        self.say(f"{saved.number}: {said_of(edit)}. u takes it back.")

    def held(self, draft: Draft, error: CasetuiError) -> None:
        """Down: it waits. Refused: what stands now is read, and what was given is kept."""
        super().held(draft, error)
        if draft.id not in self._mine or not isinstance(draft.form, CaseEdit):
            return
        waits = isinstance(error, StoreTrouble)
        self.say(error.brief if waits else error.sentence, "late")
        if not waits:
            self._mine -= {draft.id}
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
        self.ask_choice(
            f"Close {case.number} as",
            [Option(reason, reason) for reason in CLOSE_REASONS],
            lambda chosen: self._close(status, chosen[0]),
        )
        self.say("resolved or shelved: its first letter and Enter · Esc leaves it open")

    def _close(self, status: str, reason: str) -> None:
        self.put(status=status, close_reason=reason)

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
        """T: its tasks and its checklist."""
        if self.case is not None:
            self.post_message(Go("case_tasks", self.case.id))

    def do_agreed_tasks(self) -> None:
        """ctrl+g m: to its tasks, which at once ask which lines of Actions become some (features A1.24)."""
        if self.case is not None:
            self.post_message(Go("case_tasks", self.case.id, text=FROM_ACTIONS))

    def do_tag_case(self) -> None:
        """t: which tags it has."""
        if self.case is not None:
            self.post_message(Go("case_tags", self.case.id))

    def do_open_map(self) -> None:
        """m: where it happened, on a map in the browser."""
        if self.case is not None:
            self.post_message(OpenLink(map_link(self.case.location)))

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
