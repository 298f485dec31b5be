"""Stores that hold so many believable members: a file made once, a database on a Postgres of this run's own."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from itertools import islice
from random import Random
from typing import Any
from uuid import UUID

from psycopg import sql
from sqlalchemy import Connection, Table, insert

from benchmarks.people import SEED, TODAY, Person, people
from benchmarks.prepared import HOME
from data.desk.desk import Desk
from data.desk.opening import open_desk
from data.rules.naming import shown_name
from data.rules.phones import only_digits
from data.search.derived import SearchRows, search_rows
from data.search.keeping import CHUNK, SHARED, count_words, together
from data.store.schema import HEAD
from data.store.store import open_store
from data.store.tables import EMAIL, INTERACTION, JOB, MEMBER, PHONE
from tests import postgres
from tests.builders import an_office, staff_id

OFFICER = "kim.tran"
AT = datetime(2026, 11, 23, 1, tzinfo=UTC)
BATCH = 50_000
CACHE_KIB = 4_000_000
"""While a file is filled: its indexes take their rows in no order."""
PATIENT = ("SET LOCAL statement_timeout = 0", "SET LOCAL idle_in_transaction_session_timeout = 0")
"""The server must not give up while the next members are made."""
CALLED = 200
"""Members the officer has had contact with."""

Row = dict[str, Any]
Into = Callable[[Connection, Table, list[Row]], None]


def members_url(many: int) -> str:
    """A file of so many members, which is kept for the next time; one of an older schema is brought up."""
    path = HOME / f"members-{many}-{HEAD}.db"
    url = f"sqlite:///{path}"
    if not path.exists():
        HOME.mkdir(exist_ok=True)
        begun = path.with_suffix(".part")
        begun.unlink(missing_ok=True)
        older = max(HOME.glob(f"members-{many}-*.db"), default=None)
        if older is None:
            fill(f"sqlite:///{begun}", many, insert_rows, create=True)
        else:
            older.rename(begun)
            with closing(open_store(f"sqlite:///{begun}")) as store:
                store.upgrade()
        begun.rename(path)
    return url


def sqlite_desk(many: int) -> Desk:
    """Kim's desk at such a file."""
    return open_desk(members_url(many), OFFICER)


def filled_postgres(server: postgres.Server, many: int) -> str:
    """The name of a database of so many members; a server that outlives this run keeps it for the next one."""
    if server.folder is not None:
        name = server.make()
        fill(server.url(name), many, copy_rows)
        server.run(sql.SQL("VACUUM (ANALYZE)"), name)
        return name
    name = f"casetui_members_{many}_{HEAD}"
    if not server.run(sql.SQL("SELECT 1 FROM pg_database WHERE datname = {}").format(sql.Literal(name))):
        begun = server.make()
        fill(server.url(begun), many, copy_rows)
        # What the server does by itself within minutes: how soon must not be part of what is measured.
        server.run(sql.SQL("VACUUM (ANALYZE)"), begun)
        server.run(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(begun), sql.Identifier(name))
        )
    return name


def postgres_desk(server: postgres.Server, many: int) -> Desk:
    """Kim's desk at such a database."""
    return open_desk(server.url(filled_postgres(server, many)), OFFICER)


def fill(url: str, many: int, into: Into, *, create: bool = False) -> None:
    """Make the schema, the office, and so many members with all that they are found by."""
    store = open_store(url, create=create)
    try:
        store.upgrade()
        with store.loading("benchmark") as connection:
            for with_room in PATIENT if store.shared else (f"PRAGMA cache_size = -{CACHE_KIB}",):
                connection.exec_driver_sql(with_room)
            an_office(connection)
            put(connection, many, into)
    finally:
        store.close()


def put(connection: Connection, many: int, into: Into) -> None:
    """So many members with all that they are found by, into a store that has its office."""
    shared: dict[Table, dict[tuple[Any, ...], Row]] = {table: {} for table in SHARED}
    for rows in _rows(many):
        for table, part in rows.items():
            if table in shared:
                shared[table].update((tuple(row.values()), row) for row in part)
            else:
                into(connection, table, part)
    for table, known in shared.items():
        into(connection, table, list(known.values()))
    count_words(connection)


def _rows(many: int) -> Iterator[dict[Table, list[Row]]]:
    dice = Random(SEED)
    source = enumerate(people(many))
    while batch := list(islice(source, BATCH)):
        made = [_member(place, person, dice) for place, person in batch]
        rows: dict[Table, list[Row]] = {MEMBER: [], PHONE: [], EMAIL: [], JOB: [], INTERACTION: []}
        for part, _found_by in made:
            for table, of_one in part.items():
                rows[table].extend(of_one)
        yield rows | together(found_by for _part, found_by in made)


