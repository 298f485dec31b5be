"""Appointments as an .ics file, which every calendar program reads (features A4.30, A4.23; RFC 5545, RFC 5546)."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from icalendar import Calendar, Event, vCalAddress, vText

from data.rules.appointments import ends_at

PRODUCT = "-//casetui//tasks//EN"
NO_ADDRESS = "invalid:nomail"
"""An organizer is asked for, and an officer has no address here."""


class Appointment(NamedTuple):
    """What stands in a calendar."""

    id: UUID
    version: int
    starts_at: datetime | None
    """None of one that is cancelled because its time was taken away."""
    minutes: int | None
    summary: str
    description: str = ""
    place: str = ""
    cancelled: bool = False


def calendar_of(
    appointments: Iterable[Appointment], at: datetime, organizer: str, address: str = NO_ADDRESS
) -> bytes:
    """The file; an appointment that is taken in again replaces the earlier one, by its id and version.

    Where it is of cancelled ones its method says so, and calendar programs take them out.
    """
    every = list(appointments)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if every and all(one.cancelled for one in every) else "PUBLISH")
    for one in every:
        event = Event()
        event.add("uid", f"{one.id}@casetui")
        event.add("sequence", one.version - 1)
        event.add("dtstamp", at)
        # In UTC: every program shows it in its own zone, whatever the clocks do meanwhile.
        if one.starts_at is not None:
            event.add("dtstart", one.starts_at)
            event.add("dtend", ends_at(one.starts_at, one.minutes))
        event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
        event.add("summary", one.summary)
        by = vCalAddress(address)
        by.params["cn"] = vText(organizer)
        event.add("organizer", by)
        if one.place:
            event.add("location", one.place)
        if one.description:
            event.add("description", one.description)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
