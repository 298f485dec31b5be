"""What a terminal makes of the bytes a program writes: lines of text and a cursor."""

import re

import pyte

_UNKNOWN_TO_PYTE = re.compile(
    rb"\x1b\[[<>=][0-9;]*[@-~]"  # keyboard protocols
    rb"|\x1b\[\?[0-9;]*(?:\$p|u)"  # questions about modes
    rb"|\x1b\[[0-9;]*:[0-9:;]*[@-~]"  # colours and underlines with colons
    rb"|\x1bP.*?\x1b\\"
    rb"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)",
    re.DOTALL,
)
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-9;:<=>?$ ]*|[\]P][^\x07\x1b]*\x1b?)?\Z")
_LEAVES_FULL_SCREEN = b"\x1b[?1049l"


class Emulator:
    """A screen that is fed bytes in chunks of any cut."""

    def __init__(self, columns: int, rows: int) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._held = b""

    def feed(self, data: bytes) -> None:
        """Take in what was written; a sequence cut in two is held until its rest comes."""
        data = self._held + data
        cut = _UNFINISHED.search(data)
        data, self._held = (data[: cut.start()], data[cut.start() :]) if cut else (data, b"")
        # There is no second screen here: what a program leaves behind is shown on an empty one.
        data = _UNKNOWN_TO_PYTE.sub(b"", data).replace(_LEAVES_FULL_SCREEN, b"\x1b[2J\x1b[H")
        self._stream.feed(data)

    def lines(self) -> list[str]:
        """The screen, without blanks at the ends of lines."""
        return [line.rstrip() for line in self._screen.display]

    def cursor(self) -> tuple[int, int]:
        """Column and row, from 0."""
        return self._screen.cursor.x, self._screen.cursor.y

    def resize(self, columns: int, rows: int) -> None:
        """Another size; the program is expected to paint anew."""
        self._screen.resize(rows, columns)
