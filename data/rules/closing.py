"""Closing a case, and opening it again (features A3.19); what a status is more exactly (A3.20)."""

from collections.abc import Sequence

from data.types.choices import CaseStatus


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
