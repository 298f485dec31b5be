"""The fields of a contact under its note: what every contact needs in front, the rest behind one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

from data.rules.channels import say_spoken_with, ticket_channel
from data.rules.ticket import read_ticket
from data.types.errors import BadInput
from data.types.forms import SPOKE_WITH
from widgets.choice import ChoiceField, IdField, Option
from widgets.day import DayField
from widgets.entry import TextField
from widgets.field_columns import FieldColumns
from widgets.further import Further
from widgets.raising import to_choose
from widgets.typed import TypedField

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from textual.app import ComposeResult
    from textual.widget import Widget

    from data.types.choices import Choices
    from data.types.forms import InteractionContents, InteractionForm
    from data.types.members import Job
    from widgets.lines import Line
    from widgets.note_editor import NoteEditor

RIGHT = 10
"""Cells of the labels in the right column, which is the narrower one."""


class SpokeField(ChoiceField):
    """With whom one spoke; whether the identity was checked stands behind it."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("Spoke with", [Option(who, who) for who in SPOKE_WITH], id=id)
        self.identity_checked = False

    def value_line(self) -> Line:
        """Both in a few words."""
        if self.typed or not self.identity_checked:
            return super().value_line()
        return [(self.said(), "text")]

    def said(self) -> str:
        """Both in a few words; empty where neither is said."""
        return say_spoken_with(self.value, self.identity_checked)

    def next(self) -> None:
        """The next of the list, after the last none: for a single key."""
        round_ = ("", *SPOKE_WITH)
        self.set(round_[(round_.index(self.value) + 1) % len(round_)])

    def check_identity(self) -> None:
        """Checked, or after all not."""
        self.identity_checked = not self.identity_checked
        self.remake()


