"""The last day of a statutory limit, how it was counted, and how it is said (domain D2).

Nothing here is legal advice: every rule names where it is read, and says whether a lawyer has verified it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from data.rules.days import MONTHS as MONTH_NAMES
from data.rules.days import WEEKDAYS, month_after
from data.rules.events import runs_from_said
from data.rules.filing import COUNTRIES, LOCAL_HOLIDAYS, covers, place_said
from data.rules.holidays import public_holidays
from data.types.deadlines import DAYS, YEARS, CaseDeadline, Counted, DeadlineRule, Filing
from data.types.errors import BadInput
from data.types.records import CaseRecord

SOON_DAYS = 7
"""Within so many days a limit stands on top of every queue, and on the member."""
EARLIEST, LATEST = date(1950, 1, 1), date(2199, 12, 31)
"""Days that can be counted from."""
EARLY = "Lodge early: a day that was counted wrongly is seldom forgiven."
UNVERIFIED = "Not verified by a lawyer yet; this count is no advice."
_SECTION = re.compile(r"\bs \d+\w*")
_BUSINESS_END = 5
_LONGEST_SHUT = 21
"""Days in a row that can be free; a calendar with more is no calendar."""

Holidays = Callable[[str, str, tuple[int, ...]], Mapping[date, str]]


class Limit(NamedTuple):
    """The rule that is applied of those that could be, and what the others would come to."""

    counted: Counted
    others: tuple[Counted, ...] = ()


def citation(rule: DeadlineRule) -> str:
    """The section in short, "s 394"; the first source whole where it names none."""
    found = _SECTION.search(rule.source)
    return found[0] if found else rule.source.partition(";")[0]


def length_said(rule: DeadlineRule) -> str:
    """ "21 days", "1 year"."""
    return f"{rule.length} {rule.unit.removesuffix('s') if rule.length == 1 else rule.unit}"


def full_day(day: date) -> str:
    """ "Mon 14 Dec 2026": of a limit the year is always said."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def last_day(rule: DeadlineRule, effect: date) -> tuple[date, str]:
    """The last day by the bare count, and a remark where the month has no such day.

    The day itself is not counted, so that 21 days after the 1st end on the 22nd; with `first_day_counted` it is, so
    that 90 days end on the day + 89, and 12 months on the day before the same date. A date that the last month does
    not have is its last day. Raises BadInput for a day too far off to be counted from.
    """
    if not EARLIEST <= effect <= LATEST:
        raise BadInput(f"a day between {EARLIEST.year} and {LATEST.year}, from which limits are counted")
    counted = int(rule.first_day_counted)
    try:
        if rule.unit == DAYS:
            return effect + timedelta(days=rule.length - counted), ""
        like = month_after(effect, rule.length * (12 if rule.unit == YEARS else 1))
    except (ValueError, OverflowError):
        raise BadInput("the length of the limit, which ends after all calendars") from None
    if like.day < effect.day:
        month = f"{MONTH_NAMES[like.month - 1]} {like.year}"
        return like, f"There is no {effect.day} {month}: the last day of that month stands for it."
    return like - timedelta(days=counted), ""


