"""Sending a note: what is missing is named, the first of it gets the caret, and it goes once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.rules.required import interaction_gaps
from data.rules.ticket import read_ticket
from data.types.errors import BadInput, CasetuiError
from data.types.secure import KeyNotHere
from screens.noting import NotingScreen
from screens.unlocking import UnlockingScreen
from widgets.actions import key_said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.widget import Widget

    from data.rules.gap import Gap
    from data.types.drafts import Draft
    from data.types.forms import InteractionForm


class SubmittingScreen(NotingScreen, UnlockingScreen):
    """A note that is submitted when nothing is missing."""

    _lacking = ""
    """What was said of missing fields."""

    def ready(self) -> bool:
        """Whether it can be submitted; if not, every gap is named and the first gets the caret."""
        self.settle()
        self.fields.bring()
        form = self.collect()
        if self.told_of_unread("The note is kept."):
            return False
        if form.ticket_url:
            try:
                form.ticket_url = read_ticket(form.ticket_url).said
            except BadInput as error:
                self.fields.go_to(self.fields.ticket)
                self.say(error.sentence, "late")
                return False
        gaps = self._gaps(form)
        if gaps:
            self.flush()
            self._say_missing(gaps)
            self._caret_to(gaps[0].field if gaps[0].field != "member" or len(gaps) == 1 else gaps[1].field)
            return False
        return True

    def _gaps(self, form: InteractionForm) -> tuple[Gap, ...]:
        return interaction_gaps(form, self.seat.choices.rules if self.seat.choices else None)

    def _say_missing(self, gaps: Sequence[Gap]) -> None:
        names = ", ".join(
            f"{gap.label} ({key_said('attach')})" if gap.field == "member" else gap.label for gap in gaps
        )
        self._lacking = f"Missing: {names}. The note is kept." if gaps else ""
        self.say(self._lacking, "late")

    def missing_no_more(self) -> None:
        """What was missing and is filled since is not missed any longer."""
        if self._lacking and self._said == [(self._lacking, "late")]:
            self._say_missing(self._gaps(self.collect()))

    def _caret_to(self, field: str) -> None:
        places: dict[str, Widget] = {
            "interaction_type": self.fields.type,
            "related_to": self.fields.about,
            "outcome": self.fields.outcome,
            "ticket_url": self.fields.ticket,
            "follow_up_on": self.fields.follow_up,
        }
        if field in places:
            self.fields.go_to(places[field])
        elif field != "member":
            self.editor.open_section(self.form.sections[0].title)

    def do_submit(self) -> None:
        """ctrl+s, F5: once, however often it is pressed."""
        if self.ready():
            self.hand_over()

    def held(self, draft: Draft, error: CasetuiError) -> None:
        """A key that is not here comes with its passphrase."""
        super().held(draft, error)
        if draft.id == self.form_id and isinstance(error, KeyNotHere) and self.is_active:
            self.ask_passphrase(self.do_submit)
