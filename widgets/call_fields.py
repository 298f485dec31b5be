"""The fields of a contact under its note: how it came, about what, how it ended, and with whom one spoke."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.rules.channels import say_spoken_with, ticket_channel
from data.rules.ticket import read_ticket
from data.types.errors import BadInput
from data.types.forms import SPOKE_WITH
from widgets.choice import ChoiceField, Option
from widgets.day import DayField
from widgets.entry import TextField
from widgets.field_columns import FieldColumns

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from data.types.choices import Choices
    from data.types.forms import InteractionForm
    from widgets.lines import Line

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
        return [(say_spoken_with(self.value, self.identity_checked), "text")]

    def next(self) -> None:
        """The next of the list, after the last none: for a single key."""
        round_ = ("", *SPOKE_WITH)
        self._choose(tuple(who for who in [round_[(round_.index(self.value) + 1) % len(round_)]] if who))
        self.remake()

    def check_identity(self) -> None:
        """Checked, or after all not."""
        self.identity_checked = not self.identity_checked
        self.post_message(self.Changed(self))
        self.remake()


class CallFields(FieldColumns):
    """Fields in two columns; they know what brings what along, and nothing of where they stand."""

    def __init__(self, today: date, free: Callable[[], Mapping[date, str]]) -> None:
        self.type = ChoiceField("Type", id="type")
        self.about = ChoiceField("About", id="about")
        self.outcome = ChoiceField("Outcome", id="outcome")
        self.spoke = SpokeField(id="spoke")
        self.case_types = ChoiceField("Case type", several=True, short=True, gutter=RIGHT, id="case_types")
        self.follow_up = DayField("Follow-up", today, free, gutter=RIGHT, id="follow_up")
        self.ticket = TextField("Ticket", gutter=RIGHT, id="ticket")
        self._choices: Choices | None = None
        self._topic_types: list[str] = []
        """What the topic brought."""
        self._preset = ""
        """The type that nobody has chosen yet."""
        super().__init__(
            [self.type, self.about, self.outcome, self.spoke],
            [self.case_types, self.follow_up, self.ticket],
            lowered=True,
        )

    def show(self, form: InteractionForm) -> None:
        """What the form holds; tells nobody."""
        self.type.set(form.interaction_type)
        self.about.set(form.related_to)
        self.outcome.set(form.outcome)
        self.spoke.identity_checked = form.identity_checked
        self.spoke.set(form.spoke_with)
        self.case_types.set(*form.case_types)
        self.follow_up.set(form.follow_up_on)
        self.ticket.set(form.ticket_url)

    def fill(self, form: InteractionForm) -> None:
        """Into the form what stands in the fields."""
        form.interaction_type = self.type.value
        form.related_to = self.about.value
        form.outcome = self.outcome.value
        form.spoke_with = self.spoke.value
        form.identity_checked = self.spoke.identity_checked
        form.case_types = list(self.case_types.values)
        form.follow_up_on = self.follow_up.value
        form.ticket_url = self.ticket.value

    def offer(self, choices: Choices, *, preset: bool) -> None:
        """The office's lists, the officer's last topics first; with `preset` an empty type becomes the first."""
        self._choices = choices
        self.type.offer([Option(name, name) for name in choices.interaction_types])
        names = [topic.name for topic in choices.related_to]
        recent = [name for name in choices.recent_topics if name in names]
        self.about.offer(
            [Option(name, name, "recent") for name in recent]
            + [Option(name, name) for name in names if name not in recent]
        )
        self.outcome.offer([Option(name, name) for name in choices.outcomes])
        self.case_types.offer([Option(kind.key, kind.label, kind.key) for kind in choices.case_types])
        if preset and not self.type.value and choices.interaction_types:
            self._preset = choices.interaction_types[0]
            self.type.set(self._preset)
        # What a kept note has or has not is the officer's choice already.
        self._topic_types = self._types_of_topic()

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
            return bool(self.ticket.value) and bool(read_ticket(self.ticket.value).url)
        except BadInput:
            return False

    def freeze(self, frozen: bool) -> None:
        """What is submitted is read, not typed into."""
        for field in (
            self.type, self.about, self.outcome, self.spoke, self.case_types, self.follow_up, self.ticket,
        ):  # fmt: skip
            field.disabled = frozen
