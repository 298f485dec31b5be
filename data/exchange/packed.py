"""Archives are looked at by their directory alone: nothing is unpacked (features A3.39)."""

import struct
import zipfile
from typing import BinaryIO, cast

from data.types.documents import FileNotTaken

MOST_ENTRIES = 10_000
LARGEST_DIRECTORY = 4_000_000
"""Bytes of a directory; a longer one is not read."""
LARGEST_UNPACKED = 1_000_000_000
GREATEST_RATIO = 200
"""How much larger than the file what it says to hold may be, once that is more than a little."""
A_LITTLE = 50_000_000
MACROS = "vbaproject.bin"
_END = struct.Struct("<4s4H2LH")
_END_SIGN = b"PK\x05\x06"
_UNSAID = 0xFFFF


def look_into(file: BinaryIO, size: int, folder: str = "") -> tuple[str, ...]:
    """The names in an archive; raises FileNotTaken for a bomb, a damaged one, and one without that folder.

    `folder` is what an Office file of the type must have: "word/".
    """
    _check_end(file, size)
    try:
        with zipfile.ZipFile(cast("BinaryIO", _Within(file))) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, UnicodeDecodeError, OSError):
        raise FileNotTaken("it is damaged: the list of what it holds cannot be read") from None
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES:
        raise FileNotTaken(f"it holds {len(entries)} files, and {MOST_ENTRIES} are the most", todo="")
    if unpacked > LARGEST_UNPACKED or unpacked > max(A_LITTLE, size * GREATEST_RATIO):
        raise FileNotTaken(
            f"unpacked it would be {unpacked // 1_000_000} MB, far more than such a file holds", todo=""
        )
    names = tuple(entry.filename for entry in entries)
    if folder and not any(name.lower().startswith(folder) for name in names):
        raise FileNotTaken(f"it is an archive without {folder}, no document of its type")
    if folder and any(name.lower().endswith(MACROS) for name in names):
        raise FileNotTaken("it holds macros", todo="Save it without them, or as PDF.")
    return names


class _Within:
    """A file of which no more is read at once than a directory is long, wherever and whatever it says that it is.

    A second end of the larger kind may stand before the one that is looked at here, and say something else.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1) -> bytes:
        """So many bytes."""
        if size > LARGEST_DIRECTORY:
            raise _too_many()
        found = self._file.read(size if size >= 0 else LARGEST_DIRECTORY + 1)
        if len(found) > LARGEST_DIRECTORY:
            raise _too_many()
        return found


def _too_many() -> FileNotTaken:
    return FileNotTaken(f"it holds more than {MOST_ENTRIES} files", todo="")


def _check_end(file: BinaryIO, size: int) -> None:
    """Refuse a directory too long to be read, before it is."""
    room = min(size, _END.size + _UNSAID)
    file.seek(size - room)
    tail = file.read(room)
    at = tail.rfind(_END_SIGN)
    if at < 0 or len(tail) - at < _END.size:
        raise FileNotTaken("it is damaged: it has no list of what it holds")
    *_, entries, directory, _offset, _comment = _END.unpack_from(tail, at)
    if entries == _UNSAID or entries > MOST_ENTRIES or directory > LARGEST_DIRECTORY:
        raise _too_many()
    file.seek(0)
