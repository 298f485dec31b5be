"""`casetui call NUMBER`: hands a call to the window last used, or starts one.

A call waits for whatever is imported here. The words go to the window as they came: it reads them anyway, and what
reads them takes 10 ms to load, where an interpreter with a socket takes 17.
"""

from __future__ import annotations

import os
import socket
import sys
from contextlib import suppress

from casetui.callbox import CALL, PART, sockets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from data.types.calls import Ring

ANSWER_S = 2.0
"""Seconds that a window may take to say that it has the call."""
TAKEN = "ok"
LONGEST = 200
"""Characters of a word that are handed over: more is neither a number nor a name that is shown whole."""


def ring(words: list[str]) -> tuple[int, Ring | None]:
    """Hand the call over. An exit code; with it the call when no window is there to take it."""
    try:
        answer = hand_over(CALL + PART.join(os.fsencode(word[:LONGEST].replace("\n", " ")) for word in words))
    except PermissionError as error:
        sys.stderr.write(f"The call was not handed over: {error}.\n")
        return 1, None
    if answer == TAKEN:
        return 0, None
    if answer:
        sys.stderr.write(answer + "\n")
        return 2, None
    return _read_here(words)


def _read_here(words: list[str]) -> tuple[int, Ring | None]:
    """No window has answered: what they say is found out here."""
    from data.rules.ringing import read_ring
    from data.types.errors import BadInput

    try:
        return 1, read_ring(words)
    except BadInput as error:
        sys.stderr.write(error.sentence + "\n")
        return 2, None


def hand_over(line: bytes) -> str:
    """Tell the window last used that answers: `ok`, why it did not take it, nothing where there is no window.

    Raises PermissionError.
    """
    return next((answer for window in sockets() if (answer := _handed(line, window))), "")


def _handed(told: bytes, window: str) -> str:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(ANSWER_S)
        try:
            line.connect(window)
            line.sendall(told + b"\n")
            return line.recv(1000).decode("utf-8", "replace").strip()
        except ConnectionRefusedError:
            # Its program has died without taking the socket away.
            with suppress(FileNotFoundError):
                os.unlink(window)
            return ""
        except OSError:
            return ""
