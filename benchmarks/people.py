"""Believable members in any number: names of many origins, households, shared workplace lines, namesakes.

`python -m benchmarks.people 100000 FILE.csv` writes them as the membership system exports them. The same seed makes
the same people, and the first thousand of a million are the thousand of a thousand.
"""

import csv
import sys
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from data.rules.folding import fold

SEED = 20931
TODAY = date(2026, 11, 23)
WORDS = Path(__file__).parents[1] / "data" / "steward" / "invented"

HOUSEHOLD, NAMESAKE, WORK_LINE, RARE = 0.18, 0.015, 0.35, 0.25
"""Share of members who live with the one before, have the name of another, give their workplace's line, and have
a family name that few have."""
REMEMBERED = 2_000
"""Names that a namesake may have."""
WORKPLACES = 400
STATES = {"VIC": 40, "NSW": 30, "QLD": 14, "WA": 8, "SA": 5, "TAS": 2, "NZ": 1}
AREA = {"NSW": "02", "VIC": "03", "TAS": "03", "NZ": "03", "QLD": "07", "SA": "08", "WA": "08"}
KINDS = ("Hospital", "Aged Care", "Health Service", "City Council", "Pathology", "Community Services", "Clinic",
         "Disability Support")  # fmt: skip
TITLES = ("Registered nurse", "Care worker", "Theatre technician", "Cook", "Cleaner", "Orderly", "Clerk",
          "Laboratory assistant", "Librarian", "Gardener", "Physiotherapist", "Team leader")  # fmt: skip
STREETS = (
    "Wharf Rd",
    "Hill St",
    "Banksia Ave",
    "Station St",
    "Mill Ln",
    "Orchard Ct",
    "Quarry Rd",
    "Fern Way",
)
SUBURBS = ("Harbour Flat", "Ottersley", "Kinvale", "Northmoor", "Tarrin", "Wendle", "Port Ellery", "Marrin")
STATUSES = {"A": 88, "I": 6, "S": 2, "D": 1, "Student": 1, "Retired / associate": 2}
SYLLABLES = ("ba", "ren", "dal", "mi", "kor", "san", "tel", "vi", "gor", "lan", "mar", "zo", "pe", "tri", "han",
             "wick", "ley", "ton", "ova", "ski", "ez", "aki")  # fmt: skip


class Person(NamedTuple):
    """A member as the membership system holds one; text as it is exported, days as days."""

    number: str
    given: str
    family: str
    informal: str
    email: str
    mobile: str
    home_phone: str
    work_phone: str
    member_type: str
    status: str
    category: str
    chapter: str
    joined_on: date
    paid_through: date | None
    employer: str
    title: str
    born_on: date
    do_not_contact: bool
    street: str
    suburb: str
    state: str
    postcode: str
    country: str


HEADERS = ("iMIS Id", "First Name", "Last Name", "Informal Name", "Email", "Mobile Phone", "Home Phone", "Work Phone",
           "Member Type", "Status", "Billing Category", "Chapter", "Join Date", "Paid Thru", "Organization Name",
           "Functional Title", "Birth Date", "Do Not Contact", "Address 1", "Suburb", "State", "Postcode",
           "Country")  # fmt: skip


def people(many: int, seed: int = SEED) -> Iterator[Person]:
    """So many members, one after the other, nothing of them kept but a few names and the last address."""
    dice = Random(seed)
    origins = tomllib.loads((WORDS / "people.toml").read_text(encoding="utf-8"))["origin"]
    weights = [origin["weight"] for origin in origins]
    workplaces = _workplaces(Random(seed))
    remembered: list[tuple[str, str]] = []
    before: Person | None = None
    for place in range(many):
        origin = dice.choices(origins, weights)[0]
        given, family = _often(dice, origin["given"]), _family(dice, origin)
        together = before is not None and dice.random() < HOUSEHOLD
        if together and before is not None:
            family = before.family
        elif remembered and dice.random() < NAMESAKE:
            given, family = dice.choice(remembered)
        if len(remembered) < REMEMBERED:
            remembered.append((given, family))
        employer, state, line = workplaces[min(int(dice.expovariate(1 / 60)), WORKPLACES - 1)]
        before = _person(dice, place, (given, family), (employer, state, line), before if together else None)
        yield before


def csv_rows(members: Iterator[Person]) -> Iterator[list[str]]:
    """The header, then a row a member as it is exported: days as 23/11/2026, a missing one empty."""
    yield list(HEADERS)
    for person in members:
        yield [_cell(value) for value in person]


