"""A case in view by keys: claimed, given back, allocated, marked for review, watched, retyped (features A4.17)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from data import desk
from screens.acting import ActingScreen, Here
from widgets.going import GoBack
from widgets.not_yet import NotYet

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.desk.desk import Desk
    from data.types.case_edits import CaseContents, CaseEdit
    from data.types.choices import Choices
    from data.types.records import CaseRecord, Saved
    from data.types.staff import Assignee
    from data.types.stop import Stop
    from data.types.workload import Load
    from widgets.choice import Option

OFFICE, EVERY = "office/", "none"
"""How a choice names a case office, and all of them."""
HELD = ("claim", "release", "assign", "review", "watch", "set_priority")


class HoldingScreen(ActingScreen):
    """A screen on which the record in view may be a case that somebody holds, or nobody yet."""

    def why_not(self, act_id: str) -> str:
        """Only a case is claimed, given and watched."""
        if act_id in HELD:
            return self._why_not_held(self.here())
        return super().why_not(act_id)

    def _why_not_held(self, here: Here | None) -> str:
        if here is None or here.record != "case":
            return "Put the cursor on a case."
        if self._saving or not here.read:
            return NotYet("It is still being saved." if self._saving else "It is still being read.")
        return ""

    def do_claim(self) -> None:
        """c: it is mine now; of two the second is told who was first."""
        self._held(desk.holding.claim, "is yours")

    def do_release(self) -> None:
        """B: back to the team or role, or to whoever holds it beside me."""
        self._held(desk.holding.release, "is given back")

    def do_review(self) -> None:
        """r: for the office's manager to look at, or no longer."""
        here = self.here()

        def told(done: CaseEdit) -> None:
            said = "marked for review" if done.now.marked_for_review else "not marked for review any more"
            self.say(f"{done.member_label}: {said}. u takes it back.")

        if here is not None:
            self._do(lambda at: desk.holding.review(at, here.id), told)

    def _held(self, act: Callable[[Desk, Any], CaseEdit], said: str) -> None:
        here = self.here()
        if here is not None:
            self._do(
                lambda at: act(at, here.id),
                lambda done: self.say(f"{done.member_label} {said}. u takes it back."),
            )

    def do_watch(self) -> None:
        """w: see it among what I watch, or no longer."""
        here = self.here()

        def told(answer: tuple[Saved, bool]) -> None:
            saved, watching = answer
            self.say(f"You watch {saved.number}." if watching else f"You watch {saved.number} no longer.")

        if here is not None:
            self._do(lambda at: desk.holding.watch(at, here.id), told)

    # How urgent, and how it stands

    def do_set_priority(self) -> None:
        """p and then 1 to 5 (features A3.22)."""
        here, choices = self.here(), self.seat.choices
        if here is None or choices is None:
            return
        levels = {words: level for level, words in sorted(choices.priorities.items())}

        def chosen(keys: tuple[str, ...]) -> None:
            level = levels[keys[0]]
            self._held(lambda at, case: desk.holding.prioritize(at, case, level), f"has priority {level} now")

        self.ask_menu(f"Priority of {here.number}", list(levels), chosen, "")

    def put_status(self, here: Here) -> None:
        """One of the office's statuses; the closed one asks how."""
        choices = self.seat.choices
        if choices is None:
            return
        kinds = {one.name: one.kind for one in choices.statuses}

        def chosen(keys: tuple[str, ...]) -> None:
            if kinds[keys[0]] == "closed":
                self.close_row(here)
            else:
                self.ask_substatus(keys[0], lambda sub: self._put_status(here, keys[0], "", sub))

        self.ask_menu(f"Status of {here.number}", list(kinds), chosen, "")

    def close_row(self, here: Here) -> None:
        """Close a case, resolved or shelved."""
        from data.rules.closing import closed_status
        from data.types.case_edits import CLOSE_REASONS

        choices = self.seat.choices
        if choices is None:
            return
        status = closed_status(choices.statuses, closed=True)
        self.ask_menu(
            f"Close {here.number} as",
            list(CLOSE_REASONS),
            lambda keys: self.ask_substatus(status, lambda sub: self._put_status(here, status, keys[0], sub)),
            "",
        )

    def _put_status(self, here: Here, status: str, how: str, sub: str) -> None:
        from data.rules.closing import status_said

        said = status_said("closed" if how else status, how, sub).lower()
        self._do(
            lambda at: desk.holding.put_status(at, here.id, status, how, sub),
            lambda done: self.say(f"{done.member_label}: {said}. u takes it back."),
        )

    # To whom

    def do_assign(self) -> None:
        """a: to officers, teams, roles; who is here and how much each holds is read first."""
        here = self.here()
        if here is None:
            return

        def ask(at: Desk, stop: Stop) -> tuple[CaseRecord, Choices, dict[str, Load]]:
            return desk.cases.read(at, here.id), desk.choices.read(at, stop), desk.queue.load(at, stop)

        self.say("reading who is here …", "quiet")
        self.read(ask, lambda answer: self._ask_whom(*answer), "assign")

    def _ask_whom(self, case: CaseRecord, choices: Choices, load: dict[str, Load]) -> None:
        from data.types.staff import Assignee
        from widgets.case_details import people

        self.seat.choices = choices

        def given(keys: tuple[str, ...]) -> None:
            self.give(case, [Assignee.of(key) for key in keys])

        self.ask_choice(
            f"Staff of {case.number}",
            people(choices, load, self.seat.today()),
            given,
            values=[held.key for held in case.assignees],
            several=True,
            empty=True,
        )
        self.say(
            "The first is primary · Enter adds what is typed, alone it saves · Backspace takes the last away"
        )

    def give(self, case: CaseRecord, to: list[Assignee]) -> None:
        """Allocate the case as it was read to these, the first is primary."""
        from data.rules.case_details import contents_of

        now = replace(contents_of(case), assignees=to)
        if to == list(case.assignees):
            self.say("Nothing has changed.")
        elif self.shut_out(case, now):
            self.ask_to_leave(case, lambda: self._allocate(case, now, leaving=True))
        else:
            self._allocate(case, now)

    def _allocate(self, case: CaseRecord, now: CaseContents, *, leaving: bool = False) -> None:
        def act(at: Desk) -> CaseEdit:
            edit = replace(desk.changing.begin(case, at.new_id()), now=now, leaving=leaving)
            desk.changing.change(at, edit)
            return edit

        self._do(act, lambda edit: self.say(f"{case.number}: {self.allocated_said(now)}"))

    def allocated_said(self, now: CaseContents) -> str:
        """What is said once it is allocated: also who of them is away."""
        from data.rules.holding import away_among

        choices = self.seat.choices
        away = away_among(now.assignees, choices, self.seat.today()) if choices else ()
        return " ".join(["Staff changed.", *(f"{one}." for one in away), "u takes it back."])

    # Who sees it

    def shut_out(self, case: CaseRecord, now: CaseContents) -> bool:
        """Whether the officer would not see the case any more after that change."""
        from data.rules.holding import would_see

        at = self.seat.desk
        return at is not None and not would_see(at.officer, case, now, case.office_id)

    def other_offices(self, case: CaseRecord) -> list[Option]:
        """The case offices that a supervisor may hand the case over to, and every office where it has one."""
        from data.types.staff import Access
        from widgets.choice import Option

        at, choices = self.seat.desk, self.seat.choices
        if at is None or choices is None or at.officer.access < Access.SUPERVISOR:
            return []
        found = [
            Option(f"{OFFICE}{one.name}", f"the {one.name} office", "hand it over, with a reason")
            for one in choices.offices
            if one.id != case.office_id
        ]
        everyone = Option(f"{OFFICE}{EVERY}", "every office", "with a reason")
        return [*found, everyone] if case.office_id is not None else found

    def ask_hand_over(self, case: CaseRecord, key: str) -> None:
        """Why the case goes to that office; who does not see it there leaves its page (features A3.01)."""
        from data.rules.case_details import contents_of
        from data.rules.holding import would_see

        name = key.removeprefix(OFFICE)

        def told(saved: Saved) -> None:
            self.say(f"{saved.number} is handed over.")
            at, choices = self.seat.desk, self.seat.choices
            office = next((one.id for one in choices.offices if one.name == name), None) if choices else None
            if at is not None and not would_see(at.officer, case, contents_of(case), office):
                self.post_message(GoBack())

        self.ask_text(
            f"Why {case.number} goes to {'every office' if name == EVERY else name}",
            lambda why: self._do(lambda at: desk.offices.give_case(at, case.id, name, why), told),
        )

    def ask_to_leave(self, case: CaseRecord, then: Callable[[], None]) -> None:
        """Tell that it shuts the officer out, and ask whether to go on."""
        from widgets.choice import Option

        options = [Option("stay", "leave it as it is"), Option("go", "go on, I need not see it")]

        def answered(keys: tuple[str, ...]) -> None:
            if keys == ("go",):
                then()
            else:
                self.say(f"{case.number} stays as it is.")

        self.ask_choice(f"You would not see {case.number} any more", options, answered)
