"""An address on one line."""

from data.types.members import Address


def say_address(address: Address) -> str:
    """ "12 Example St, Kinvale VIC 3999"; the country only where it is another one."""
    place = " ".join(part for part in (address.suburb, address.state, address.postcode) if part.strip())
    country = "" if address.country.strip().lower() in ("australia", "au", "aus") else address.country
    return ", ".join(part.strip() for part in (address.street, place, country) if part.strip())
