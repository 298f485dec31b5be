"""A note while it is written: the meter, facts, what is completed, prompts, no advice, an editor of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data import desk
from data.rules.completing import (
    ARTICLE,
    MENTION,
    SNIPPET,
    Completed,
    Typed,
    article,
    mention,
    shut_out_said,
    snippet,
)
from data.rules.deadlines import explained, say
from data.rules.effect import effect_day
from data.rules.facts import job_facts
from data.rules.good import counted, first_lack, judged
from data.rules.note_text import form_text
from data.rules.placeholders import values
from data.rules.prompts import pack_for
from screens.writing import Writing, WritingScreen
from widgets.call_side import CONTEXT, PROMPTS, CallSide
from widgets.choice import Option
from widgets.going import Copy, EditOutside, OpenLink

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.rules.deadlines import Limit
    from data.types.choices import RelatedTo
    from data.types.forms import InteractionForm
    from data.types.members import Job, MemberCard
    from data.types.prompts import PromptPack
    from widgets.call_fields import CallFields
    from widgets.lines import Line
    from widgets.no_advice import NoAdvice
    from widgets.note_editor import NoteEditor
    from widgets.pane import Build

BACKGROUND = "Background"
ARTICLES = ("open_article", "copy_article")
AT_THE_NOTE = ("facts", "no_advice", "prompts", "edit_outside", "further", "spoke_with", "identity")


class NotingScreen(WritingScreen):
    """What helps to write a good note; the fields and the member are the subclass's."""

    form: InteractionForm
    card: MemberCard | None
    editor: NoteEditor
    advice: NoAdvice
    fields: CallFields
    _beside: CallSide | None = None
    limit_told: tuple[str, ...] = ()
    """The limit that was counted last, and how."""

    # For the subclass

    def collect(self) -> InteractionForm:
        """The form with what stands on the screen."""
        raise NotImplementedError

    def job(self) -> Job | None:
        """The job the note is about."""
        raise NotImplementedError

    # The meter

    def topic(self) -> RelatedTo | None:
        """The topic chosen."""
        return self.seat.choices.topic(self.fields.about.value) if self.seat.choices else None

    def resting(self) -> Line:
        """While it is written: how many of the items of a good note hold, and the first that does not."""
        if self.state is not Writing.OPEN or self.seat.problem is not None or self.seat.desk is None:
            return super().resting()
        form = self.collect()
        if form.is_blank():
            return super().resting()
        items = judged(form, self.topic(), self.seat.today())
        held, of = counted(items)
        lack = first_lack(items)
        return [(f"Good {held} of {of}", "strong"), (f": {lack}" if lack else "", "text")]

    def see_reviewed(self) -> None:
        """Earlier contact that stands beside the note is looked at (features A1.09, A1.41)."""
        pane = self.beside_pane()
        shown = pane is not None and pane.showing == CONTEXT and not self.has_class("-no-side")
        if shown and self.card is not None and self.card.id == self.form.member_id:
            self.form.reviewed_prior = True

    # A limit set by law

    def do_count_limit(self) -> None:
        """ctrl+g L: what a limit would come to, said and shown beside the note."""
        held = self.seat.choices
        if held is None:
            return
        kinds = [kind for kind in held.case_types if kind.runs_from]
        options = [Option(kind.key, kind.label, kind.key) for kind in kinds]
        chosen = [key for key in self.fields.case_types.values if held.case_type(key) in kinds]
        self.ask_choice("Limit for", options, lambda keys: self._count_from(keys[0]), values=chosen[:1])

    def _count_from(self, key: str) -> None:
        job = self.job()

        def answer(effect: str) -> None:
            day = effect_day(effect)
            if day is None:
                self.say(
                    "Without a day no limit can be counted; a case may be created with an unknown one.",
                    "soon",
                )
                return
            state = job.state if job else ""
            self.read(lambda at, stop: desk.deadlines.count(at, key, day, state), self._show_counted, "limit")

        self.ask_effect("Took effect", "", job, answer)

    def _show_counted(self, limit: Limit) -> None:
        found = limit.counted
        line = say(found.rule, found.last_on, self.seat.today())
        self.limit_told = (line, *explained(found))
        self._show_side(CONTEXT)
        self.say(line, "soon")

    # Beside the note

    def beside(self, context: Build) -> CallSide:
        """The side pane: what is known, or the prompts."""

        def written() -> str:
            return "\n".join(part.body for part in self.editor.sections)

        self._beside = CallSide(context, self.pack, written)
        return self._beside

    def beside_pane(self) -> CallSide | None:
        """The side pane, once it is there."""
        return self._beside

    def pack(self) -> PromptPack | None:
        """The prompts of the topic."""
        return pack_for(self.fields.about.value, self.topic(), self.seat.packs())

    def do_side(self) -> None:
        """F4: context, prompts, hidden, in turn."""
        pane = self.beside_pane()
        if pane is None or self.has_class("-no-side"):
            self._show_side(CONTEXT)
        elif pane.showing == CONTEXT:
            self._show_side(PROMPTS)
        else:
            self._show_side("")
        self.flush()

    def _show_side(self, what: str) -> None:
        pane = self.beside_pane()
        if pane is None:
            return
        if not what and pane.has_focus:
            self.editor.last.focus()
        self._side_folded = not what
        self._fold(self.size)
        pane.turn_to(what or CONTEXT)
        problems = self.seat.packs().problems if what == PROMPTS else ()
        if problems:
            more = f"; `casetui prompts check` names {len(problems) - 1} more" if len(problems) > 1 else ""
            self.say(f"{problems[0]}{more}. The prompts that came with the program work.", "late")

    def do_prompts(self) -> None:
        """ctrl+g u: into the prompts, where Enter notes a line; Esc comes back to the text."""
        self._show_side(PROMPTS)
        pane = self.beside_pane()
        if pane is not None:
            pane.focus()

    def on_call_side_noted(self, event: CallSide.Noted) -> None:
        """A line of its own in the open section; the keyboard stays in the prompts."""
        if self.state is Writing.OPEN:
            self.editor.last.put_line(f"- {event.line} ")
            self.remake("keys")

    def do_open_article(self) -> None:
        """The office's article of the topic, in the browser."""
        pack = self.pack()
        if pack is not None:
            self.post_message(OpenLink(pack.article))

    def do_copy_article(self) -> None:
        """Its address, to be pasted elsewhere."""
        pack = self.pack()
        if pack is not None:
            self.app.copy_to_clipboard(pack.article)
            self.say("The article's address is copied.")

    def on_call_side_left(self) -> None:
        """Back to the caret."""
        self.editor.last.focus()

    def flush(self) -> None:
        """Prompts that were noted meanwhile show it; the topic may be another."""
        super().flush()
        pane = self.beside_pane()
        if pane is not None and pane.showing == PROMPTS:
            pane.remake()

    # What keys put into the note

    def begin(self) -> None:
        """Snippets are asked for here; a mark that was kept shows again."""
        self.editor.expand_with(self._expand)
        self.advice.set(self.advice.marked)
        super().begin()

    def why_not(self, act_id: str) -> str:
        """What cannot be put into the note now, and why."""
        if act_id in AT_THE_NOTE and self.state is not Writing.OPEN:
            return (
                "It is submitted already."
                if self.state is Writing.SENT
                else "It is on its way to the database."
            )
        if act_id == "edit_outside" and self.form.secure:
            return "This note is secure: another editor would keep its words in a file, in the open."
        if act_id == "facts":
            return self._why_no_facts()
        if act_id in ("prompts", *ARTICLES):
            return self._why_no_prompts(act_id)
        if act_id == "no_advice":
            return self.advice.why_not()
        return super().why_not(act_id)

    def _why_no_prompts(self, act_id: str) -> str:
        about, pack = self.fields.about.value, self.pack()
        if not about:
            return "The prompts follow the topic: choose it in About first."
        if pack is None:
            return f"There are no prompts for {about}."
        if act_id in ARTICLES and not pack.article:
            return f"The office has set no article for {pack.title}."
        return ""

    def _why_no_facts(self) -> str:
        if self.form.member_id is None:
            return "Nobody is found yet: F2 finds the member, then her job is known."
        if self.card is None:
            return "The member is still being read."
        job = self.job()
        if job is None:
            return "No job is on record for this member."
        return (
            "" if job_facts(job, self.seat.today()) else "The job on record says neither since when nor what."
        )

    def do_facts(self) -> None:
        """ctrl+g b: length, role and terms of the job at the caret, else at the end of Background."""
        job = self.job()
        if job is None:
            return
        text = self.focused if self.focused is self.editor.last else None
        if text is None and self.editor.has(BACKGROUND):
            self.editor.open_section(BACKGROUND)
            self.editor.last = self.editor.section(BACKGROUND)
        at = self.editor.last
        row, column = at.cursor_location
        before = at.document.get_line(row)[:column]
        at.put(f"{' ' if before and not before[-1].isspace() else ''}{job_facts(job, self.seat.today())}")

    def do_no_advice(self) -> None:
        """ctrl+g a: Advice is empty on purpose; again takes it back, and so does typing there."""
        self.advice.set(not self.advice.marked)
        self.touch()

    def on_note_editor_changed(self) -> None:
        """A key in a section; advice that is typed after all takes the mark away."""
        self.advice.typed()
        self.touch()

    def _expand(self, found: Typed) -> str | None:
        """What a sign and a name stand for here; what could not be filled is said."""
        table: dict[str, Callable[[str], Completed]] = {
            SNIPPET: lambda name: snippet(name, self.seat.snippets(), self._values()),
            ARTICLE: lambda name: article(name, self.seat.packs()),
            MENTION: lambda name: mention(name, self.seat.choices.staff if self.seat.choices else ()),
        }
        done = table[found.sign](found.name)
        if done.said:
            self.say(done.said)
        if found.sign == MENTION and done.text:
            self.tell_shut_out(done.text)
        return done.text

    def tell_shut_out(self, *texts: str) -> None:
        """Say who is mentioned and may not open the case this note is of; nothing is kept back (features B6, B14)."""
        case_id = self.form.about_case_id
        if case_id is None or not any(MENTION in text for text in texts):
            return
        self.read(
            lambda at, stop: desk.mentions.shut_out(at, case_id, texts, stop), self._say_shut_out, "mentions"
        )

    def _say_shut_out(self, names: tuple[str, ...]) -> None:
        if names:
            self.say(shut_out_said(names), "soon")

    def _values(self) -> dict[str, str]:
        known = self.card is not None and self.card.id == self.form.member_id
        officer = self.seat.desk.officer.name if self.seat.desk else ""
        card = self.card if known else None
        found = values(card, self.job(), officer, self.seat.today(), self.fields.follow_up.value)
        return found | {"member": self.form.member_label.partition("  ")[0]}

    # Elsewhere

    def do_copy_note(self) -> None:
        """ctrl+g y: the whole note as text."""
        self.post_message(Copy(form_text(self.collect(), self.seat.name, self.seat.today()), "The note"))

    def do_edit_outside(self) -> None:
        """ctrl+o: the open section in an editor of one's own, and back."""
        self.flush()
        section = self.editor.last

        def done(text: str | None, said: str) -> None:
            if text is not None and self.state is Writing.OPEN:
                section.put_all(text)
            section.focus()
            self.flush()
            self.say(said)

        self.post_message(EditOutside(section.text, section.title, done))
