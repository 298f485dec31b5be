"""What is saved already while it is put right: theirs stands beside mine, and the earlier text in the history."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from data.types.errors import Conflict
from data.types.notes import short_title
from screens.siding import SidingScreen
from screens.writing import Writing
from widgets.actions import key_said
from widgets.brief import indented
from widgets.going import GoBack
from widgets.lines import Line, heading, pair
from widgets.pane import ScrollPane

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.widget import Widget

    from data.rules.merging import Clash
    from data.types.case_edits import CaseEdit
    from data.types.drafts import Draft
    from data.types.errors import CasetuiError
    from data.types.forms import InteractionEdit
    from data.types.records import Saved


class RightingScreen(SidingScreen):
    """Its form is an edit, which knows how the record was read and how it is to be; the fields are the subclass's."""

    form: InteractionEdit | CaseEdit
    reads_again: ClassVar[bool] = True
    follows: ClassVar[str] = "record"
    what: ClassVar[str] = ""
    """First word of the head: what is put right."""

    # For the subclass

    def stood(self) -> Mapping[str, str]:
        """Titles and texts as they were read."""
        raise NotImplementedError

    # What is seen

    def head(self) -> tuple[Line, Line]:
        """Which record, and that the old text stays."""
        left: Line = [(f"{self.what} › {self.form.member_label}", "strong")]
        left.append(("   the earlier text stays in the history", "quiet"))
        return left, self.clock_line()

    def side(self) -> Widget:
        """How it stood when it was read; on top, what someone else wrote meanwhile."""
        return ScrollPane(lambda w, h: self._side_lines(w))

    def _side_lines(self, width: int) -> list[Line]:
        w = width - 3
        out = self.clash_lines(w)
        out.append(heading("As it stands"))
        for title, text in self.stood().items():
            if text.strip():
                out += pair(short_title(title)[:10], text.strip(), w, gutter=11)
        return indented(out)

    def resting(self) -> Line:
        """What the keys do."""
        if self.state is Writing.SENT and self.record is not None and self.seat.problem is None:
            return [(f"{self.record.number} is saved", "strong"), (" · Esc goes back", "text")]
        return super().resting() or [(f"{key_said('save')} saves it · Esc keeps it as a draft", "quiet")]

    # Somebody else was there

    def caught_up(self, clashes: Sequence[Clash]) -> None:
        """What stands now is taken in; where both wrote theirs is shown, mine stays, and saving is a decision."""
        self.flush()
        self.clashed(clashes)
        self.remake("side")

    def news_came(self) -> None:
        """What is typed and its fields stay as they are; saving, or the key for it, takes theirs in."""
        self.changed_meanwhile = "changed meanwhile"
        self.remake("head")

    # Saving

    def why_not(self, act_id: str) -> str:
        """It is saved once."""
        if act_id == "choose_side":
            return self.side_why_not()
        return self.why_not_write() if act_id == "save" else ""

    def why_not_write(self) -> str:
        """Why nothing can be changed any more; empty while it can."""
        if self.state is Writing.SENDING:
            return "It is on its way to the database."
        return "It is saved already." if self.state is Writing.SENT else ""

    def arrived(self, saved: Saved) -> None:
        """Saved: back to the record, unless the officer is elsewhere by now."""
        self.no_clashes()
        if self.is_active:
            self.post_message(GoBack(f"{saved.number} is saved."))

    def held(self, draft: Draft, error: CasetuiError) -> None:
        """Refused because someone was first: read what they wrote."""
        super().held(draft, error)
        if draft.id == self.form_id and isinstance(error, Conflict):
            self.desk_opened()
