"""A file of this machine on its way into the store: opened without waiting, read in parts, watched for changes."""

import hashlib
import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple
from uuid import UUID

from data.exchange.packed import look_into
from data.rules.file_types import HEAD, check_head, check_name, check_size
from data.types.documents import FileNotTaken, FileRules

PART = 1 << 18
"""Bytes that are read, and kept, at once: no key waits for longer than that takes."""
_NO_FILE = {
    FileNotFoundError: ("there is no such file", "Check the path; Tab completes it."),
    NotADirectoryError: ("there is no such file", "Check the path; Tab completes it."),
    PermissionError: ("you have no right to read it", "Ask whose file it is, or copy it to your own folder."),
}


class Looked(NamedTuple):
    """What one reading of a file told."""

    ending: str
    size: int
    sha256: str
    proof: str
    """Digest of the document's id and the bytes: whoever attaches a file has the whole of it, not its digest alone."""

    @property
    def parts(self) -> int:
        """How many parts it is kept in."""
        return -(-self.size // PART)


@contextmanager
def opened(source: Path | bytes) -> Iterator[BinaryIO]:
    """The file, open to be read; raises FileNotTaken for a folder, a pipe, one that is missing or may not be read."""
    if isinstance(source, bytes):
        yield io.BytesIO(source)
        return
    try:
        # Without waiting: a pipe that nobody writes to would hold the program for ever.
        found = os.open(source, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        raise _refused(error) from None
    try:
        _refuse_what_is_no_file(os.fstat(found).st_mode)
    except BaseException:
        os.close(found)
        raise
    with os.fdopen(found, "rb", buffering=0) as file:
        try:
            yield file  # type: ignore[misc]
        except OSError as error:
            raise _refused(error) from None


def _refuse_what_is_no_file(mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise FileNotTaken("it is a folder", todo="Choose a file in it, or pack it as a zip archive.")
    if not stat.S_ISREG(mode):
        raise FileNotTaken("it is no file, but a pipe, a device or a socket", todo="")


def _refused(error: Exception) -> FileNotTaken:
    for kind, (what, todo) in _NO_FILE.items():
        if isinstance(error, kind):
            return FileNotTaken(what, todo=todo)
    return FileNotTaken(f"it cannot be read: {getattr(error, 'strerror', None) or 'its path is none'}")


def look(file: BinaryIO, name: str, document_id: UUID, rules: FileRules) -> Looked:
    """Read it once, part by part; raises FileNotTaken for what is not taken and for a file that changes meanwhile."""
    ending = check_name(name, rules)
    before = _state(file)
    size = before[0]
    check_size(size, rules)
    head = file.read(min(HEAD, size))
    shape = check_head(ending, head)
    if head.startswith(b"PK") and (shape.packed or ending == "zip"):
        look_into(file, size, shape.packed)
    file.seek(0)
    whole, proof = hashlib.sha256(), hashlib.sha256(document_id.bytes)
    read = 0
    for part in parts(file, size):
        read += len(part)
        whole.update(part)
        proof.update(part)
    if read != size or _state(file) != before:
        raise changed()
    return Looked(ending, size, whole.hexdigest(), proof.hexdigest())


def parts(file: BinaryIO, size: int) -> Iterator[bytes]:
    """The bytes of an open file, part by part, and no more than it had when it was looked at."""
    left = size
    while left > 0:
        part = _filled(file, min(PART, left))
        if not part:
            return
        left -= len(part)
        yield part
    if file.read(1):
        raise changed()


def _filled(file: BinaryIO, wanted: int) -> bytes:
    # A file that is read without a buffer may give less than it was asked for.
    out = file.read(wanted) or b""
    while out and len(out) < wanted and (more := file.read(wanted - len(out))):
        out += more
    return out


def same_parts(file: BinaryIO, looked: Looked) -> Iterator[bytes]:
    """The parts once more, to be kept; raises FileNotTaken at the end where they are not what was looked at."""
    file.seek(0)
    whole = hashlib.sha256()
    for part in parts(file, looked.size):
        whole.update(part)
        yield part
    if whole.hexdigest() != looked.sha256:
        raise changed()


def changed() -> FileNotTaken:
    """Somebody writes into the file."""
    return FileNotTaken(
        "it changed while it was read", todo="Wait until it is written, then attach it again."
    )


def _state(file: BinaryIO) -> tuple[int, int]:
    if isinstance(file, io.BytesIO):
        return len(file.getbuffer()), 0
    found = os.fstat(file.fileno())
    return found.st_size, found.st_mtime_ns
