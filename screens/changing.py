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
from data.rules.places import map_link
from data.types.case_edits import CLOSE_REASONS, CaseContents, CaseEdit
from data.types.errors import CasetuiError, Conflict, StoreTrouble
from screens.acting import Here
from screens.retyping import RetypingScreen
from widgets.choice import Option
from widgets.going import Go, OpenLink, Outgoing

if TYPE_CHECKING:
    from data.types.drafts import Draft
    from data.types.records import CaseRecord, Saved

ABOUT_CASE = (
    "close_case",
    "case_details",
    "amend_case",
    "tag_case",
    "open_map",
    "change_detail",
    "own_place",
    "who_sees",
    "retype",
)
"""Acts that need the case."""


class ChangingScreen(RetypingScreen):
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

    def send_change(self, now: CaseContents, *, leaving: bool = False) -> bool:
        """Put a change into the order of sending; only what differs from the case as it was read is changed."""
        at, case = self.seat.desk, self.case
        if at is None or case is None:
            return False
        edit = replace(desk.changing.begin(case, at.new_id()), now=now, leaving=leaving)
        if edit.is_blank():
            self.say("Nothing has changed.")
            return False
        if not leaving and self.shut_out(case, now):
            self.ask_to_leave(case, lambda: self._leave(now))
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

    def _leave(self, now: CaseContents) -> None:
        self.send_change(now, leaving=True)

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
        if edit.leaving:
            self.seat.done_last = None
            self.post_message(
                Go("home", text=f"{saved.number}: {said_of(edit)}. You do not see it any more.")
            )
            return
        self.seat.done_last = edit
        self.desk_opened()
        if edit.now.assignees != edit.was.assignees:
            self.say(f"{saved.number}: {self.allocated_said(edit.now)}")
        else:
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

    def do_who_sees(self) -> None:
        """v: the office, its team, its staff alone; and whether it is confidential (features A3.12, A3.18)."""
        case = self.case
        if case is None:
            return
        hidden = "not confidential" if case.confidential else "confidential: not for basic access"

        def chosen(keys: tuple[str, ...]) -> None:
            if keys[0] == "confidential":
                self.put(confidential=not case.confidential)
            else:
                self.put(scope=int(keys[0]))

        options = [Option(str(number), words) for number, words in enumerate(SCOPES)]
        self.ask_choice(
            f"Who sees {case.number}",
            [*options, Option("confidential", hidden)],
            chosen,
            values=[str(case.scope)],
        )

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
