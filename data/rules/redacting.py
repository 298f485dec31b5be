"""Names as placeholders: a text that can be shown to somebody who may not know whom it is about (features B15).

By known names alone: what the store knows of the member and of the staff is found in any case, with or without
accents, in any spacing; a neighbour, a manager or a nickname that nobody recorded stays. Whoever passes it on reads
it before.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from data.rules.clean import clean
from data.rules.folding import APOSTROPHES, fold
from data.types.handover import Known

MEMBER, NUMBER, PHONE, MAIL, ADDRESS, SOMEBODY = (
    "[member]",
    "[number]",
    "[phone]",
    "[e-mail]",
    "[address]",
    "[name]",
)
SAID = "Redacted by known names only: read it before it leaves the office."
"""Stands on everything redacted."""

_PARTICLES = frozenset(
    ("and", "the", "van", "von", "der", "den", "del", "dos", "das", "bin", "ibn", "bint", "abu", "san", "mac")
)
"""Words of a name that are no name alone."""
_LEAST = 3
"""Letters of a part of a name that stands for it alone; a name that is shorter as a whole still counts."""
_BETWEEN = r"[\s'’`´.,\-‐-―]*"
"""What may stand between the words of a name, and in its middle."""
_GAP = r"[\s().\-/‐-―]{0,3}"
"""What may stand between the digits of a number."""
_PREFIX = r"(?:\+|\((?=\+?\d{1,4}\)))?"
_MAIL = re.compile(r"[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+")
_LONG_RUN = re.compile(rf"{_PREFIX}\d(?:[ ().\-/‐-―]{{0,3}}\d){{7,14}}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{4}")
_RECORD = re.compile(r"\b[CI]-\Z", re.IGNORECASE)
_CORE = 8
"""The last digits of a telephone, by which it is known with and without its prefixes."""
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR")
"""Scripts that put no space between words."""


class _Found(NamedTuple):
    start: int
    end: int
    label: str


class Redactor:
    """Replaces what is known; made once for a record and used for all its texts."""

    def __init__(self, known: Known) -> None:
        self._labels = _labels(known)
        self._patterns = [
            (re.compile(_worded(name)), label)
            for name, label in sorted(self._labels.items(), key=lambda one: -len(one[0]))
        ]
        for address in known.addresses:
            words = fold(address).split()
            if len(words) > 1:
                self._patterns.append((re.compile(_edged(r"\W+".join(map(re.escape, words)))), ADDRESS))
        self._patterns += [(pattern, MAIL) for pattern in _literal(known.emails)]
        self._patterns += [(pattern, PHONE) for pattern in _phones(known.phones)]
        self._patterns += [(pattern, NUMBER) for pattern in _numbers(known.numbers)]

    def __call__(self, text: str) -> str:
        """The text without what is known, and without anything that looks like an e-mail address or a telephone."""
        text = clean(text)
        bare, places = _bared(text)
        spans = sorted(self._found(bare), key=lambda one: (one.start, -one.end))
        out: list[str] = []
        at = 0
        for span in _joined(spans):
            start, end = places[span.start], places[span.end - 1] + 1
            while end < len(text) and unicodedata.combining(text[end]):
                end += 1
            out += [text[at:start], span.label]
            at = end
        out.append(text[at:])
        return _single("".join(out))

    def _found(self, bare: str) -> Iterator[_Found]:
        for pattern, label in self._patterns:
            for hit in pattern.finditer(bare):
                yield _Found(hit.start(), hit.end(), label)
        for hit in _MAIL.finditer(bare):
            yield _Found(hit.start(), hit.end(), MAIL)
        for hit in _LONG_RUN.finditer(bare):
            if not _DAY.match(hit[0]) and not _RECORD.search(bare[max(hit.start() - 2, 0) : hit.start()]):
                yield _Found(hit.start(), hit.end(), PHONE)


def _labels(known: Known) -> dict[str, str]:
    """Folded names, and what stands for each; a word that is the member's and a colleague's says only `[name]`."""
    table: dict[str, str] = {}

    def put(name: str, label: str) -> None:
        folded = fold(name)
        if len(folded) > 1 or _unspaced(folded):
            table[folded] = label if table.get(folded, label) == label else SOMEBODY

    for number, spellings in enumerate(known.officers, 1):
        for name in dict.fromkeys(one for spelling in spellings for one in (spelling, *_parts(spelling))):
            put(name, f"[officer {number}]")
    for name in dict.fromkeys(one for given in known.names for one in (given, *_parts(given))):
        put(name, MEMBER)
    for name in known.whole:
        put(name, MEMBER)
    return table


def _parts(name: str) -> list[str]:
    return [part for part in fold(name).split() if len(part) >= _LEAST and part not in _PARTICLES]


def _unspaced(text: str) -> bool:
    return any(unicodedata.name(sign, "").startswith(_UNSPACED) for sign in text)


def _worded(folded: str) -> str:
    """A folded name as it may be written: an apostrophe anywhere, other signs between its words, an s at its end."""
    spelt = _BETWEEN.join(_apart(word) for word in folded.split())
    return spelt if _unspaced(folded) else _edged(f"{spelt}s?")


def _apart(word: str) -> str:
    return r"['’`´]?".join(re.escape(sign) for sign in word)


def _edged(pattern: str) -> str:
    """As a word of its own: an underscore is an edge too."""
    return rf"(?<![^\W_])(?:{pattern})(?![^\W_])"


def _literal(texts: Iterable[str]) -> Iterator[re.Pattern[str]]:
    for text in texts:
        if text.strip():
            yield re.compile(re.escape(_bared(clean(text.strip()))[0]))


def _phones(phones: Iterable[str]) -> Iterator[re.Pattern[str]]:
    for phone in phones:
        digits = _digits(phone)
        if len(digits) >= 5:
            core = _GAP.join(digits[-_CORE:].lstrip("0") or digits)
            yield re.compile(rf"{_PREFIX}(?:\d{_GAP}){{0,7}}{core}(?!\d)")


def _numbers(numbers: Iterable[str]) -> Iterator[re.Pattern[str]]:
    for number in numbers:
        digits = _digits(number)
        bare = fold(number).replace(" ", "")
        if digits and digits == bare:
            short = digits.lstrip("0") or digits
            yield re.compile(rf"(?<!\d)(?:0{_GAP}){{0,9}}{_GAP.join(short)}(?!\d)")
        elif bare:
            yield re.compile(_edged(r"[\W_]*".join(map(re.escape, bare))))


def _digits(text: str) -> str:
    return "".join(sign for sign in _bared(text)[0] if sign.isdecimal())


def _bared(text: str) -> tuple[str, list[int]]:
    """The text in small base letters and plain digits, punctuation kept; and where in it each sign stood."""
    out: list[str] = []
    places: list[int] = []
    for at, sign in enumerate(text):
        if sign.isascii():
            out.append(sign.lower())
            places.append(at)
            continue
        if unicodedata.category(sign) in ("Cf", "Mn"):
            continue  # an invisible sign or an accent within a name
        for base in _base(sign):
            out.append(base)
            places.append(at)
    return "".join(out), places


def _base(sign: str) -> str:
    if sign in APOSTROPHES:
        return "'"
    folded = fold(sign)
    if folded and " " not in folded:
        decimal = unicodedata.decimal(sign, None)
        return str(decimal) if decimal is not None else folded
    return " " if sign.isspace() else unicodedata.normalize("NFKC", sign) or sign


def _joined(spans: Iterable[_Found]) -> Iterator[_Found]:
    """Spans that do not overlap: of two that do, both go, under the label of the first."""
    last: _Found | None = None
    for span in spans:
        if last is not None and span.start < last.end:
            last = last._replace(end=max(last.end, span.end))
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last


_TWICE = re.compile(r"(\[[a-z0-9 -]+\])(?:[ ,]+\1)+")


def _single(text: str) -> str:
    """The same placeholder twice in a row is one: given and family name."""
    return _TWICE.sub(r"\1", text)
