"""The first reading of the files: nothing is taken before all of them have been looked through."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import islice

from data.exchange.job_rows import DAYS as JOB_DAYS
from data.exchange.job_rows import JobReader
from data.exchange.member_rows import DAYS, MemberReader, read_number
from data.exchange.scratch import Scratch
from data.exchange.table_file import Faulty, Shape, TableRow, rows, tidied
from data.rules.written_days import Reading, Written
from data.types.intake import Reject

MANY = 5_000
"""Rows that are handled together."""
Told = Callable[[int], None]


def many_rows(shape: Shape) -> Iterator[list[TableRow]]:
    """The rows of a file, so many at a time."""
    found = rows(shape)
    # Not a loop of its own: that would hold the rows until the next are asked for.
    return iter(lambda: list(islice(found, MANY)), [])


def scan_members(shape: Shape, scratch: Scratch, given: Written | None, told: Told) -> dict[str, Written]:
    """Note every number, and find out the order of each column of days.

    Raises BadInput where an order is not told and not `given`.
    """
    reader = MemberReader(shape, {}, {}, date.max, "")
    columns = _day_columns(shape, DAYS)
    for chunk in many_rows(shape):
        seen = []
        for row in chunk:
            try:
                number = reader.raw_number(row.cells) if row.cells else ""
            except Faulty:
                continue
            if number:
                for _field, place, reading in columns:
                    reading.see(row.cells[place].strip(), row.line)
                seen.append((number, reader.digest(row.cells), row.line))
        scratch.see(seen)
        told(len(chunk))
    scratch.counted()
    return _settled(shape, columns, given)


def scan_jobs(
    shape: Shape, scratch: Scratch, given: Written | None, today: date, reject: Callable[[Reject], None]
) -> JobReader:
    """Keep the jobs by member; what is no job is rejected here. Raises BadInput as `scan_members` does."""
    number_at = shape.columns.places["imis_id"]
    columns = _day_columns(shape, JOB_DAYS)
    for chunk in many_rows(shape):
        kept = []
        for row in chunk:
            number = ""
            try:
                if row.cells:
                    number = read_number(row.cells[number_at].strip())
                cells = tidied_row(row, shape)
            except Faulty as fault:
                reject(Reject(shape.path.name, row.line, number, str(fault)))
                cells = []
            if cells:
                for _field, place, reading in columns:
                    reading.see(cells[place], row.line)
            if number:
                kept.append((number, row.line, cells))
        scratch.add_jobs(kept)
    return JobReader(shape, _settled(shape, columns, given), today)


def tidied_row(row: TableRow, shape: Shape) -> list[str]:
    """The cells of a row; raises Faulty."""
    if row.fault:
        raise Faulty(row.fault)
    return tidied(row.cells, shape.headings)


def _day_columns(shape: Shape, days: Mapping[str, str]) -> list[tuple[str, int, Reading]]:
    places = shape.columns.places
    return [(field, places[field], Reading()) for field in days.values() if field in places]


def _settled(
    shape: Shape, columns: list[tuple[str, int, Reading]], given: Written | None
) -> dict[str, Written]:
    return {
        field: given or reading.settled(shape.headings[place])
        for field, place, reading in columns
        if given or reading.told or reading.open_line
    }
