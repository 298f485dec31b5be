"""Files that go with what is being written (features A3.37, A3.38, A5.08)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from data.rules.document_names import proposed_name
from data.types.documents import Attachment
from data.types.errors import CasetuiError
from data.types.forms import CaseForm, InteractionForm
from screens.referring import About, ReferringScreen
from screens.writing import Writing
from widgets.actions import key_said
from widgets.going import Go

if TYPE_CHECKING:
    from uuid import UUID

    from widgets.lines import Line

ABOUT_FILES = ("enclose", "refer")


class EnclosingScreen(ReferringScreen):
    """A form that files are attached to while it is written; they go out behind it."""

    _enclosed: tuple[Attachment, ...] = ()

    def files_of(self) -> InteractionForm | CaseForm:
        """The form that they go with."""
        raise NotImplementedError

    def begin(self) -> None:
        """What was attached before."""
        self._enclosed = self.seat.drafts.attached_to(self.form_id)
        super().begin()

    def came_back(self) -> None:
        """A file may have been attached."""
        self._enclosed = self.seat.drafts.attached_to(self.form_id)
        self.remake("status")
        super().came_back()

    def saved(self) -> Line:
        """Where the words are, and how many files go with them."""
        count = len(self._enclosed)
        files: Line = [(f"{count} document{'' if count == 1 else 's'} · ", "quiet")] if count else []
        return [*files, *super().saved()]

    def files_open(self) -> str:
        """What is said of files that go with a secure note: the note alone is encrypted."""
        count = len(self._enclosed)
        them = "document is" if count == 1 else f"{count} documents are"
        return f" Its {them} not encrypted: whoever may open the case opens them." if count else ""

    def why_not_enclosed(self, act_id: str) -> str:
        """What is saved takes no more."""
        if self.state is Writing.OPEN:
            return ""
        return f"It is saved: {key_said('documents')} on the case or the member attaches files."

    def do_enclose(self) -> None:
        """ctrl+g X: a file that goes with this once it is saved."""
        from uuid_utils.compat import uuid7

        form, at = self.files_of(), self.seat.desk
        try:
            # Kept though nothing is written yet: what it goes with must be there.
            self.kept_at = self.seat.drafts.keep(self.collect())
        except CasetuiError as error:
            self.say(error.sentence, "late")
            return
        attached = Attachment(
            at.new_id() if at else uuid7(), "", Path(), member_label=form.member_label, with_form=form.id
        )
        self.post_message(Go("attaching", form=attached))

    def hand_over(self) -> bool:
        """What is attached is told where it belongs, and goes out behind the form."""
        try:
            for one in self._enclosed:
                self.seat.drafts.keep(self._placed(one))
        except CasetuiError as error:
            self.say(error.sentence, "late")
            return False
        return super().hand_over()

    def _placed(self, one: Attachment) -> Attachment:
        form = self.files_of()
        if isinstance(form, CaseForm):
            one.case_id, one.member_id = form.id, None
        else:
            one.case_id = form.about_case_id
            one.member_id = None if form.about_case_id else form.member_id
        # Chosen before anyone knew who calls.
        today, name = self.seat.today(), form.member_label.partition("  ")[0]
        if one.name == proposed_name(one.original_name, today, "", one.described):
            one.name = proposed_name(one.original_name, today, name, one.described)
        return one

    def pass_on(self, case_id: UUID) -> None:
        """What was attached to a note goes with the case it becomes (features A5.08)."""
        for one in self._enclosed:
            one.with_form = case_id
            self.seat.drafts.keep(one)
        self._enclosed = ()

    # References

    def written_about(self) -> About:
        """The case that it is about, else the member."""
        form = self.files_of()
        case_id = form.about_case_id if isinstance(form, InteractionForm) else None
        return About(case_id, form.member_id) if form.member_id is not None else About()

    def names_besides(self) -> tuple[str, ...]:
        """What was attached."""
        return tuple(one.name for one in self._enclosed if one.name)

    def no_documents(self) -> str:
        """Here one can be attached."""
        return f"No documents to name yet: {key_said('enclose')} attaches one."
