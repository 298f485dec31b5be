"""The address of a Zoho ticket (domain E2)."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from data.rules.links import link_fault
from data.types.errors import BadInput

_ID = re.compile(r"/(?:dv|details)/([0-9a-f]+)(?=[/?#&]|$)")
_BARE = re.compile(r"#?(\d{1,24})", re.ASCII)
"""A number alone, or an id."""
_SHOWN = 14
"""Digits of the longest number that is shown to people: more are an id."""
PLACE = "{ticket}"
_NUMBER = re.compile(r"\s+#?(\d{1,24})$", re.ASCII)
_WORD = re.compile(r"[0-9a-f]{1,48}", re.ASCII)
_EXAMPLE = "https://desk.example.com/support/union/ShowHomePage.do#Cases/dv/1234 #4711"


class Ticket(NamedTuple):
    """A ticket that a contact came from."""

    url: str
    """Whole, with its fragment: older addresses carry the id there."""
    id: str
    """The ticket's id; empty when the address does not show it."""
    number: str = ""
    """What Zoho shows as its number, which no address carries; empty where it was not said."""

    @property
    def said(self) -> str:
        """As it is kept: `https://… #4711`, or `#4711` where no address is known."""
        return " ".join(part for part in (self.url, f"#{self.number}" if self.number else "") if part)


def read_ticket(url: str, where: str = "") -> Ticket:
    """The ticket of an address, with its number where that stands behind it; any https address will do.

    A number alone is a ticket too: `where` says at which address of the office's desk it is found; without it, it is
    kept as the number. Raises BadInput.
    """
    address, number = url.strip(), ""
    if bare := _BARE.fullmatch(address):
        number = bare[1]
        address = where.replace(PLACE, number)
        found = _ID.search(address)
        return Ticket(
            address, found[1] if found else "", number if len(number) <= _SHOWN or not where else ""
        )
    if numbered := _NUMBER.search(address):
        address, number = address[: numbered.start()], numbered[1]
    if fault := link_fault(address, "the ticket's address", _EXAMPLE):
        raise BadInput(fault)
    found = _ID.search(address)
    return Ticket(address, found[1] if found else "", number)


def ticket_pattern(text: str) -> str:
    """The address at which tickets are found by their number, or empty; raises BadInput for what is none."""
    if text and (text.count(PLACE) != 1 or link_fault(text.replace(PLACE, "1"), "", _EXAMPLE)):
        raise BadInput(f"an https address in which {PLACE} stands once, where the number goes")
    return text


def number_alone(url: str) -> bool:
    """Whether of a ticket its number alone is known, so that it can be told and not opened."""
    return _BARE.fullmatch(url) is not None


def ticket_told(text: str, where: str = "") -> str:
    """What is to be told of a ticket of which its number alone is kept; empty for any other and for none."""
    word = text.strip()
    if not number_alone(word) or where:
        return ""
    return (
        f"Of the ticket only its number is known, #{word.removeprefix('#')}: look for it in your help desk."
    )


def ticket_ref(url: str) -> str:
    """By what a ticket is looked for: its id, or its whole address where no id shows; empty for no ticket."""
    if not url:
        return ""
    try:
        ticket = read_ticket(url)
    except BadInput:
        return ""
    return ticket.id or ticket.url


def sought_ticket(text: str) -> str:
    """By what a ticket is looked for that is named by its number, by its id or by its address; raises BadInput."""
    word = text.strip().removeprefix("#").lower()
    if _WORD.fullmatch(word):
        return word
    if "//" not in text:
        raise BadInput(
            f"the ticket {text[:40]!r}, which is named by its number, its id or all of its address"
        )
    return ticket_ref(read_ticket(text).url)


def ticket_address(url: str) -> str:
    """The address alone, as it is pasted elsewhere; what has none, as it stands."""
    try:
        return read_ticket(url).url or url
    except BadInput:
        return url


def ticket_number(url: str) -> str:
    """The number of a ticket, where it was said; empty for none."""
    if not url:
        return ""
    try:
        return read_ticket(url).number
    except BadInput:
        return ""


def ticket_key(url: str) -> str:
    """What two addresses of one ticket have in common: host and id, the whole address where no id shows, or its number.

    Empty for no ticket.
    """
    if not url:
        return ""
    ticket = read_ticket(url)
    host = urlsplit(ticket.url).hostname or ""
    return f"{host}/{ticket.id}" if ticket.id else ticket.url or ticket.said
