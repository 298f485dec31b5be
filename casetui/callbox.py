"""Where calls arrive: a folder of sockets, one a running program.

A call waits for whatever is imported here: paths are plain text, since `pathlib` takes 6 ms to load, where an
interpreter with a socket takes 17.
"""

from __future__ import annotations

import os
import stat
import zlib

CALL = b"call\x1f"
"""Begins the line of a call; its words follow, with PART between them. All other lines are JSON."""
PART = b"\x1f"
LIMIT = 4096
"""Bytes of the longest message."""
ROOM = 90
"""Bytes a socket's path may have, with something left of the 108 that systems allow."""


def folder() -> str:
    """The folder of this user's sockets; made, owned by the user and closed to all others.

    Raises PermissionError when somebody else owns it or may write into it.
    """
    given = os.environ.get("CASETUI_HOME", "")
    running = os.environ.get("XDG_RUNTIME_DIR", "")
    if given:
        place = os.path.join(os.path.expanduser(given), "calls")
    else:
        place = os.path.join(running or _temporary(), _own_name(""))
    if len(place) > ROOM - 20:
        place = os.path.join(_temporary(), _own_name(place))
    os.makedirs(place, mode=0o700, exist_ok=True)
    state = os.lstat(place)
    if not stat.S_ISDIR(state.st_mode) or state.st_uid != os.getuid() or state.st_mode & 0o077:
        raise PermissionError(f"{place} is not this user's alone")
    return place


def _temporary() -> str:
    import tempfile

    return tempfile.gettempdir()


def _own_name(home: str) -> str:
    mark = f"-{zlib.crc32(home.encode()):08x}" if home else ""
    return f"casetui-{os.getuid()}{mark}"


def own_socket() -> str:
    """The socket of this process."""
    return os.path.join(folder(), f"{os.getpid()}.sock")


def sockets() -> list[str]:
    """The sockets that stand there, the window last used first."""
    found = []
    with os.scandir(folder()) as entries:
        for entry in entries:
            if entry.name.endswith(".sock"):
                try:
                    found.append((entry.stat().st_mtime_ns, entry.path))
                except FileNotFoundError:
                    # Its program has just ended.
                    continue
    return [path for _, path in sorted(found, reverse=True)]
