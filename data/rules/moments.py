"""A time of day and a length, as people write them: `fri 14:00`, `27/11 9.30am`, `45m`, `1h30` (features A4.30)."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from data.rules.days import NO_DAYS, read_day, say_day
from data.types.errors import BadInput

_TIME = re.compile(r"(?:^|[ ,]|at )(\d{1,2})(?:[:.](\d{2}))? ?(am|pm)?$", re.IGNORECASE | re.ASCII)
_LENGTH = re.compile(
    r"(?:(\d{1,2}) ?h(?:ours?|rs?)? ?)?(?:(\d{1,4}) ?(?:m|min|minutes?)?)?", re.IGNORECASE | re.ASCII
)
_HOW = "a time is written fri 14:00, 27/11 9:30am or tomorrow 9:00"


def read_moment(
    text: str, today: date, zone: tzinfo | None, free: Mapping[date, str] = NO_DAYS
) -> datetime | None:
    """The instant meant in that zone; None for empty text; without a day it is today. Raises BadInput."""
    said = " ".join(text.split())
    if not said:
        return None
    found = _TIME.search(said)
    if found is None or (found[2] is None and found[3] is None):
        raise BadInput(_HOW)
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half and not 1 <= hour <= 12:
        raise BadInput(_HOW)
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        at = time(hour, minute)
    except ValueError:
        raise BadInput(f"there is no such time; {_HOW}") from None
    before = said[: found.start()].strip(" ,")
    day = read_day(before.removesuffix(" at"), today, free) or today
    found_at = datetime.combine(day, at, zone)
    if zone is not None and found_at.astimezone(UTC).astimezone(zone).time() != at:
        raise BadInput(f"there is no {at:%H:%M} on that day: the clocks go forward then")
    return found_at


def read_length(text: str) -> int | None:
    """Minutes: `45m`, `1h`, `1h30`, `90`; None for empty text. Raises BadInput."""
    said = " ".join(text.split())
    if not said:
        return None
    found = _LENGTH.fullmatch(said)
    if found is None:
        raise BadInput("a length is written 45m, 1h or 1h30")
    return int(found[1] or 0) * 60 + int(found[2] or 0)


def moment_said(at: datetime, minutes: int | None, zone: tzinfo | None, today: date) -> str:
    """ "Fri 27 Nov 14:00, 45 m", in that zone; "14:00–14:45" tells the end where it is the same day."""
    local = at.astimezone(zone)
    said = f"{say_day(local.date(), today)} {local:%H:%M}"
    if not minutes:
        return said
    end = local + timedelta(minutes=minutes)
    return f"{said}–{end:%H:%M}" if end.date() == local.date() else f"{said}, {length_typed(minutes)}"


def moment_typed(at: datetime | None, zone: tzinfo | None) -> str:
    """As it could be typed again: "27/11/2026 14:00"; empty for none."""
    return f"{at.astimezone(zone):%d/%m/%Y %H:%M}" if at is not None else ""


def length_typed(minutes: int | None) -> str:
    """As it could be typed again: "1h30", "45m"; empty for none."""
    if minutes is None:
        return ""
    hours, left = divmod(minutes, 60)
    return f"{hours}h{left or ''}" if hours else f"{left}m"
