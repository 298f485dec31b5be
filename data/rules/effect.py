"""The day something took effect, from which limits run: a day, the deliberate word unknown, or nothing yet."""

from collections.abc import Iterable
from datetime import date, timedelta

from data.rules.days import read_past_day, say_ago, say_day
from data.rules.gap import Gap
from data.types.choices import CaseType, Choices
from data.types.deadlines import UNKNOWN
from data.types.errors import BadInput
from data.types.members import Job

GAP = Gap("effect", "Took effect")
FARTHEST_DAYS = 366
"""A dismissal with notice takes effect later, but not later than this."""
EARLIEST = date(1950, 1, 1)


def read_effect(text: str, today: date) -> str:
    """What was typed, as it is kept: an ISO day, `unknown` for `?` or the beginning of the word, empty for nothing.

    A day is one that has begun unless it is given whole: `fri` is the last one. Raises BadInput.
    """
    asked = " ".join(text.lower().split())
    if asked == "?" or (len(asked) > 1 and UNKNOWN.startswith(asked)):
        return UNKNOWN
    try:
        day = read_past_day(text, today)
    except BadInput as error:
        raise BadInput(f"{error.detail}; or unknown where nobody knows it") from None
    return "" if day is None else day.isoformat()


def effect_day(effect: str) -> date | None:
    """The day, where it is one."""
    return date.fromisoformat(effect) if effect and effect != UNKNOWN else None


def checked_effect(effect: str, today: date) -> str:
    """What is kept; raises BadInput for what is no day, and for one that cannot be meant."""
    if not effect or effect == UNKNOWN:
        return effect
    try:
        day = date.fromisoformat(effect)
    except ValueError:
        raise BadInput("the day it took effect, which is a day or unknown") from None
    if not EARLIEST <= day <= today + timedelta(days=FARTHEST_DAYS):
        raise BadInput(
            f"the day it took effect, which lies between {EARLIEST.year} and a year from now; unknown is a word too"
        )
    return day.isoformat()


def say_effect(effect: str, today: date) -> str:
    """ "Sun 22 Nov, 1 d ago", "not known"."""
    day = effect_day(effect)
    if day is None:
        return "not known" if effect == UNKNOWN else ""
    return f"{say_day(day, today)}, {say_ago(day, today) if day <= today else f'in {(day - today).days} d'}"


def doubt(effect: str, today: date, job: Job | None) -> str:
    """Why a day is asked about before it is kept; empty where nothing speaks against it."""
    day = effect_day(effect)
    if day is None:
        return ""
    if day > today:
        return "the day is still to come; right where notice is still worked"
    if job is not None and job.start_on is not None and day < job.start_on:
        return f"the job began later, on {say_day(job.start_on, today)}"
    return ""


def limited(keys: Iterable[str], choices: Choices | None) -> tuple[CaseType, ...]:
    """Those of the case types that bring a limit set by law."""
    kinds = [choices.case_type(key) for key in keys] if choices else []
    return tuple(kind for kind in kinds if kind is not None and kind.runs_from)


def effect_gaps(effect: str, keys: Iterable[str], choices: Choices | None) -> tuple[Gap, ...]:
    """The day is missing where a case type brings a limit and neither a day nor unknown was said."""
    return (GAP,) if not effect and limited(keys, choices) else ()
