"""The four places every screen has and never moves: head, body, status, keys."""

from __future__ import annotations

from shutil import get_terminal_size
from typing import TYPE_CHECKING, ClassVar

from textual.events import Resize
from textual.geometry import Size

from widgets.actions import Act, acts_of, binding_of, key_said, keys_of, shown
from widgets.ground import Across, Down
from widgets.lines import Line, ends, fill, width_of, wrap
from widgets.not_yet import NotYet
from widgets.painting import Painting
from widgets.pane import Pane
from widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult
    from textual.events import ScreenResume
    from textual.timer import Timer
    from textual.widget import Widget

NARROW = 110
"""Below this many columns the side pane is away."""
WIDE = 150
"""From this many columns on it takes a third of them."""
LEAST = (60, 16)
"""Columns and lines below which nothing fits; the text is kept under a sentence that says so."""
RESTS_S = 0.3
"""Seconds after which a window that was resized is taken to rest."""
LOW = 30
"""Below this many lines the empty lines between groups are away."""


class Frame(Painting):
    """Head line, body, status line and key line; one dispatch for keys, leader letters and the palette."""

    DEFAULT_CSS = """
    Frame { layout: vertical; background: $background; layers: base top; }
    Frame #tiny { layer: top; dock: top; width: 100%; height: 100%; display: none; }
    Frame.-tiny #tiny { display: block; }
    Frame #head { height: 1; margin-bottom: 1; }
    Frame.-low #head { margin-bottom: 0; }
    Frame #status, Frame #keys { height: 1; }
    Frame #body { height: 1fr; }
    Frame #main { width: 1fr; height: 1fr; }
    Frame #rule { width: 1; }
    Frame #side { width: 40; }
    Frame.-wide #side { width: 56; }
    Frame.-no-side #rule, Frame.-no-side #side { display: none; }
    Frame #long { overlay: screen; constrain: inside inside; background: $row; height: 1; }
    """
    place: ClassVar[str] = ""
    """Name of the screen in the table of actions."""
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self._styled = ""
        """The theme in which everything here was styled."""
        self._sized = False
        self._rests: Timer | None = None
        self._said: Line = []
        self._side_folded: bool | None = None
        self._awaited: tuple[str, int, object] | None = None
        """An act, its digit and what it was about, that waits for what it needs."""
        # The two panes that are seldom seen stand only on a screen that has shown them.
        self._long: Pane | None = None
        self._tiny: Pane | None = None
        self._panes: dict[str, Widget] = {}
        """The four places and the side pane by name: they are drawn again at every key, and never looked for."""
        for one in acts_of(self.place):
            for key in one.keys if one.focus != "list" else ():
                first = not one.focus and key != "escape"
                self._bindings.bind(key, binding_of(one, key), one.label, show=False, priority=first)

    # What a screen says of itself

    @property
    def behind(self) -> bool:
        """Its rows are still on their way, or what an act waits for: letters that are meant for them wait."""
        return self._awaited is not None and not getattr(self.focused, "takes_text", False)

    @property
    def moving(self) -> bool:
        """The keyboard is on its way to a question: every key waits until it is there."""
        return False

    @property
    def aim(self) -> object:
        """What a key would be about now: an act that waited is not done to another."""
        return None

    def head(self) -> tuple[Line, Line]:
        """First line: where and who; and what stands at its right."""
        return [], []

    def saved(self) -> Line:
        """Right part of the status line: the state of saving."""
        return []

    def banner(self) -> tuple[Line, Line] | None:
        """What takes the whole status line while it stands: what arrived, and the key for it."""
        return None

    def resting(self) -> Line:
        """Left part of the status line while nothing has been said."""
        return []

    def above(self) -> Iterable[Widget]:
        """What stands over body and side pane."""
        return ()

    def main(self) -> Iterable[Widget]:
        """The body without its side pane."""
        return ()

    def side(self) -> Widget | None:
        """The side pane, if the screen has one."""
        return None

    def why_not(self, act_id: str) -> str:
        """Why the act cannot be done now; empty when it can."""
        return ""

    @property
    def on_its_way(self) -> bool:
        """Whether what is not read yet may be waited for."""
        return True

    def kept_from(self, act_id: str) -> str:
        """Why whoever sits here never does the act, whatever is in view; empty where she may."""
        return ""

    # The four places

    def compose(self) -> ComposeResult:
        """The four places, top to bottom."""
        self._fold(self.app.size)
        self._styled = self.app.theme
        yield self._in_place("head", Pane(lambda w, h: [self._head_line(w)]))
        yield from self.above()
        side = self.side()
        with Across(id="body"):
            with Down(id="main"):
                yield from self.main()
            if side is not None:
                yield Pane(lambda w, h: [[("│", "rule")]] * h, id="rule")
                yield self._in_place("side", side)
        yield self._in_place("status", Pane(lambda w, h: [self._status_line(w)]))
        yield self._in_place("keys", Pane(lambda w, h: [self._key_line(w)]))
        if self.has_class("-tiny"):
            yield self._made_tiny()

    def _in_place(self, name: str, widget: Widget) -> Widget:
        widget.id, self._panes[name] = name, widget
        return widget

    def _head_line(self, width: int) -> Line:
        left, right = self.head()
        return ends([(" ", "text"), *left], [*right, (" ", "text")], width)

    def _status_line(self, width: int) -> Line:
        banner = self.banner()
        if banner is not None:
            left, right = banner
            saved: Line = [(f"· {text} ", "banner") for text, _ in self.saved()]
            room = width - width_of(right) - width_of(saved) - 1
            return [*fill(left, room, role="banner"), (" ", "banner"), *right, *saved]
        left = self.resting() if not self._said else [] if self._too_long(width) else self._said
        return ends([(" ", "text"), *left], [*self.saved(), (" ", "text")], width)

    def offered(self) -> tuple[Act, ...]:
        """The acts that a key reaches now, in footer order."""
        in_list = isinstance(self.focused, RowList) or bool(getattr(self.focused, "letters", ""))

        def fits(one: Act) -> bool:
            return one.focus == "" or (one.focus == "list") == in_list

        return tuple(sorted((one for one in acts_of(self.place) if fits(one)), key=lambda one: one.rank))

    def _key_line(self, width: int) -> Line:
        help_: Line = [(key_said("help"), "key"), (" help ", "quiet")]
        line: Line = [(" ", "text")]
        for one in self.offered():
            if one.rank > 90 or not one.keys or one.id == "help":
                continue
            off = bool(self.kept_from(one.id) or self.why_not(one.id))
            piece: Line = [
                (keys_of(one) if one.digits else shown(one.keys[0]), "off" if off else "key"),
                (f" {one.label}   ", "off" if off else "quiet"),
            ]
            if width_of(line) + width_of(piece) + width_of(help_) > width:
                break
            line += piece
        return ends(line, help_, width, 0)

    def remake(self, *places: str) -> None:
        """Draw these places again: `head`, `status`, `keys`, `side`; without a name all but the last."""
        for name in places or ("head", "status", "keys"):
            pane = self._panes.get(name)
            if isinstance(pane, Pane):
                pane.remake()

    def paint(self, place: str) -> None:
        """Draw a place again and have it on the terminal at once, with what else is due: not a frame later."""
        self.remake(place)
        pane = self._panes.get(place)
        # A screen that has just come is not placed yet, and is painted anyway.
        if pane is not None and pane.region:
            self._dirty_widgets.add(pane)
            self._on_timer_update()

    def say(self, text: str, role: str = "text") -> None:
        """Put a sentence on the status line; an empty one takes it away, a long one unfolds over the body."""
        self._said = [(text, role)] if text else []
        self.remake("status")
        self._unfold()

    def _too_long(self, width: int) -> bool:
        return bool(self._said) and width_of(self._said) + width_of(self.saved()) + 4 > width

    def _unfold(self) -> None:
        """Nothing said is cut: what does not fit stands in lines of its own until the next key that acts."""
        width = self.size.width
        lines = len(wrap(self._said[0][0], width - 4)) if self._too_long(width) else 0
        if self._long is None:
            if not lines:
                return
            self._long = Pane(lambda w, h: self._long_lines(w), id="long")
            self.mount(self._long)
        self._long.display = lines > 0
        self._long.styles.height = lines
        self._long.styles.offset = (0, -lines - 2 - self.kept_free())
        self._long.remake()

    def kept_free(self) -> int:
        """Lines above the status line that a long sentence must not cover."""
        return 0

    def _made_tiny(self) -> Pane:
        self._tiny = Pane(lambda w, h: self._tiny_lines(w), id="tiny")
        return self._tiny

    def _tiny_lines(self, width: int) -> list[Line]:
        columns, lines = LEAST
        said = f"casetui needs {columns} columns and {lines} lines. What you typed is kept; make the window larger."
        return [[(row, "text")] for row in wrap(said, width)]

    def _long_lines(self, width: int) -> list[Line]:
        if not self._said:
            return []
        text, role = self._said[0]
        return [[(f"  {row}", role)] for row in wrap(text, width - 4)]

    # Size, focus and keys

    def on_screen_resume(self, event: ScreenResume) -> None:
        """What was styled when it was mounted need not be styled again when it is shown."""
        event.refresh_styles = self._styled != self.app.theme
        self._styled = self.app.theme

    def on_resize(self) -> None:
        """Fold the side pane and the empty lines away when there is no room; once the window rests, paint it whole.

        A window that changes its size while the machine is busy can be left with a part of an earlier paint. A
        screen that is given its first size is no such window.
        """
        self._fold(self.size)
        if self._rests is not None:
            self._rests.stop()
        if self._sized:
            self._rests = self.set_timer(RESTS_S, self._rested)
        self._sized = True
        if self._tiny is None and self.has_class("-tiny"):
            self.mount(self._made_tiny())
        self._unfold()

    def _rested(self) -> None:
        self.look_at_size()
        self.refresh()

    def look_at_size(self) -> None:
        """Of many changes of the window in a row the last one may not have been told."""
        if not self.app.is_headless:
            size = Size(*get_terminal_size(self.app.size))
            if size != self.app.size:
                self.app.post_message(Resize(size, size))

    def _fold(self, size: Size) -> None:
        """Set the classes before the children are there, so that each of them is styled once."""
        folded = size.width < NARROW if self._side_folded is None else self._side_folded
        self.set_class(folded, "-no-side")
        self.set_class(size.width >= WIDE, "-wide")
        self.set_class(size.height < LOW, "-low")
        self.set_class(size.width < LEAST[0] or size.height < LEAST[1], "-tiny")

    @property
    def low(self) -> bool:
        """Whether lines are scarce."""
        return self.size.height < LOW

    def do_side(self) -> None:
        """F4: show the side pane, or fold it."""
        self._side_folded = not self.has_class("-no-side")
        self._fold(self.size)

    def on_descendant_focus(self) -> None:
        """The key line follows the focus."""
        self.remake("keys")

    def on_descendant_blur(self) -> None:
        """The key line follows the focus."""
        self.remake("keys")

    async def action_act(self, act_id: str, digit: int = 0) -> None:
        """Do an act, or say why it cannot be done: the one way for keys, leader and palette."""
        why = self.kept_from(act_id) or self.why_not(act_id)
        waits = isinstance(why, NotYet) and self.on_its_way
        self._awaited = (act_id, digit, self.aim) if waits else None
        if why:
            self.say(why)
            return
        if self._said:
            self.say("")
        handler = getattr(self, f"do_{act_id}", None)
        if handler is None:
            await self.run_action(f"app.act('{act_id}')")
        elif digit:
            handler(digit)
        else:
            handler()

    def await_nothing(self) -> None:
        """What waited is not wanted any more: another key was pressed, or what it needs does not come."""
        self._awaited = None

    async def resume_awaited(self) -> None:
        """Something was read or saved: an act that waited for it is done, if it is still about the same."""
        if self._awaited is None:
            return
        act_id, digit, aim = self._awaited
        if aim != self.aim:
            self.await_nothing()
            self.say("Nothing was done: it was about a record that is not in view any more.", "late")
        elif not isinstance(self.why_not(act_id), NotYet):
            await self.action_act(act_id, digit)
