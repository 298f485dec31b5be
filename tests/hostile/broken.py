"""The real program with one thing broken in it: Python that runs in its place, before its first import."""

import sys

from tests.end_to_end.chair import ROOT

_FIRST = f"""
import sys
sys.path[0] = {str(ROOT)!r}
"""
_THEN_RUN = """
from casetui.__main__ import main
sys.argv[0] = "casetui"
sys.exit(main())
"""


def broken(how: str) -> tuple[str, ...]:
    """A command that does `how` and then runs the program."""
    return (sys.executable, "-c", _FIRST + how + _THEN_RUN)


NO_RIGHT_PAST_MODES = (
    sys.executable,
    "-c",
    "import ctypes, os, sys\n"
    "if os.geteuid() == 0: assert ctypes.CDLL(None).prctl(24, 1, 0, 0, 0) == 0\n"
    "os.execv(sys.executable, [sys.executable, '-m', 'casetui', *sys.argv[1:]])",
)
"""The program without the right of root to write whatever its mode says (CAP_DAC_OVERRIDE)."""

FULL_WHILE_THERE = """
import sqlite3
from pathlib import Path

FULL = Path({sign!r})


class Limited(sqlite3.Connection):
    def cursor(self, *args, **named):
        limited = str(self.execute("PRAGMA database_list").fetchone()[2]).endswith("casetui.db")
        if limited:
            self.execute("PRAGMA max_page_count = " + ("1" if FULL.exists() else "1000000"))
        return super().cursor(*args, **named)


def connect(*args, **named):
    return opened(*args, **(named | {{"factory": Limited}}))


opened = sqlite3.connect
sqlite3.connect = sqlite3.dbapi2.connect = connect
"""
"""No page more for the store while the file `sign` exists, as on a disk that is full; SQLite itself refuses."""
