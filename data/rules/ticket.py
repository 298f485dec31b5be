"""The address of a Zoho ticket (domain E2)."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from data.rules.links import link_fault
from data.types.errors import BadInput

_ID = re.compile(r"/(?:dv|details)/([0-9a-f]+)(?=[/?#&]|$)")
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
        """As it is kept: `https://… #4711`."""
        return f"{self.url} #{self.number}" if self.number else self.url


def read_ticket(url: str) -> Ticket:
    """The ticket of an address, with its number where that stands behind it; any https address will do.

    Raises BadInput.
    """
    address, number = url.strip(), ""
    if numbered := _NUMBER.search(address):
        address, number = address[: numbered.start()], numbered[1]
    if fault := link_fault(address, "the ticket's address", _EXAMPLE):
        raise BadInput(fault)
    found = _ID.search(address)
    return Ticket(address, found[1] if found else "", number)


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
    """The address alone, as it is pasted elsewhere; what is none, as it stands."""
    try:
        return read_ticket(url).url
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
    """What two addresses of one ticket have in common: host and id, or the whole address where no id shows.

    Empty for no ticket.
    """
    if not url:
        return ""
    ticket = read_ticket(url)
    host = urlsplit(ticket.url).hostname or ""
    return f"{host}/{ticket.id}" if ticket.id else ticket.url