def count(rule: DeadlineRule, effect: date, filing: Filing, holidays: Holidays = public_holidays) -> Counted:
    """The last day of a limit that began with `effect`, as it would be filed there; raises BadInput."""
    bare, remark = last_day(rule, effect)
    remarks = [remark] if remark else []
    begins = "from {}, that day counted" if rule.first_day_counted else "after {}"
    said = f"{length_said(rule)} {begins.format(full_day(effect))}: {_day(bare, effect)}"
    where = _holidays_of(rule, filing)
    free = holidays(where.region, where.state, (bare.year, bare.year + 1))
    if rule.roll_forward and not free:
        remarks.append("No public holidays are known there: weekends alone are looked at.")
    elif rule.roll_forward and not where.state and where.region == "AU":
        remarks.append("The state is not known: public holidays of the whole country alone are looked at.")
    end = bare
    for day, name, city in _shut(bare, free, where):
        if city:
            remarks.append(
                f"{_day(day, bare)} is {name}, a holiday of {city} alone: it is not counted as one."
            )
            break
        if not rule.roll_forward:
            remarks.append(f"{_day(day, bare)} is {name}, and this limit does not go on to the next day.")
            break
        end = day + timedelta(days=1)
    if rule.roll_forward and end != bare:
        names = [
            f"{_day(day, bare)} is {name}"
            for day, name, city in _shut(bare, free, where)
            if not city and day.weekday() < _BUSINESS_END
        ]
        said += f"; the next business day is {_day(end, bare)}"
        said += f" ({', '.join(names)})" if names else ""
    return Counted(rule, effect, bare, end, said, tuple(remarks))


def _holidays_of(rule: DeadlineRule, filing: Filing) -> Filing:
    """Whose holidays count: those of the rule's own state, else of the place of filing."""
    region, _, state = rule.jurisdiction.partition("-")
    if region != filing.region or (state and state != filing.state):
        return Filing(region, state)
    return filing


def _shut(bare: date, free: Mapping[date, str], where: Filing) -> Iterator[tuple[date, str, str]]:
    """The free days from the last day on: day, what it is, and the city whose holiday it is when not here."""
    for ahead in range(_LONGEST_SHUT):
        day = bare + timedelta(days=ahead)
        name = free.get(day, "")
        city = LOCAL_HOLIDAYS.get(name, "")
        if day.weekday() >= _BUSINESS_END:
            yield day, f"a {('Saturday', 'Sunday')[day.weekday() - _BUSINESS_END]}", ""
        elif city and city != where.city:
            yield day, name, city
            return
        elif name:
            yield day, name, ""
        else:
            return


def _day(day: date, beside: date) -> str:
    """The day; its year where it is another than of the day named before."""
    return full_day(day) if day.year != beside.year else full_day(day).removesuffix(f" {day.year}")


def candidates(base: DeadlineRule, rules: Iterable[DeadlineRule], filing: Filing) -> tuple[DeadlineRule, ...]:
    """The rules that could apply where a case type names this one; itself when none covers the place."""
    family = [base, *(rule for rule in rules if base.key in rule.instead_of and not rule.archived)]
    return tuple(rule for rule in family if covers(rule.jurisdiction, filing)) or (base,)


def shortest(
    base: DeadlineRule,
    rules: Iterable[DeadlineRule],
    effect: date,
    filing: Filing,
    holidays: Holidays = public_holidays,
) -> Limit:
    """The limit that ends first of those that could apply, and says so; raises BadInput."""
    found = [count(rule, effect, filing, holidays) for rule in candidates(base, rules, filing)]
    first = min(found, key=lambda one: one.last_on)
    others = tuple(one for one in found if one is not first)
    remarks = list(first.remarks)
    if others:
        why = "" if filing.state else "The state of the job is not known. "
        told = "; ".join(
            f"{one.rule.label} ({citation(one.rule)}) would be {_day(one.last_on, first.last_on)}"
            for one in others
        )
        remarks.insert(0, f"{why}The shortest of {len(found)} limits that could apply: {told}.")
    if not covers(first.rule.jurisdiction, filing):
        country = COUNTRIES.get(first.rule.jurisdiction[:2], first.rule.jurisdiction)
        remarks.insert(0, f"This limit is one of {country}; the job is elsewhere ({place_said(filing)}).")
    return Limit(first._replace(remarks=tuple(remarks)), others)


# How it is said


def left_said(last: date, today: date) -> str:
    """ "22 days left", "1 day left", "last day today", "passed 3 days ago"."""
    left = (last - today).days
    if left == 0:
        return "last day today"
    if left < 0:
        return f"passed {_days(-left)} ago"
    return f"{_days(left)} left"


