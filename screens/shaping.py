"""What shapes a whole note: an outline to begin with, and a second note for an issue that is one too many."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data.rules.issues import MOST_ISSUES, count_issues, issue_at, issues_of, without
from data.rules.outlines import fill, say_filled
from data.rules.templates import brought, first, is_empty, offered, under
from data.types.errors import BadInput, CasetuiError
from data.types.forms import InteractionForm
from data.types.notes import BIMAA, Section
from screens.noting import AT_THE_NOTE, BACKGROUND, NotingScreen
from screens.writing import Writing
from widgets.actions import key_said
from widgets.choice import Option
from widgets.going import Go, GoBack

if TYPE_CHECKING:
    from uuid import UUID

    from data.types.notes import Template
    from data.types.outlines import Outline
    from screens.seat import Seat
    from widgets.lines import Line

ISSUE = "Issue"
CARRIED = ("member_id", "member_label", "caller", "interaction_type", "job_id", "spoke_with", "identity_checked",
           "reviewed_prior")  # fmt: skip
"""What a second note of the same contact has from the first; a ticket stays, since one ticket is one interaction."""


class Split(NamedTuple):
    """An issue that went to a second note, so that it can come back."""

    second: UUID
    issue: str
    before: str
    """The first note's Issue with it, and without it."""
    after: str


