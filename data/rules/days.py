"""Days: read as an officer types them while someone is talking, and said in words (features A2.14)."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from data.rules.holidays import working_day_after, working_days
from data.types.errors import BadInput

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

NO_DAYS: Mapping[date, str] = MappingProxyType({})
"""No public holiday is known."""

_MONTHS_FROM = 60
"""Days from which a distance is told in months."""
_YEARS_FROM = 730
"""Days from which it is told in years, so that it fits a column of nine."""
_NBSP = "\N{NO-BREAK SPACE}"

_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_AHEAD = re.compile(r"\+ ?(\d{1,3}) ?(wd|d|w|m)", re.ASCII)
_BACK = re.compile(r"- ?(\d{1,3}) ?(d|w)", re.ASCII)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2}) ?[-/.] ?(\d{1,2})(?:\.| ?[-/.] ?(\d{4}|\d{2}))?", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})[ .-]*([a-z]{3,9})\.?(?:[ .,-]*(\d{4}|\d{2}))?", re.ASCII)
_WEEKDAY_FIRST = re.compile(r"([a-z]{2,9})[ ,.]+(?=\d)", re.ASCII)

_HOW = "a day is written 27/11, 27 nov, fri, tomorrow, +2d, +3w, +5wd or 2026-11-27"


def say_when(day: date, today: date) -> str:
    """Of something due: "9 d late", "today", "tomorrow", "in 3 d", "in 5 mo"."""
    ahead = (day - today).days
    if ahead < 0:
        return f"{_distance(-ahead)} late"
    return _to_come(ahead)


def say_ago(day: date, today: date) -> str:
    """Of something past: "today", "1 d ago", "40 d ago", "5 mo ago"; a day to come is said as such."""
    ahead = (day - today).days
    return f"{_distance(-ahead)} ago" if ahead < 0 else _to_come(ahead)


def say_day(day: date, today: date) -> str:
    """ "Fri 27 Nov"; with the year when it is another one and more than 60 days away."""
    far = day.year != today.year and abs((day - today).days) > _MONTHS_FROM
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if far else "")


def say_follow_up(day: date, today: date) -> str:
    """Date and distance: "Fri 27 Nov, in 4 d"."""
    return f"{say_day(day, today)}, {say_when(day, today)}"


def say_follow_up_typed(day: date, today: date, free: Mapping[date, str] = NO_DAYS) -> str:
    """As it stands in its field, with the working days until then: "Fri 27 Nov, 4 d, 4 wd" (features A2.14)."""
    ahead = (day - today).days
    if not 1 < ahead < _MONTHS_FROM:
        return say_follow_up(day, today)
    return f"{say_day(day, today)}, {ahead} d, {working_days(today, day, free)} wd"


def say_follow_up_whole(day: date, today: date, free: Mapping[date, str] = NO_DAYS) -> str:
    """In one sentence with the working days until then, and what to look at again (features A2.14)."""
    said = f"Follow-up {say_follow_up(day, today)}"
    # How late it is says already that it is past.
    warning = day_warning(day, today, free) if day >= today else ""
    if day > today:
        count = working_days(today, day, free)
        said += f", {count} working day{'' if count == 1 else 's'} from now"
    return f"{said}: it {warning}." if warning else f"{said}."


def day_warning(day: date, today: date, free: Mapping[date, str] = NO_DAYS) -> str:
    """What to look at again before a day is kept: "is in the past", "is a Saturday", "is Labour Day"; else empty.

    `free` are the public holidays by day.
    """
    if day < today:
        return "is in the past"
    if day in free:
        return f"is {free[day]}"
    return {5: "is a Saturday", 6: "is a Sunday"}.get(day.weekday(), "")


def say_span(start: date, today: date) -> str:
    """How long something has lasted, "6 y 2 m", held together by no-break spaces; in days below a month."""
    if start > today:
        return f"starts {say_when(start, today)}".replace(" ", _NBSP)
    years, months = divmod(whole_months(start, today), 12)
    parts = [f"{years} y"] * bool(years) + [f"{months} m"] * bool(months)
    return " ".join(parts or [f"{(today - start).days} d"]).replace(" ", _NBSP)


def say_duration(seconds: int) -> str:
    """Length of a call, "00:06:12"."""
    minutes, left = divmod(max(seconds, 0), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{left:02}"


def whole_months(start: date, end: date) -> int:
    """Full months from one day to a later one; 0 when it is not later."""
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    return max(months, 0)


def month_after(day: date, months: int) -> date:
    """The same day that many months later, or the last of its month."""
    from calendar import monthrange

    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _to_come(days: int) -> str:
    return ("today", "tomorrow")[days] if days < 2 else f"in {_distance(days)}"


def _distance(days: int) -> str:
    if days < _MONTHS_FROM:
        return f"{days} d"
    return f"{round(days / 30.44)} mo" if days < _YEARS_FROM else f"{round(days / 365.25)} y"


def read_day(text: str, today: date, free: Mapping[date, str] = NO_DAYS) -> date | None:
    """The day meant; None for empty text.

    `+2d`, `+3w`, `+1m`, `+5wd` (working days, which `free` are not), `today`, `tom`, `fri` (the
    next one, never today), `27/11`, `27.11.26`, `27 nov`, `Fri 27 Nov`, ISO. Without a year it is the next
    such day, today included. Raises BadInput, which never repeats what was typed.
    """
    asked = " ".join(text.lower().split())
    if not asked:
        return None
    try:
        day = _relative(asked, today, free) or _dated(asked, today)
    except (ValueError, OverflowError) as no_such:
        raise BadInput(f"there is no such day; {_HOW}") from no_such
    if day is None:
        raise BadInput(_HOW)
    return day


def read_past_day(text: str, today: date) -> date | None:
    """The same of something that has begun: `fri` is the last one, `20/11` the latest such day, `-3d`, `yesterday`.

    A day that is given whole, with its year, is taken as it stands. Raises BadInput.
    """
    asked = " ".join(text.lower().split())
    if len(asked) >= 3 and "yesterday".startswith(asked):
        return today - timedelta(days=1)
    if found := _BACK.fullmatch(asked):
        return today - timedelta(days=int(found[1]) * (7 if found[2] == "w" else 1))
    if (weekday := _weekday(asked)) is not None:
        return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    said = _WEEKDAY_FIRST.match(asked)
    weekday = _weekday(said[1]) if said else None
    if said and weekday is not None:
        day = read_past_day(asked[said.end() :], today)
        if day is not None and day.weekday() != weekday:
            raise BadInput(f"that day is a {_WEEKDAY_NAMES[day.weekday()].title()}; {_HOW}")
        return day
    day = read_day(asked, today)
    yearless = _NUMBERS.fullmatch(asked) or _NAMED.fullmatch(asked)
    if day is None or day <= today or yearless is None or yearless[3] is not None:
        return day
    for year in range(today.year, today.year - 9, -1):  # 29 February may be eight years back
        try:
            placed = day.replace(year=year)
        except ValueError:
            continue
        if placed <= today:
            return placed
    return day


def _relative(asked: str, today: date, free: Mapping[date, str]) -> date | None:
    if asked in ("today", "tod"):
        return today
    if len(asked) >= 3 and "tomorrow".startswith(asked):
        return today + timedelta(days=1)
    if (weekday := _weekday(asked)) is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    if found := _AHEAD.fullmatch(asked):
        return _counted(today, int(found[1]), found[2], free)
    return None


def _counted(today: date, count: int, unit: str, free: Mapping[date, str]) -> date:
    if unit == "m":
        return month_after(today, count)
    if unit == "wd":
        return working_day_after(today, count, free)
    return today + timedelta(days=count * (7 if unit == "w" else 1))


def _dated(asked: str, today: date) -> date | None:
    said = _WEEKDAY_FIRST.match(asked)
    weekday = _weekday(said[1]) if said else None
    rest = asked[said.end() :] if said and weekday is not None else asked
    day = _day_and_month(rest, today)
    if day is not None and weekday is not None and day.weekday() != weekday:
        raise BadInput(f"that day is a {_WEEKDAY_NAMES[day.weekday()].title()}; {_HOW}")
    return day


def _day_and_month(asked: str, today: date) -> date | None:
    if found := _ISO.fullmatch(asked):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.fullmatch(asked):
        return _placed(int(found[1]), int(found[2]), found[3], today)
    if found := _NAMED.fullmatch(asked):
        months = [n for n, name in enumerate(_MONTH_NAMES, 1) if name.startswith(found[2])]
        if found[2] == "sept":
            months = [9]
        return _placed(int(found[1]), months[0], found[3], today) if len(months) == 1 else None
    return None


def _placed(day: int, month: int, year: str | None, today: date) -> date:
    if year is not None:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    for candidate in range(today.year, today.year + 9):  # 29 February may be eight years off
        try:
            placed = date(candidate, month, day)
        except ValueError:
            continue
        if placed >= today:
            return placed
    raise ValueError("no such day in any year")


def _weekday(word: str) -> int | None:
    found = [n for n, name in enumerate(_WEEKDAY_NAMES) if len(word) >= 2 and name.startswith(word)]
    return found[0] if len(found) == 1 else None
