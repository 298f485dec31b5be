"""Appointments as an .ics file, which every calendar program reads (features A4.30)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from icalendar import Calendar, Event

PRODUCT = "-//casetui//tasks//EN"
ORDINARY_MINUTES = 30
"""How long an appointment is said to take of which nobody said it."""


class Appointment(NamedTuple):
    """What stands in a calendar."""

    id: UUID
    version: int
    starts_at: datetime
    minutes: int | None
    summary: str
    description: str = ""


def calendar_of(appointments: Iterable[Appointment], at: datetime) -> bytes:
    """The file; an appointment that is taken in again replaces the earlier one, by its id and version."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    for one in appointments:
        event = Event()
        event.add("uid", f"{one.id}@casetui")
        event.add("sequence", one.version - 1)
        event.add("dtstamp", at)
        event.add("dtstart", one.starts_at)
        event.add("dtend", one.starts_at + timedelta(minutes=one.minutes or ORDINARY_MINUTES))
        event.add("summary", one.summary)
        if one.description:
            event.add("description", one.description)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
