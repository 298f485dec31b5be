"""Saying what of a query matched, and where in the shown row."""

import re
from datetime import date
from functools import lru_cache

from data.rules import folding

fold = lru_cache(maxsize=8192)(folding.fold)
"""Of names, which are the same few again and again: each row of each key folds some."""
_WORD = re.compile(r"[^\s\-./]+")

Spans = tuple[tuple[int, int], ...]
"""Parts of a shown text, as (start, end)."""


def spans(shown: str, wanted: tuple[str, ...]) -> Spans:
    """The parts of the shown text that match; each word of the query lights one word."""
    if not wanted:
        return ()
    if shown.isascii():
        if len(wanted) == 1 and (at := f" {shown.lower()}".find(f" {wanted[0]}")) >= 0:
            return ((at, at + len(wanted[0])),)
        if shown.replace(" ", "").isalpha():
            return _plain_spans(f" {shown.lower()}", wanted)
    words = [(found.start(), found.group()) for found in _WORD.finditer(shown)]
    lit: list[tuple[int, int]] = []
    for token in wanted:
        for place, (start, word) in enumerate(words):
            if fold(word).startswith(token):
                lit.append((start, start + _length(word, token)))
                del words[place]
                break
    return tuple(sorted(lit))


def _plain_spans(behind_blanks: str, wanted: tuple[str, ...]) -> Spans:
    """The same of letters and blanks alone, which are folded as they stand."""
    lit: list[tuple[int, int]] = []
    for token in wanted:
        at = behind_blanks.find(f" {token}")
        while at >= 0 and any(at == start for start, _end in lit):
            at = behind_blanks.find(f" {token}", at + 1)
        if at >= 0:
            lit.append((at, at + len(token)))
    lit.sort()
    return tuple(lit)


def word_span(shown: str, folded: str) -> Spans:
    """The whole word of the shown text that is folded so."""
    for found in _WORD.finditer(shown):
        if fold(found.group()) == folded:
            return ((found.start(), found.end()),)
    return ()


@lru_cache(maxsize=16384)
def begins(text: str, word: str) -> bool:
    """A word of the text begins so."""
    return any(one.startswith(word) for one in fold(text).split())


@lru_cache(maxsize=16384)
def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a text."""
    return tuple(fold(text).split())


def _length(word: str, token: str) -> int:
    """How many signs of the word, as shown, make up the folded token: `O'Br` for `obr`."""
    if word[: len(token)].lower() == token:
        return len(token)
    for end in range(1, len(word) + 1):
        if fold(word[:end]).startswith(token):
            return end
    return len(word)


def said_born(day: date) -> str:
    """ "born 4 Mar 1981"."""
    return f"born {day.day} {day:%b %Y}"
