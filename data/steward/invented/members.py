"""Members with their names, phones, e-mails, addresses and jobs."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Table

from data.rules.folding import fold
from data.search.derived import DERIVED, gathered, search_columns, search_rows
from data.steward.invented.jobs import jobs_of
from data.steward.invented.stock import Row, Stock
from data.store.tables import ADDRESS, EMAIL, JOB, MEMBER, PHONE

MOBILES = [
    "0491570006",
    "0491570156",
    "0491570157",
    "0491570158",
    "0491570159",
    "0491570110",
    "0491570313",
    "0491570737",
    "0491571266",
    "0491571491",
    "0491571804",
    "0491572549",
    "0491572665",
    "0491572983",
    "0491573770",
    "0491573087",
    "0491574118",
    "0491574632",
    "0491575254",
    "0491575789",
    "0491576398",
    "0491576801",
    "0491577426",
    "0491577644",
    "0491578957",
    "0491578148",
    "0491578888",
    "0491579212",
    "0491579760",
    "0491579455",
]
"""Every mobile number set aside for fiction; most members have an invented landline instead."""

AREA = {"NSW": "02", "VIC": "03", "TAS": "03", "NZ": "03", "QLD": "07", "SA": "08", "WA": "08"}
SUBURBS = ["Harbour Flat", "Ottersley", "Kinvale", "Northmoor", "Tarrin", "Wendle", "Port Ellery", "Marrin"]
STREETS = [
    "Wharf Rd",
    "Hill St",
    "Banksia Ave",
    "Station St",
    "Mill Ln",
    "Orchard Ct",
    "Quarry Rd",
    "Fern Way",
]


@dataclass(slots=True)
class Person:
    """A member as the notes speak of one."""

    id: UUID
    name: str
    given: str
    standing_date: date | None
    jobs: list[Row] = field(default_factory=list)

    @property
    def job(self) -> Row:
        """The job an issue is most likely about."""
        return self.jobs[0]


class Members:
    """Makes members and keeps the rows of their tables."""

    def __init__(self, stock: Stock) -> None:
        self.stock = stock
        self.people: list[Person] = []
        self.rows: dict[Table, list[Row]] = {
            table: [] for table in (MEMBER, *DERIVED, PHONE, EMAIL, ADDRESS, JOB)
        }
        self._mobiles = list(MOBILES)
        self._lines = iter(_landlines(stock))
        self._numbers = iter(stock.dice.sample(range(20_000, 70_000), 20_000))

    def make(self, many: int, known: list[list[str]]) -> None:
        """The members of the officer's day first, then as many as are missing; employers are contacts too."""
        for given, family in known:
            self._person(given, family, informal="")
        for employer in self.stock.places["employer"]:
            self._organisation(employer)
        people = self.stock.people["origin"]
        while len(self.rows[MEMBER]) < many:
            origin = self.stock.weighted(people)
            given, family = self.stock.one_of(origin["given"]), self.stock.one_of(origin["family"])
            if origin.get("script") == "cjk":
                self._person(given, family, informal="", name=f"{family}{given}")
            else:
                informal = (
                    self.stock.one_of(SHORT[given]) if given in SHORT and self.stock.chance(0.6) else ""
                )
                self._person(given, family, informal)

    def _person(self, given: str, family: str, informal: str, name: str = "") -> None:
        stock, dice = self.stock, self.stock.dice
        employer = stock.weighted(stock.places["employer"])
        first = (given, family) == ("Andrew", "Gallagher") and not any(
            row["number"] == "0048213" for row in self.rows[MEMBER]
        )
        if first:
            employer = stock.places["employer"][0]
        joined = stock.today - timedelta(days=dice.randint(20, 7000))
        status = dice.choices(
            ["Active", "Resigned", "Suspended", "Pending", "Student", "Retired / associate"],
            [88, 5, 1, 2, 1, 3],
        )[0]
        paid = _paid_through(stock, "Active" if len(self.people) < 20 else status)
        row = self._member(
            number="0048213" if first else f"{next(self._numbers):07d}",
            kind="person",
            names=(given, family, informal, name or f"{given} {family}"),
            status="Active" if len(self.people) < 20 else status,
            employer=employer["name"],
            joined=joined,
        )
        row["paid_through"] = paid
        row["born_on"] = (
            date(1981, 3, 4) if first else stock.today - timedelta(days=dice.randint(7300, 24500))
        )
        row["do_not_contact"] = stock.chance(0.01)
        person = Person(row["id"], row["name"], informal or given, paid)
        person.jobs = jobs_of(stock, row["id"], employer, joined, 2 if first else None)
        self.rows[JOB].extend(person.jobs)
        self.people.append(person)
        self._reach(row, employer)

    def _organisation(self, employer: dict[str, Any]) -> None:
        name = employer["name"]
        row = self._member(
            number=f"{next(self._numbers):07d}",
            kind="organisation",
            names=("", name, "", name),
            status="Non-member",
            employer="",
            joined=None,
        )
        self._phone(row["id"], _switchboard(employer), "work", primary=True)

    def _member(
        self,
        *,
        number: str,
        kind: str,
        names: tuple[str, str, str, str],
        status: str,
        employer: str,
        joined: date | None,
    ) -> Row:
        given, family, informal, name = names
        created = self.stock.now - timedelta(days=self.stock.dice.randint(730, 900))
        row: Row = {
            "id": self.stock.new_id(created),
            "number": number,
            "kind": kind,
            "given": given,
            "family": family,
            "informal": informal,
            "name": name,
            **search_columns(given, family),
            "membership_status": status,
            "paid_through": None,
            "joined_on": joined,
            "born_on": None,
            "do_not_contact": False,
            "employer": employer,
            "created_at": created,
            "version": 1,
        }
        self.rows[MEMBER].append(row)
        gathered(self.rows, search_rows(row["id"], given, family, informal))
        return row

    def _reach(self, row: Row, employer: dict[str, Any]) -> None:
        """Phones, an e-mail address, a postal address."""
        stock = self.stock
        mobile = self._mobiles.pop(0) if self._mobiles else ""
        if mobile:
            self._phone(row["id"], mobile, "mobile", primary=True)
        else:
            self._phone(row["id"], AREA[employer["state"]] + next(self._lines), "home", primary=True)
        if stock.chance(0.35):
            self._phone(row["id"], _switchboard(employer), "work", primary=False)
        local = ".".join(fold(f"{row['given']} {row['family']}").split())
        if not local.isascii() or stock.chance(0.3):
            local = f"member{int(row['number'])}"
        elif stock.chance(0.9):
            local += row["number"][-3:]
        address = f"{local}@example.{stock.one_of(['org', 'com', 'net'])}"
        self.rows[EMAIL].append(
            {
                "id": stock.new_id(row["created_at"]),
                "member_id": row["id"],
                "address": address,
                "folded": address.lower(),
                "kind": "home",
                "is_primary": True,
            }
        )
        self.rows[ADDRESS].append(
            {
                "id": stock.new_id(row["created_at"]),
                "member_id": row["id"],
                "street": f"{stock.dice.randint(1, 180)} {stock.one_of(STREETS)}",
                "suburb": stock.one_of(SUBURBS),
                "state": "" if employer["state"] == "NZ" else employer["state"],
                "postcode": "",
                "country": "New Zealand" if employer["state"] == "NZ" else "Australia",
                "kind": "home",
            }
        )

    def _phone(self, member_id: UUID, digits: str, kind: str, *, primary: bool) -> None:
        if kind == "mobile":
            shown = f"{digits[:4]} {digits[4:7]} {digits[7:]}"
        else:
            shown = f"({digits[:2]}) {digits[2:6]} {digits[6:]}"
        self.rows[PHONE].append(
            {
                "id": self.stock.new_id(self.stock.now),
                "member_id": member_id,
                "shown": shown,
                "e164": f"+61{digits[1:]}",
                "kind": kind,
                "is_primary": primary,
                "digits": digits,
                "digits_reversed": digits[::-1],
            }
        )