def _member(place: int, person: Person, dice: Random) -> tuple[dict[Table, list[Row]], SearchRows]:
    ids = iter(UUID(int=dice.getrandbits(128), version=4) for _ in range(7))
    member_id = next(ids)
    found_by = search_rows(member_id, person.given, person.family, person.informal, (person.employer,))
    east = not person.given.isascii() and len(person.given) < 3
    rows: dict[Table, list[Row]] = {
        MEMBER: [
            {
                "id": member_id,
                "number": person.number,
                "kind": "person",
                "given": person.given,
                "family": person.family,
                "informal": person.informal,
                "name": shown_name("person", person.given, person.family, east),
                **found_by.columns,
                "membership_status": person.status,
                "paid_through": person.paid_through,
                "joined_on": person.joined_on,
                "born_on": person.born_on,
                "do_not_contact": person.do_not_contact,
                "employer": person.employer,
                "created_at": AT,
                "version": 1,
            }
        ],
        PHONE: [
            _phone(next(ids), member_id, text, kind)
            for text, kind in (
                (person.mobile, "mobile"),
                (person.home_phone, "home"),
                (person.work_phone, "work"),
            )
            if text
        ],
        EMAIL: [
            {
                "id": next(ids),
                "member_id": member_id,
                "address": person.email,
                "folded": person.email.lower(),
                "kind": "home",
                "is_primary": True,
                "is_local": False,
                "replaces": "",
            }
        ]
        if person.email
        else [],
        JOB: [_job(next(ids), member_id, person)],
    }
    if place < CALLED:
        rows[INTERACTION] = [_contact(next(ids), place, member_id)]
    return rows, found_by


def _phone(phone_id: UUID, member_id: UUID, text: str, kind: str) -> Row:
    digits = only_digits(text)
    # As `data.rules.phones.kept` has it, which takes ten times longer.
    digits = f"0{digits[2:]}" if text.startswith("+61") else digits
    return {
        "id": phone_id,
        "member_id": member_id,
        "shown": text,
        "e164": f"+61{digits[1:]}",
        "kind": kind,
        "is_primary": kind == "mobile",
        "digits": digits,
        "digits_reversed": digits[::-1],
        "is_local": False,
        "replaces": "",
    }


def _job(job_id: UUID, member_id: UUID, person: Person) -> Row:
    blank = (
        "worksite",
        "department",
        "classification",
        "pay_point",
        "award_agreement",
        "employment_type",
        "hours_fte",
        "replaces",
    )
    return {
        "id": job_id,
        "member_id": member_id,
        "employer": person.employer,
        "role_title": person.title,
        "start_on": person.joined_on,
        "end_on": None,
        "state": person.state,
        "is_delegate": False,
        "is_primary": True,
        "is_local": False,
        **dict.fromkeys(blank, ""),
    }


def _contact(contact_id: UUID, place: int, member_id: UUID) -> Row:
    return {
        "id": contact_id,
        "reference": 20_001 + place,
        "member_id": member_id,
        "officer_id": staff_id(OFFICER),
        "interaction_type": "Letter",
        "related_to": "Leave",
        "outcome": "Resolved",
        "follow_up_on": None,
        "follow_up_officer_id": None,
        "job_id": None,
        "ticket_url": "",
        "ticket_key": "",
        "duration_s": None,
        "started_at": AT,
        "submitted_at": AT,
        "case_id": None,
        "version": 1,
    }


def insert_rows(connection: Connection, table: Table, rows: list[Row]) -> None:
    """Put rows into a table of any store."""
    for start in range(0, len(rows), CHUNK):
        connection.execute(insert(table), rows[start : start + CHUNK])


def copy_rows(connection: Connection, table: Table, rows: list[Row]) -> None:
    """Put rows into a table of Postgres the quickest way."""
    if not rows:
        return
    columns = list(rows[0])
    driver: Any = connection.connection.driver_connection
    with (
        driver.cursor() as cursor,
        cursor.copy(f"COPY {table.name} ({', '.join(columns)}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row([row[column] for column in columns])


def members(many: int) -> list[Person]:
    """The same members as in the stores."""
    return list(people(many))


__all__ = ["TODAY", "fill", "members", "postgres_desk", "sqlite_desk"]
