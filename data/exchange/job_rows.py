"""Rows of the jobs' file: one job a row, several a member (domain E1)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from data.exchange.table_file import Faulty, Shape
from data.rules.settling import words_key
from data.rules.written_days import Written, read_written_day
from data.types.details import Part
from data.types.errors import BadInput
from data.types.intake import SaidRow

WORDS = ("employer", "worksite", "department", "role_title", "classification", "pay_point", "award_agreement",
         "employment_type", "hours_fte", "state")  # fmt: skip
DAYS = {"start_on": "start_date", "end_on": "end_date"}


class JobReader:
    """Reads the rows of one jobs' file."""

    def __init__(self, shape: Shape, days: Mapping[str, Written], today: date) -> None:
        self._headings = shape.headings
        self._at = shape.columns.places
        self._days = days
        self._latest = today.year + 10

    def read(self, rows: Sequence[tuple[int, list[str]]]) -> tuple[SaidRow, ...]:
        """The jobs of one member, in an order that does not hang on the order of the rows."""
        found: dict[str, tuple[bool, SaidRow]] = {}
        for line, cells in sorted(rows, key=lambda row: row[1]):
            if not cells:
                raise Faulty(f"a job of this member, line {line} of the jobs' file, was rejected")
            values = self._values(cells)
            key = words_key(Part.JOB, values)
            found.setdefault(key, (self._is_primary(cells), SaidRow(key, values)))
        ordered = sorted(
            found.values(), key=lambda one: (not one[0], one[1].values.get("end_on") is not None)
        )
        return tuple(row for _primary, row in ordered)

    def _values(self, cells: Sequence[str]) -> dict[str, Any]:
        values: dict[str, Any] = {name: cells[self._at[name]] for name in WORDS if name in self._at}
        if not values.get("employer"):
            raise Faulty("has no employer")
        for name, field in DAYS.items():
            if field not in self._at:
                continue
            place = self._at[field]
            try:
                values[name] = read_written_day(
                    cells[place], self._days.get(field, Written.DMY), self._latest
                )
            except BadInput as error:
                raise Faulty(f"{self._headings[place]} {error.detail}") from None
        start, end = values.get("start_on"), values.get("end_on")
        if start and end and end < start:
            raise Faulty("the job ends before it begins")
        return values

    def _is_primary(self, cells: Sequence[str]) -> bool:
        place = self._at.get("primary")
        return place is not None and cells[place].lower() in ("1", "true", "yes", "y", "x", "t")
