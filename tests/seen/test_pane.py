"""Panes: whatever was stored, no byte of it steers the terminal; long text is scrolled to its end."""

import pytest
from textual.app import App, ComposeResult

from widgets.lines import Line
from widgets.look import textual_themes
from widgets.pane import Pane, ScrollPane

STEERING = (
    "\x1b[31mred\x1b[0m",
    "\x1b]52;c;ZXZpbA==\x07",
    "\x9b31mC1",
    "a\x00b",
    "abc\u202edcba",
    "x\u2066y\u2069",
    "[/foo][@click=app.quit]x[/]",
    "tab\tand\nline",
    "wide 港湾 and 👩‍👩‍👧 e\u0301",
)


class OnePane(App[None]):
    """A pane that shows one line of text, and a long one that scrolls."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        for theme in textual_themes():
            self.register_theme(theme)
        self.theme = "dark"
        self.pane = Pane(lambda w, h: [[(text, "text")]])
        self.long = ScrollPane(self._rows)

    def _rows(self, width: int, height: int) -> list[Line]:
        return [[(f"row {at}", "text")] for at in range(40)]

    def compose(self) -> ComposeResult:
        yield self.pane
        yield self.long


@pytest.mark.parametrize("text", STEERING)
async def test_no_byte_that_steers_a_terminal_is_in_a_strip(text: str) -> None:
    app = OnePane(text)
    async with app.run_test(size=(40, 10)):
        strip = app.pane.render_line(0)
        assert strip.cell_length == 40
        assert not any(
            ord(character) < 32 or 0x7F <= ord(character) < 0xA0 or character in "\u202a\u202e\u2066\u2069"
            for character in strip.text
        )


async def test_what_looks_like_markup_is_shown() -> None:
    app = OnePane("O'Neil [/foo][b]x[/b]")
    async with app.run_test(size=(40, 10)):
        assert app.pane.render_line(0).text.rstrip() == "O'Neil [/foo][b]x[/b]"


async def test_a_long_text_says_how_much_more_there_is_and_can_be_read_to_the_end() -> None:
    app = OnePane()
    async with app.run_test(size=(40, 20)) as pilot:
        height = app.long.size.height
        assert app.long.render_line(height - 1).text.strip() == f"… {40 - height + 1} more lines"
        app.long.focus()
        await pilot.press("down")
        assert app.long.render_line(0).text.strip() == "row 1"
        await pilot.press("end")
        assert app.long.render_line(height - 1).text.strip() == "row 39"
        await pilot.press("pageup", "home")
        assert app.long.render_line(0).text.strip() == "row 0"