def write_csv(path: Path, many: int, seed: int = SEED) -> None:
    """Write so many members to a file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(csv_rows(people(many, seed)))


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else str(value)


def _person(
    dice: Random, place: int, names: tuple[str, str], work: tuple[str, str, str], with_whom: Person | None
) -> Person:
    given, family = names
    employer, state, line = work
    joined = TODAY - timedelta(days=dice.randint(20, 9000))
    status = dice.choices(list(STATUSES), list(STATUSES.values()))[0]
    home = with_whom or None
    local = ".".join(fold(f"{given} {family}").split())
    local = f"{local}{place % 1000}" if local.isascii() and dice.random() < 0.8 else f"member{place}"
    return Person(
        number=f"{place + 100_001:07d}",
        given=given,
        family=family,
        informal=given[:3] if given.isascii() and len(given) > 5 and dice.random() < 0.15 else "",
        email=f"{local}@example.{dice.choice(('org', 'com', 'net'))}" if dice.random() < 0.93 else "",
        mobile=_mobile(dice) if dice.random() < 0.9 else "",
        home_phone=home.home_phone if home else (_landline(dice, state) if dice.random() < 0.3 else ""),
        work_phone=line if dice.random() < WORK_LINE else "",
        member_type=dice.choice(("VICF", "VICR", "VICS", "NSWF")),
        status=status,
        category=dice.choice(("Full", "Part-time", "Casual", "Concession")),
        chapter=f"{state} {dice.choice(('Public', 'Private', 'Local government'))}",
        joined_on=joined,
        paid_through=_paid(dice, status),
        employer=employer,
        title=_often(dice, TITLES),
        born_on=TODAY - timedelta(days=dice.randint(6600, 27000)),
        do_not_contact=dice.random() < 0.01,
        street=home.street if home else f"{dice.randint(1, 380)} {dice.choice(STREETS)}",
        suburb=home.suburb if home else dice.choice(SUBURBS),
        state=home.state if home else ("" if state == "NZ" else state),
        postcode=home.postcode if home else f"{dice.randint(3000, 3999)}",
        country=home.country if home else ("New Zealand" if state == "NZ" else "Australia"),
    )


def _paid(dice: Random, status: str) -> date | None:
    if status != "A":
        return TODAY - timedelta(days=dice.randint(100, 2000)) if dice.random() < 0.5 else None
    days = dice.choices([(3, 360), (-85, -2), (-900, -95)], [88, 7, 5])[0]
    return TODAY + timedelta(days=dice.randint(*days)) if dice.random() < 0.98 else None


def _often(dice: Random, things: Any) -> str:
    """Any of them, the first ones far more often than the last."""
    found: str = things[min(int(dice.expovariate(3 / len(things))), len(things) - 1)]
    return found


def _family(dice: Random, origin: dict[str, Any]) -> str:
    """A name of that origin; one in four is rare, so that the words to be found grow with the members."""
    name = _often(dice, origin["family"])
    if origin.get("script") == "cjk" or dice.random() >= RARE:
        return name
    ending = "".join(dice.choice(SYLLABLES) for _ in range(dice.randint(1, 3)))
    return (name[: dice.randint(2, 4)].strip(" '-") + ending).title()


def _mobile(dice: Random) -> str:
    """Too few numbers are set aside for fiction to tell a million members apart; these are thrown, and never kept."""
    digits = f"0491{dice.randrange(10**6):06d}" if dice.random() < 0.3 else f"040{dice.randrange(10**7):07d}"
    ways = ("{0}{1}{2}", "{0} {1} {2}", "+61 {3} {1} {2}", "{0}-{1}-{2}")
    return dice.choices(ways, [50, 35, 12, 3])[0].format(digits[:4], digits[4:7], digits[7:], digits[1:4])


def _landline(dice: Random, state: str) -> str:
    return f"({AREA[state]}) {dice.choice(('5550', '7010'))} {dice.randrange(9900):04d}"


@cache
def _names_of_places() -> list[str]:
    places = tomllib.loads((WORDS / "places.toml").read_text(encoding="utf-8"))
    return [employer["name"] for employer in places["employer"]]


def _workplaces(dice: Random) -> list[tuple[str, str, str]]:
    """Employer, state and the line that all who work there share; the first are the largest."""
    states, weights = list(STATES), list(STATES.values())
    found = []
    for place in range(WORKPLACES):
        known = _names_of_places()
        town = "".join(dice.choice(SYLLABLES) for _ in range(2)).title()
        name = known[place] if place < len(known) else f"{town} {dice.choice(KINDS)}"
        state = dice.choices(states, weights)[0]
        found.append((name, state, f"({AREA[state]}) 5550 {9900 + place % 100:04d}"))
    return found


if __name__ == "__main__":
    write_csv(Path(sys.argv[2]), int(sys.argv[1]))
