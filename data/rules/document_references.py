"""References to documents within notes, `[[20260115 – A. Gallagher – Roster.pdf]]` (features A5.08)."""

import re
from collections.abc import Iterable

from data.rules.folding import fold

_REFERENCE = re.compile(r"\[\[([^\[\]\n]{1,255})\]\]")
OPENS = "[["


def reference_to(name: str) -> str:
    """How a note refers to a document of that name."""
    # Brackets would end it: the name is found without them too.
    return f"[[{_plain(name)}]]"


def references(text: str) -> tuple[str, ...]:
    """The names a text refers to, each once, as they stand there."""
    return tuple(dict.fromkeys(found[1].strip() for found in _REFERENCE.finditer(text)))


def places(line: str) -> tuple[tuple[int, int], ...]:
    """Where in a line references stand, brackets and all: from and up to which character."""
    return tuple(found.span() for found in _REFERENCE.finditer(line)) if OPENS in line else ()


def counted(texts: Iterable[str], names: Iterable[str]) -> dict[str, int]:
    """In how many of the texts each of these documents is referred to."""
    known = {fold(_plain(name)): name for name in names}
    out: dict[str, int] = {}
    for text in texts:
        for one in {known[key] for name in references(text) if (key := fold(name)) in known}:
            out[one] = out.get(one, 0) + 1
    return out


def _plain(name: str) -> str:
    return name.replace("[", "(").replace("]", ")")
