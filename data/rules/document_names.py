"""What a document is called: the union's own form, and no name that a system would stumble over (features A5.07)."""

import re
import unicodedata
from datetime import date

from data.rules.clean import clean_line

FORM = "YYYYMMDD – Member Name – Description"
"""As the union writes it; the ending of the file follows."""
LONGEST = 200
"""Bytes of a name: file systems take 255, and copies get something added."""
NAMELESS = "document"
_IN_FORM = re.compile(r"(\d{8}) [–—-] (.+?) [–—-] (.+)")
_ENDING = re.compile(r"\.([A-Za-z0-9]{1,8})$")
_REFUSED = re.compile(r'[<>:"|?*\\/]+')
_INVISIBLE = ("Cc", "Cf", "Co", "Cs", "Cn")
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{at}" for port in ("com", "lpt") for at in "0123456789¹²³")}
)
"""Names of devices on Windows, with any ending."""


def ending_of(name: str) -> str:
    """ "pdf" of "Letter.PDF"; empty where there is none."""
    found = _ENDING.search(name.strip())
    return found[1].lower() if found else ""


def stem_of(name: str) -> str:
    """The name without its ending."""
    return _ENDING.sub("", name.strip())


def safe_name(name: str) -> str:
    """The last part of what may be a path, without what a system, a terminal or a reader could stumble over.

    Never empty; made safe twice it is the same.
    """
    last = next((part for part in reversed(re.split(r"[\\/]", clean_line(name))) if part.strip(" .")), "")
    seen = "".join(sign for sign in last if unicodedata.category(sign) not in _INVISIBLE)
    seen = clean_line(_REFUSED.sub(" ", seen)).strip(" .")
    ending = ending_of(seen)
    stem = stem_of(seen).strip(" .") or NAMELESS
    if stem.split(".")[0].strip().casefold() in _RESERVED:
        stem = f"_{stem}"
    tail = f".{ending}" if ending else ""
    return f"{_shortened(stem, LONGEST - len(tail.encode()))}{tail}"


def _shortened(text: str, room: int) -> str:
    # A letter of several bytes at the cut goes whole.
    return text.encode()[:room].decode(errors="ignore").strip(" .") or NAMELESS


def described_of(original_name: str) -> str:
    """What a file is by its own name: "Roster" of "roster.pdf"; of one in the form, its end."""
    stem = stem_of(safe_name(original_name))
    found = _IN_FORM.fullmatch(stem)
    words = found[3] if found else clean_line(stem.replace("_", " "))
    return words[:1].upper() + words[1:]


def proposed_name(original_name: str, day: date, member: str, described: str = "") -> str:
    """ "20260115 – Andrew Gallagher – Medical Certificate.pdf"; the day of a name in the form already is kept."""
    safe = safe_name(original_name)
    found = _IN_FORM.fullmatch(stem_of(safe))
    written = found[1] if found else f"{day:%Y%m%d}"
    ending = ending_of(safe)
    words = clean_line(described) or described_of(original_name)
    return safe_name(
        f"{written} – {_flat(member) or 'Member'} – {_flat(words)}" + (f".{ending}" if ending else "")
    )


def _flat(text: str) -> str:
    """Words that are to stand within a name: nothing in them begins a folder."""
    return _REFUSED.sub(" ", clean_line(text))


def kept_name(wanted: str, original_name: str) -> str:
    """The name as it was corrected, safe, with the ending of the file itself."""
    ending, safe = ending_of(safe_name(original_name)), safe_name(wanted)
    if ending and ending_of(safe) != ending:
        return safe_name(f"{safe}.{ending}")
    return safe
