"""The documents of a case or a member: attached, opened, saved as files, renamed, moved, removed (features A2.20)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from data import desk
from data.rules.clean import clean_line
from data.rules.document_paths import paths_of, quoted
from data.rules.document_references import reference_to
from data.types.documents import Attachment, Document, DocumentContents
from data.types.errors import Conflict
from screens.acting import UndoingScreen
from screens.one_list import ListScreen
from screens.standing import briefly
from widgets.actions import key_said
from widgets.choice import Option
from widgets.documents import DOCUMENTS, ORDERS, document_lines, document_rows, sorted_by
from widgets.going import Go, OpenFile
from widgets.not_yet import NotYet
from widgets.row_list import RowList
from widgets.tables import key_of

if TYPE_CHECKING:
    from textual import events

    from data.desk.desk import Desk
    from data.types.documents import DocumentsOf
    from data.types.drafts import Draft
    from data.types.errors import CasetuiError
    from data.types.records import CaseLine, Saved
    from data.types.stop import Stop
    from screens.seat import Seat
    from widgets.lines import Line

ON_ONE = (
    "open_document",
    "save_document",
    "rename_document",
    "move_document",
    "remove_document",
    "copy_reference",
)
"""Acts on the document under the cursor."""
PROFILE = "profile"


class DocumentsScreen(ListScreen, UndoingScreen):
    """The documents of one case, or of one member and her cases."""

    place: ClassVar[str] = "documents"
    reads_again: ClassVar[bool] = True
    seen_whole: ClassVar[bool] = True
    follows: ClassVar[str] = "record"

    def __init__(self, seat: Seat, record: str, record_id: UUID, *, waits: bool = False) -> None:
        """With `waits` the id is nobody's, until `take` gives the one that is meant."""
        super().__init__(seat)
        self.waits = waits
        self.record, self.record_id = record, record_id
        self.of: DocumentsOf | None = None
        self.order = ORDERS[0]
        self.preview: tuple[str, ...] = ()
        self.list = RowList(DOCUMENTS, strong="name", empty="reading …", id="documents", letters=self.place)

    @property
    def at_record(self) -> tuple[str, UUID] | None:
        """What they belong to."""
        return self.record, self.record_id

    def head(self) -> tuple[Line, Line]:
        """Whose documents these are, and how many."""
        left: Line = [("Documents", "strong")]
        if self.of is not None:
            left.append((f" › {self.of.label}", "strong"))
            count = len(self.of.documents)
            left.append((f"   {count} document{'' if count == 1 else 's'}, {self.order} first", "quiet"))
            if self.order != ORDERS[0]:
                left[-1] = (f"   {count} document{'' if count == 1 else 's'}, by {self.order}", "quiet")
        return left, self.clock_line()

    def _side_lines(self, width: int, height: int) -> list[Line]:
        one = self.one()
        if one is None or self.of is None:
            return []
        noted = self.of.noted.get(one.id, 0)
        return document_lines(one, noted, self.preview, self.seat.zone, self.seat.today(), width)

    def one(self) -> Document | None:
        """The document under the cursor."""
        found = self.of.documents if self.of is not None else ()
        return next((one for one in found if key_of("document", one.id) == self.list.key), None)

    def take(self, record_id: UUID | None, text: str) -> None:
        """Whose documents it shows."""
        self.told()
        self.record, self.record_id = text, record_id or self.record_id

    def desk_opened(self) -> None:
        """Read them."""
        record, record_id = self.record, self.record_id
        self.read(
            lambda at, stop: desk.documents.listing(at, record, record_id, stop), self._show, "documents"
        )

    def _show(self, found: DocumentsOf) -> None:
        self.of = found
        self._fill()
        self.remake("side")
        self.remake("head", "keys", "status")
        self.paint_at_once()

    def _fill(self) -> None:
        if self.of is None:
            return
        rows = document_rows(
            sorted_by(self.order, self.of.documents), self.of.noted, self.seat.zone, self.seat.today()
        )
        self.list.show(rows, empty=f"No documents yet: {key_said('attach_file')} attaches one.")

    def on_row_list_moved(self) -> None:
        """Beside the list: how the text of the file begins, once it is read."""
        self.preview = ()
        one = self.one()
        if one is not None:
            self.read(
                lambda at, stop: desk.documents.preview(at, one.id, stop), self._show_preview, "preview"
            )

    def _show_preview(self, preview: tuple[str, ...]) -> None:
        self.preview = preview
        self.remake("side")

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Enter: with the system's program."""
        self.call_later(self.action_act, "open_document")

    @property
    def undo_about(self) -> UUID | None:
        """u: what was done here."""
        return self.record_id

    @property
    def member_in_view(self) -> UUID | None:
        """F3 from here is about the same member."""
        return self.of.member_id if self.of is not None else None

    def why_not(self, act_id: str) -> str:
        """Most acts are about one document."""
        if self.of is None and act_id in (*ON_ONE, "attach_file", "sort_documents"):
            return NotYet("The documents are still being read.")
        if act_id in ON_ONE and self.one() is None:
            return "Put the cursor on a document."
        return super().why_not(act_id)

    # Acts

    def on_paste(self, event: events.Paste) -> None:
        """Files dropped on the list: terminals paste their paths."""
        paths = paths_of(clean_line(event.text))
        if paths and not self.why_not("attach_file"):
            event.stop()
            self._choose(quoted(paths))

    def do_attach_file(self) -> None:
        """a: a file of this machine."""
        self._choose("")

    def _choose(self, path: str) -> None:
        at, found = self.seat.desk, self.of
        if at is None or found is None:
            return
        case_id = self.record_id if self.record == "case" else None
        member_id = None if case_id else found.member_id
        form = Attachment(
            at.new_id(), "", Path(path), case_id=case_id, member_id=member_id, member_label=found.label
        )
        self.post_message(Go("attaching", form=form))

    def do_sort_documents(self) -> None:
        """s: by the next order."""
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        self._fill()
        self.remake("head")

    def _opened(self, path: Path) -> None:
        self.post_message(OpenFile(str(path), f"{key_said('save_document')} saves it as a file"))

    def do_open_document(self) -> None:
        """Enter: a copy of it, with the system's program."""
        one = self.one()
        if one is not None:
            self.say(f"opening {one.name} …", "quiet")
            files = self.seat.drafts.files
            self.read(
                lambda at, stop: desk.documents.save(at, one.id, files.opened(), stop, anew=True),
                self._opened,
                "open",
            )

    def do_save_document(self) -> None:
        """o: as a file, where one says."""
        one = self.one()
        if one is None:
            return

        def chosen(text: str) -> None:
            target = Path(text)
            self.say("saving …", "quiet")
            self.read(
                lambda at, stop: desk.documents.save(at, one.id, target.expanduser(), stop),
                lambda path: self.say(f"Saved as {path}."),
                "save",
            )

        self.ask_text("Save as", chosen, text=f"~/{one.name}")

    def do_rename_document(self) -> None:
        """e: its name, then what it is."""
        one = self.one()
        if one is None:
            return
        was = one.contents

        def named(name: str) -> None:
            self.ask_text(
                "What it is", lambda words: self._rename(one.id, was, name, words), text=one.described
            )

        self.ask_text("Name", named, text=one.name)

    def _rename(self, document_id: UUID, was: DocumentContents, name: str, described: str) -> None:
        now = DocumentContents(name, described)
        if now == was:
            self.say("Nothing has changed.")
            return
        self._do(
            lambda at: desk.documents.change(at, document_id, was, now),
            lambda one: self.say(f"It is {one.name} now. {self._taken_back_by()}"),
        )

    def not_written(self, error: CasetuiError) -> None:
        """Somebody renamed it too: theirs stands."""
        super().not_written(error)
        if isinstance(error, Conflict):
            self.say(f"Someone changed {error.detail} too; it stands as they left it.", "late")

    def do_remove_document(self) -> None:
        """x: out of the list; u puts it back."""
        one = self.one()
        if one is not None:
            self._do(
                lambda at: desk.documents.remove(at, one.id),
                lambda gone: self.say(f"{gone.name} is removed. {self._taken_back_by()}"),
            )

    def do_move_document(self) -> None:
        """m: to a case of the member, or to her profile."""
        one = self.one()
        if one is None:
            return

        def ask(at: Desk, stop: Stop) -> tuple[CaseLine, ...]:
            return desk.cases.open_of(at, one.member_id, stop=stop)

        def told(found: tuple[CaseLine, ...]) -> None:
            options = [
                Option(str(case.id), f"{case.number} {case.title}")
                for case in found
                if case.id != one.case_id
            ]
            if one.case_id is not None:
                options.append(Option(PROFILE, f"the profile of {one.member_name}"))
            if options:
                self.ask_choice("Move to", options, lambda keys: self._move(one, keys[0]))
            else:
                self.say("She has no open case to move it to.")

        self.read(ask, told, "move")

    def _move(self, one: Document, key: str) -> None:
        case_id = None if key == PROFILE else UUID(key)
        member_id = one.member_id if case_id is None else None
        self._do(
            lambda at: desk.documents.move(at, one.id, case_id=case_id, member_id=member_id),
            lambda moved: self.say(
                f"It is on {moved.case_number or 'the profile'} now. {self._taken_back_by()}"
            ),
        )

    def _taken_back_by(self) -> str:
        return f"{key_said('undo_last')} takes it back."

    def do_copy_reference(self) -> None:
        """y: what a note refers to it by."""
        one = self.one()
        if one is not None:
            self.app.copy_to_clipboard(reference_to(one.name))
            self.say("The reference is copied: paste it into a note.")

    def sent(self, draft: Draft, saved: Saved) -> None:
        """One was attached."""
        if isinstance(draft.form, Attachment):
            self.say(f"{saved.number} is attached.")
            self.desk_opened()

    def held(self, draft: Draft, error: CasetuiError) -> None:
        """It waits, or was refused and stands in the drafts."""
        if isinstance(draft.form, Attachment):
            self.say(f"{draft.form.name or draft.form.original_name}: {briefly(error)}", "late")
