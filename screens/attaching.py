"""One file on its way: chosen by its path, a paste, or from the folder under it; named, and sent (features A2.20)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from data import desk
from data.rules.document_names import described_of, kept_name, proposed_name
from data.rules.document_paths import completed, paths_of
from data.rules.file_types import size_said
from data.types.errors import CasetuiError
from screens.writing import Writing, WritingScreen
from widgets.actions import key_said
from widgets.choice import ChoiceField, Option
from widgets.documents import FILES, file_rows
from widgets.entry import TextField
from widgets.going import GoBack
from widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual import events
    from textual.widget import Widget
    from textual.widgets import Input

    from data.desk.desk import Desk
    from data.types.documents import Attachment, FileEntry, FileRules
    from data.types.records import CaseLine, Saved
    from data.types.stop import Stop
    from screens.seat import Seat
    from widgets.lines import Line

PROFILE = "profile"
ROOT = "/"
IN_THE_OPEN = "Not encrypted, though the note is: whoever may open the case opens this document"


class AttachingScreen(WritingScreen):
    """A document before it is attached; what was chosen is copied, so that the file itself may go."""

    place: ClassVar[str] = "attaching"
    DEFAULT_CSS = """
    AttachingScreen RowList { height: 1fr; min-height: 3; margin-top: 1; }
    """

    def __init__(self, seat: Seat, form: Attachment) -> None:
        super().__init__(seat, form)
        self.form = form
        self.path = TextField("File", placeholder="a path, or drop a file here", id="path")
        self.described = TextField("What it is", placeholder="Medical Certificate", id="described")
        self.kept_as = TextField("Kept as", id="kept_as")
        self.where = ChoiceField("Belongs to", id="where")
        self.list = RowList(
            FILES, strong="name", id="files", letters=self.place, empty="No file to choose here."
        )
        self.member = form.member_label
        """Of whom it is, for the name."""
        self._proposed = ""
        """The name as the program would have it, while nobody wrote another."""
        self._allowed: FileRules | None = None
        self._chosen: Path | None = None
        """Where the file came from, in this run."""
        self._more: list[str] = []
        """Files that were dropped together with this one: they come next."""
        self._turn = 0
        self._with_secure = False
        """It goes with a secure note, of which the text alone is encrypted."""

    @property
    def has_file(self) -> bool:
        """A file was chosen, and a copy of it is kept."""
        return bool(self.form.original_name)

    def head(self) -> tuple[Line, Line]:
        """To what it is attached."""
        more = f"   {len(self._more)} more to come" if self._more else ""
        return [
            ("Attach › ", "strong"), (self.form.member_label, "strong"), (more, "quiet")
        ], self.clock_line()  # fmt: skip

    def main(self) -> Iterable[Widget]:
        """The fields, and the files to choose from."""
        yield self.path
        yield self.described
        yield self.kept_as
        yield self.where
        yield self.list

    def resting(self) -> Line:
        """What can be done next."""
        if self.seat.problem is not None:
            return super().resting()
        if self.has_file:
            what = "goes with what you write" if self.form.with_form else "is kept here until it is sent"
            if self._with_secure:
                return [(IN_THE_OPEN, "soon")]
            return [(f"{key_said('save_file')} attaches it; the copy {what}", "quiet")]
        if self._with_secure:
            return [(IN_THE_OPEN, "soon")]
        return [("Tab completes the path · Down chooses from the list · Enter takes the file", "quiet")]

    def why_not(self, act_id: str) -> str:
        """Without a file there is nothing to attach."""
        if act_id == "save_file" and not self.has_file:
            return "Choose a file first: its path, or one of the list."
        if act_id == "save_file" and self.state is not Writing.OPEN:
            return "It is on its way to the database."
        return ""

    def on_mount(self) -> None:
        """The caret stands in the path; of a file that was chosen before, in what it is."""
        form = self.form
        going_with = self.seat.drafts.read(form.with_form) if form.with_form is not None else None
        self._with_secure = going_with is not None and bool(getattr(going_with.form, "secure", False))
        self.where.offer([Option(str(form.case_id) if form.case_id else PROFILE, form.member_label)])
        self.where.set(str(form.case_id) if form.case_id else PROFILE)
        self.where.display = form.with_form is None
        if self.has_file:
            self.path.set(form.original_name)
            self.described.set(form.described)
            self.kept_as.set(form.name)
            self.described.focus()
        else:
            self.path.focus()
            given = paths_of(str(form.source)) if form.source != Path() else ()
            if given:
                self.path.set(given[0])
                self._more = list(given[1:])
                self._take(given[0])
        self._list()

    def desk_opened(self) -> None:
        """What is taken here, and what else it could belong to."""
        form = self.form

        def ask(at: Desk, stop: Stop) -> tuple[FileRules, UUID | None, str, tuple[CaseLine, ...]]:
            allowed = desk.documents.taken(at, stop)
            if form.with_form is not None:
                return allowed, None, form.member_label.partition("  ")[0], ()
            if form.case_id is not None:
                case = desk.cases.read(at, form.case_id, stop)
                member_id, name = case.member_id, case.member_name
            else:
                assert form.member_id is not None
                member_id, name = form.member_id, desk.members.card(at, form.member_id, stop).name
            return allowed, member_id, name, desk.cases.open_of(at, member_id, stop=stop)

        self.read(ask, lambda answer: self._know(*answer), "where")

    def _know(
        self, allowed: FileRules, member_id: UUID | None, name: str, cases: tuple[CaseLine, ...]
    ) -> None:
        self._allowed, self.member = allowed, name
        if member_id is not None:
            self.form.member_id = member_id if self.form.case_id is None else None
            self._whose = member_id
            options = [Option(str(case.id), f"{case.number} {case.title}") for case in cases]
            if self.form.case_id is not None and all(one.key != str(self.form.case_id) for one in options):
                options.insert(0, Option(str(self.form.case_id), self.form.member_label))
            self.where.offer([*options, Option(PROFILE, f"the profile of {name}")])
        if self.has_file:
            self._propose()
        self._list()

    _whose: UUID | None = None
    """The member, once it is known who she is."""

    # Choosing

    def _list(self) -> None:
        """What lies in the watched folder, then what is in the folder that is typed."""
        if self.has_file:
            self.list.display = False
            return
        self.list.display = True
        typed, watched, allowed = self.path.value, self.seat.drop_folder, self._rules()
        self._turn += 1
        turn = self._turn

        def work() -> None:
            lying = desk.staging.dropped(watched, allowed) if not typed else ()
            folder, last = desk.staging.folder_of(typed or "~/")
            found = desk.staging.entries(folder, last, allowed)
            self.app.call_later(lambda: self._show_files(turn, lying, found))

        self._in_thread(work, "files", "files")

    def _rules(self) -> FileRules:
        return self._allowed or desk.staging.USUAL

    def _show_files(self, turn: int, lying: Sequence[FileEntry], found: Sequence[FileEntry]) -> None:
        if turn != self._turn or not self.is_mounted:
            return
        zone, today = self.seat.zone, self.seat.today()
        rows = file_rows(lying, zone, today, "Waiting in the watched folder") if lying else []
        self.list.show([*rows, *file_rows(found, zone, today, "In this folder" if lying else "")], keep=False)

    def on_text_field_changed(self, event: TextField.Changed) -> None:
        """A key: the list narrows, or the name follows what it is."""
        if event.field is self.path:
            self._list()
            return
        if event.field is self.described:
            self._propose()
        self.touch()

    def action_complete(self) -> None:
        """Tab in the path: as far as the folder says; elsewhere to the next field."""
        if not self.path.entry.has_focus or self.has_file:
            self.focus_next()
            return
        typed, allowed = self.path.entry.value, self._rules()

        def work() -> None:
            folder, last = desk.staging.folder_of(typed)
            found = desk.staging.entries(folder, last, allowed)
            names = [f"{one.name}/" if one.is_folder else one.name for one in found]
            self.app.call_later(lambda: self._completed(typed, completed(last, names), last))

        self._in_thread(work, "complete", "complete")

    def _completed(self, typed: str, name: str, last: str) -> None:
        if self.path.entry.value == typed and name != last:
            self.path.entry.value = typed[: len(typed) - len(last)] + name
            self.path.entry.cursor_position = len(self.path.entry.value)

    def on_key(self, event: events.Key) -> None:
        """Tab completes, Down goes into the list."""
        if event.key == "tab" and self.path.entry.has_focus and not self.has_file:
            event.stop()
            event.prevent_default()
            self.action_complete()
        elif event.key == "down" and self.path.entry.has_focus and not self.has_file:
            event.stop()
            self.list.focus()

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Enter on a row: into the folder, or the file."""
        self._take(event.key.removeprefix("file/"))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: the file of the path; then field by field, and in the last it is attached."""
        event.stop()
        if event.input is self.path.entry and not self.has_file:
            found = paths_of(self.path.value)
            if not found:
                self.say("The path of a file is needed here; Esc goes back.", "late")
                return
            self._more = list(found[1:])
            self._take(found[0])
        elif event.input is self.kept_as.entry and not self.where.display:
            self.call_later(self.action_act, "save_file")
        else:
            self.focus_next()

    def go_on(self) -> None:
        """Enter in what it belongs to, the last field: attach it."""
        self.call_later(self.action_act, "save_file")

    def _take(self, text: str) -> None:
        """Look at the file and keep a copy, in a thread."""
        path = Path(text)
        drafts, allowed = self.seat.drafts, self._rules()
        wanted = replace(self.form, original_name=path.name, source=path)
        self.say(f"reading {path.name} …", "quiet")

        def work() -> None:
            try:
                at = path.expanduser()
                if at.is_dir():
                    self.app.call_later(lambda: self._into(text))
                    return
                found = desk.staging.stage(drafts, replace(wanted, source=at), allowed)
            except (CasetuiError, RuntimeError) as error:
                said = error.sentence if isinstance(error, CasetuiError) else "The folder is nobody's."
                self.app.call_later(lambda: self._refused(said))
            else:
                self.app.call_later(lambda: self._took(found, at))

        self._in_thread(work, "stage", "stage")

    def _into(self, text: str) -> None:
        """A folder: what is in it stands under the path."""
        self.path.entry.value = f"{text.rstrip(ROOT)}/"
        self.path.entry.cursor_position = len(self.path.entry.value)
        self.path.focus()
        self.say("A folder: choose one of its files.")

    def _refused(self, said: str) -> None:
        if self.is_mounted:
            self.say(said, "late")
            self.path.focus()

    def _took(self, found: Attachment, at: Path) -> None:
        self.form, self._chosen, self.kept_at = found, at, self.seat.clock()
        if not self.is_mounted:
            return
        self.path.set(found.original_name)
        self.path.disabled = True
        self.described.set(found.described)
        self._proposed = ""
        self.kept_as.set("")
        self._propose()
        self.list.display = False
        self.described.focus()
        self.say(
            f"{found.original_name}, {size_said(Path(str(found.source)).stat().st_size)}: a copy is kept."
        )
        self.flush()
        self.remake("head", "keys", "status")

    def _propose(self) -> None:
        """The union's form, as long as nobody wrote another name (features A5.07)."""
        if not self.has_file or self.kept_as.value != self._proposed:
            return
        words = self.described.value or described_of(self.form.original_name)
        self._proposed = proposed_name(self.form.original_name, self.seat.today(), self.member, words)
        self.kept_as.set(self._proposed)

    # Writing

    def collect(self) -> Attachment:
        """The form with what stands on the screen."""
        form = self.form
        if self.has_file:
            form.described = self.described.value
            form.name = kept_name(self.kept_as.value, form.original_name) if self.kept_as.value else ""
            if form.with_form is None and self._whose is not None:
                case_id = None if self.where.value == PROFILE else UUID(self.where.value)
                form.case_id, form.member_id = case_id, self._whose if case_id is None else None
        return form

    def is_blank(self) -> bool:
        """No file was chosen: leaving needs no draft."""
        return not self.has_file

    def freeze(self, frozen: bool) -> None:
        """While it is sent."""
        for field in (self.described, self.kept_as, self.where):
            field.disabled = frozen

    def do_save_file(self) -> None:
        """F5: attach it; with a form that is being written it goes out when that does."""
        self.settle()
        form = self.collect()
        if form.with_form is not None:
            self.flush()
            self._aside()
            self._next(lambda: self.post_message(GoBack(f"{form.name} goes with it.")))
        elif self.hand_over():
            self._aside()

    def _aside(self) -> None:
        """What lay in the watched folder does not wait there any more."""
        chosen, watched = self._chosen, self.seat.drop_folder
        if chosen is not None and watched:
            self._in_thread(lambda: _moved_aside(chosen, watched), "aside", "aside")

    def arrived(self, saved: Saved) -> None:
        """Attached: the next of those that were dropped together, else back."""
        self._next(lambda: self.post_message(GoBack(f"{saved.number} is attached.")))

    def _next(self, done: Callable[[], object]) -> None:
        if not self.is_active:
            return
        if not self._more:
            done()
            return
        at = self.seat.desk
        text, self._more = self._more[0], self._more[1:]
        from uuid_utils.compat import uuid7

        before = self.form
        self.form = replace(
            before, id=at.new_id() if at else uuid7(), original_name="", described="", name=""
        )
        self.form_id, self.state, self.kept_at, self.record = self.form.id, Writing.OPEN, None, None
        self.freeze(False)
        self._take(text)


def _moved_aside(chosen: Path, watched: str) -> None:
    desk.staging.move_aside(chosen, watched)
