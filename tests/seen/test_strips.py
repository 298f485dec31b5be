"""Lines as a terminal is told them: in fewer bytes than span by span, and not a cell looks otherwise."""

from itertools import permutations

import pyte
import pytest
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from widgets.look import MONO, styles
from widgets.strips import Drawn

WIDTH = 24


def cells(told: str) -> list[object]:
    """What every cell of a line looks like; of a blank that shows nothing of its letter, only its ground."""
    screen = pyte.Screen(WIDTH, 1)
    pyte.Stream(screen).feed(told)
    seen: list[object] = []
    for at in range(WIDTH):
        cell = screen.buffer[0][at]
        lines = cell.underscore, cell.strikethrough, cell.reverse
        inked = cell.data != " " or any(lines)
        seen.append((cell.data, cell.bg, lines, (cell.fg, cell.bold, cell.italics) if inked else ""))
    return seen


@pytest.mark.parametrize("theme", ("dark", MONO))
def test_every_change_of_role_looks_as_it_does_told_span_by_span(theme: str) -> None:
    console = Console(color_system="truecolor")
    known = dict(styles(theme))
    # As under the cursor, where a role stands on another ground; and as Textual's own widgets have it.
    known |= {"text under": known["text"] + known["row"], "none": Style(), "ground": Style(bgcolor="red")}
    plain = shorter = 0
    for first, second in permutations(known, 2):
        roles = (
            ("a", first),
            ("  ", second),
            ("", second),
            ("b", second),
            (" ", first),
            ("港", first),
            ("  ", second),
        )
        line = [Segment(text, known[role]) for text, role in roles]
        usual, ours = Strip(line).render(console), Drawn(line).render(console)
        assert cells(ours) == cells(usual), (first, second)
        assert cells(ours + "z") == cells(usual + "z"), "what follows begins anew"
        plain, shorter = plain + len(usual), shorter + len(ours)
    assert shorter < plain * 0.75


def test_a_line_that_is_cut_in_two_is_told_in_the_same_way() -> None:
    role = styles("dark")
    parts = Drawn([Segment("left ", role["text"]), Segment("    ", role["quiet"])]).divide([5, 9])
    assert [type(part) for part in parts] == [Drawn, Drawn]
    console = Console(color_system="truecolor")
    assert (
        parts[1].render(console)
        == f"\x1b[{Strip.render_ansi(Style(bgcolor='#15181d'), ColorSystem.TRUECOLOR)}m    \x1b[0m"
    )


def test_a_link_keeps_what_textual_tells_of_it() -> None:
    line = [Segment("here", Style(link="https://example.org")), Segment(" ", Style())]
    console = Console(color_system="truecolor")
    assert Drawn(line).render(console) == Strip(line).render(console)
