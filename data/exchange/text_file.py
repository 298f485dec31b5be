"""A text file of another program, line by line: its encoding is found out, its lines have an end."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from data.types.errors import BadInput

CHUNK = 1 << 18
LONGEST_LINE = 1 << 20
"""Characters of a line; a file without line ends is read no further."""
MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16", codecs.BOM_UTF8: "utf-8-sig"}
PACKED = {
    b"\x1f\x8b": "it is packed with gzip; unpack it first",
    b"PK\x03\x04": "it is a spreadsheet or an archive; save it as CSV first",
    b"\xd0\xcf\x11\xe0": "it is a spreadsheet; save it as CSV first",
    b"%PDF": "it is a PDF; export it as CSV",
}
"""First bytes of files that are often named .csv and are none."""
DAMAGED = "\udc80-\udcff"
"""Where a byte stood that the encoding does not know."""
_BROKEN = re.compile(f"[{DAMAGED}]")


class Encoding(NamedTuple):
    """How the bytes of a file are text."""

    name: str
    said: str
    """As people call it."""


def encoding_of(path: Path) -> Encoding:
    """How the file is written: by its mark, else UTF-8, else the code page of western Windows.

    Reads the whole file once. Raises BadInput for a file that cannot be opened, is packed, or is empty.
    """
    try:
        with path.open("rb") as file:
            return _encoding(file)
    except OSError as error:
        raise BadInput(f"{path.name}: {error.strerror or 'it cannot be read'}") from None


def _encoding(file: BinaryIO) -> Encoding:
    head = file.read(4)
    for start, why in PACKED.items():
        if head.startswith(start):
            raise BadInput(f"the file is no CSV: {why}")
    if not head.strip(b"\r\n\xef\xbb\xbf"):
        if not file.read(CHUNK).strip():
            raise BadInput("the file is empty")
        file.seek(4)
    for mark, name in MARKS.items():
        if head.startswith(mark):
            return Encoding(name, "UTF-16" if "16" in name else "UTF-8")
    if head[1::2] == b"\0\0":
        return Encoding("utf-16-le", "UTF-16")
    if head[::2] == b"\0\0":
        return Encoding("utf-16-be", "UTF-16")
    file.seek(0)
    good = bad = 0
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    while chunk := file.read(CHUNK):
        if chunk.isascii() and not decoder.getstate()[0]:
            continue
        text = decoder.decode(chunk)
        damaged = len(_BROKEN.findall(text))
        bad, good = bad + damaged, good + len(text) - len(text.encode("ascii", "ignore")) - damaged
    # A few broken bytes in a file full of good UTF-8 are damage; without any good ones it is the older way.
    return Encoding("utf-8", "UTF-8") if good >= bad else Encoding("cp1252", "Windows-1252")


def lines(path: Path, encoding: Encoding) -> Iterator[str]:
    """The lines with their ends; a byte that is none in the encoding becomes one of DAMAGED.

    Raises BadInput for a line that does not end.
    """
    try:
        with path.open("r", encoding=encoding.name, errors=_errors(encoding), newline="") as file:
            number = 0
            while line := file.readline(LONGEST_LINE):
                number += 1
                if len(line) == LONGEST_LINE:
                    raise BadInput(
                        f"line {number} is longer than {LONGEST_LINE:,} characters",
                        todo="See what stands in that line, and export the file anew.",
                    )
                yield line
    except OSError as error:
        raise BadInput(f"{path.name}: {error.strerror or 'it cannot be read'}") from None


def _errors(encoding: Encoding) -> str:
    # The handler that keeps bytes knows no pairs of them.
    return "replace" if encoding.name.startswith("utf-16") else "surrogateescape"
