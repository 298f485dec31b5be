"""Closing a case, and opening it again (features A3.19); what a status is more exactly (A3.20).

A case that waits in a status with days closes by itself (features B19): its days begin on the day it got the status,
or on that of its last note, and the day they begin on does not count.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from data.rules.days import say_day
from data.types.choices import CaseStatus
from data.types.records import CaseRecord


def closed_status(statuses: Sequence[CaseStatus], *, closed: bool) -> str:
    """The one status of kind closed, or the one of kind open; whatever the office calls them (features A4.06)."""
    kind = "closed" if closed else "open"
    return next((status.name for status in statuses if status.kind == kind), "")


def status_said(status: str, close_reason: str, substatus: str = "") -> str:
    """ "closed, resolved, advice only"; an open one by its status and what that is more exactly."""
    return ", ".join(part for part in (status, close_reason, substatus) if part)


def substatus_kept(wanted: str, before: str, listed: Sequence[str]) -> str | None:
    """The sub-status of a case under a status that has these; None for one that is given and is none of them.

    One that merely stood there goes with the status it belonged to (features A3.20).
    """
    if not wanted or wanted in listed:
        return wanted
    return "" if wanted == before else None


def closes_on(since: datetime, days: int, zone: tzinfo | None) -> date:
    """The day on which a case closes by itself that has waited since then."""
    return since.astimezone(zone).date() + timedelta(days)


def over_before(today: date, days: int, zone: tzinfo | None) -> datetime:
    """The moment before which something was said last of a case that closes by itself today, or should have."""
    return datetime.combine(today - timedelta(days - 1), time(), zone).astimezone(UTC)


class Keeping(NamedTuple):
    """What of a case may keep it open."""

    tasks: int = 0
    """Open ones that must be done or cancelled (features A4.26)."""
    lodge_by: date | None = None
    """Last day of a limit set by law that runs."""
    effect_wanted: bool = False
    """Such a limit runs, and nobody knows from when."""
    follow_up_on: date | None = None
    escalated: bool = False


def why_kept_open(kept: Keeping, today: date) -> str:
    """What keeps a case open although its days are over; empty where it closes."""
    parts = []
    if kept.tasks:
        parts.append(f"{kept.tasks} open task{'' if kept.tasks == 1 else 's'}")
    if kept.lodge_by is not None:
        parts.append(f"a limit set by law, {say_day(kept.lodge_by, today)}")
    elif kept.effect_wanted:
        parts.append("a limit set by law that runs, nobody knows from when")
    if kept.follow_up_on is not None and kept.follow_up_on >= today:
        parts.append(f"a follow-up on {say_day(kept.follow_up_on, today)}")
    if kept.escalated:
        parts.append("it is escalated")
    return "; ".join(parts)


def lapse_said(days: int, status: str) -> str:
    """ "closed by itself after 14 days in Resolved, waiting"."""
    return f"closed by itself after {days} day{'' if days == 1 else 's'} in {status}"


def closing_said(case: CaseRecord, today: date, zone: tzinfo | None) -> str:
    """ "closes by itself Mon 7 Dec", or why it did not; empty for a case that waits for nothing."""
    if case.kept_open:
        return f"stays open: {case.kept_open}"
    if case.waits_since is None:
        return ""
    return f"closes by itself {say_day(closes_on(case.waits_since, case.waits_days, zone), today)}"
