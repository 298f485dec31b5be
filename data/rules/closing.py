"""Closing a case, and opening it again (features A3.19)."""

from collections.abc import Sequence

from data.types.choices import CaseStatus


def closed_status(statuses: Sequence[CaseStatus], *, closed: bool) -> str:
    """The one status of kind closed, or the one of kind open; whatever the office calls them (features A4.06)."""
    kind = "closed" if closed else "open"
    return next((status.name for status in statuses if status.kind == kind), "")


def status_said(status: str, close_reason: str) -> str:
    """ "closed, resolved"; an open one by its status alone."""
    return f"{status}, {close_reason}" if close_reason else status
