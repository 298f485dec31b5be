"""What an officer typed, as tokens by kind (search 1; features A1.04)."""

import re
from datetime import date
from typing import NamedTuple

from data.rules.folding import tokens
from data.rules.phones import national_digits, only_digits
from data.rules.reference import RecordKind, read_reference
from data.rules.ticket import read_ticket
from data.search.derived import LONGEST
from data.types.errors import BadInput

MAX_TEXT = 2_000
"""Characters that are read: an address of a ticket has no more."""
MAX_NAMES = 5
MAX_DIGITS = 24
"""Longer ones are cut: no name or number says more by them."""
FIRST, LAST = 4, 3
"""Digits of two numbers typed one after the other: fewer are groups of one."""
_ABROAD = 10
"""Digits of the shortest number that may begin with the country's code without saying so."""

_OWN = re.compile(r"n-\d+", re.ASCII | re.IGNORECASE)
"""The number of a contact made here, as far as it is typed."""
_NUMBER = re.compile(r"[+(]*\d[\d()/.-]*\+?")
_RECORD = re.compile(r"[ci](?:[-–]\d+|\d{4,})", re.ASCII | re.IGNORECASE)
"""C-10482, or c10482: fewer digits without the stroke are the beginning of some other thing."""
_TICKET = re.compile(
    r"#[0-9a-f]{3,40}|\d{16,24}|(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{12,40}", re.ASCII | re.IGNORECASE
)
"""The id of a ticket: after a #, or longer than any telephone."""
_ADDRESS = re.compile(r"https://\S+", re.IGNORECASE)
_SCHEME = re.compile(r"(?<!\S)(?:tel|callto|sips?|mailto):(?://)?", re.IGNORECASE)
_EXTENSION = re.compile(
    r"(?<=\d)[\s)]*(?:;\s*ext\s*=|,?\s*\bext(?:ension|n)?\b\.?|,?\s*\bx|#)\s*\d{1,7}(?!\d)", re.IGNORECASE
)
_ENDS = re.compile(r"(?:\bend(?:s|ing)?(?:\s+(?:in|with))?|\.\.\.?|…|\*)\s*(?=\d)", re.IGNORECASE)
_BORN = re.compile(r"\b(?:born(?:\s+on)?|dob|d\.o\.b\.?)(?![^\W_])[\s:]*", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAYS = (
    re.compile(r"(?<![\w/.-])(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?![\w/.-])", re.ASCII),
    re.compile(r"(?<![\w/.-])(?P<d>\d{1,2})([-/.])(?P<m>\d{1,2})\2(?P<y>\d{4}|\d\d)(?![\w/.-])", re.ASCII),
    re.compile(
        rf"(?<!\w)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s-]*(?P<m>{_MONTH})[\s,-]*(?P<y>\d{{4}}|\d\d)(?!\w)",
        re.ASCII | re.IGNORECASE,
    ),
    re.compile(
        rf"(?<!\w)(?P<m>{_MONTH})\s*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s,]+(?P<y>\d{{4}}|\d\d)(?!\w)",
        re.ASCII | re.IGNORECASE,
    ),
)
_YOUNGEST = 20
"""Years of two digits up to this one are of this century: nobody younger works."""


class Query(NamedTuple):
    """The tokens of a query."""

    names: tuple[str, ...] = ()
    """Folded words, in the order typed: of names, employers, worksites."""
    digits: str = ""
    """All digits typed, joined."""
    phone: str = ""
    """The same as they are dialled at home: `0491570006` for `+61 491 570 006`."""
    dialled: bool = False
    """The digits begin as a telephone number does, with 0 or +."""
    ends: bool = False
    """The officer said that a number ends in them."""
    other: str = ""
    """The last of several groups of digits, where the ones before it could be a number on their own."""
    email: str = ""
    """The beginning of an e-mail address, up to its @ and further."""
    born: date | None = None
    """A day of birth, which ranks and does not shut out: the one that was told may be wrong."""
    record: tuple[RecordKind, int] | None = None
    """Kind and number of C-10482, I-20931."""
    ticket: str = ""
    """The id of a ticket, or the whole address of one whose id does not show."""

    @property
    def empty(self) -> bool:
        """Nothing to look for."""
        return not any((self.names, self.digits, self.email, self.born, self.record, self.ticket))


def parse(text: str, region: str) -> Query:
    """The tokens of a text; digits in groups are one number, `0491 570 006`. Whatever is no token is left out."""
    rest = text[:MAX_TEXT].strip()
    ticket, rest = _ticket(rest)
    record = read_reference(rest) if _RECORD.fullmatch("".join(rest[:40].split())) else None
    if record is not None:
        return Query(record=record, ticket=ticket)
    born, rest = _born(rest)
    ends = _ENDS.search(rest) is not None
    rest = _EXTENSION.sub(" ", _SCHEME.sub("", _ENDS.sub(" ", rest)))
    words: list[str] = []
    numbers: list[str] = []
    own = email = ""
    for part in rest.split():
        if _OWN.fullmatch(part):
            own = part.upper()[:MAX_DIGITS]
        elif record is None and _RECORD.fullmatch(part) and read_reference(part):
            record = read_reference(part)
        elif not ticket and _TICKET.fullmatch(part):
            ticket = part.removeprefix("#").lower()
        elif (at := part.find("@")) >= 0:
            found = _email(part)
            email, words = email or found, words + ([] if found or at else [part[1:]])
        else:
            (numbers if _NUMBER.fullmatch(part) else words).append(part)
    names = tuple(word[:LONGEST] for word in tokens(" ".join(words))[:MAX_NAMES])
    digits, phone, dialled = (own, own, False) if own else _digits("".join(numbers), region)
    return Query(
        names, digits, phone, dialled, ends and bool(digits), _other(numbers), email, born, record, ticket
    )


def _other(numbers: list[str]) -> str:
    """The last group, behind digits enough for a number: `0048213 0006` may be two numbers."""
    groups = [only_digits(number) for number in numbers]
    last = groups[-1][:MAX_DIGITS] if groups else ""
    return last if len(last) >= LAST and len("".join(groups[:-1])) >= FIRST else ""


def _digits(typed: str, region: str) -> tuple[str, str, bool]:
    """Digits, the same as they are dialled at home, and whether they begin as a telephone number does."""
    digits = only_digits(typed)[:MAX_DIGITS]
    if typed.lstrip("(").startswith("+"):
        home = _national(f"+{digits}", region)
        return home, home, True
    if digits.startswith("00"):
        # Two noughts may lead abroad, or begin a membership number: the digits stay beside what is dialled.
        return digits, _national(digits, region), True
    if len(digits) >= _ABROAD and not digits.startswith("0"):
        # As long as a number with its country's code and without the plus: 61491570006.
        return digits, _national(f"+{digits}", region), False
    return digits, digits, digits.startswith("0")


def _national(typed: str, region: str) -> str:
    """What begins with + or 00 as it is dialled at home, also while only the first digits are there."""
    import phonenumbers

    digits = only_digits(typed)
    whole = national_digits(typed, region)
    if whole != digits:
        return whole
    code = str(phonenumbers.country_code_for_region(region))
    abroad = digits.removeprefix("00")
    return f"0{abroad.removeprefix(code)}" if abroad.startswith(code) else digits


def _ticket(text: str) -> tuple[str, str]:
    """The ticket of an address within the text, and what else is there."""
    found = _ADDRESS.search(text)
    if found is None:
        return "", text
    rest = f"{text[: found.start()]} {text[found.end() :]}".strip()
    try:
        ticket = read_ticket(found[0])
    except BadInput:
        return "", rest
    return ticket.id or ticket.url, rest


def _email(part: str) -> str:
    """The address as it is kept, or its beginning; empty for a sign alone."""
    bare = part.strip("<>()[]{},;:\"'`").lower()
    bare = bare.encode("utf-8", "ignore").decode()
    return bare if not bare.startswith("@") and "\x00" not in bare else ""


def _born(text: str) -> tuple[date | None, str]:
    """A day within the text, and what else is there."""
    for pattern in _DAYS:
        for found in pattern.finditer(text):
            month = found["m"].lower()
            year = int(found["y"])
            if len(found["y"]) == 2:
                year += 2000 if year <= _YOUNGEST else 1900
            try:
                day = date(year, int(month) if month.isdigit() else _month(month), int(found["d"]))
            except ValueError:
                continue  # no such day: the digits are some other number
            return day, f"{_BORN.sub(' ', text[: found.start()])} {text[found.end() :]}"
    return None, text


def _month(name: str) -> int:
    return _MONTHS.index(name[:3]) + 1
