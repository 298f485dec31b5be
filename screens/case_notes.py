"""The notes of a case: pinned ones first, the last five, all of them where words are looked for (features A5.12)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from data import desk
from data.rules.note_kinds import FOR, NoteKind, is_secure
from data.rules.notes import listed, next_kind
from data.types.emails import Target
from screens.securing import SecuringScreen
from widgets.actions import key_said
from widgets.case_notes import NOTES, email_said, emails_listed, note_lines, note_rows, with_emails
from widgets.case_summary import case_head
from widgets.going import Go, WriteFile
from widgets.lines import Line
from widgets.pane import ScrollPane
from widgets.row_list import RowList
from widgets.tables import split_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from data.desk.desk import Desk
    from data.types.emails import EmailLine
    from data.types.notes import NoteRow
    from data.types.records import CaseRecord, Saved
    from data.types.stop import Stop
    from screens.seat import Seat


OLDER = "Reading older notes …"


class CaseNotesScreen(SecuringScreen):
    """The notes of one case; the one under the cursor stands whole below the list."""

    place: ClassVar[str] = "case_notes"
    reads_again: ClassVar[bool] = True
    follows: ClassVar[str] = "record"
    hint: ClassVar[str] = "words of the note, its author or its channel; kind:internal"
    DEFAULT_CSS = """
    CaseNotesScreen #notes { height: 1; margin-bottom: 1; }
    """

    def __init__(self, seat: Seat, case_id: UUID) -> None:
        super().__init__(seat, case_id)
        self.emails: tuple[EmailLine, ...] = ()
        self._all = False
        self.list = RowList(NOTES, strong="who", empty="reading …", id="notes", letters=self.place)
        self.pane = ScrollPane(self._lines, letters=self.place, id="note")

    def head(self) -> tuple[Line, Line]:
        """Which case, and how many notes it has."""
        if self.case is None:
            return [("Notes", "strong")], self.clock_line()
        left = case_head("Notes", self.case)
        left.append((f"  {len(self.listed)} of {self.case.note_count}", "quiet"))
        return left, self.clock_line()

    def below(self) -> Iterable[Widget]:
        """The list, and the whole of one note."""
        yield self.list
        yield self.pane

    @property
    def listed(self) -> tuple[NoteRow, ...]:
        """What is in the list."""
        return listed(self.notes, self.text, all_=self._all)

    @property
    def _more(self) -> bool:
        """Whether there are notes that have not been read."""
        return self.case is not None and len(self.notes) < self.case.note_count

    def note(self) -> NoteRow | None:
        """The one under the cursor."""
        return next((note for note in self.listed if str(note.id) == self.list.key), None)

    def _lines(self, width: int, height: int) -> list[Line]:
        note, email = self.note(), self._email()
        if email is not None:
            return email_said(email, self.seat.zone, width)
        if note is None:
            return []
        return note_lines(note, self.seat.zone, width, self.opened_now().get(note.id))

    def _email(self) -> EmailLine | None:
        kind, rest = split_key(self.list.key)
        return next((one for one in self.emails if kind == "email" and str(one.id) == rest), None)

    def into_list(self) -> None:
        """The keyboard goes to the list."""
        self.list.focus()

    def narrowed(self) -> None:
        """Other words."""
        self.fill()

    def desk_opened(self) -> None:
        """Read the case with the notes that are seen at once; where all were read they are read again as a whole."""
        again = self.case is not None and not self._more

        def ask(at: Desk, stop: Stop) -> tuple[CaseRecord, tuple[NoteRow, ...], tuple[EmailLine, ...]]:
            case = desk.cases.read(at, self.case_id, stop)
            notes = desk.notes.of_case(at, case.id, stop) if again else case.notes
            return case, notes, desk.emails.of(at, Target(case.id), stop)

        self.read(ask, lambda answer: self._show(*answer))

    def _show(self, case: CaseRecord, notes: tuple[NoteRow, ...], emails: tuple[EmailLine, ...]) -> None:
        self.case, self.notes, self.emails = case, notes, emails
        self.fill()
        if self._more:
            # Only when these are painted: what is seen comes before what is asked for.
            self.list.once_painted(self._read_rest)

    def _read_rest(self) -> None:
        """The older ones, which words and `a` look through."""
        self.read(lambda at, stop: desk.notes.of_case(at, self.case_id, stop), self._show_rest, "rest")

    def _show_rest(self, notes: tuple[NoteRow, ...]) -> None:
        self.notes = notes
        if self.text or self._all:
            self.fill()

    def fill(self) -> None:
        """Show what is known by now."""
        if self.case is None:
            return
        zone, today = self.seat.zone, self.seat.today()
        rows = note_rows(self.listed, self.text, zone, today, self.opened_now())
        emails = emails_listed(self.emails, self.text, all_=self._all)
        rows = with_emails(rows, self.listed, emails, zone, today)
        nothing = OLDER if self._more else "No note holds these words." if self.text else "No note yet."
        self.list.show(rows, empty=nothing)
        self._share()
        self.pane.remake()
        self.remake("head", "keys")

    def _share(self) -> None:
        """The list takes what it needs, up to a third: the note under the cursor is what is read."""
        rows = len(self.list.rows)
        self.list.styles.height = max(1, min(rows, self.size.height // 3))

    def on_resize(self) -> None:
        """Another third."""
        self._share()

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Below the list: the whole note."""
        self.pane.action_by(-1_000_000)
        self.pane.remake()
        self.remake("keys")

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Enter: the keyboard scrolls the note; an e-mail is opened."""
        email = self._email()
        if email is not None:
            self.post_message(Go("email", email.id))
        else:
            self.pane.focus()

    def why_not(self, act_id: str) -> str:
        """A note must be under the cursor."""
        note = self.note()
        if act_id in ("pin_note", "note_kind", "ask_key", "write_again") and note is None:
            return "Put the cursor on a note."
        if act_id == "note_kind" and note is not None and is_secure(note):
            return "A secure note stays one."
        return super().why_not(act_id)

    def do_all_notes(self) -> None:
        """a: every note, or the last five again."""
        self._all = not self._all
        self.fill()

    def do_next_kind(self) -> None:
        """f: one kind of note after the other, then every one again (features A5.12)."""
        self.words.set(next_kind(self.text))
        self.narrowed()

    def do_note_kind(self) -> None:
        """s: for the office, for nobody outside it, for the member too."""
        note, case_id = self.note(), self.case_id
        if note is None:
            return

        def chosen(keys: tuple[str, ...]) -> None:
            kind = NoteKind(next(one for one, words in FOR.items() if words == keys[0]))

            def told(saved: Saved) -> None:
                did = "was" if saved.already else "is"
                self.say(f"{saved.number}: note {note.number} {did} for {FOR[kind]}.")
                self.desk_opened()

            self.write(lambda at: desk.notes.put_kind(at, case_id, note.id, kind), told)

        self.ask_menu(f"Note {note.number} is for", list(FOR.values()), chosen, FOR.get(note.security, ""))

    def do_letter(self) -> None:
        """w: the public notes, into a file that is not there yet."""
        number, case_id = self.case.number if self.case else "", self.case_id

        def ready(text: str) -> None:
            def chosen(name: str) -> None:
                self.post_message(WriteFile(name, text, f"What {number} says to the member"))

            self.ask_text("Write it to", chosen, text=f"{number}-member.txt")

        self.read(lambda at, stop: desk.notes.letter(at, case_id, stop), ready, "letter")

    def do_pin_note(self) -> None:
        """p: on top of the case, or down again."""
        note, case_id = self.note(), self.case_id
        if note is None:
            return
        on = note.pinned_at is None

        def told(saved: Saved) -> None:
            done = "stands on top of the case now" if on else "is pinned no more"
            self.say(f"{saved.number}: note {note.number} {done}; {key_said('pin_note')} undoes it.")
            self.desk_opened()

        self.write(lambda at: desk.notes.pin(at, case_id, note.id, on=on), told)
