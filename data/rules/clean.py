"""Text made harmless before it is kept or shown: nothing in it can steer a terminal or reorder what is read.

Letters, combining marks, CJK and emoji with their joiners and variation selectors stay.
"""

import re
import unicodedata
from functools import cache

_STRING_BODY = r"[^\x07\x1b\x80-\x9f]*"
"""Stops at every control that could begin or end a sequence, so that no input makes the search quadratic."""

_SEQUENCE = re.compile(
    rf"(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f]){_STRING_BODY}(?:\x07|\x1b\\|\x9c)"  # OSC, DCS, SOS, PM, APC
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"  # CSI, also one that was cut off
    r"|\x1b[ -/]*[0-~]"  # every other escape
)

_NEWLINE = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
"""What breaks a line in other programs: a vertical tab is Word's soft break, a form feed its page break."""

_DROPPED = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # C0, DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction marks, overrides, isolates
    "\u206a-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"  # deprecated formatting, BOM, interlinear, no characters
    "\ud800-\udfff\U000e0000-\U000e007f"  # lone surrogates, tags
)
_DROP = re.compile(f"[{_DROPPED}]+")
_ANY = re.compile(f"[{_DROPPED}\r\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile(r"[ \t\n]+")

_LAST_MARK = 0x20000
"""Above it stand no combining marks: CJK and private use alone."""
_MARKS_KEPT = 30
"""Combining marks in a row that stay: the limit of Unicode's stream-safe format (UAX 15).

No language comes near it."""


def clean(text: str) -> str:
    """Several lines of text without anything that acts on a terminal; line ends are `\\n`, form is NFC.

    Cleaning twice gives the same text.
    """
    if _ANY.search(text):
        text = _DROP.sub("", _NEWLINE.sub("\n", _SEQUENCE.sub("", text)))
    if text.isascii():
        return text
    # Composing sorts the marks of a run pairwise: a pasted run of a megabyte would take minutes.
    quick, exact = _long_mark_runs()
    if quick.search(text):
        text = exact.sub(lambda run: run[0][:_MARKS_KEPT], text)
    return unicodedata.normalize("NFC", text)


def clean_line(text: str) -> str:
    """One line of harmless text: line ends, tabs and runs of blanks become one space; stripped."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return _BLANKS.sub(" ", clean(text)).strip()


@cache
def _long_mark_runs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Two patterns for more marks in a row than stay: a quick one, coarse above U+FFFF, and the exact one.

    A class with many signs above U+FFFF is searched a hundred times slower, hence one wide range there.
    """
    marks = "".join(chr(code) for code in range(0x80, _LAST_MARK) if unicodedata.combining(chr(code)))
    near = "".join(mark for mark in marks if mark <= "\uffff")
    wide = f"{near}\U00010000-\U0001efff"
    more = f"{{{_MARKS_KEPT},}}"
    return re.compile(f"[{wide}][{wide}]{more}"), re.compile(f"[{marks}][{marks}]{more}")
