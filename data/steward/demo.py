"""The union of the demonstration, put together and written in bulk."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import cycle
from uuid import UUID

from sqlalchemy import Connection, Table, func, insert, select

from data.search.derived import search_rows
from data.search.keeping import count_words, together
from data.steward.config import Config, load_config
from data.steward.invented.cases import Cases
from data.steward.invented.contacts import Contacts
from data.steward.invented.limits import Limits
from data.steward.invented.members import Members, Person
from data.steward.invented.notes import Notes
from data.steward.invented.stock import Row, Stock
from data.steward.invented.targets import add_targets
from data.steward.invented.tasks import tasks_of
from data.steward.seed import list_id, seed_lists
from data.store.store import open_store
from data.store.tables import (
    ADDRESS,
    ASSIGNEE,
    CASE,
    CASE_DEADLINE,
    CASE_HOLD,
    CASE_TARGET,
    CASE_TYPE_OF_CASE,
    CASE_TYPE_OF_INTERACTION,
    EMAIL,
    INTERACTION,
    JOB,
    MEMBER,
    MEMBER_NAME,
    MEMBER_WORKPLACE,
    NAME_TERM,
    NOTE,
    PHONE,
    SECTION,
    STAFF,
    TASK,
    TERM_KEY,
    WORKPLACE_WORD,
)
from data.types.errors import BadInput
from data.types.staff import Access

Progress = Callable[[int, int], None]
"""Told how many rows of how many are written."""

MEMBERS, INTERACTIONS, CASES = 5_000, 12_000, 800
SEED = 20931
CHUNK = 4_000

ORDER = (
    STAFF,
    MEMBER,
    MEMBER_NAME,
    MEMBER_WORKPLACE,
    NAME_TERM,
    TERM_KEY,
    WORKPLACE_WORD,
    PHONE,
    EMAIL,
    ADDRESS,
    JOB,
    CASE,
    CASE_TYPE_OF_CASE,
    CASE_DEADLINE,
    ASSIGNEE,
    CASE_TARGET,
    CASE_HOLD,
    INTERACTION,
    CASE_TYPE_OF_INTERACTION,
    NOTE,
    SECTION,
    TASK,
)
"""Every table after those it refers to."""

OPEN = {"kim": 14, "sam": 46, "aisha": 50, "jo": 38, "lena": 8}
"""Open cases besides Kim's day, by whom they are held."""

UNCLAIMED = 10
FOLLOW_UPS = {"sam": 14, "aisha": 12, "jo": 7}
"""Follow-ups of interactions that are still to be done."""


def build_demo(
    url: str,
    *,
    now: datetime,
    password: str | None = None,
    progress: Progress | None = None,
    seed: int = SEED,
) -> None:
    """Make the schema and fill it; raises BadInput when the store holds members already."""
    store = open_store(url, password, create=True, clock=lambda: now)
    try:
        store.upgrade()
        with store.loading("steward.demo") as connection:
            if connection.execute(select(func.count()).select_from(MEMBER)).scalar_one():
                raise BadInput("the database holds members already; the demonstration needs an empty one")
            config = load_config()
            seed_lists(connection, config)
            load(connection, invented(config, now, seed), progress)
    finally:
        store.close()


def load(connection: Connection, rows: dict[Table, list[Row]], progress: Progress | None = None) -> None:
    """Insert the rows in the order that their references ask for."""
    total = sum(len(part) for part in rows.values())
    done = 0
    for table in ORDER:
        for start in range(0, len(rows[table]), CHUNK):
            chunk = rows[table][start : start + CHUNK]
            connection.execute(insert(table), chunk)
            done += len(chunk)
            if progress is not None:
                progress(done, total)
    count_words(connection)


def invented(config: Config, now: datetime, seed: int = SEED) -> dict[Table, list[Row]]:
    """All rows of the union by table; the same seed and instant make the same rows."""
    stock = Stock(config, now, seed)
    staff = _staff(stock)
    officers = [row for row in staff.values() if row["share"]]
    day = stock.office["day"]
    known = sorted(
        {tuple(entry["member"]) for entry in day}, key=lambda name: name != ("Andrew", "Gallagher")
    )

    members = Members(stock)
    members.make(MEMBERS, [list(name) for name in known])
    by_name = {name: members.people[place] for place, name in enumerate(known)}
    callers = members.people[len(known) :]

    contacts = Contacts(stock, Notes(stock))
    cases = Cases(stock, contacts)
    _day(stock, cases, contacts, by_name, staff["kim"])
    _open(stock, cases, contacts, callers, staff)
    while len(cases.rows[CASE]) < CASES:
        cases.closed(stock.one_of(callers), stock.weighted(officers, "share"))
    while len(contacts.rows[INTERACTION]) < INTERACTIONS:
        contacts.any_of(members.people, officers)
    _review(stock, cases, staff)
    limits = Limits(stock)
    limits.count(
        cases.rows[CASE],
        {row["case_id"]: row["case_type"] for row in cases.rows[CASE_TYPE_OF_CASE]},
        {job["id"]: job["state"] for job in members.rows[JOB]},
        soon=staff["kim"]["id"],
        asked=staff["sam"]["id"],
    )
    cases.number()
    contacts.number()
    people = [{key: value for key, value in row.items() if key != "share"} for row in staff.values()]
    return {
        STAFF: people,
        **members.rows,
        **_found_by(members),
        **add_targets(stock, cases.rows[CASE]),
        **cases.rows,
        CASE_DEADLINE: limits.rows,
        **contacts.rows,
        **contacts.notes.rows,
        TASK: tasks_of(config, cases.rows, stock.today),
    }


