"""The note: titled sections one below the other, the open one with room, the others as long as what they hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import TextArea

from data.rules.clean import clean
from data.rules.completing import Typed, typed
from data.rules.document_references import places
from data.types.notes import Section, short_title
from widgets.frame import LOW
from widgets.ground import Ground
from widgets.lines import drawn, ends, fill
from widgets.look import styles
from widgets.noted import NAMED
from widgets.pane import Lined
from widgets.strips import Drawn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text
    from textual import events
    from textual.app import ComposeResult
    from textual.document._document import Location

Expand = Callable[[Typed], "str | None"]
"""What a sign and a name stand for; None when it is nothing."""
PLACEHOLDER = "–"
"""What an empty section shows."""
GUTTER = 12
"""Section and field names share this gutter, so that all text starts in one column."""


class SectionText(TextArea):
    """The text of one section; what is pasted is cleaned."""

    DEFAULT_CSS = """
    SectionText, SectionText:focus {
        border: none; padding: 0; height: auto; max-height: 12; background: $background; scrollbar-size: 0 0;
    }
    SectionText .text-area--cursor-line { background: $background; }
    """

    takes_text: ClassVar[bool] = True
    """Printable keys do nothing but go into the text."""

    def __init__(self, text: str, title: str) -> None:
        super().__init__(
            clean(text), soft_wrap=True, tab_behavior="focus", show_line_numbers=False, placeholder=drawn(PLACEHOLDER),
            highlight_cursor_line=False,
        )  # fmt: skip
        self.title = title
        self._wrapped_at = 0
        self.cursor_blink = False
        self._coloured: object = None
        """What the styles of the text were put into last; nothing when they have changed since."""
        self.expansion: Expand | None = None
        self._expanded: tuple[Location, Typed] | None = None
        """What was completed last and where: taken back by ctrl+z, it stays as typed."""

    def notify_style_update(self) -> None:
        """Its styles are others."""
        self._coloured = None
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Textual works eight styles out anew for each paint of each text: here once for as long as they stay."""
        if self._coloured is not self._theme:
            self._theme.apply_css(self)
            self._coloured = self._theme
        return [Drawn(strip, strip.cell_length) for strip in Widget.render_lines(self, crop)]

    def on_resize(self, event: events.Resize) -> None:
        """The height follows the width: text that was wrapped before the width was known is measured again."""
        if event.size.width != self._wrapped_at:
            self._wrapped_at = event.size.width
            self.call_after_refresh(self.refresh, layout=True)
        if not self.has_focus:
            self.call_after_refresh(self.scroll_to, 0, 0, animate=False, force=True)

    def get_line(self, line_index: int) -> Text:
        """A line, in which names of documents stand out."""
        line = super().get_line(line_index)
        for begin, end in places(line.plain):
            line.stylize(styles(self.app.theme)[NAMED], begin, end)
        return line

    def on_blur(self) -> None:
        """Back to its beginning."""
        self.scroll_to(0, 0, animate=False, force=True)

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """A section that is closed shows its beginning, wherever the caret was left."""
        return super().scroll_cursor_visible(center, animate) if self.has_focus else Offset()

    def on_key(self, event: events.Key) -> None:
        """A line feed is a new line: terminals without bracketed paste send it between pasted lines."""
        if event.key == "ctrl+j" and not self.read_only:
            event.prevent_default()
            event.stop()
            self.insert("\n")
        elif event.key in ("space", "tab") and not self.read_only and self._expand(event.key):
            event.prevent_default()
            event.stop()

    def _expand(self, key: str) -> bool:
        """Make of `::name` before the caret what it stands for, as one step of undo; False where there is none."""
        row, column = self.cursor_location
        found = typed(self.document.get_line(row)[:column])
        if found is None or self.expansion is None or not self.selection.is_empty:
            return False
        start = (row, column - len(found.text))
        if self._expanded == (start, found):
            self._expanded = None
            return False
        text = self.expansion(found)
        if text is None:
            return False
        self._expanded = (start, found)
        gap = " " if key == "space" and not text[-1:].isspace() else ""
        self.put(text + gap, start)
        return True

    def put(self, text: str, start: Location | None = None) -> None:
        """Put text at the caret, in place of what stands from `start` on, as one step of undo."""
        self.history.checkpoint()
        begin, end = self.selection if start is None else (start, self.cursor_location)
        self.move_cursor(self.replace(clean(text), begin, end).end_location)
        self.history.checkpoint()

    def put_all(self, text: str) -> None:
        """Put another text in place of the whole, as one step of undo."""
        self.history.checkpoint()
        result = self.replace(clean(text), self.document.start, self.document.end)
        self.move_cursor(result.end_location)
        self.history.checkpoint()

    def put_line(self, text: str) -> None:
        """Put text on a line of its own under the caret's, as one step of undo."""
        row, _ = self.cursor_location
        line = self.document.get_line(row)
        self.move_cursor((row, len(line)))
        self.put(f"\n{text}" if line.strip() else text)

    async def _on_paste(self, event: events.Paste) -> None:
        """Control and bidi characters do not come in with a paste; every word does."""
        event.prevent_default()
        event.stop()
        text = clean(event.text)
        if text and not self.read_only:
            result = self.replace(text, *self.selection)
            self.move_cursor(result.end_location)


