"""Which files are taken: by their ending and by their first bytes, both of which must agree (features A3.39)."""

import re
from collections.abc import Callable
from typing import NamedTuple

from data.rules.document_names import ending_of
from data.types.documents import FileNotTaken, FileRules

HEAD = 4096
"""Bytes from the beginning that tell what a file is."""


class Shape(NamedTuple):
    """What the first bytes of a type look like."""

    said: str
    """ "a PDF"."""
    is_one: Callable[[bytes], bool]
    packed: str = ""
    """Folder that its directory must name, where it is an archive of parts."""


def _begins(*marks: bytes, at: int = 0) -> Callable[[bytes], bool]:
    return lambda head: head[at:].startswith(marks)


def _boxes(head: bytes) -> bool:
    return head[4:8] == b"ftyp"


_TEXT_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
_CONTROLS = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]")
_HEADER = re.compile(rb"(From |[A-Za-z0-9-]{1,76}:)")


def _text(head: bytes) -> bool:
    if head.startswith(_TEXT_MARKS[:2]):
        return True
    return _CONTROLS.search(head) is None


def _mail(head: bytes) -> bool:
    return _text(head) and _HEADER.match(head.lstrip(b"\xef\xbb\xbf\r\n")) is not None


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_JP2 = (b"\x00\x00\x00\x0cjP  \r\n\x87\n", b"\xff\x4f\xff\x51")


def _office(head: bytes) -> bool:
    # One with a password stands in the older container.
    return head.startswith((*_ZIP[:1], _OLE))


def _sound(head: bytes) -> bool:
    return head.startswith(b"ID3") or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2)


def _pdf(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \t\r\n\x0c").startswith(b"%PDF-")


_PNG = Shape("a PNG picture", _begins(b"\x89PNG\r\n\x1a\n"))
_JPEG = Shape("a JPEG picture", _begins(b"\xff\xd8\xff"))
_JPEG_2000 = Shape("a JPEG 2000 picture", _begins(*_JP2))
_JPEG_XR = Shape("a JPEG XR picture", _begins(b"II\xbc"))
_HEIF = Shape("an HEIF picture", _boxes)
_OLD = "an older Office file"
_MSG = Shape("an Outlook message", _begins(_OLE))

SHAPES: dict[str, Shape] = {
    "txt": Shape("plain text", _text),
    "csv": Shape("plain text", _text),
    "eml": Shape("an e-mail", _mail),
    "msg": _MSG,
    "doc": Shape(_OLD, _begins(_OLE, b"{\\rtf")),
    "xls": Shape(_OLD, _begins(_OLE)),
    "ppt": Shape(_OLD, _begins(_OLE)),
    "docx": Shape("a Word document", _office, "word/"),
    "xlsx": Shape("an Excel workbook", _office, "xl/"),
    "pptx": Shape("a PowerPoint presentation", _office, "ppt/"),
    "pdf": Shape("a PDF", _pdf),
    "zip": Shape("a zip archive", _begins(*_ZIP)),
    "rar": Shape("a RAR archive", _begins(b"Rar!\x1a\x07")),
    "png": _PNG,
    "apng": _PNG,
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "gif": Shape("a GIF picture", _begins(b"GIF87a", b"GIF89a")),
    "webp": Shape("a WebP picture", lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP"),
    "heic": _HEIF,
    "heif": _HEIF,
    "avif": Shape("an AVIF picture", _boxes),
    "hevc": Shape("H.265 video", lambda head: head.startswith((b"\0\0\0\1", b"\0\0\1")) or _boxes(head)),
    "webm": Shape("WebM video", _begins(b"\x1a\x45\xdf\xa3")),
    "mp4": Shape("MP4 video", _boxes),
    "wma": Shape("Windows Media sound", _begins(b"\x30\x26\xb2\x75\x8e\x66\xcf\x11")),
    "mp3": Shape("MP3 sound", _sound),
    "wav": Shape("WAV sound", lambda head: head[:4] in (b"RIFF", b"RF64", b"RIFX") and head[8:12] == b"WAVE"),
    **dict.fromkeys(("j2k", "jpf", "jpx", "jpm", "mj2", "jp2"), _JPEG_2000),
    **dict.fromkeys(("jxr", "hdp", "wdp"), _JPEG_XR),
}
"""The 37 endings of the union's list, and what such a file begins with."""

_MACH = (
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xca\xfe\xba\xbe",
)
_PROGRAMS = (
    ("a Windows program", _begins(b"MZ")),
    ("a program", _begins(b"\x7fELF")),
    (
        "a program",
        _begins(*_MACH),
    ),
    ("a script", _begins(b"#!")),
    ("a web page", lambda head: head.lstrip()[:14].lower().startswith((b"<!doctype html", b"<html"))),
)  # fmt: skip
_MANY = ("a PDF", "a zip archive", "a RAR archive", "a PNG picture", "a JPEG picture", "a GIF picture", _OLD)


def kinds_said(rules: FileRules) -> str:
    """The endings that are taken, for a sentence."""
    return ", ".join(sorted(rules.types))


def check_name(name: str, rules: FileRules) -> str:
    """The ending of a file that is taken by its name; raises FileNotTaken."""
    ending = ending_of(name)
    if not ending:
        raise FileNotTaken("its name has no ending that says of what type it is", todo=_taken(rules))
    if ending not in rules.types or ending not in SHAPES:
        raise FileNotTaken(f"files of type .{ending} are not taken", todo=_taken(rules))
    return ending


def _taken(rules: FileRules) -> str:
    return f"Taken are {kinds_said(rules)}."


def check_size(size: int, rules: FileRules) -> None:
    """Raise FileNotTaken for an empty file and for one that is too large."""
    if size == 0:
        raise FileNotTaken("it is empty", todo="Look whether it was copied whole.")
    if size > rules.largest:
        raise FileNotTaken(f"it is {size_said(size)}, and {rules.largest_mb} MB are the most here", todo="")


def check_head(ending: str, head: bytes) -> Shape:
    """What the file is, whose first bytes must be those of its ending; raises FileNotTaken."""
    shape = SHAPES[ending]
    program = next((said for said, is_one in _PROGRAMS if is_one(head)), "")
    if program in ("a Windows program", "a program") or not shape.is_one(head):
        found = program or next(
            (one.said for one in SHAPES.values() if one.said in _MANY and one.is_one(head)), ""
        )
        but = f"it is {found}" if found else f"its content is not that of {shape.said}"
        raise FileNotTaken(f"it is named .{ending}, but {but}", todo="Save it anew as what it is.")
    return shape


def size_said(size: int) -> str:
    """ "412 bytes", "3 kB", "1.4 MB"."""
    if size < 1000:
        return f"{size} byte{'' if size == 1 else 's'}"
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{size / 1_000_000:.1f} MB"
