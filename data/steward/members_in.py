"""The membership file: who is new, who changed, who is missing (features A1.03, B21; domain E1).

The file is read twice: once to know it, then in batches, each one transaction and one act of history. A row that was
taken is known again by its hash, so that a second run goes on where the first was broken off.
"""

import gc
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from data.desk.deadlines import recount
from data.desk.desk import Desk
from data.exchange.member_rows import MemberReader
from data.exchange.rejects import Rejects, rejects_path
from data.exchange.scanning import MANY, many_rows, scan_jobs, scan_members, tidied_row
from data.exchange.scratch import Scratch
from data.exchange.table_file import SEPARATORS, Faulty, Shape, TableRow, shape_of
from data.repositories.configured import Configured
from data.repositories.intake_known import imported_numbers, known, on_record
from data.repositories.intake_plan import Became, Plan, missing_change
from data.repositories.intake_writes import Writes
from data.rules.written_days import Written
from data.search.keeping import count_words
from data.steward.mapping import load_mapping
from data.store.bulk import Bulk
from data.store.tables import MEMBER
from data.types.errors import BadInput, FileRefused, ImportStopped, NotAllowed, StoreTrouble
from data.types.intake import Imported, Reject
from data.types.staff import Access

ACTION = "members.import"
PAGE = 10_000
Progress = Callable[[int, int], None]
"""Told how many rows of how many are taken; of none while the file is looked through."""


class Given(NamedTuple):
    """What is to be imported, and how."""

    file: Path
    jobs: Path | None = None
    mapping: Path | None = None
    dates: Written | None = None
    """The order of the days; None leaves it to the file."""
    region: str = ""
    """Country of telephones without a prefix; the office's when empty."""
    dry_run: bool = False


class Taken(NamedTuple):
    """A row that can be taken, so far as can be said without reading its values."""

    line: int
    cells: list[str]
    number: str
    digest: str
    jobs: list[tuple[int, list[str]]]


def import_members(desk: Desk, given: Given, progress: Progress | None = None) -> Imported:
    """Take the file, or with `dry_run` say what would become of it.

    Raises FileRefused for a file that cannot be taken at all, NotAllowed, and ImportStopped when the store fails on
    the way; what cannot be taken of single rows is in the file of rejects.
    """
    if desk.officer.access < Access.SUPERVISOR:
        raise NotAllowed("members are imported by a supervisor or an administrator")
    try:
        return _import(desk, given, progress)
    except FileRefused:
        raise
    except BadInput as error:
        raise FileRefused(error.detail, todo=error.todo) from None


def _import(desk: Desk, given: Given, progress: Progress | None) -> Imported:
    with desk.store.reading() as connection:
        parts = Configured(connection).parts()
    mapping = load_mapping(given.mapping, parts)
    shape = shape_of(given.file, mapping.members, "imis_id")
    try:
        job_shape = shape_of(given.jobs, mapping.jobs, "imis_id") if given.jobs else None
    except BadInput as error:
        raise FileRefused(f"of the jobs, {error.detail}", todo=error.todo) from None
    told = progress or (lambda done, total: None)
    result = Imported(dry_run=given.dry_run, unused=shape.columns.unused)
    result.encoding, result.separator = shape.encoding.said, SEPARATORS[shape.separator]
    with (
        _uncollected(),
        desk.store.alone(ACTION) as alone,
        Scratch() as scratch,
        Rejects(rejects_path(given.file)) as rejects,
    ):
        if not alone:
            raise ImportStopped("another import is running", todo="Wait until it has ended.")
        today, jobs = desk.today(), None
        if job_shape is not None:
            jobs = scan_jobs(job_shape, scratch, given.dates, today, rejects.add)
        seen = [0]

        def scanned(many: int) -> None:
            seen[0] += many
            told(seen[0], 0)

        days = scan_members(shape, scratch, given.dates, scanned)
        result.dates = {
            shape.headings[shape.columns.places[name]]: order.value for name, order in days.items()
        }
        reader = MemberReader(shape, days, mapping.statuses, today, given.region or desk.region, jobs)
        run = _Run(desk, given, reader, scratch, rejects, result, shape)
        if job_shape is not None:
            run.jobs_of_nobody(job_shape)
        run.take(lambda done: told(done, seen[0]))
        run.flag_missing()
        result.rejected = rejects.count
        if rejects.count:
            result.rejects_file = rejects.path.name
    if given.jobs and result.updated and not given.dry_run:
        # A job that is in another state now has other holidays, and perhaps other limits.
        recount(desk)
    if result.new + result.updated >= MANY and not given.dry_run:
        with desk.store.deriving() as connection:
            count_words(connection)
        desk.store.weigh()
    return result


