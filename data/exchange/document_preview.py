"""How a document begins: the first lines of a text, the names in an archive; nothing is unpacked."""

import io
from collections.abc import Iterator
from typing import Any

from sqlalchemy.engine import Connection

from data.exchange.document_file import PART
from data.exchange.packed import look_into
from data.repositories.documents import parts_of
from data.rules.clean import clean, clean_line
from data.types.documents import FileNotTaken

TEXTS = ("txt", "csv", "eml")
MOST_LINES = 60
LONGEST = 400
"""Characters of a line that are shown."""
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


def text_lines(begins: bytes) -> tuple[str, ...]:
    """The first lines, made harmless; bytes of no known encoding as western Windows has them."""
    encoding = next((name for mark, name in _MARKS.items() if begins.startswith(mark)), "")
    try:
        text = begins.decode(
            encoding or "utf-8", errors="ignore" if encoding or len(begins) >= PART else "strict"
        )
    except UnicodeDecodeError:
        text = begins.decode("cp1252", errors="replace")
    return tuple(line[:LONGEST] for line in clean(text).splitlines()[:MOST_LINES])


def names_in(file: "StoredFile", size: int) -> tuple[str, ...]:
    """What is in an archive, by its directory; empty where that cannot be read."""
    try:
        names = look_into(file, size)
    except FileNotTaken:
        return ()
    return tuple(clean_line(name)[:LONGEST] for name in names[:MOST_LINES])


class StoredFile(io.BytesIO):
    """The bytes of a document as a file that is read part by part, only where it is looked at."""

    def __init__(self, connection: Connection, sha256: str, size: int) -> None:
        super().__init__()
        self._connection, self._sha256, self._size, self._at = connection, sha256, size, 0
        self._known: tuple[int, bytes] = (-1, b"")

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Go there; nothing is read."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, min(base + offset, self._size))
        return self._at

    def tell(self) -> int:
        """Where it is."""
        return self._at

    def read(self, size: Any = -1, /) -> bytes:
        """The bytes from there on."""
        end = self._size if size is None or size < 0 else min(self._at + size, self._size)
        out = b"".join(self._pieces(end))
        self._at = end
        return out

    def _pieces(self, end: int) -> Iterator[bytes]:
        at = self._at
        while at < end:
            number = at // PART
            if self._known[0] != number:
                self._known = number, next(parts_of(self._connection, self._sha256, number, number + 1), b"")
            piece = self._known[1][at - number * PART : end - number * PART]
            if not piece:
                return
            at += len(piece)
            yield piece
