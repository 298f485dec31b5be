"""One detail of a contact while it is typed: a name, a telephone, an address, a job."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from data import desk
from data.rules.contact import read_email
from data.rules.days import read_day
from data.rules.details import detail_values, take_in
from data.rules.phones import unread_phone
from data.rules.siding import Side
from data.types.details import FIELDS, Deed, Part
from data.types.errors import BadInput, Conflict
from screens.siding import SidingScreen
from screens.writing import Writing
from widgets.actions import key_said
from widgets.brief import indented
from widgets.details import LABELS
from widgets.entry import TextField
from widgets.going import GoBack
from widgets.lines import heading, pair
from widgets.pane import ScrollPane

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from textual.widget import Widget
    from textual.widgets import Input

    from data.rules.merging import Clash
    from data.types.details import DetailEdit
    from data.types.drafts import Draft
    from data.types.errors import CasetuiError
    from data.types.members import MemberCard
    from data.types.records import Saved
    from screens.seat import Seat
    from widgets.lines import Line

HINTS = {"kind": "home, work, mobile, other", "start_on": "1/9/2020", "end_on": "31/8/2026, today"}


class DetailScreen(SidingScreen):
    """The fields of one row."""

    place: ClassVar[str] = "detail"
    follows: ClassVar[str] = "record"

    def __init__(self, seat: Seat, form: DetailEdit) -> None:
        super().__init__(seat, form)
        self.form = form
        self.fields = {
            one.name: TextField(
                "Name" if one.name == "family" and "given" not in form.values else one.label,
                placeholder=HINTS.get(one.name, "–"),
                id=one.name,
            )
            for one in FIELDS[form.part]
            if one.name in form.values
        }

    def head(self) -> tuple[Line, Line]:
        """What is done, and with whom."""
        adds = self.form.deed is Deed.ADD
        what = f"New {LABELS[self.form.part].lower()}" if adds else LABELS[self.form.part]
        name, _, number = self.form.member_label.partition("  ")
        return [(f"{what} › {name}", "strong"), (f"   {number}", "quiet")], self.clock_line()

    def main(self) -> Iterable[Widget]:
        """The fields."""
        yield from self.fields.values()

    def side(self) -> Widget | None:
        """Of what is on record: how it stands; on top, what someone else wrote meanwhile."""
        if self.form.deed is not Deed.CHANGE:
            return None
        return ScrollPane(lambda w, h: self._side_lines(w))

    def _side_lines(self, width: int) -> list[Line]:
        out = [*self.clash_lines(width - 3), heading("As it stands")]
        for name, field in self.fields.items():
            out += pair(field.label[:10], self.form.was.get(name, "") or "–", width - 3, gutter=11)
        return indented(out)

    def resting(self) -> Line:
        """A number that is none is told while it is typed."""
        at = self.seat.desk
        if self.form.part is Part.PHONE and at is not None and self.seat.problem is None:
            told = unread_phone(self.form.values.get("shown", ""), at.region)
            if told:
                return [(told, "soon")]
        return super().resting()

    def why_not(self, act_id: str) -> str:
        """It is saved once."""
        if act_id == "choose_side":
            return self.side_why_not()
        if act_id == "save_detail" and self.state is not Writing.OPEN:
            return "It is on its way to the database."
        return ""

    def on_mount(self) -> None:
        """The caret stands in the first field."""
        self.show_contents()
        next(iter(self.fields.values())).focus()

    def show_contents(self) -> None:
        """What the form holds."""
        for name, field in self.fields.items():
            field.set(self.form.values[name])

    def value_in(self, form: Any, name: str) -> Any:
        """What is typed there."""
        return form.values[name]

    def put_side(self, form: Any, clash: Clash, side: Side) -> bool:
        """A detail is one value: mine or theirs."""
        if side is not Side.BOTH:
            form.values[clash.name] = clash.mine if side is Side.MINE else clash.theirs
        return side is not Side.BOTH

    def save_key(self) -> str:
        """Its own save."""
        return key_said("save_detail")

    def collect(self) -> DetailEdit:
        """The change with what stands on the screen."""
        self.form.values = {name: field.value for name, field in self.fields.items()}
        return self.form

    def is_blank(self) -> bool:
        """Nothing differs from what was read."""
        return self.collect().is_blank()

    def freeze(self, frozen: bool) -> None:
        """While it is sent."""
        for field in self.fields.values():
            field.disabled = frozen

    def on_text_field_changed(self) -> None:
        """A key."""
        self.touch()
        self.remake("status")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: the next field; in the last one it is saved."""
        event.stop()
        if list(self.fields.values())[-1].entry.has_focus:
            self.do_save_detail()
        else:
            self.focus_next()

    def do_save_detail(self) -> None:
        """F5: save it; what cannot be read is told and gets the caret."""
        if self.is_blank():
            self.say("Nothing has changed.")
            return
        for one in FIELDS[self.form.part]:
            if one.name in self.fields and not self._reads(one.name, one.day):
                return
        first = next(iter(self.fields))
        place = self.form.part is Part.ADDRESS and self.form.values.get("suburb")
        if not self.form.values[first] and not place:
            self.fields[first].focus()
            self.say(f"Missing: {FIELDS[self.form.part][0].label}. What is typed is kept.", "late")
        else:
            self.hand_over()

    def _reads(self, name: str, day: bool) -> bool:
        try:
            if day:
                read_day(self.form.values[name], self.seat.today())
            elif self.form.part is Part.EMAIL and name == "address":
                read_email(self.form.values[name])
        except BadInput as error:
            self.fields[name].focus()
            self.say(error.sentence, "late")
            return False
        return True

    def arrived(self, saved: Saved) -> None:
        """Saved: back to the list."""
        self.no_clashes()
        if self.is_active:
            told = " It was so already." if saved.already else ""
            self.post_message(GoBack(f"Saved.{told}"))

    def held(self, draft: Draft, error: CasetuiError) -> None:
        """Refused because someone was first: read what they wrote; a second save decides."""
        super().held(draft, error)
        if draft.id == self.form_id and isinstance(error, Conflict):
            self.read_theirs()

    def read_theirs(self) -> None:
        """What stands now, to be taken in."""
        member = self.form.member_id
        self.read(lambda at, stop: desk.members.card(at, member), self._catch_up, "card")

    def news_came(self) -> None:
        """Something of the contact was changed: whether it was this is told, and the fields stay as they are."""
        member = self.form.member_id
        self.read(lambda at, stop: desk.members.card(at, member), self._hear, "heard")

    def _hear(self, card: MemberCard) -> None:
        if self.form.deed is Deed.CHANGE and self.state is Writing.OPEN:
            theirs = detail_values(card, self.form.part, self.form.row_id)
            self.changed_meanwhile = "changed meanwhile" if theirs != self.form.was else ""
            self.remake("head")

    def _catch_up(self, card: MemberCard) -> None:
        form = self.collect()
        labels = {name: field.label for name, field in self.fields.items()}
        clashes = take_in(form, detail_values(card, form.part, form.row_id), labels)
        form.version = card.version
        self.show_contents()
        self.flush()
        self.clashed(clashes)
        self.remake("side")