@contextmanager
def _uncollected() -> Iterator[None]:
    """Rows make no cycles: looking for some after every few thousand takes longer than reading them.

    Once a batch it is looked, when its rows are gone: a list in a statement of SQLAlchemy's holds itself, and with
    it every number.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class _Run:
    """One import on its way."""

    def __init__(
        self,
        desk: Desk,
        given: Given,
        reader: MemberReader,
        scratch: Scratch,
        rejects: Rejects,
        result: Imported,
        shape: Shape,
    ) -> None:
        self._desk, self._given, self._reader = desk, given, reader
        self._scratch, self._rejects, self._result, self._shape = scratch, rejects, result, shape
        self._faults: list[Reject] = []
        """Of the rows at hand; told in the order of their lines."""

    def jobs_of_nobody(self, shape: Shape) -> None:
        """Reject the jobs of whoever is not in the file of members."""
        for line, number in self._scratch.jobs_of_nobody():
            reason = "this member is not in the file of members"
            self._rejects.add(Reject(shape.path.name, line, number, reason))

    def take(self, told: Callable[[int], None]) -> None:
        """Take the rows, batch by batch."""
        told(0)
        for chunk in many_rows(self._shape):
            self._chunk(chunk)
            del chunk
            gc.collect(0)
            told(self._result.rows)

    def flag_missing(self) -> None:
        """Flag who came with an earlier file and is not in this one; nobody is deleted."""
        with self._stopping(0):
            page: list[str] = []
            for number in self._scratch.missing(self._numbers()):
                page.append(number)
                if len(page) == MANY:
                    self._flag(page)
                    page = []
                    gc.collect(0)
            self._flag(page)

    def _chunk(self, chunk: Sequence[TableRow]) -> None:
        """Take rows that stand together."""
        taken = [row for row in map(self._taken, chunk) if row is not None]
        reason = f"{self._shape.path.name}, lines {chunk[0].line} to {chunk[-1].line}"
        with self._stopping(chunk[0].line), self._bulk(reason) as bulk:
            self._batch(bulk, taken, reason)
        self._result.rows += len(chunk)
        for reject in sorted(self._faults):
            self._rejects.add(reject)
        self._faults.clear()

    def _taken(self, row: TableRow) -> Taken | None:
        """The row, unless it is rejected or stood before."""
        number = ""
        try:
            cells = tidied_row(row, self._shape)
            number = self._reader.number(cells)
            if self._scratch.repeats:
                line, other = self._scratch.first(number)
                if other:
                    also = other if line == row.line else line
                    raise Faulty(
                        f"the membership number stands in line {also} too, with other data; neither is taken"
                    )
                if line != row.line:
                    self._result.unchanged += 1
                    return None
        except Faulty as fault:
            self._faults.append(Reject(self._shape.path.name, row.line, number, str(fault)))
            return None
        digest = self._reader.digest(cells)
        jobs = self._scratch.jobs(number) if self._given.jobs else []
        return Taken(row.line, cells, number, self._reader.whole_digest(digest, jobs), jobs)

    def _batch(self, bulk: Bulk, taken: Sequence[Taken], reason: str) -> None:
        desk, connection = self._desk, bulk.connection
        there = known(connection, [row.number for row in taken])
        writes = Writes(desk.new_id, desk.clock())
        plan = Plan(writes, desk.new_id, desk.clock(), desk.today(), self._given.region or desk.region)
        changed = []
        for row in taken:
            held = there.get(row.number)
            if held is not None and held.source_hash == row.digest and held.missing_since is None:
                self._result.unchanged += 1
            else:
                changed.append((row, held))
        records = on_record(
            connection,
            [held.id for _row, held in changed if held is not None],
            locked=not self._given.dry_run,
        )
        outcomes: list[Became] = []
        for row, held in changed:
            try:
                source = self._reader.read(row.line, row.cells, row.number, row.digest, row.jobs)
            except Faulty as fault:
                self._faults.append(Reject(self._shape.path.name, row.line, row.number, str(fault)))
                continue
            outcomes.append(plan.new(source) if held is None else plan.known(source, records[held.id]))
        for became, times in Counter(outcomes).items():
            setattr(self._result, became.value, getattr(self._result, became.value) + times)
        self._result.asked += plan.asked
        if not (writes.empty or self._given.dry_run):
            writes.write(bulk, ACTION, desk.officer.id, reason)

    def _flag(self, numbers: list[str]) -> None:
        self._result.missing += len(numbers)
        desk = self._desk
        reason = f"not in {self._shape.path.name}"
        with self._bulk(reason) as bulk:
            there = known(bulk.connection, numbers)
            ids = [held.id for held in there.values() if held.missing_since is None]
            writes = Writes(desk.new_id, desk.clock())
            for record in on_record(bulk.connection, ids, locked=not self._given.dry_run).values():
                writes.change(MEMBER, record.member, missing_change(record.member, desk.clock()))
            if not (writes.empty or self._given.dry_run):
                writes.write(bulk, ACTION, desk.officer.id, reason)

    def _numbers(self) -> Iterator[str]:
        last = ""
        while True:
            with self._desk.store.reading() as connection:
                page = imported_numbers(connection, last, PAGE)
            if not page:
                return
            yield from page
            last = page[-1]

    @contextmanager
    def _bulk(self, reason: str) -> Iterator[Bulk]:
        if self._given.dry_run:
            with self._desk.store.reading() as connection:
                yield Bulk(connection)
        else:
            officer_id = self._desk.officer.id
            with self._desk.store.bulk(action=ACTION, officer_id=officer_id, reason=reason) as bulk:
                yield bulk

    @contextmanager
    def _stopping(self, line: int) -> Iterator[None]:
        try:
            yield
        except StoreTrouble as error:
            where = f" at line {line} of {self._shape.path.name}" if line else ""
            why = f"{error.title[0].lower()}{error.title[1:]}" + (
                f" ({error.detail})" if error.detail else ""
            )
            raise ImportStopped(f"{why}{where}") from None
