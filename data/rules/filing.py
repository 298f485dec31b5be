"""Where an application is filed: read from the job, and which rules and holidays that brings (domain D2)."""

from types import MappingProxyType

from data.types.deadlines import Filing

COUNTRIES = {"AU": "Australia", "NZ": "New Zealand"}
STATES = {
    "ACT": "Australian Capital Territory",
    "NSW": "New South Wales",
    "NT": "Northern Territory",
    "QLD": "Queensland",
    "SA": "South Australia",
    "TAS": "Tasmania",
    "VIC": "Victoria",
    "WA": "Western Australia",
}
LOCAL_HOLIDAYS = MappingProxyType({"The Royal Queensland Show": "Brisbane"})
"""Holidays of one city, which a calendar of the state holds all the same."""
_CITIES = {"brisbane": Filing("AU", "QLD", "Brisbane")}
_NEW_ZEALAND = frozenset(
    {
        "nz", "new zealand", "aotearoa", "northland", "auckland", "waikato", "bay of plenty", "gisborne",
        "hawkes bay", "taranaki", "manawatu", "manawatu-whanganui", "wellington", "tasman", "nelson", "marlborough",
        "west coast", "canterbury", "otago", "southland", "chatham islands",
    }
)  # fmt: skip


def filing_of(state: str, region: str) -> Filing:
    """The place of filing of a job's state, "VIC", "Queensland", "NZ"; without one only the office's country."""
    asked = " ".join(state.lower().replace("'", "").replace(".", "").removeprefix("au-").split())
    if asked in _CITIES:
        return _CITIES[asked]
    if asked in _NEW_ZEALAND:
        return Filing("NZ")
    for code, name in STATES.items():
        if asked in (code.lower(), name.lower()):
            return Filing("AU", code)
    return Filing(region)


def place_said(filing: Filing) -> str:
    """The place in words: "Queensland", "New Zealand", "Australia, state not known"."""
    country = COUNTRIES.get(filing.region, filing.region)
    if filing.city:
        return filing.city
    if filing.state:
        return STATES.get(filing.state, filing.state)
    return f"{country}, state not known" if filing.region == "AU" else country


def covers(jurisdiction: str, filing: Filing) -> bool:
    """Whether a rule of that jurisdiction could apply there; where the state is not known, that of any state."""
    region, _, state = jurisdiction.partition("-")
    return region == filing.region and (not state or not filing.state or state == filing.state)
