"""A field of a case was changed by two: whose stands is said by keys, and saved by the last of them (features B5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.rules.case_details import contents_of
from data.rules.holding import SCOPES, name_of
from data.rules.merging import merge, value_of
from data.rules.siding import Side, has_marks, sided
from screens.changing import ChangingScreen
from screens.siding import SIDES, both_said, lines_of, said
from widgets.case_details import priority_said

if TYPE_CHECKING:
    from uuid import UUID

    from data.rules.merging import Clash
    from data.types.case_edits import CaseContents, CaseEdit
    from data.types.members import MemberCard
    from widgets.lines import Line


class SettlingScreen(ChangingScreen):
    """A refused change of the case in view waits until it is chosen."""

    card: MemberCard | None = None
    given_back: UUID | None = None
    """The draft of the refused change; it goes when it is answered."""
    clashes: tuple[Clash, ...] = ()
    """What both changed, until it is said of each whose stands."""
    _sides: dict[str, Side]
    _refused: CaseEdit | None = None
    """What was typed."""

    # For the subclass

    def row_at_hand(self) -> str:
        """Name of the field under the cursor."""
        return ""

    def put_in_order(self, name: str, text: str) -> None:
        """Ask for a line that holds both, each behind its mark."""
        raise NotImplementedError

    # Refused

    def send_change(
        self,
        now: CaseContents,
        reason: str = "",
        *,
        anyway: bool = False,
        leaving: bool = False,
        mail: bool = False,
    ) -> bool:
        """A field that was asked for again needs the refused draft no longer."""
        done = super().send_change(now, reason, anyway=anyway, leaving=leaving, mail=mail)
        if done:
            self._answered()
        return done

    def _answered(self) -> None:
        if self.given_back is not None:
            self.seat.drafts.discard(self.given_back)
            self.given_back = None
        self.clashes, self._sides, self._refused = (), {}, None

    def choose_of(self, edit: CaseEdit) -> bool:
        """Whether somebody changed the same meanwhile; then it is told, with the keys."""
        if self.case is None:
            return False
        merged = merge(edit.was, edit.now, contents_of(self.case))
        self.clashes, self._sides, self._refused = merged.clashes, {}, edit
        if self.clashes:
            self.say(f"{both_said(self.clashes)} Yours is kept.", "late")
            self.remove_class("-no-side")
            self._remake()
        return bool(self.clashes)

    def clash_lines(self, width: int) -> list[Line]:
        """What it was, theirs, mine, and which is chosen."""
        return lines_of(self.clashes, self._sides, self._clash_said, width) if self.clashes else []

    # The choice

    def why_not(self, act_id: str) -> str:
        """Nothing is to choose where nobody changed the same."""
        if act_id == "choose_side" and not self.clashes:
            return "Nobody changed the same field: there is nothing to choose."
        return super().why_not(act_id)

    def do_choose_side(self, digit: int) -> None:
        """ctrl+g 1, 2, 3: of the row under the cursor, else of the first that is not chosen yet; the last one saves."""
        if digit > len(SIDES) or self.case is None or self._refused is None:
            self.say("1 is mine, 2 theirs, 3 both.")
            return
        # Somebody may have been there once more since.
        merged = merge(self._refused.was, self._refused.now, contents_of(self.case))
        self.clashes = merged.clashes or self.clashes
        open_ones = [one for one in self.clashes if one.name not in self._sides] or list(self.clashes)
        clash = next((one for one in open_ones if one.name == self.row_at_hand()), open_ones[0])
        side = SIDES[digit - 1]
        if sided(merged.contents, clash, side) is None:
            self.say(f"{clash.label} holds one value: 1 is mine, 2 theirs.", "late")
            return
        self._sides[clash.name] = side
        left = [one for one in self.clashes if one.name not in self._sides]
        if left:
            self.say(f"{clash.label}: {side}. {left[0].label} is next.")
        else:
            self._save(merged.contents, clash, side)
        self._remake()

    def _save(self, contents: CaseContents, last: Clash, side: Side) -> None:
        for one in self.clashes:
            contents = sided(contents, one, self._sides[one.name]) or contents
        text = value_of(contents, last.name)
        if side is Side.BOTH and isinstance(text, str) and has_marks(text):
            self.put_in_order(last.name, text)
            self.say("Put the two marked parts in order: Enter saves it.")
        elif self.case is None or contents == contents_of(self.case):
            self._answered()
            self.say(f"{last.label}: {side}. It stands as they left it.")
        else:
            self.send_change(contents)

    def _remake(self) -> None:
        self.remake("side")
        self.remake("keys")

    def _clash_said(self, clash: Clash, value: Any) -> str:
        """A value in the words of its row."""
        choices = self.seat.choices
        if clash.name == "assignees":
            return ", ".join(name_of(one, choices) for one in value)
        if clash.name == "scope":
            return SCOPES[min(value, len(SCOPES) - 1)]
        if clash.name == "priority":
            return priority_said(value, choices)
        if clash.name == "job_id":
            jobs = self.card.jobs if self.card else ()
            return next((one.employer for one in jobs if one.id == value), "")
        return said(value)
