"""Where calls arrive: a folder of sockets, one a running program; cheap to import, for `casetui call`."""

from __future__ import annotations

import os
import stat
import tempfile
import zlib
from pathlib import Path

LIMIT = 4096
"""Bytes of the longest message."""
ROOM = 90
"""Bytes a socket's path may have, with something left of the 108 that systems allow."""


def folder() -> Path:
    """The folder of this user's sockets; made, owned by the user and closed to all others.

    Raises PermissionError when somebody else owns it or may write into it.
    """
    given = os.environ.get("CASETUI_HOME", "")
    running = os.environ.get("XDG_RUNTIME_DIR", "")
    place = (
        Path(given).expanduser() / "calls"
        if given
        else Path(running or tempfile.gettempdir()) / _own_name("")
    )
    if len(str(place)) > ROOM - 20:
        place = Path(tempfile.gettempdir()) / _own_name(str(place))
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    state = place.lstat()
    if not stat.S_ISDIR(state.st_mode) or state.st_uid != os.getuid() or state.st_mode & 0o077:
        raise PermissionError(f"{place} is not this user's alone")
    return place


def _own_name(home: str) -> str:
    mark = f"-{zlib.crc32(home.encode()):08x}" if home else ""
    return f"casetui-{os.getuid()}{mark}"


def own_socket() -> Path:
    """The socket of this process."""
    return folder() / f"{os.getpid()}.sock"


def sockets() -> list[Path]:
    """The sockets that stand there, the window last used first."""
    found = []
    for path in folder().glob("*.sock"):
        try:
            found.append((path.stat().st_mtime_ns, path))
        except FileNotFoundError:
            # Its program has just ended.
            continue
    return [path for _, path in sorted(found, reverse=True)]