def _found_by(members: Members) -> dict[Table, list[Row]]:
    """What the members are found by."""
    workplaces: dict[UUID, list[str]] = {}
    for job in members.rows[JOB]:
        workplaces.setdefault(job["member_id"], []).extend((job["employer"], job["worksite"]))
    return together(
        search_rows(row["id"], row["given"], row["family"], row["informal"], workplaces.get(row["id"], ()))
        for row in members.rows[MEMBER]
    )


def _staff(stock: Stock) -> dict[str, Row]:
    return {
        row["login"]: {
            "id": list_id("staff", row["login"]),
            "login": row["login"],
            "name": row["name"],
            "title": row["title"],
            "access": int(Access[row["access"].upper()]),
            "team_id": list_id("team", row["team"]),
            "active": True,
            "available": True,
            "share": row["share"],
        }
        for row in stock.office["staff"]
    }


def _day(
    stock: Stock, cases: Cases, contacts: Contacts, people: dict[tuple[str, ...], Person], officer: Row
) -> None:
    """Kim's day: what is late, due today and next, as office.toml tells it."""
    for entry in stock.office["day"]:
        person = people[tuple(entry["member"])]
        if entry["record"] == "case":
            cases.of_the_day(entry, person, officer)
            continue
        matter = next(
            matter for matter in stock.matters["matter"] if matter.get("case_type") == entry["case_type"]
        )
        at = stock.moment(max(1, 2 - entry["in"]))
        contacts.make(
            person,
            officer,
            matter,
            at,
            outcome="Follow-up required",
            follow_up_on=stock.today + timedelta(days=entry["in"]),
        )


def _open(
    stock: Stock, cases: Cases, contacts: Contacts, callers: list[Person], staff: dict[str, Row]
) -> None:
    """What the officers have in hand, and what waits to be taken."""
    for login, many in OPEN.items():
        for _ in range(many):
            cases.open(stock.one_of(callers), staff[login], _next_day(stock, login))
    for login, many in FOLLOW_UPS.items():
        for _ in range(many):
            matter = stock.weighted(stock.matters["matter"])
            on = stock.today + timedelta(days=stock.dice.randint(-6, 9))
            at = stock.moment(stock.dice.randint(7, 14))
            contacts.make(
                stock.one_of(callers), staff[login], matter, at, outcome="Follow-up required", follow_up_on=on
            )
    teams: Iterator[UUID] = cycle(list_id("team", name) for name in ("MSD", "MSD", "Industrial"))
    for place in range(UNCLAIMED):
        maker = staff["lena"] if place % 3 else staff["sam"]
        cases.unclaimed(stock.one_of(callers), maker, next(teams), days_ago=1 + place // 2)


def _next_day(stock: Stock, login: str) -> date:
    """When a colleague's case is next due: a tenth is late. Kim's near days are told in office.toml."""
    near = "later"
    if login != "kim":
        near = stock.dice.choices(["late", "today", "next", "later"], [10, 10, 18, 62])[0]
    if near == "later":
        return stock.day_after(stock.today, 8, 50)
    days = {"late": -stock.dice.randint(1, 12), "today": 0, "next": stock.dice.randint(1, 7)}
    return stock.today + timedelta(days=days[near])


def _review(stock: Stock, cases: Cases, staff: dict[str, Row]) -> None:
    """A few open cases are marked for a supervisor's eye, two of them Kim's."""
    going = [row for row in cases.rows[CASE] if row["is_open"] and row["owner_id"]]
    hers = [row for row in going if row["owner_id"] == staff["kim"]["id"]]
    others = [row for row in going if row["owner_id"] != staff["kim"]["id"]]
    for row in [*stock.dice.sample(hers, 2), *stock.dice.sample(others, 5)]:
        row["marked_for_review"] = True
