"""Somebody changed the same field meanwhile: mine, theirs or both, by keys, until it is saved (features B5)."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from data.rules.merging import value_of
from data.rules.siding import Side, has_marks, sided
from screens.writing import Writing, WritingScreen
from widgets.actions import LEADER, key_said
from widgets.entry import TextField
from widgets.lines import Line, heading, pair
from widgets.note_editor import SectionText
from widgets.typed import TypedField

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from data.rules.merging import Clash

SIDES = (Side.MINE, Side.THEIRS, Side.BOTH)
"""By their digit."""


class SidingScreen(WritingScreen):
    """Its form is an edit of what others may change too; where both changed a field, the officer says whose stands.

    Nothing is asked over the text: the choice waits for its own keys, and saving before it takes mine.
    """

    changed_meanwhile: str = ""
    """What others changed of what can be typed here, in words; it is taken in by a key, or on saving."""
    clashes: tuple[Clash, ...] = ()
    """What both changed, each with the old value and both new ones; until it is saved."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sides: dict[str, Side] = {}
        """What was chosen, by the name of the field."""

    # For the subclass

    def show_contents(self) -> None:
        """Put what the form holds on the screen."""
        raise NotImplementedError

    def read_theirs(self) -> None:
        """Read what stands now, and take it in."""
        self.desk_opened()

    def clash_said(self, clash: Clash, value: Any) -> str:
        """A value of that field as text."""
        return said(value)

    def save_key(self) -> str:
        """The key that saves."""
        return key_said("save")

    def people_line(self) -> Line:
        """That something was changed meanwhile comes before who is here."""
        news: Line = (
            [(f"{self.changed_meanwhile}: {key_said('take_in')} · ", "soon")]
            if self.changed_meanwhile
            else []
        )
        return [*news, *super().people_line()]

    def do_take_in(self) -> None:
        """ctrl+g ,: what others changed, beside what is typed here."""
        if not self.changed_meanwhile:
            self.say("Nobody has changed this since it was read.")
            return
        self.changed_meanwhile = ""
        self.read_theirs()
        self.remake("head")

    # What is told

    def clashed(self, clashes: Sequence[Clash]) -> None:
        """What stands now is taken in: where both wrote, mine stays in the field until the officer says otherwise."""
        self.clashes, self.sides, self.changed_meanwhile = tuple(clashes), {}, ""
        if clashes:
            self.say(f"{both_said(clashes)} {self.save_key()} saves yours, which is kept.", "late")
            self.remove_class("-no-side")

    def no_clashes(self) -> None:
        """It is saved."""
        self.clashes, self.sides, self.changed_meanwhile = (), {}, ""

    def clash_lines(self, width: int) -> list[Line]:
        """Each field that both changed: what it was, theirs, mine, and which is chosen."""
        return lines_of(self.clashes, self.sides, self.clash_said, width)

    # The choice

    def side_why_not(self) -> str:
        """Why nothing can be chosen now; empty when it can."""
        if self.state is not Writing.OPEN:
            return "It is on its way to the database."
        return "" if self.clashes else "Nobody changed the same field: there is nothing to choose."

    def do_choose_side(self, digit: int) -> None:
        """ctrl+g 1, 2, 3: of the field with the caret, else of the first that is not chosen yet."""
        if digit > len(SIDES):
            self.say("1 is mine, 2 theirs, 3 both.")
            return
        side, form = SIDES[digit - 1], self.collect()
        clash = self._renewed(self._at_hand(), form)
        if not self.put_side(form, clash, side):
            self.say(f"{clash.label} holds one value: 1 is mine, 2 theirs.", "late")
            return
        self.sides[clash.name] = side
        self.show_contents()
        self.flush()
        rest = [one.label for one in self.clashes if one.name not in self.sides]
        marks = has_marks(said(self.value_in(form, clash.name)))
        todo = " Put the two marked parts in order." if marks and side is Side.BOTH else ""
        self.say(
            f"{clash.label}: {side}.{todo} {f'{rest[0]} is next.' if rest else f'{self.save_key()} saves it.'}"
        )
        self.remake("side")

    def value_in(self, form: Any, name: str) -> Any:
        """What the form holds in that field."""
        return value_of(form.now, name)

    def put_side(self, form: Any, clash: Clash, side: Side) -> bool:
        """Have the form hold that side; False where both cannot stand in one field."""
        contents: Any = form.now
        chosen = sided(contents, clash, side)
        if chosen is not None:
            form.now = chosen
        return chosen is not None

    def _renewed(self, clash: Clash, form: Any) -> Clash:
        """What was typed since is mine too: choosing theirs and then mine again brings it back."""
        if self.sides.get(clash.name, Side.MINE) is not Side.MINE:
            return clash
        renewed = clash._replace(mine=self.value_in(form, clash.name))
        self.clashes = tuple(renewed if one.name == clash.name else one for one in self.clashes)
        return renewed

    def _at_hand(self) -> Clash:
        label = self._at_caret()
        named = [one for one in self.clashes if one.label == label]
        undecided = [one for one in self.clashes if one.name not in self.sides]
        return (named or undecided or [self.clashes[-1]])[0]

    def _at_caret(self) -> str:
        """Title or label of what has the caret."""
        if isinstance(self.focused, SectionText):
            return self.focused.title
        above = self.focused.ancestors_with_self if self.focused is not None else ()
        return next((one.label for one in above if isinstance(one, TypedField | TextField)), "")


def both_said(clashes: Sequence[Clash]) -> str:
    """What both changed, and the keys."""
    named = " and ".join(clash.label for clash in clashes)
    return f"Someone changed {named} too: {LEADER} 1 mine, 2 theirs, 3 both."


def lines_of(
    clashes: Sequence[Clash], sides: Mapping[str, Side], said: Callable[[Clash, Any], str], width: int
) -> list[Line]:
    """Each field that both changed: what it was, theirs, mine, and which is chosen."""
    out: list[Line] = []
    for clash in clashes:
        chosen = sides.get(clash.name)
        out.append([*heading(f"{clash.label}: both changed"), (f"  {chosen or 'mine'}", "quiet")])
        for digit, label, value in (
            ("", "was", clash.old),
            ("2 ", "theirs", clash.theirs),
            ("1 ", "mine", clash.mine),
        ):
            out += pair(f"{digit}{label}", said(clash, value).strip() or "–", width, gutter=11)
        out.append([])
    return out


def said(value: Any) -> str:
    """A value of a field as text."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value:%a %d %b %Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%a %d %b %Y}"
    if isinstance(value, list):
        return ", ".join(said(one) for one in value)
    return "" if value is None else str(value)
