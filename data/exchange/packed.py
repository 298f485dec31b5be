"""Archives are looked at by their directory alone: nothing is unpacked (features A3.39)."""

import struct
import zipfile
from typing import BinaryIO

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
_LARGE_END = struct.Struct("<4sQ2H2L4Q")
_LARGE_SIGN = b"PK\x06\x07"
"""Begins the pointer to a second end, for large archives: where there is one, it counts, and the first may lie."""
_LARGE_POINTER = 20
_UNSAID = 0xFFFF


def look_into(file: BinaryIO, size: int, folder: str = "") -> tuple[str, ...]:
    """The names in an archive; raises FileNotTaken for a bomb, a damaged one, and one without that folder.

    `folder` is what an Office file of the type must have: "word/".
    """
    _check_end(file, size)
    try:
        with zipfile.ZipFile(file) as archive:
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


def _check_end(file: BinaryIO, size: int) -> None:
    """Refuse a directory too long to be read, before it is."""
    room = min(size, _LARGE_END.size + _LARGE_POINTER + _END.size + _UNSAID)
    file.seek(size - room)
    tail = file.read(room)
    at = tail.rfind(_END_SIGN)
    if at < 0 or len(tail) - at < _END.size:
        raise FileNotTaken("it is damaged: it has no list of what it holds")
    *_, entries, directory, _offset, _comment = _END.unpack_from(tail, at)
    pointer = at - _LARGE_POINTER
    if pointer >= _LARGE_END.size and tail.startswith(_LARGE_SIGN, pointer):
        *_, entries, directory, _offset = _LARGE_END.unpack_from(tail, pointer - _LARGE_END.size)
    if entries == _UNSAID or entries > MOST_ENTRIES or directory > LARGEST_DIRECTORY:
        raise FileNotTaken(f"it holds more than {MOST_ENTRIES} files", todo="")
    file.seek(0)
