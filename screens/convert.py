"""From interaction to case: what aligns is there, the caret goes through the gaps first (features A1.29, A2.02)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from data import desk
from data.rules.archived import archived, say_archived
from data.rules.completeness import SEVEN, complete, missing
from data.rules.conversion import said
from data.rules.custom import PREFIX, gaps
from data.rules.effect import GAP, effect_gaps, limited
from data.rules.good_case import judged_form
from data.rules.required import OFFICE_RULE, case_blocks, case_gaps, office_gaps
from data.rules.starting import why_not_raised
from data.types.case_edits import NEXT_STEPS
from data.types.notes import Section
from screens.enclosing import ABOUT_FILES
from screens.tabbing import TabbingScreen
from screens.writing import Writing
from widgets.actions import key_said
from widgets.brief import indented, limit_lines
from widgets.case_fields import CaseFields
from widgets.going import Go, Said
from widgets.good import item_lines
from widgets.lines import Line, heading, pair
from widgets.note_editor import NoteEditor
from widgets.pane import ScrollPane
from widgets.typed import TypedField

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.widget import Widget

    from data.rules.gap import Gap
    from data.types.custom import CustomField
    from data.types.forms import CaseForm
    from data.types.members import MemberCard
    from data.types.records import Saved
    from data.types.workload import Load
    from screens.seat import Seat


class ConvertScreen(TabbingScreen):
    """A case before it is created."""

    place: ClassVar[str] = "convert"

    def __init__(self, seat: Seat, form: CaseForm) -> None:
        super().__init__(seat, form)
        self.form = form
        self.card: MemberCard | None = None
        self.editor = NoteEditor([*form.sections, Section(NEXT_STEPS, form.next_steps)], id="note")
        self.limits: tuple[str, ...] = ()
        """What the limits set by law come to, as the form stands."""
        fresh = seat.drafts.read(form.id) is None
        self.fields = CaseFields(form, seat.today, seat.free, seat.choices, fresh=fresh)
        self._copied = said(form, seat.choices)

    def head(self) -> tuple[Line, Line]:
        """Whose case it becomes."""
        how = self._copied if self.form.interaction_id else "created directly"
        return [
            ("New case › ", "strong"),
            (self.form.member_label, "strong"),
            (f"   {how}", "quiet"),
        ], self.clock_line()

    def resting(self) -> Line:
        """How complete it is, and what is missing first."""
        if self.state is Writing.SENT and self.record is not None:
            return [
                (f"{self.record.number} is created", "strong"),
                (" · Enter opens it · Esc goes back", "text"),
            ]
        have, of = complete(self.form)
        gaps = (*self._effect_gaps(), *missing(self.form))
        line: Line = [(f"Complete {have} of {of}", "strong")]
        if gaps:
            line.append((f"  missing: {', '.join(gap.label for gap in gaps)}", "text"))
        return line if self.seat.problem is None else super().resting()

    def why_not(self, act_id: str) -> str:
        """It is created once."""
        if act_id == "create" and self.state is not Writing.OPEN:
            return (
                "It is created already."
                if self.state is Writing.SENT
                else "It is on its way to the database."
            )
        if act_id in ABOUT_FILES:
            return self.why_not_enclosed(act_id)
        if act_id == "own_place" and self.card is None:
            return "The member is still being read."
        return ""

    def main(self) -> Iterable[Widget]:
        """Description and next steps, then the fields."""
        yield self.editor
        yield self.fields

    def side(self) -> Widget:
        """The seven required fields, ticked as they are filled; limits; and what a good case has (features L8)."""
        return ScrollPane(lambda w, h: self._side_lines(w))

    def _side_lines(self, width: int) -> list[Line]:
        gaps = {gap.field for gap in missing(self.form)}
        out: list[Line] = [heading("Required for a case")]
        for required in SEVEN:
            held = required.field not in gaps
            said = required.label
            if required.field == "assignees" and self.form.by_rule and not self.form.assignees:
                said += ": whoever's turn it is"
            out.append([("+ " if held else "  ", "accent"), (said, "quiet" if held else "text")])
        if unsent := self.fields.unsent():
            out += [[], *pair("", f"Mail: {unsent}", width - 3, "late", gutter=0)]
        good = item_lines(judged_form(self.form, self.seat.today()), width - 3)
        return indented([*out, *limit_lines(self.limits, width - 3), [], *good])

    def on_mount(self) -> None:
        """The caret in the first field that is still missing."""
        self.fields.show()
        self._follow_types()
        self.begin_order()
        self.touch()

    def gaps(self) -> list[Gap]:
        """What is missing, as the form stands."""
        return [*self._effect_gaps(), *case_gaps(self.form)]

    def _effect_gaps(self) -> tuple[Gap, ...]:
        return effect_gaps(self.form.effect, self.form.case_types, self.seat.choices)

    def _follow_types(self) -> None:
        """The day it took effect is asked for where a case type brings a limit, which is counted at once."""
        kinds = limited(self.fields.case_types.values, self.seat.choices)
        job = self.fields.job_held()
        self.fields.effect.job = job
        self.fields.effect.follow(kinds)
        rules, effect, state = (
            [kind.deadline_rule for kind in kinds],
            self.fields.effect.value,
            job.state if job else "",
        )
        if rules or self.limits:
            self.read(
                lambda at, stop: desk.deadlines.foreseen(at, rules, effect, state),
                self._show_limits,
                "limits",
            )

    def _why_not_raised(self) -> str:
        """Why the officer raises no case of these types, with who may (features A4.03)."""
        choices = self.seat.choices
        kinds = (
            [one for one in choices.case_types if one.key in self.fields.case_types.values] if choices else []
        )
        why = why_not_raised(kinds)
        return f"{why[0].upper()}{why[1:]}." if why else ""

    def _tell_barred(self) -> None:
        if why := self._why_not_raised():
            self.say(why, "soon")

    def _show_limits(self, limits: tuple[str, ...]) -> None:
        self.limits = limits
        self.remake("side")
        if limits and self.fields.effect.value and self.has_class("-no-side") and not self._said:
            self.say(limits[0])

    def desk_opened(self) -> None:
        """Lists for the fields; the member's jobs."""
        choices = self.seat.choices
        if choices is not None:
            self.fields.offer(choices)
            self._follow_types()
            self._tell_barred()
            self.read(lambda at, stop: desk.queue.load(at, stop), self._show_load, "load")
            self.run_worker(self._offer_own(choices.custom_fields))
            if kept := say_archived(archived(self.form, choices)):
                self.say(kept, "soon")
        member = self.form.member_id
        self.read(lambda at, stop: desk.members.card(at, member), self._show_member, "member")

    async def _offer_own(self, fields: Sequence[CustomField]) -> None:
        await self.fields.own.offer(fields, self.fields.case_types.values)
        self.gaps_first()

    def _show_load(self, load: dict[str, Load]) -> None:
        self.fields.offer_staff(load)

    def _show_member(self, card: MemberCard) -> None:
        self.card = card
        self.fields.offer_member(card)
        self._follow_types()
        self.remake("side")

    def do_own_place(self) -> None:
        """ctrl+g r: the contact's own address again."""
        own = self.fields.own_place()
        self.fields.where.set(own)
        self.touch()
        self.say("The location is the contact's address." if own else "No address is on record.")

    def collect(self) -> CaseForm:
        """The form with what stands on the screen."""
        form = self.form
        form.sections = [section for section in self.editor.sections if section.title != NEXT_STEPS]
        form.next_steps = self.editor.body(NEXT_STEPS)
        self.fields.fill()
        return form

    def is_blank(self) -> bool:
        """A case begun without an interaction, in which nothing is written: leaving it needs no draft."""
        form = self.form
        written = (form.direct_reason, form.title, form.next_steps, form.location_note, form.ticket_url)
        words = any(part.body.strip() for part in form.sections)
        started = any(written) or words or form.case_types or self._enclosed
        return form.interaction_id is None and not started

    def files_of(self) -> CaseForm:
        """They go with the case."""
        return self.form

    def freeze(self, frozen: bool) -> None:
        """A created case is changed on its own screen."""
        self.editor.freeze(frozen)
        self.fields.freeze(frozen)

    def touch(self) -> None:
        """The count of what is complete follows every key."""
        if self.is_mounted and self.state is Writing.OPEN:
            self.collect()
            self.remake("side")
            self.remake("status")
        super().touch()

    def on_text_field_changed(self) -> None:
        """A key in title or ticket."""
        self.touch()

    def on_typed_field_changed(self, event: TypedField.Changed) -> None:
        """A field was filled."""
        fields = self.fields
        if event.field is fields.case_types:
            fields.bring(self.seat.desk.officer if self.seat.desk else None)
            self._tell_barred()
            self.follow_order()
        elif event.field is fields.job:
            fields.bring_title()
        elif event.field is fields.owner:
            fields.name_staff()
        if event.field in (fields.case_types, fields.job, fields.effect):
            self._follow_types()
        super().on_typed_field_changed(event)
        event.prevent_default()

    def do_create(self) -> None:
        """ctrl+s: create it; an incomplete one is created too, and says so on every list."""
        self.settle()
        form = self.collect()
        blocks = case_blocks(form)
        if self.told_of_unread("The case is kept."):
            return
        if self._opened_wrong():
            self.fields.opened.focus()
            self.say(f"Opened: {self._opened_wrong()}. The case is kept as a draft.", "late")
        elif barred := self._why_not_raised():
            self.caret_to("case_types")
            self.say(f"{barred} The case is kept as a draft.", "late")
        elif wrong := self.fields.own.fault():
            self.caret_to(f"{PREFIX}{wrong[0]}")
            self.say(f"{wrong[1]}. The case is kept as a draft.", "late")
        elif doubt := self.fields.effect.doubted():
            self.fields.effect.focus()
            self.say(f"{GAP.label}: {doubt}. {key_said('create')} once more keeps it as it is.", "soon")
        elif blocks:
            self.caret_to(blocks[-1].field)
            self.say(
                f"Missing: {', '.join(gap.label for gap in blocks)}. The case is kept as a draft.", "late"
            )
        elif asked := self._asked_by_office():
            self.caret_to(asked[0].field)
            self.say(
                f"Missing: {', '.join(gap.label for gap in asked)}. {OFFICE_RULE} The case is kept as a draft.",
                "late",
            )
        elif self.hand_over():
            self.set_focus(None)

    def _asked_by_office(self) -> tuple[Gap, ...]:
        """What the office creates no case without (features A2.07, A2.15)."""
        choices = self.seat.choices
        if choices is None:
            return ()
        own = gaps(choices.custom_fields, self.form.case_types, self.form.fields)
        return office_gaps(self.form, choices.rules) + own

    def _opened_wrong(self) -> str:
        if self.fields.opened.unread:
            return f"“{self.fields.opened.unread}” is no day; try {self.fields.opened.examples}"
        late = self.fields.opened.value is not None and self.fields.opened.value > self.seat.today()
        return "the day is still to come" if late else ""

    def arrived(self, saved: Saved) -> None:
        """Saved: go to it, unless the officer is elsewhere by now."""
        self.say("")
        if self.is_active:
            self.post_message(Go("case", saved.id))
            self.post_message(Said(self._created(saved)))

    def _created(self, saved: Saved) -> str:
        """What comes next: the documents that were given already (features A2.19)."""
        count = len(self._enclosed)
        if count:
            return f"{saved.number} is created; {count} document{' goes' if count == 1 else 's go'} with it."
        return f"{saved.number} is created. {key_said('documents')} attaches documents already given."