class SectionBox(Lined):
    """Name and bar of a section, its text over them, and at the right the sign that there is more than is seen."""

    DEFAULT_CSS = """
    SectionBox { height: auto; margin-bottom: 1; }
    SectionBox > SectionText { margin: 0 1 0 13; }
    SectionBox.-open SectionText { min-height: 5; }
    """

    def __init__(self, section: Section) -> None:
        super().__init__()
        self.text = SectionText(section.body, section.title)

    def compose(self) -> ComposeResult:
        """The text; the rest is drawn around it."""
        yield self.text

    def render_line(self, y: int) -> Strip:
        """What stands left and right of a line of the text."""
        focused = self.text.has_focus
        name = f" {short_title(self.text.title)}" if y == 0 else ""
        left = fill([(name, "strong" if focused else "quiet")], GUTTER - 1)
        more = "…" if y == 0 and not focused and self._hides() else " "
        line = ends([*left, ("│" if focused else " ", "accent")], [(more, "quiet")], self.size.width, 0)
        return self.strip(line, self.size.width)

    def _hides(self) -> bool:
        return self.text.wrapped_document.height > max(self.text.size.height, 1)

    def on_resize(self) -> None:
        """Whether there is more than is seen is known once it has its height."""
        self.refresh()

    def look_again(self) -> None:
        """Draw name, bar and sign again."""
        self.set_class(self.text.has_focus, "-open")
        self.refresh()


class NoteEditor(VerticalScroll, Ground, can_focus=False):
    """Sections under any template; knows nothing of what they mean."""

    DEFAULT_CSS = """
    NoteEditor { height: 1fr; scrollbar-size: 0 0; }
    NoteEditor.-low SectionBox { margin-bottom: 0; }
    NoteEditor.-low SectionText { max-height: 1; }
    NoteEditor.-low SectionBox.-open { height: 1fr; min-height: 3; }
    NoteEditor.-low SectionBox.-open SectionText { height: 1fr; max-height: 100%; min-height: 3; }
    """

    @dataclass(eq=False, repr=False)
    class Changed(Message):
        """Some text is another."""

        editor: NoteEditor

    @dataclass(eq=False, repr=False)
    class Left(Message):
        """The keyboard went on from the last section."""

        editor: NoteEditor

    def __init__(
        self, sections: Sequence[Section], *, read_only: bool = False, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.boxes = [SectionBox(section) for section in sections]
        self.last = self.boxes[0].text
        """The section that had the caret last."""
        for box in self.boxes:
            box.text.read_only = read_only

    def compose(self) -> ComposeResult:
        """The sections in order."""
        yield from self.boxes

    def on_resize(self) -> None:
        """Where lines are scarce, closed sections are one line each and the open one takes the rest."""
        self.set_class(self.app.size.height < LOW, "-low")

    @property
    def sections(self) -> list[Section]:
        """What is written now."""
        return [Section(box.text.title, box.text.text) for box in self.boxes]

    async def put_under(self, sections: Sequence[Section]) -> None:
        """Other sections from now on; a title that stays keeps its text, its caret and its undo.

        Where the caret's own section goes, it stands in the first one; what was typed meanwhile stays below.
        """
        held = {box.text.title: box for box in self.boxes}
        wanted = [held.get(part.title) or SectionBox(part) for part in sections]
        for box in wanted:
            box.text.expansion = self.boxes[0].text.expansion
        await self.mount_all([box for box in wanted if box.parent is None])
        # From here on no key comes between: what leaves is empty, and the caret is elsewhere.
        leaving = [box for box in self.boxes if box not in wanted and not box.text.text.strip()]
        wanted += [box for box in self.boxes if box not in wanted and box not in leaving]
        for place, box in enumerate(wanted):
            if self.children[place] is not box:
                self.move_child(box, before=place)
        inside = any(box.text.has_focus for box in leaving)
        self.boxes = wanted
        if any(self.last is box.text for box in leaving):
            self.last = wanted[0].text
        if inside:
            wanted[0].text.focus()
        await self.remove_children(leaving)

    def body(self, title: str) -> str:
        """The text of one section."""
        return next((box.text.text for box in self.boxes if box.text.title == title), "")

    def open_section(self, title: str) -> None:
        """Put the caret into a section, at its end."""
        for box in self.boxes:
            if box.text.title == title:
                box.text.focus()
                box.text.move_cursor(box.text.document.end)

    def has(self, title: str) -> bool:
        """Whether there is a section of that title."""
        return any(box.text.title == title for box in self.boxes)

    def section(self, title: str) -> SectionText:
        """The text of that title; KeyError when there is none."""
        for box in self.boxes:
            if box.text.title == title:
                return box.text
        raise KeyError(title)

    def expand_with(self, expand: Expand) -> None:
        """Ask this for what a sign and a name stand for."""
        for box in self.boxes:
            box.text.expansion = expand

    def show_empty(self, title: str, text: str = PLACEHOLDER) -> None:
        """Say in the place of an empty section why it is empty."""
        if self.has(title):
            self.section(title).placeholder = text

    def set_body(self, title: str, text: str) -> None:
        """Set a section by the program: tells nobody, and begins a new undo."""
        for box in self.boxes:
            if box.text.title == title and box.text.text != clean(text):
                with box.text.prevent(TextArea.Changed):
                    box.text.load_text(clean(text))
                    box.text.move_cursor(box.text.document.end)

    def freeze(self, frozen: bool) -> None:
        """What is submitted is read, not typed into."""
        for box in self.boxes:
            box.text.read_only = frozen

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Tell once, as the note."""
        event.stop()
        self.post_message(self.Changed(self))

    def on_descendant_focus(self) -> None:
        """Open the section that has the caret."""
        for box in self.boxes:
            if box.text.has_focus:
                self.last = box.text
            if box.text.has_focus != box.has_class("-open"):
                box.look_again()

    def on_descendant_blur(self) -> None:
        """Close the section that lost the caret, unless it is only for a moment."""
        self.call_after_refresh(self._close)

    def _close(self) -> None:
        for box in self.boxes if self.is_attached and self.screen.is_active else ():
            if box.has_class("-open") and not box.text.has_focus:
                box.look_again()