def _days(many: int) -> str:
    return "1 day" if many == 1 else f"{many} days"


def say(rule: DeadlineRule, last: date | None, today: date) -> str:
    """ "Unfair dismissal: lodge by Mon 14 Dec 2026, 22 days left, s 394"; without a day, that it is not known."""
    if last is None:
        told = f"{rule.name}: {length_said(rule)} from a day that is not known, {citation(rule)}"
    else:
        told = f"{rule.name}: {rule.act} {full_day(last)}, {left_said(last, today)}, {citation(rule)}"
    return f"{told}, {rule.warning}" if rule.warning else told


def verified_said(rule: DeadlineRule) -> str:
    """ "Verified on Mon 2 Nov 2026.", or that it was not, with the disclaimer."""
    return f"Verified on {full_day(rule.verified_on)}." if rule.verified_on else UNVERIFIED


def explained(counted: Counted) -> tuple[str, ...]:
    """Everything to know of a limit, a line each: the count, its remarks, the source, whether it is verified."""
    rule = counted.rule
    return (
        f"{counted.said}.",
        *counted.remarks,
        *told_of(rule),
    )


def told_of(rule: DeadlineRule) -> tuple[str, ...]:
    """What is to be known of a rule, whatever it comes to."""
    return (
        *((f"{rule.warning}.",) if rule.warning else ()),
        f"{rule.label}: runs from {runs_from_said(rule.runs_from)}. Source: {rule.source}. {verified_said(rule)}",
        EARLY,
    )


def detail_of(deadline: CaseDeadline, today: date, lodged_on: date | None = None) -> tuple[str, ...]:
    """A limit of a case with everything to know of it, a line each."""
    if not deadline.applies:
        return (f"{deadline.rule.label}: applies no longer.",)
    first = lodged_said(deadline, lodged_on) if lodged_on else say(deadline.rule, deadline.last_on, today)
    return (first, *deadline.counted.splitlines(), *told_of(deadline.rule))


def limits_said(case: CaseRecord, today: date) -> tuple[str, ...]:
    """The limits of a case that apply, a line each, the first last day first; once it was lodged, when."""
    held = sorted((one for one in case.deadlines if one.applies), key=lambda one: one.last_on or date.max)
    if case.lodged_on is None:
        return tuple(say(one.rule, one.last_on, today) for one in held)
    return tuple(lodged_said(one, case.lodged_on) for one in held)


def lodged_said(deadline: CaseDeadline, lodged_on: date) -> str:
    """ "Unfair dismissal: lodged Mon 7 Dec 2026, last day Mon 14 Dec 2026, s 394"."""
    rule, last = deadline.rule, deadline.last_on
    late = " AFTER" if last is not None and lodged_on > last else ","
    told = f"{late} the last day {full_day(last)}" if last else ""
    return f"{rule.name}: lodged {full_day(lodged_on)}{told}, {citation(rule)}"


def until(today: date) -> date:
    """The last of the days within which a limit stands on top of every queue (acceptance, line 4)."""
    return today + timedelta(days=SOON_DAYS)


def leads(last: date | None, today: date) -> bool:
    """Whether a limit does: within seven days, or passed."""
    return last is not None and last <= until(today)


def why_legal(last: date | None, today: date) -> str:
    """Why a row stands on top of a queue."""
    if last is None:
        return (
            "A limit set by law runs and nobody knows from when: a supervisor is told. Details takes the day."
        )
    return (
        f"Legal deadline: lodge by {full_day(last)}, {left_said(last, today)}."
        f" Within {SOON_DAYS} days it leads every list, and after that until it was lodged or the case is closed."
    )


def nearest(deadlines: Sequence[CaseDeadline]) -> CaseDeadline | None:
    """Of the limits that apply the one that ends first; one without a day only where none has one."""
    held = [one for one in deadlines if one.applies]
    return min(held, key=lambda one: one.last_on or date.max, default=None)
