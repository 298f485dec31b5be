"""How long a reply is waited for, what is one, and what comes when its days are over (features A4.22, A5.14)."""

from datetime import date, timedelta, tzinfo
from typing import NamedTuple

from data.rules.clean import clean_line
from data.rules.days import say_day
from data.rules.folding import fold
from data.types.errors import BadInput
from data.types.messages import Awaited, Loop, MessageTemplate, Way

LONGEST_WAIT = 365
"""Days."""


def is_reply(channel: str, spoke_with: str = "") -> bool:
    """Whether a contact that was noted came from the member, or reached her: what was asked is answered then."""
    words = fold(channel)
    if spoke_with in ("employer", "other") or "no answer" in words or "internal" in words:
        return False
    return bool(words) and ("outbound" not in words or "phone" in words)


def reply_by(today: date, days: int | None) -> date | None:
    """The last day on which a reply is waited for; raises BadInput for a wait that is none."""
    if days is None:
        return None
    if not 1 <= days <= LONGEST_WAIT:
        raise BadInput(f"the days a reply is waited for, which are 1 to {LONGEST_WAIT}")
    return today + timedelta(days=days)


def read_days(text: str) -> int | None:
    """Days as they are typed: `7`, `7 days`; empty or none waits for no reply. Raises BadInput."""
    said = clean_line(text).lower().removesuffix("days").removesuffix("day").removesuffix("d").strip()
    if said in ("", "none", "no"):
        return None
    if not said.isascii() or not said.isdigit() or not 1 <= int(said[:6]) <= LONGEST_WAIT:
        raise BadInput(f"the days a reply is waited for: 1 to {LONGEST_WAIT}, or nothing")
    return int(said)


class Next(NamedTuple):
    """What comes once the days of a question are over."""

    remind: bool
    by: date | None = None
    """Until when it is waited then."""


def after_days(loop: Loop | None, reminded: int, way: str, today: date) -> Next:
    """She is reminded while reminders are left and mail may go; after that there is no reply (features A5.14)."""
    if loop is None or way != Way.MAIL or reminded >= loop.most:
        return Next(remind=False)
    return Next(True, today + timedelta(days=loop.after))


def first_wait(template: MessageTemplate | None, loop: Loop | None) -> int | None:
    """For how long a message of that text is waited for: its own days, else those of the case type's loop."""
    if template is not None and template.reply_days is not None:
        return template.reply_days
    return loop.after if loop is not None and template is None else None


def awaited_said(awaited: Awaited | None, zone: tzinfo | None, today: date) -> str:
    """ "awaiting reply since Mon 16 Nov, until Mon 23 Nov", "no reply since Mon 16 Nov"; empty where none is due."""
    if awaited is None:
        return ""
    since = say_day(awaited.since.astimezone(zone).date(), today)
    if awaited.silent:
        return f"no reply since {since}"
    until = f", until {say_day(awaited.by, today)}" if awaited.by else ""
    times = f", reminded {awaited.reminded}×" if awaited.reminded else ""
    return f"awaiting reply since {since}{until}{times}"


def awaited_mark(awaited: Awaited | None) -> str:
    """The same in a row: "awaiting reply", "no reply"."""
    if awaited is None:
        return ""
    return "no reply" if awaited.silent else "awaiting reply"