SHORT = {
    "Andrew": ["Andy", "Drew"],
    "Margaret": ["Maggie", "Peg"],
    "Thomas": ["Tom"],
    "Daniel": ["Dan"],
    "Patrick": ["Pat"],
    "Bridget": ["Bridie"],
    "Małgorzata": ["Gosia"],
    "Giuseppe": ["Joe"],
    "Manpreet": ["Mani"],
    "Wiremu": ["Bill"],
    "Mei": ["May"],
    "Quang": ["Quinn"],
}


def _paid_through(stock: Stock, status: str) -> date | None:
    """Most are paid up; some owe a little, some much, of some it is not known."""
    if status != "Active":
        return stock.today - timedelta(days=stock.dice.randint(100, 900)) if status == "Resigned" else None
    kind = stock.dice.choices(["financial", "arrears", "unfinancial", "unknown"], [86, 7, 5, 2])[0]
    days = {"financial": (3, 360), "arrears": (-85, -2), "unfinancial": (-900, -95)}
    return None if kind == "unknown" else stock.today + timedelta(days=stock.dice.randint(*days[kind]))


def _switchboard(employer: dict[str, Any]) -> str:
    """The line all who work there share; only the last two digits tell employers apart."""
    place = sum(employer["name"].encode()) % 90 + 10
    return f"{AREA[employer['state']]}555099{place}"


def _landlines(stock: Stock) -> list[str]:
    """Local numbers that belong to one member each, in no order; 5550 99xx are left to workplaces."""
    lines = [f"{head}{tail:04d}" for head in ("5550", "7010") for tail in range(9900)]
    stock.dice.shuffle(lines)
    return lines
