"""When a mail that did not go is tried again, and what keeps it the same mail."""

from datetime import datetime, timedelta
from uuid import UUID

from data.types.notices import Mail, MailState

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))
"""After each try; then it has failed."""


def next_try(now: datetime, tries: int) -> datetime | None:
    """When it is tried again after so many tries; None when it was tried often enough."""
    return now + WAITS[tries - 1] if 0 < tries <= len(WAITS) else None


def unsent_said(mail: Mail) -> str:
    """Why a mail did not go, or that nobody knows; empty where nothing is to be said of it."""
    if mail.unsure:
        return f"Mail “{mail.subject}”: nobody knows whether it went"
    if mail.state in (MailState.GIVEN_UP, MailState.FAILED):
        return f"No mail went to the member: {mail.error}" if mail.error else ""
    return ""


def message_id(mail_id: UUID, sender: str) -> str:
    """The same whenever a mail is sent: a server or a program that has it knows it again."""
    domain = sender.rpartition("@")[2].strip("> ") or "casetui.invalid"
    return f"<{mail_id}@{domain}>"
