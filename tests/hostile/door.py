"""A way to the Postgres server that can be shut and opened again, as a network can."""

import contextlib
import socket
import threading
from types import TracebackType
from typing import Any, Self

from tests.postgres import Server


class Door:
    """A TCP port of this machine that leads to the server while it is open; use it in a `with`."""

    def __init__(self, server: Server) -> None:
        self._address = server.address
        self._listener: socket.socket | None = None
        self._pairs: list[socket.socket] = []
        self._lock = threading.Lock()
        self.port = 0
        """The same however often it is shut and opened."""
        self.open()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.shut()

    def open(self) -> None:
        """Let connections through."""
        self._listener = socket.create_server(("127.0.0.1", self.port), reuse_port=False)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def shut(self) -> None:
        """Refuse new connections and cut those that are open."""
        with self._lock:
            pairs, self._pairs = self._pairs, []
            listener, self._listener = self._listener, None
        for one in (listener, *pairs):
            if one is not None:
                with contextlib.suppress(OSError):  # the other side may have gone first
                    one.shutdown(socket.SHUT_RDWR)
                one.close()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:  # shut
                return
            server = self._connect()
            with self._lock:
                if self._listener is not listener:
                    client.close()
                    server.close()
                    return
                self._pairs += [client, server]
            for source, sink in ((client, server), (server, client)):
                threading.Thread(target=_carry, args=(source, sink), daemon=True).start()

    def _connect(self) -> socket.socket:
        host, port = str(self._address["host"]), int(self._address.get("port", 5432))
        if not host.startswith("/"):
            return socket.create_connection((host, port))
        link = socket.socket(socket.AF_UNIX)
        link.connect(f"{host}/.s.PGSQL.{port}")
        return link


def _carry(source: socket.socket, sink: socket.socket) -> None:
    """Bytes from one side to the other, until either has gone."""
    data: Any = b"?"
    while data:
        try:
            data = source.recv(1 << 16)
            sink.sendall(data)
        except OSError:
            data = b""
    for one in (source, sink):
        with contextlib.suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
