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
        self._flows = threading.Event()
        self._flows.set()
        self._last_words, self._arrives = b"", False
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
        self._flows.set()
        with self._lock:
            pairs, self._pairs = self._pairs, []
            listener, self._listener = self._listener, None
        for one in (listener, *pairs):
            if one is not None:
                with contextlib.suppress(OSError):  # the other side may have gone first
                    one.shutdown(socket.SHUT_RDWR)
                one.close()

    def fall_silent(self) -> None:
        """Carry nothing any more, on old and new connections, and end none: a black hole."""
        self._flows.clear()

    def speak(self) -> None:
        """Carry again, first what was held back."""
        self._flows.set()

    def cut_after(self, words: bytes) -> None:
        """Let these words of a client arrive, and cut the connection before it hears the answer; once."""
        self._last_words, self._arrives = words, True

    def cut_before(self, words: bytes) -> None:
        """Cut the connection on which a client says these words, before they arrive; once."""
        self._last_words, self._arrives = words, False

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
            threading.Thread(target=self._carry, args=(client, server, True), daemon=True).start()
            threading.Thread(target=self._carry, args=(server, client, False), daemon=True).start()

    def _connect(self) -> socket.socket:
        host, port = str(self._address["host"]), int(self._address.get("port", 5432))
        if not host.startswith("/"):
            return socket.create_connection((host, port))
        link = socket.socket(socket.AF_UNIX)
        link.connect(f"{host}/.s.PGSQL.{port}")
        return link

    def _carry(self, source: socket.socket, sink: socket.socket, asking: bool) -> None:
        """Bytes from one side to the other, until either has gone."""
        data: Any = b"?"
        while data:
            try:
                data = source.recv(1 << 16)
                self._flows.wait()
                if asking and self._last_words and self._last_words in data:
                    self._cut(source, sink, data)
                    return
                sink.sendall(data)
            except OSError:
                data = b""
        for one in (source, sink):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def _cut(self, client: socket.socket, server: socket.socket, data: bytes) -> None:
        self._last_words = b""
        client.shutdown(socket.SHUT_RDWR)
        if self._arrives:
            server.sendall(data)
        server.shutdown(socket.SHUT_WR)
