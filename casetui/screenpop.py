"""The socket in Textual's own loop on which calls arrive, and wishes to open something."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import struct
from pathlib import Path
from typing import TYPE_CHECKING

from casetui.callbox import CALL, LIMIT, PART, own_socket
from casetui.ring import TAKEN
from data.rules.ringing import read_ring
from data.rules.wishing import checked
from data.types.calls import Ring
from data.types.errors import BadInput
from data.types.wishes import Wish

if TYPE_CHECKING:
    from collections.abc import Callable

READ_S = 2.0
"""Seconds a message may take to come in whole."""


class ScreenPop:
    """Listens for the same user and hands what comes, checked, to `arrived` or `wished`."""

    def __init__(self, arrived: Callable[[Ring], None], wished: Callable[[Wish], None]) -> None:
        self._arrived = arrived
        self._wished = wished
        self._server: asyncio.Server | None = None
        self._path: Path | None = None

    async def open(self) -> None:
        """Begin to listen; raises OSError where no socket can be made."""
        path = Path(own_socket())
        path.unlink(missing_ok=True)
        mask = os.umask(0o177)
        try:
            self._server = await asyncio.start_unix_server(self._take, path, limit=LIMIT)
        finally:
            os.umask(mask)
        self._path = path

    def used(self) -> None:
        """This window is the one last used."""
        if self._path is not None and self._path.exists():
            os.utime(self._path)

    def close(self) -> None:
        """Take the socket away."""
        if self._server is not None:
            self._server.close()
        if self._path is not None:
            self._path.unlink(missing_ok=True)

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if _peer(writer) == os.getuid():
                line = await asyncio.wait_for(reader.readline(), READ_S)
                writer.write(self._answer(line).encode() + b"\n")
                await writer.drain()
        except (BadInput, TimeoutError, ValueError, OSError):
            # Whatever is neither a call nor a wish of this user's own goes without an answer.
            return
        finally:
            writer.close()

    def _answer(self, line: bytes) -> str:
        """Take what came, or say why not. Raises BadInput and ValueError for what nobody waits to hear about."""
        if not line.startswith(CALL):
            told = json.loads(line)
            if not isinstance(told, dict):
                raise ValueError("neither a call nor a wish")
            self._wished(_read_wish(told.get("open")))
            return TAKEN
        words = [os.fsdecode(word) for word in line.removeprefix(CALL).rstrip(b"\n").split(PART)]
        try:
            self._arrived(read_ring([word for word in words if word]))
        except BadInput as error:
            return error.sentence
        return TAKEN


def _peer(writer: asyncio.StreamWriter) -> int:
    """Who is at the other end; where the system does not tell, the closed folder has to do."""
    line = writer.get_extra_info("socket")
    if not hasattr(socket, "SO_PEERCRED"):
        return os.getuid()
    told = line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    return int(struct.unpack("3i", told)[1])


def _read_wish(told: object) -> Wish:
    if not isinstance(told, dict):
        raise ValueError("not a wish")
    return checked(Wish(*(str(told.get(name, "")) for name in Wish._fields)))
