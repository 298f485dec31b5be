"""What an officer typed, as tokens by kind."""

import re
from typing import NamedTuple

from data.rules.folding import tokens
from data.rules.phones import national_digits, only_digits

MAX_NAMES = 5
MAX_DIGITS = 20
"""Longer ones are cut: no name or number says more by them."""

_OWN = re.compile(r"[nN]-\d+", re.ASCII)
"""The number of a contact made here, as far as it is typed."""
_NUMBER = re.compile(r"[+(]*\d[\d()/.-]*\+?")


class Query(NamedTuple):
    """The tokens of a query."""

    names: tuple[str, ...] = ()
    """Folded words, in the order typed."""
    digits: str = ""
    """All digits typed, joined."""
    phone: str = ""
    """The same as they are dialled at home: `0491570006` for `+61 491 570 006`."""
    dialled: bool = False
    """The digits begin as a telephone number does, with 0 or +."""

    @property
    def empty(self) -> bool:
        """Nothing to look for."""
        return not self.names and not self.digits


def parse(text: str, region: str) -> Query:
    """Words and digits of the text; digits in groups are one number, `0491 570 006`."""
    if _OWN.fullmatch(text.strip()):
        number = text.strip().upper()[:MAX_DIGITS]
        return Query((), number, number)
    words: list[str] = []
    numbers: list[str] = []
    for part in text.split():
        (numbers if _NUMBER.fullmatch(part) else words).append(part)
    names = tokens(" ".join(words))[:MAX_NAMES]
    typed = "".join(numbers)
    digits = only_digits(typed)[:MAX_DIGITS]
    if typed.lstrip("(").startswith("+"):
        home = _national(f"+{digits}", region)
        return Query(names, home, home, dialled=True)
    # Two noughts may lead abroad, or begin a membership number: the digits stay beside what is dialled.
    phone = _national(digits, region) if digits.startswith("00") else digits
    return Query(names, digits, phone, dialled=digits.startswith("0"))


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
