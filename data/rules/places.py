"""Where a matter happened: places on record to choose from, and a map of one (features A3.27)."""

from collections.abc import Iterator, Sequence
from urllib.parse import quote_plus

from data.rules.addresses import say_address
from data.types.members import Address, MemberCard

MAP = "https://www.openstreetmap.org/search?query="


def places(card: MemberCard) -> tuple[tuple[str, str], ...]:
    """Places on record and what each is, the contact's own address first: ("1 Wharf Rd, Kinvale", "home")."""
    found: dict[str, str] = {}
    for place, what in _on_record(card):
        if place:
            found.setdefault(place, what)
    return tuple(found.items())


def _on_record(card: MemberCard) -> Iterator[tuple[str, str]]:
    for address in card.addresses:
        yield say_address(address), address.kind or "address"
    for job in card.jobs:
        at = ", ".join(part for part in (job.worksite, job.employer) if part)
        yield f"{at}, {job.state}" if at and job.state else at, "worksite" if job.worksite else "employer"


def own_place(card: MemberCard) -> str:
    """The contact's own address; empty where none is on record."""
    return first_place(card.addresses)


def first_place(addresses: Sequence[Address]) -> str:
    """The same of the addresses alone."""
    return say_address(addresses[0]) if addresses else ""


def map_link(place: str) -> str:
    """The address of a map of the place."""
    return MAP + quote_plus(place)
