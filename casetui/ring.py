"""`casetui call NUMBER`: hands a call to the window last used, or starts one; imports next to nothing."""

from __future__ import annotations

import json
import os
import socket
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from casetui.callbox import sockets
from data.rules.ringing import read_ring
from data.types.errors import BadInput

if TYPE_CHECKING:
    from data.types.calls import Ring

ANSWER_S = 2.0
"""Seconds that a window may take to say that it has the call."""


def ring(words: list[str]) -> tuple[int, Ring | None]:
    """Hand the call over. An exit code; with it the call when no window is there to take it."""
    try:
        call = read_ring(words)
    except BadInput as error:
        sys.stderr.write(error.sentence + "\n")
        return 2, None
    told = {"number": call.number, "name": call.name, "call_id": call.call_id, "outbound": call.outbound}
    try:
        if hand_over(told):
            return 0, None
    except PermissionError as error:
        sys.stderr.write(f"The call was not handed over: {error}.\n")
        return 1, None
    return 1, call


def hand_over(told: dict[str, object]) -> bool:
    """Tell the window last used that answers; whether one has taken it. Raises PermissionError."""
    return any(_handed(told, window) for window in sockets())


def _handed(told: dict[str, object], window: str) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(ANSWER_S)
        try:
            line.connect(window)
            line.sendall(json.dumps(told).encode() + b"\n")
            return line.recv(16).startswith(b"ok")
        except ConnectionRefusedError:
            # Its program has died without taking the socket away.
            with suppress(FileNotFoundError):
                os.unlink(window)
            return False
        except OSError:
            return False
