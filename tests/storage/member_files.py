"""Files of members for tests, and what a store holds of members, without ids and instants."""

import csv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from uuid_utils.compat import uuid7

from data.desk import details, members
from data.desk.desk import Desk
from data.exchange.scanning import MANY as BATCH
from data.rules.details import detail_values
from data.store.store import Store, open_store
from data.store.tables import (
    ADDRESS,
    EMAIL,
    JOB,
    MEMBER,
    MEMBER_ASKED,
    MEMBER_LOCAL,
    MEMBER_NAME,
    PHONE,
)
from data.types.details import Deed, DetailEdit, Part
from data.types.intake import Imported
from data.types.members import MemberCard

Rows = list[dict[str, str]]
Take = Callable[..., Imported]

MANY = 2 * BATCH + 500
"""Rows of a file that takes three batches."""

ROSA: dict[str, str] = {
    "iMIS Id": "0048213",
    "First Name": "Rosa",
    "Last Name": "O'Neil",
    "Informal Name": "",
    "Email": "rosa@example.org",
    "Mobile Phone": "0491 570 006",
    "Home Phone": "",
    "Work Phone": "(03) 5550 9911",
    "Status": "A",
    "Member Type": "VICF",
    "Join Date": "23/11/2018",
    "Paid Thru": "31/12/2026",
    "Organization Name": "Bayview Hospital",
    "Functional Title": "Theatre technician",
    "Birth Date": "24/03/1981",
    "Do Not Contact": "0",
    "Address 1": "1 Wharf Rd",
    "Suburb": "Kinvale",
}


def a_row(number: str = "0048213", **values: str) -> dict[str, str]:
    """Rosa's row with other values; `Last_Name="Zeller"` is the column Last Name."""
    return {**ROSA, "iMIS Id": number, **{name.replace("_", " "): value for name, value in values.items()}}


def write_rows(path: Path, rows: Sequence[Mapping[str, str]], **how: Any) -> Path:
    """Write the rows under their headings."""
    with path.open("w", encoding=how.pop("encoding", "utf-8"), newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), **how)
        writer.writeheader()
        writer.writerows(rows)
    return path


def a_long_file(folder: Path, many: int = MANY) -> Path:
    """So many members with a name and a number."""
    rows = [
        {"ID": f"{number:07d}", "First Name": f"Ana{number % 7}", "Last Name": f"Zeller{number % 91}"}
        for number in range(many)
    ]
    return write_rows(folder / "long.csv", rows)


def members_in(url: str) -> int:
    """How many are on record in the store of that URL."""
    store = open_store(url)
    try:
        with store.reading() as connection:
            return int(connection.execute(select(func.count()).select_from(MEMBER)).scalar_one())
    finally:
        store.close()


def held(store: Store) -> dict[str, Any]:
    """What is on record of members, by number."""
    found: dict[str, Any] = {}
    with store.reading() as connection:
        numbers = {}
        for member in connection.execute(select(MEMBER)).mappings():
            numbers[member["id"]] = member["number"]
            left = {name: value for name, value in member.items() if name not in ("id", "created_at")}
            left["missing_since"] = left["missing_since"] is not None
            found[member["number"]] = left
        for table in (MEMBER_NAME, PHONE, EMAIL, ADDRESS, JOB, MEMBER_LOCAL, MEMBER_ASKED):
            for row in connection.execute(select(table)).mappings():
                left = {
                    name: value for name, value in row.items() if name not in ("id", "member_id", "asked_at")
                }
                if "field" in left:
                    left["field"] = left["field"].partition("/")[0]
                found[numbers[row["member_id"]]].setdefault(table.name, []).append(
                    tuple(sorted((name, str(value)) for name, value in left.items()))
                )
    for member in found.values():
        for value in member.values():
            if isinstance(value, list):
                value.sort()
    return found


def card(desk: Desk, number: str = "0048213") -> MemberCard:
    """Rosa, or whoever has that number."""
    return members.by_number(desk, number)


def changed(desk: Desk, part: Part, deed: Deed, row_id: Any = None, was: Any = None, **values: str) -> None:
    """Change a detail of Rosa here."""
    rosa = card(desk)
    before = detail_values(rosa, part, row_id) if was is None else was
    edit = DetailEdit(
        uuid7(), rosa.id, "Rosa", rosa.version, part, deed, row_id, before, {**before, **values}
    )
    details.change(desk, edit)
