"""Links that leave the terminal: given to the system's own opener, where there is one that opens a window."""

import os
import shutil
import subprocess
import sys

WAIT_S = 4.0
"""How long an opener may take to say that it cannot; one that still runs has understood."""


def opener() -> str:
    """The program that opens links here; empty where none does so without taking the terminal."""
    if sys.platform == "darwin":
        return shutil.which("open") or ""
    if shutil.which("wslview"):
        return "wslview"
    # Without a display xdg-open would start a browser in this terminal, over the program.
    shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return (shutil.which("xdg-open") or "") if shown else ""


def opened(link: str) -> bool:
    """Whether the link was opened; waits a moment for the answer, so it is asked in a thread."""
    program = opener()
    if not program:
        return False
    try:
        started = subprocess.Popen(
            [program, link],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    try:
        return started.wait(WAIT_S) == 0
    except subprocess.TimeoutExpired:
        return True