class ShapingScreen(NotingScreen):
    """A note that can be begun from an outline and split in two."""

    def __init__(self, seat: Seat, form: InteractionForm) -> None:
        super().__init__(seat, form)
        self._split: Split | None = None
        self._given_back = False
        self._declined = ""
        """Key of the template that was offered for what is written."""
        """The issue is back in the first note, and this one is thrown away."""

    def begin(self) -> None:
        """A second note says where it comes from, and goes on with the issue."""
        if self._first() is not None:
            self.editor.open_section(ISSUE)
            self.say(
                f"A second note, with the issue. {key_said('back')} goes back to the first;"
                f" {key_said('split')} takes the issue back there."
            )
        super().begin()

    def why_not(self, act_id: str) -> str:
        """What cannot be shaped now, and why."""
        if act_id not in ("split", "outline", "template"):
            return super().why_not(act_id)
        if self.state is not Writing.OPEN:
            return super().why_not(AT_THE_NOTE[0])
        if act_id == "template":
            if self.form.about_case_id is not None:
                return "A note of a case stands under the same titles as its others."
            return "" if self.seat.choices else "The database is not open yet: the templates are in it."
        if act_id == "outline":
            held = self.seat.choices
            if held is None:
                return "The database is not open yet: the outlines of the office are in it."
            return "" if held.outlines else "The office has no outlines; they stand in its configuration."
        if self.form.secure:
            return "This note is secure, and the second would be open: begin another secure note on the case."
        if not self.editor.has(ISSUE):
            return "This template has no section for issues: nothing is to be split."
        first = self._first()
        if first is not None:
            return "" if first.state is Writing.OPEN else "The first note is submitted: this one stays."
        if count_issues(self.editor.body(ISSUE)) < MOST_ISSUES:
            return "Issue holds one thing at most: nothing is to be split."
        return ""

    def resting(self) -> Line:
        """Where there are too many issues the meter says so before all else, and names the key."""
        line = super().resting()
        count = count_issues(self.editor.body(ISSUE))
        if count > MOST_ISSUES and line and line[0][0].startswith("Good"):
            return [line[0], (f": {count} issues in one note; {key_said('split')} splits it", "text")]
        return line

    def flush(self) -> None:
        """What was given back is not kept again."""
        if not self._given_back:
            super().flush()

    # An outline

    def do_outline(self) -> None:
        """ctrl+g T: fill what is empty from one of the office's outlines; those of the topic come first."""
        held = self.seat.choices
        if held is None:
            return
        topic = self.fields.about.value
        outlines = sorted(held.outlines, key=lambda one: not topic or one.related_to != topic)
        options = [Option(one.name, one.name, one.related_to) for one in outlines]
        by_name = {one.name: one for one in outlines}
        self.ask_choice("Outline", options, lambda names: self._fill_from(by_name[names[0]]))

    def _fill_from(self, outline: Outline) -> None:
        form, today = self.collect(), self.seat.today()
        before = {part.title: part.body for part in form.sections}
        try:
            done = fill(form, outline, self._values(), today, self.seat.free())
        except BadInput as error:
            self.say(error.sentence, "late")
            return
        for part in form.sections:
            if part.body != before.get(part.title, ""):
                self.editor.section(part.title).put_all(part.body)
        self.fields.show(form)
        self.fields.bring()
        self.touch()
        self.say(say_filled(outline, done))

    # A template

    def begin_under_office(self) -> None:
        """A note in which nothing is written yet begins as the office has it (features A3.31)."""
        meant = first(self.seat.choices)
        new = self.kept_at is None and self.form.template == BIMAA.key and self.form.about_case_id is None
        if new and meant.sections != BIMAA.sections and is_empty(self.collect().sections):
            self.run_worker(self._put_under(meant, ""))

    def follow_category(self) -> None:
        """The topic or case type is another: an empty note takes its template, a written one is asked about."""
        form, choices = self.collect(), self.seat.choices
        if choices is None or form.about_case_id is not None or self.state is not Writing.OPEN:
            return
        meant = brought(choices, form.related_to, form.case_types)
        if meant is None or meant.key in (form.template, self._declined):
            return
        if is_empty(form.sections):
            self.run_worker(self._put_under(meant, f"The note has the template {meant.name} now."))
            return
        self._declined = meant.key
        self.say(
            f"{meant.name} is the template for this: {key_said('template')} takes it, every word stays.",
            "soon",
        )

    def do_template(self) -> None:
        """ctrl+g I: another template, or none; what is written stays, under its own titles."""
        choices = self.seat.choices
        if choices is None:
            return
        held = {one.key: one for one in offered(choices)}
        options = [Option(one.key, one.name, ", ".join(one.sections)) for one in held.values()]
        form = self.form
        meant = brought(choices, form.related_to, form.case_types)
        begin = meant.key if meant is not None and meant.key != form.template else ""

        def chosen(keys: tuple[str, ...]) -> None:
            template = held[keys[0]]
            if template.key == self.form.template:
                self.say(f"The note has {template.name} already.")
            else:
                self.run_worker(self._put_under(template, f"{template.name}: every word is kept."))

        self.ask_choice("Template", options, chosen, values=[begin] if begin else [])

    async def _put_under(self, template: Template, said: str) -> None:
        form = self.collect()
        form.template, form.sections = template.key, under(template, form.sections)
        await self.editor.put_under(form.sections)
        self.touch()
        if said:
            self.say(said)

    # A second note

    def do_split(self) -> None:
        """ctrl+g /: an issue goes to a second note for the same member; there, it comes back."""
        first = self._first()
        if first is not None:
            self._give_back(first)
            return
        text = self.editor.body(ISSUE)
        issues = issues_of(text)
        area = self.editor.section(ISSUE)
        row, column = area.cursor_location
        at = issue_at(text, sum(len(line) + 1 for line in text.split("\n")[:row]) + column)
        options = [Option(str(place), one.text.partition("\n")[0]) for place, one in enumerate(issues)]
        self.ask_choice(
            "To a second note",
            options,
            lambda places: self._split_off(text, int(places[0])),
            values=[str(at if self.editor.last is area else len(issues) - 1)],
        )

    def _split_off(self, text: str, place: int) -> None:
        if self.editor.body(ISSUE) != text:
            return
        issue = issues_of(text)[place]
        second = self._second_form(issue.text)
        try:
            self.seat.drafts.keep(second)
        except CasetuiError as error:
            self.say(error.sentence, "late")
            return
        after = without(text, issue)
        self._split = Split(second.id, issue.text, text, after)
        self.editor.section(ISSUE).put_all(after)
        self.flush()
        self.post_message(Go("write", form=second))

    def _second_form(self, issue: str) -> InteractionForm:
        """The same contact about something else: whom and how it was is the same, and the background of her job."""
        from uuid_utils.compat import uuid7

        form = self.collect()
        second = InteractionForm(uuid7(), self.seat.clock(), template=form.template)
        for name in CARRIED:
            setattr(second, name, getattr(form, name))
        carried = {BACKGROUND: form.body(BACKGROUND), ISSUE: issue}
        second.sections = [Section(part.title, carried.get(part.title, "")) for part in form.sections]
        return second

    def _first(self) -> ShapingScreen | None:
        """The note that this one was split from, while it is open under this one."""
        stack = self.app.screen_stack
        below = stack[stack.index(self) - 1] if self in stack[1:] else None
        if isinstance(below, ShapingScreen) and below._split and below._split.second == self.form_id:
            return below
        return None

    def _give_back(self, first: ShapingScreen) -> None:
        first.take_back(self.editor.body(ISSUE).strip())
        self._given_back = True
        try:
            self.seat.drafts.discard(self.form_id)
        except CasetuiError as error:
            self.say(error.sentence, "late")
            return
        self.seat.discarded.append(self.form_id)
        self.post_message(
            GoBack("The issue is back; the second note is discarded, u in Drafts brings it back.")
        )

    def take_back(self, issue: str) -> None:
        """The issue as it is now: into its old place where nothing was changed meanwhile, else at the end."""
        split, self._split = self._split, None
        area = self.editor.section(ISSUE)
        if split is None:
            return
        if area.text == split.after and issue == split.issue:
            area.put_all(split.before)
        elif issue:
            gap = "\n\n" if area.text.strip() else ""
            area.put_all(f"{area.text.rstrip()}{gap}{issue}")
        self.flush()