class CallFields(Vertical):
    """They know what brings what along, and nothing of where they stand."""

    DEFAULT_CSS = "CallFields { height: auto; }"

    def __init__(self, today: date, free: Callable[[], Mapping[date, str]]) -> None:
        super().__init__()
        self.type = ChoiceField("Type", id="type")
        self.about = ChoiceField("About", id="about")
        self.outcome = ChoiceField("Outcome", gutter=RIGHT, id="outcome")
        self.follow_up = DayField("Follow-up", today, free, gutter=RIGHT, id="follow_up")
        self.spoke = SpokeField(id="spoke")
        self.job = IdField("Job", id="job")
        self.to_do = TextField("To do", id="to_do")
        self.case_types = ChoiceField("Case type", several=True, short=True, gutter=RIGHT, id="case_types")
        self.given_to = IdField("Given to", gutter=RIGHT, id="given_to")
        self.ticket = TextField("Ticket", gutter=RIGHT, id="ticket")
        self.further = Further(
            [self.spoke, self.job, self.to_do], [self.case_types, self.given_to, self.ticket], self._held
        )
        self._choices: Choices | None = None
        self._topic_types: list[str] = []
        """What the topic brought."""
        self._preset = ""
        """The type that nobody has chosen yet."""

    def compose(self) -> ComposeResult:
        """Two lines in front, and one that stands for the others."""
        yield FieldColumns([self.type, self.about], [self.outcome, self.follow_up])
        yield self.further

    def _held(self) -> list[str]:
        """What the further fields hold, in the order in which it is asked after."""
        who, what = self.given_to.said(), self.to_do.value
        return [
            ", ".join(self.case_types.values),
            self.spoke.said(),
            f"{who}: {what}" if who and what else who or what,
            self.job.said(),
            "ticket" if self.ticket.value else "",
        ]

    def show(self, form: InteractionForm | InteractionContents) -> None:
        """What the form holds; tells nobody."""
        self.type.set(form.interaction_type)
        self.about.set(form.related_to)
        self.outcome.set(form.outcome)
        self.follow_up.set(form.follow_up_on)
        self.spoke.identity_checked = form.identity_checked
        self.spoke.set(form.spoke_with)
        self.job.set_id(form.job_id)
        self.to_do.set(form.follow_up_action)
        self.case_types.set(*form.case_types)
        self.given_to.set_id(form.follow_up_by)
        self.ticket.set(form.ticket_url)
        self.further.remake()

    def fill(self, form: InteractionForm | InteractionContents) -> None:
        """Into the form what stands in the fields."""
        form.interaction_type = self.type.value
        form.related_to = self.about.value
        form.outcome = self.outcome.value
        form.follow_up_on = self.follow_up.value
        form.spoke_with = self.spoke.value
        form.identity_checked = self.spoke.identity_checked
        form.job_id = self.job.id_value
        form.follow_up_action = self.to_do.value
        form.case_types = list(self.case_types.values)
        form.follow_up_by = self.given_to.id_value
        form.ticket_url = self.ticket.value

    def offer(self, choices: Choices, *, preset: bool) -> None:
        """The office's lists, the officer's last topics first; with `preset` an empty type becomes the first."""
        self._choices = choices
        self.type.offer([Option(name, name) for name in choices.interaction_types])
        # "Allegations" is what a member says, and the name of the case type, not of the topic.
        also = {
            topic.name: kind.label if (kind := choices.case_type(topic.default_case_type or "")) else ""
            for topic in choices.related_to
        }
        recent = [name for name in choices.recent_topics if name in also]
        self.about.offer(
            [Option(name, name, "recent", also[name]) for name in recent]
            + [Option(name, name, "", words) for name, words in also.items() if name not in recent]
        )
        self.outcome.offer([Option(name, name) for name in choices.outcomes])
        self.case_types.offer(to_choose(choices.case_types))
        self.given_to.offer(
            [Option(str(one.id), one.name, "" if one.available else "away") for one in choices.staff]
        )
        if preset and not self.type.value and choices.interaction_types:
            self._preset = choices.interaction_types[0]
            self.type.set(self._preset)
        # What a kept note has or has not is the officer's choice already.
        self._topic_types = self._types_of_topic()
        self.further.remake()

    def offer_jobs(self, jobs: Sequence[Job]) -> None:
        """The jobs of the member, the primary one first."""
        self.job.offer(
            [
                Option(
                    str(job.id),
                    ", ".join(part for part in (job.employer, job.role_title, job.classification) if part),
                    "primary" if job.primary else "",
                )
                for job in sorted(jobs, key=lambda job: not job.primary)
            ]
        )
        self.further.remake()

    def go_to(self, field: Widget) -> None:
        """The caret into a field, also one that is out of the way."""
        if field in self.further.fields:
            self.further.want(field)
        else:
            field.focus()

    def turn_further(self, editor: NoteEditor) -> None:
        """To the further fields, or from among them back to the note."""
        if self.further.is_open:
            editor.last.focus()
        else:
            self.further.want()

    def next_spoken_with(self) -> None:
        """For a single key: the next whom one may have spoken with."""
        self.spoke.next()
        self._changed(self.spoke)

    def check_identity(self) -> None:
        """For a single key: the identity is checked, or after all not."""
        self.spoke.check_identity()
        self._changed(self.spoke)

    def _changed(self, field: TypedField) -> None:
        # The field itself may not stand on the screen, and would tell nobody.
        self.post_message(TypedField.Changed(field))
        self.further.remake()

    def on_typed_field_changed(self) -> None:
        """One of them holds something else: the line that stands for them says so."""
        self.further.remake()

    def on_text_field_changed(self) -> None:
        """The same."""
        self.further.remake()

    def _types_of_topic(self) -> list[str]:
        topic = self._choices.topic(self.about.value) if self._choices else None
        return [topic.default_case_type] if topic and topic.default_case_type else []

    def bring(self) -> None:
        """The topic brings its case type along, and takes back only what it brought (features A1.17).

        A ticket makes a type that nobody has chosen that of a ticket (features A1.12).
        """
        brought = self._types_of_topic()
        if brought != self._topic_types:
            if list(self.case_types.values) in ([], self._topic_types):
                self.case_types.set(*brought)
                self.further.remake()
            self._topic_types = brought
        if (
            self._choices is not None
            and self._preset
            and self.type.value == self._preset
            and self._is_ticket()
        ):
            self._preset = ticket_channel(self._choices.interaction_types) or self._preset
            self.type.set(self._preset)

    def _is_ticket(self) -> bool:
        try:
            return bool(self.ticket.value) and bool(read_ticket(self.ticket.value).said)
        except BadInput:
            return False

    def freeze(self, frozen: bool, *, follow_up: bool = False) -> None:
        """What is submitted is read, not typed into; with `follow_up` its follow-up is never changed here."""
        for field in (self.type, self.about, self.outcome, *self.further.fields):
            field.disabled = frozen
        for field in (self.follow_up, self.given_to, self.to_do):
            field.disabled = frozen or follow_up
        self.further.freeze(frozen)
