"""Days as files write them: what could be read two ways is asked for, never guessed (domain E1)."""

import re
from datetime import date
from enum import StrEnum
from functools import lru_cache

from data.types.errors import BadInput

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CLOCK = r"(?:[ T]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp]\.?[Mm]\.?)?(?:Z|[+-]\d\d:?\d\d)?)?"
"""A time of day behind the day means nothing here."""
_ISO = re.compile(rf"(\d{{4}})[-/.]?(\d{{2}})[-/.]?(\d{{2}}){_CLOCK}", re.ASCII)
_PAIR = re.compile(rf"(\d{{1,2}})[-/. ](\d{{1,2}})[-/. ](\d{{4}}|\d{{2}}){_CLOCK}", re.ASCII)
_NAMED = re.compile(rf"(\d{{1,2}})[-/. ]*([A-Za-z]{{3,9}})\.?,?[-/. ]*(\d{{4}}|\d{{2}}){_CLOCK}", re.ASCII)


class Written(StrEnum):
    """The order in which a file writes its days."""

    DMY = "dmy"
    ISO = "iso"
    MDY = "mdy"


class Reading:
    """What the days of one column tell about their order, line by line."""

    def __init__(self) -> None:
        self.lines: dict[Written, int] = {}
        """The first line that can be read in this order only."""
        self.open_line = 0
        """The first line that can be read in two."""

    def see(self, text: str, line: int) -> None:
        """Take a cell into account."""
        found = orders(text)
        if len(found) == 1:
            self.lines.setdefault(found[0], line)
        elif len(found) > 1 and not self.open_line:
            self.open_line = line

    @property
    def told(self) -> bool:
        """Whether the column itself says how it is written."""
        return bool(self.lines)

    def settled(self, heading: str) -> Written:
        """The order of the column; raises BadInput, naming --dates, when the column does not tell."""
        day_first, month_first = self.lines.get(Written.DMY), self.lines.get(Written.MDY)
        if day_first and month_first:
            raise BadInput(
                f"{heading} has the day first in line {day_first} and the month first in line {month_first};"
                " say which it is with --dates dmy or --dates mdy, and the others are rejected"
            )
        if self.open_line and not (day_first or month_first):
            raise BadInput(
                f"the days of {heading} can be read in two ways, as in line {self.open_line}, and no line tells"
                " which; say it with --dates dmy or --dates mdy"
            )
        return Written.MDY if month_first else Written.DMY


@lru_cache(maxsize=65_536)
def orders(text: str) -> tuple[Written, ...]:
    """The orders in which a text can be read; none for an empty one and for what is no day.

    A month in words and a year first are told at sight, and tell nothing about the other lines.
    """
    found = _PAIR.fullmatch(text)
    if found is None:
        return ()
    first, second = int(found[1]), int(found[2])
    if first == second:
        return ()
    return tuple(order for order, month in ((Written.DMY, second), (Written.MDY, first)) if 1 <= month <= 12)


@lru_cache(maxsize=65_536)
def read_written_day(text: str, order: Written, latest: int) -> date | None:
    """The day a cell means, None for an empty one; a year of two digits is the last such one up to the year `latest`.

    Raises BadInput, which never repeats the text, for what is no day and for a day that does not exist.
    """
    if not text:
        return None
    try:
        if found := _ISO.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _PAIR.fullmatch(text):
            if order is Written.ISO:
                raise BadInput("is not written year first, as 2026-11-23")
            first, second = int(found[1]), int(found[2])
            day, month = (first, second) if order is Written.DMY else (second, first)
            return date(_year(found[3], latest), month, day)
        if (found := _NAMED.fullmatch(text)) and (month := _month(found[2])):
            return date(_year(found[3], latest), month, int(found[1]))
    except ValueError:
        raise BadInput("is a day that does not exist") from None
    raise BadInput("is no day")


def _year(text: str, latest: int) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return latest - (latest - year) % 100


def _month(word: str) -> int:
    full = word.lower()
    return MONTHS.index(full[:3]) + 1 if full[:3] in MONTHS else 0
