"""When a target is due, and why then; what pauses, moves and meets it (features A4.08 to A4.12, B9, C9).

A day counts when the office works on it and the case was not on hold at its end; the day a target begins on does not
count. Working hours count by the second, whatever the clocks do meanwhile.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from data.rules.days import MONTHS, WEEKDAYS, say_day
from data.rules.holidays import public_holidays
from data.rules.working_time import Tally, Worked, read_hours, worked
from data.types.errors import BadInput
from data.types.targets import Ahead, Due, Hold, Length, Source, Target, TargetKind, Unit, WorkCalendar

MOST = 3660
"""Longest length, in whatever it is counted."""
LISTED = 4
"""Weekend days that are listed one by one; of more only their number is told."""
STATES = {"VIC": "Vic", "QLD": "Qld", "TAS": "Tas"}

_LENGTH = re.compile(r"(-?\d{1,5}) ?(working days?|wd|working hours?|wh|days?|d)", re.ASCII)
_UNITS = {"wd": Unit.WORKING_DAYS, "wh": Unit.HOURS, "d": Unit.DAYS}
_AHEAD = re.compile(r"(\d{1,5}) ?(minutes?|hours?|days?)", re.ASCII)
_STEP = {"minutes": timedelta(minutes=1), "hours": timedelta(hours=1), "days": timedelta(days=1)}


def read_length(text: str) -> Length | None:
    """The length meant by "5 working days", "14 days", "4 working hours"; None for empty text; raises BadInput."""
    asked = " ".join(text.lower().split())
    if not asked:
        return None
    found = _LENGTH.fullmatch(asked)
    if found is None:
        raise BadInput("a length is written 5 working days, 14 days or 4 working hours")
    unit = _UNITS.get(found[2]) or next(one for one in Unit if one.value.startswith(found[2].rstrip("s")))
    if not 1 <= int(found[1]) <= MOST:
        raise BadInput(f"a target is at least 1 and at most {MOST} {unit.value}")
    return Length(int(found[1]), unit)


def read_reminders(texts: Iterable[str]) -> tuple[Ahead, ...]:
    """How long ahead it is told: "2 days", "30 minutes"; raises BadInput."""
    read = []
    for text in texts:
        found = _AHEAD.fullmatch(" ".join(text.lower().split()))
        if found is None or int(found[1]) < 1:
            raise BadInput("a reminder is written 30 minutes, 4 hours or 2 days")
        read.append(Ahead(int(found[1]), found[2].rstrip("s") + "s"))
    return tuple(read)


def calendar_of(
    calendar: WorkCalendar, zone: ZoneInfo, region: str, state: str, years: Sequence[int]
) -> Worked:
    """An office's calendar with the public holidays of its state in those years; raises BadInput for its hours."""
    place = STATES.get(state, state) or region
    holidays = public_holidays(region, state, tuple(years))
    free = {day: f"{name} ({place})" for day, name in holidays.items()}
    unknown = ""
    if not holidays:
        unknown = f"no public holidays are known for {place}, so none is left out"
    elif state and holidays == public_holidays(region, "", tuple(years)):
        unknown = f"for {place} only the holidays of the whole country are known"
    return worked(zone, read_hours(calendar.hours), {**free, **calendar.closed}, years, unknown=unknown)


