"""Time as an office works it: counted by arithmetic over its week and the days that differ (features A4.11, C9)."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate, pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from data.types.errors import BadInput

Span = tuple[int, int]
"""Minutes of a day, from and to: (540, 1020) is nine to five."""
Week = tuple[tuple[Span, ...], ...]
"""The spans of each weekday, Monday first."""

NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_MINUTES = 24 * 60
_PART = re.compile(r"([a-z]{3})(?:-([a-z]{3}))? (\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})", re.ASCII)
_HOW = "hours are written Mon-Fri 09:00-17:00; Sat 09:00-12:00"


def read_hours(text: str) -> Week:
    """The week that is meant by `Mon-Fri 09:00-17:00; Sat 09:00-12:00`.

    Raises BadInput for what cannot be read, for spans that overlap, and for a week without working time.
    """
    week: list[list[Span]] = [[] for _ in NAMES]
    for part in filter(None, (" ".join(one.lower().split()) for one in text.split(";"))):
        found = _PART.fullmatch(part)
        if found is None or found[1] not in NAMES or (found[2] or found[1]) not in NAMES:
            raise BadInput(_HOW)
        first, last = NAMES.index(found[1]), NAMES.index(found[2] or found[1])
        begins, ends = (int(found[at]) * 60 + int(found[at + 1]) for at in (3, 5))
        if first > last or begins >= ends or ends > DAY_MINUTES or int(found[4]) > 59 or int(found[6]) > 59:
            raise BadInput(_HOW)
        for weekday in range(first, last + 1):
            week[weekday].append((begins, ends))
    for day in week:
        day.sort()
        if any(before[1] > after[0] for before, after in pairwise(day)):
            raise BadInput(f"hours that overlap; {_HOW}")
    if not any(week):
        raise BadInput("a calendar without a working day: nothing would ever be due; " + _HOW)
    return tuple(tuple(day) for day in week)


def read_closed(text: str) -> dict[date, str]:
    """Days on which an office does not work and why, from lines such as `2026-12-29 Office closed`."""
    return {
        date.fromisoformat(day): why for day, _, why in (line.partition(" ") for line in text.splitlines())
    }


class Tally:
    """A running count over days: each weekday has its weight, and some days have their own.

    Both ways it takes a handful of steps, however many days lie between.
    """

    def __init__(self, weights: Iterable[int], odd: Mapping[int, int]) -> None:
        """`odd` are weights by ordinal day."""
        self._weights = tuple(weights)
        self._ahead = (0, *accumulate(self._weights))
        self._week = self._ahead[7]
        self._odd = sorted(odd)
        self._more = (0, *accumulate(odd[day] - self._weights[(day - 1) % 7] for day in self._odd))

    def upto(self, day: int) -> int:
        """The sum of the weights of every day up to and with this ordinal day."""
        weeks, left = divmod(day, 7)  # day 1 of the calendar is a Monday
        return weeks * self._week + self._ahead[left] + self._more[bisect_right(self._odd, day)]

    def reaching(self, total: int, after: int) -> int:
        """The first day after `after` by which the count has reached `total`."""
        low, step = after + 1, 8
        while self.upto(low + step) < total:
            low, step = low + step, step * 2
            if low + step > date.max.toordinal():
                raise OverflowError("no such day")
        return low + bisect_left(range(low, low + step + 1), total, key=self.upto)


class Worked(NamedTuple):
    """When an office works, ready to be counted with."""

    zone: ZoneInfo
    week: Week
    free: Mapping[date, str]
    """Public holidays and closed days, with what is said of them."""
    working_days: Tally
    days: Tally
    seconds: Tally
    weekly: Tally
    """Working days, were there no free ones."""
    named: tuple[int, ...]
    """Ordinals of the free days on which the office would work otherwise."""
    unknown: str = ""
    """What is to be said where no public holidays are known."""

    def is_free(self, day: date) -> bool:
        """No working day."""
        return not self.week[day.weekday()] or day in self.free

    def day_of(self, at: datetime) -> date:
        """The day it is in the office."""
        return at.astimezone(self.zone).date()

    def midnight(self, day: date) -> datetime:
        """The moment a day begins in the office, in UTC."""
        return datetime.combine(day, time(), self.zone).astimezone(UTC)

    def spans(self, day: date) -> list[tuple[float, float]]:
        """The working times of a day as seconds of UTC; the hour that daylight saving takes or gives is in them."""
        return [] if self.is_free(day) else _spans(day, self.week[day.weekday()], self.zone)

    def position(self, at: datetime) -> int:
        """Working seconds since the calendar began."""
        day, now = self.day_of(at), at.timestamp()
        done = sum(max(0.0, min(now, end) - start) for start, end in self.spans(day))
        return self.seconds.upto(day.toordinal() - 1) + int(done)

    def moment(self, position: int, not_before: date) -> datetime:
        """The first moment at which that many working seconds are over."""
        number = self.seconds.reaching(position, not_before.toordinal() - 1)
        left = position - self.seconds.upto(number - 1)
        end = 0.0
        for start, end in self.spans(date.fromordinal(number)):
            if left <= end - start:
                return datetime.fromtimestamp(start + left, UTC)
            left -= int(end - start)
        return datetime.fromtimestamp(end, UTC)


def worked(
    zone: ZoneInfo, week: Week, free: Mapping[date, str], years: Iterable[int], *, unknown: str = ""
) -> Worked:
    """The calendar of an office; exact in `years`, of which `free` tells the days without work."""
    off = {day.toordinal(): 0 for day in free}
    per_day = [sum(end - start for start, end in spans) * 60 for spans in week]
    odd: dict[int, int] = dict(off)
    for day in _turns(zone, years):
        if day not in free and week[day.weekday()]:
            odd[day.toordinal()] = int(sum(b - a for a, b in _spans(day, week[day.weekday()], zone)))
    return Worked(
        zone=zone,
        week=week,
        free=free,
        working_days=Tally((int(bool(spans)) for spans in week), off),
        days=Tally((1,) * 7, {}),
        seconds=Tally(per_day, odd),
        weekly=Tally((int(bool(spans)) for spans in week), {}),
        named=tuple(sorted(day.toordinal() for day in free if week[day.weekday()])),
        unknown=unknown,
    )


def _spans(day: date, spans: tuple[Span, ...], zone: ZoneInfo) -> list[tuple[float, float]]:
    found = []
    for begins, ends in spans:
        # Of an hour that comes twice, work begins in the first and ends in the second.
        start, end = _at(day, begins, zone, fold=0), _at(day, ends, zone, fold=1)
        found.append((start, max(start, end)))
    return found


def _at(day: date, minutes: int, zone: ZoneInfo, *, fold: int) -> float:
    if minutes == DAY_MINUTES:
        day, minutes = day + timedelta(days=1), 0
    return datetime(day.year, day.month, day.day, *divmod(minutes, 60), tzinfo=zone, fold=fold).timestamp()


def _turns(zone: ZoneInfo, years: Iterable[int]) -> list[date]:
    """The days on which the clocks are changed."""
    found = []
    for year in years:
        day, last = date(year, 1, 1), date(year, 12, 31)
        while day <= last:
            step = day + timedelta(days=14)
            if _offset(zone, day) != _offset(zone, step):
                found += [
                    one
                    for one in (day + timedelta(days=ahead) for ahead in range(14))
                    if _offset(zone, one) != _offset(zone, one + timedelta(days=1))
                ]
            day = step
    return found


def _offset(zone: ZoneInfo, day: date) -> timedelta | None:
    return datetime.combine(day, time(), zone).utcoffset()
