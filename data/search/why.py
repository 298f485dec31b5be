"""Saying what of a query matched, and where in the shown name."""

import re
from typing import Any

from sqlalchemy.engine import Row

from data.rules.folding import fold, tokens
from data.types.members import ContactKind

_WORD = re.compile(r"[^\s\-./]+")


def spans(name: str, wanted: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """The parts of the shown name that match, as (start, end); each word of the query lights one word."""
    words = [(found.start(), found.group()) for found in _WORD.finditer(name)]
    lit: list[tuple[int, int]] = []
    for token in wanted:
        for place, (start, word) in enumerate(words):
            if fold(word).startswith(token):
                lit.append((start, start + _length(word, token)))
                del words[place]
                break
    return tuple(sorted(lit))


def _length(word: str, token: str) -> int:
    """How many signs of the word, as shown, make up the folded token: `O'Br` for `obr`."""
    for end in range(1, len(word) + 1):
        if fold(word[:end]).startswith(token):
            return end
    return len(word)


def why_name(row: Row[Any], wanted: tuple[str, ...]) -> str:
    """Which of the names matched: "surname, given name"."""
    if row.kind == ContactKind.ORGANISATION:
        return "name"
    parts = (
        ("surname", tokens(row.family)),
        ("given name", tokens(row.given)),
        ("known as", tokens(row.informal)),
    )
    said: list[str] = []
    for token in wanted:
        for label, words in parts:
            if any(word.startswith(token) for word in words):
                if label not in said:
                    said.append(label)
                break
    return ", ".join(said) or "name"


def why_digits(kind: str, digits: str) -> str:
    """Which of the numbers matched: "number", "phone 0491", "phone ends 006"."""
    if kind == "number":
        return "number"
    return f"phone ends {digits}" if kind == "ends" else f"phone {digits}"