def years_for(start: date, length: Length) -> tuple[int, ...]:
    """The years in which a target of that length, begun then, may be counted, with room for holds."""
    return tuple(range(start.year - 1, start.year + 3 + length.amount // 100))


def due(length: Length, start: datetime, holds: Sequence[Hold], office: Worked) -> Due:
    """When a target of that length is due that began at `start`; a hold that is not over yet is left out."""
    over = _merged((hold.start, hold.end) for hold in holds if hold.end is not None)
    if length.unit is Unit.HOURS:
        return _hours(length, start, over, office)
    tally = office.working_days if length.unit is Unit.WORKING_DAYS else office.days
    first = office.day_of(start).toordinal()
    held = [(office.day_of(a).toordinal(), office.day_of(b).toordinal()) for a, b in over]
    day = date.fromordinal(_day(length.amount, first, held, tally))
    told = _told(length, date.fromordinal(first), day, held, office)
    return Due(office.midnight(day + timedelta(days=1)), day, told)


def _day(count: int, first: int, held: Sequence[tuple[int, int]], tally: Tally) -> int:
    """The day that is the count-th after the first of those that weigh, the held ones aside."""
    at, left = first, count
    for start, end in held:
        start = max(start, at + 1)
        if end <= start and not (count == 0 and end > at):
            continue
        room = tally.upto(start - 1) - tally.upto(at)
        if left <= room and count:
            break
        if count == 0 and start > at + 1:
            break
        left, at = left - room, end if count == 0 else end - 1
    return tally.reaching(tally.upto(at) + left, at) if left else at


def _hours(length: Length, start: datetime, over: Sequence[tuple[datetime, datetime]], office: Worked) -> Due:
    begun = office.position(start)
    position, stopped = begun + length.amount * 3600, 0
    for a, b in over:
        before, after = max(office.position(a), begun), office.position(b)
        if position > before:
            position += max(after - before, 0)
            stopped += max(after - before, 0)
    first = office.day_of(start)
    at = office.moment(position, first)
    day = office.day_of(at)
    told = _told(length, first, day, (), office, stopped)
    return Due(at, day, f"{told}; by {at.astimezone(office.zone):%H:%M}")


def _merged(spans: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Spans in order of time, those that meet as one; one that ends before it begins (a clock put back) is none."""
    out: list[tuple[datetime, datetime]] = []
    for start, end in sorted(span for span in spans if span[1] > span[0]):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


# In words


def _told(
    length: Length, first: date, last: date, held: Sequence[tuple[int, int]], office: Worked, stopped: int = 0
) -> str:
    skipped = [] if length.unit is Unit.DAYS else _skipped(first.toordinal(), last.toordinal(), held, office)
    parts = [f"skips {', '.join(skipped)}"] if skipped else []
    parts += _on_hold(first.toordinal(), last.toordinal(), held)
    if stopped:
        parts.append(f"{_span(timedelta(seconds=stopped))} of work on hold")
    if office.unknown and length.unit is not Unit.DAYS:
        parts.append(office.unknown)
    return f"{length}: {'; '.join(parts)}" if parts else str(length)


def _skipped(first: int, last: int, held: Sequence[tuple[int, int]], office: Worked) -> list[str]:
    """The days between that were no working days, those on hold aside."""
    off = last - 1 - first - (office.weekly.upto(last - 1) - office.weekly.upto(first))
    named = list(office.named[bisect_right(office.named, first) : bisect_left(office.named, last)])
    days = [day for day in range(first + 1, last) if not office.week[(day - 1) % 7]] if off else []
    days, named = ([day for day in some if not _within(day, held)] for some in (days, named))
    many = len(days) > LISTED
    said, month = [f"{len(days)} days of weekends"] if many else [], date.fromordinal(first).month
    for number in sorted(named if many else days + named):
        day = date.fromordinal(number)
        name = f" {office.free[day]}" if number in named else ""
        said.append(_dated(day, month) + name)
        month = day.month
    return said


def _on_hold(first: int, last: int, held: Sequence[tuple[int, int]]) -> list[str]:
    said = []
    for start, end in held:
        a, b = date.fromordinal(max(start, first + 1)), date.fromordinal(end - 1)
        if a == b:
            said.append(f"on hold {_dated(a)}")
        elif a < b and a.toordinal() <= last:
            said.append(f"on hold {_dated(a)} to {_dated(b)}")
    return said


def _within(day: int, held: Sequence[tuple[int, int]]) -> bool:
    return any(start <= day < end for start, end in held)


def _dated(day: date, month: int = 0) -> str:
    """ "Sat 28", with its month where that is another than the one before."""
    said = f"{WEEKDAYS[day.weekday()]} {day.day}"
    return said if day.month == month else f"{said} {MONTHS[day.month - 1]}"


def left_said(target: Target, now: datetime, zone: tzinfo | None) -> tuple[str, str]:
    """What is left or late in words, and the role it is shown in: "11 d left", "2 d late", "met"."""
    today = now.astimezone(zone).date()
    if target.met_at is not None:
        late = target.met_at > target.due_at
        return f"met {say_day(target.met_at.astimezone(zone).date(), today)}" + (", late" if late else ""), (
            "late" if late else "quiet"
        )
    if target.paused_since is not None:
        return f"on hold since {say_day(target.paused_since.astimezone(zone).date(), today)}", "quiet"
    if now > target.due_at:
        days = (today - target.due_on).days
        return (f"{days} d late" if days else f"{_span(now - target.due_at)} late"), "late"
    if target.due_on == today:
        hours = target.length is not None and target.length.unit is Unit.HOURS
        return (f"{_span(target.due_at - now)} left" if hours else "today"), "soon"
    return f"{(target.due_on - today).days} d left", "text"


def day_said(target: Target, today: date, zone: tzinfo | None) -> str:
    """The day it is due, with the hour where hours are counted: "Fri 4 Dec", "Mon 23 Nov 14:00"."""
    said = say_day(target.due_on, today)
    if target.length is not None and target.length.unit is Unit.HOURS:
        said += f" {target.due_at.astimezone(zone):%H:%M}"
    return said


def _span(length: timedelta) -> str:
    """ "2 h 30 min"."""
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    return " ".join([f"{hours} h"] * bool(hours) + [f"{minutes} min"] * bool(minutes or not hours))


# What runs


def runs(target: Target) -> bool:
    """Neither met nor on hold."""
    return target.met_at is None and target.paused_since is None


def is_late(target: Target, now: datetime) -> bool:
    """It runs, and its moment is over."""
    return runs(target) and now > target.due_at


def nearest(targets: Iterable[Target]) -> Target | None:
    """The running target that is due first: it gives the case its place in the work."""
    running = (one for one in targets if runs(one) and one.kind is not TargetKind.FOLLOW_UP)
    return min(running, key=lambda one: one.due_at, default=None)


def reminder(target: Target, ahead: Sequence[Ahead], now: datetime) -> Ahead | None:
    """The reminder that is due: the last one whose time has come, until the target itself is late (features A4.15)."""
    if not runs(target) or now > target.due_at:
        return None
    come = [one for one in ahead if now >= target.due_at - before(one)]
    return min(come, key=before, default=None)


def before(ahead: Ahead) -> timedelta:
    """How long that is."""
    return ahead.amount * _STEP[ahead.unit]


OVERDUE = timedelta(minutes=10)
"""What waits longer than that for the clock says that nobody runs `casetui tick`."""


def minutes(ahead: Ahead) -> int:
    """The same in minutes."""
    return int(before(ahead).total_seconds()) // 60


def reminder_said(target: Target, ahead: Ahead) -> str:
    """ "reminder 2 days before its completion target"."""
    unit = ahead.unit if ahead.amount > 1 else ahead.unit.removesuffix("s")
    return f"reminder {ahead.amount} {unit} before its {target.kind.value} target"


def follow_up_target(day: date, now: datetime, zone: ZoneInfo) -> Target:
    """The follow-up day of a case, told beside its targets."""
    end = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
    return Target(TargetKind.FOLLOW_UP, end, day, Source.STAFF, None, "the follow-up day of the case", now)


def is_extension(was: date | None, now: date | None) -> bool:
    """Whether a target is moved out, or taken away: that needs a reason (features A4.10)."""
    return was is not None and (now is None or now > was)


def lengths_of(response: str, follow_up: str, completion: str) -> Mapping[TargetKind, Length]:
    """What a case type promises, as it is kept; what is empty is not promised."""
    kept = (
        (TargetKind.RESPONSE, response),
        (TargetKind.FOLLOW_UP, follow_up),
        (TargetKind.COMPLETION, completion),
    )
    read = ((kind, read_length(text)) for kind, text in kept)
    return {kind: length for kind, length in read if length is not None}
