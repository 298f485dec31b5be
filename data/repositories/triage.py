"""Every open case and open follow-up that an officer may see, page by page in the order asked for (features A5.04).

A page begins after the row the last one ended with.
"""

import json
from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from sqlalchemy import func, literal, select, union_all
from sqlalchemy.engine import Connection, Row

from data.repositories.triage_few import few
from data.repositories.triage_pages import ALL, DATED, LED, UNDATED, WEIGHTS, Shape, open_of, page, places
from data.repositories.triage_rows import number, work_row
from data.repositories.triage_terms import OF_CASES, OF_FOLLOW_UPS, conditions
from data.repositories.urgent import weighed, zoned
from data.repositories.visible import looking
from data.rules.deadlines import until
from data.store.kept_ready import READY
from data.types.staff import Officer
from data.types.triage import Mark, Page, Picked, TriageCounts, Wanted
from data.types.urgency import Weights

_BY_DAY = ((LED, DATED), (UNDATED,))
"""The stages of a list by day that one statement reads: without a day there are few, and mostly below the page."""

STEP = 8
"""Of so many is what a statement has room for: a text for every number of rows would be made anew for each."""


class Triage:
    """The whole queue of a store, as one officer sees it on a day."""

    said: ClassVar[str | None] = None
    """The weights as they stood when a page was read last, of whichever store: the rows of each page say whether they
    still do. Asked for by themselves they would double the ways to a server.
    """

    def __init__(self, connection: Connection, officer: Officer, now: datetime, zone: ZoneInfo) -> None:
        self._connection = connection
        self._officer = officer
        self._today = now.astimezone(zone).date()
        self._asked: dict[str, Any] = {
            "today": self._today,
            "soon": until(self._today),
            **zoned(zone, now),
            **looking(officer),
        }

    def page(self, wanted: Wanted, after: Mark | None, limit: int) -> Page:
        """At most `limit` rows after that mark, and where they ended."""
        self._narrow(wanted)
        rows = self._rows(wanted, after, limit, Triage.said)
        last = rows[limit - 1] if len(rows) > limit else None
        soon = self._asked["soon"]
        return Page(
            tuple(work_row(row, self._weights, self._today, soon) for row in rows[:limit]),
            Mark(last.stage, _place(last), last.record, last.reference) if last is not None else None,
        )

    def _rows(self, wanted: Wanted, after: Mark | None, limit: int, said: str | None) -> list[Row[Any]]:
        """One more than the page, where there are so many."""
        self._weigh(said)
        rows: list[Row[Any]] = []
        for stages in self._stages(wanted, after):
            if len(rows) <= limit:
                more = self._read(wanted, stages, after, limit + 1 - len(rows))
                if more and more[0].weights != said:
                    return self._rows(wanted, after, limit, more[0].weights)
                rows += more
        return rows

    def picked(self, wanted: Wanted) -> tuple[Picked, ...]:
        """Every record of a filter, in the order of the list."""
        self._narrow(wanted)
        self._weigh(self._connection.execute(select(WEIGHTS)).scalar())
        return tuple(
            Picked(row.record, row.id, number(row.record, row.reference), row.version)
            for stages in self._stages(wanted, None)
            for row in self._read(wanted, stages, None, None)
        )

    def counts(self, wanted: Wanted) -> TriageCounts:
        """How many there are of everything that the filter finds, in one statement."""
        parts = []
        for asked in (OF_CASES, OF_FOLLOW_UPS):
            must = conditions(wanted.terms, asked)
            if must is None:
                continue
            flags = (
                asked.flags.get(name, literal(False)).label(name)
                for name in TriageCounts._fields
                if name != "open"
            )
            parts.append(select(*flags).where(*open_of(asked, wanted.terms), *must))
        if not parts:
            return TriageCounts()
        all_ = union_all(*parts).subquery()
        counted = select(
            func.count().label("open"),
            *(func.count().filter(column.is_(True)).label(column.key) for column in all_.c),
        ).select_from(all_)
        return TriageCounts(**self._connection.execute(counted, self._asked).mappings().one())

    def _weigh(self, said: str | None) -> None:
        """Count by what the configuration says of urgency."""
        Triage.said = said
        found: dict[str, Any] = json.loads(said) if said else {}
        if "priority" in found:
            found["priority"] = tuple(found["priority"])
        self._weights = Weights()._replace(**found)
        self._asked |= weighed(self._weights)

    def _narrow(self, wanted: Wanted) -> None:
        """Whether some word of the filter leaves few cases, and which."""
        self._asked["few"] = few(self._connection, wanted.terms, self._asked)

    def _stages(self, wanted: Wanted, after: Mark | None) -> list[tuple[int, ...]]:
        """The stages that are left, those together of which one statement reads."""
        if wanted.sort != "due":
            return [(ALL,)]
        first = after.stage if after is not None else LED
        left = [tuple(stage for stage in stages if stage >= first) for stages in _BY_DAY]
        return [stages for stages in left if stages]

    def _read(
        self, wanted: Wanted, stages: tuple[int, ...], after: Mark | None, limit: int | None
    ) -> list[Row[Any]]:
        """Rows of some stages: whole where there is a limit, else no more than names a record."""
        mark = after if after is not None and after.stage in stages else None
        shape = Shape(
            wanted.terms,
            wanted.sort,
            stages,
            (mark.stage, mark.record) if mark is not None else None,
            few=self._asked["few"] is not None,
            room=-(-limit // STEP) * STEP if limit is not None else None,
        )
        statement = page(shape) if limit is not None else places(shape)
        if statement is None:
            return []
        asked = {**self._asked, "limit": limit}
        if mark is not None:
            asked |= {f"mark_{at}": value for at, value in enumerate(mark.place)}
            asked["mark_reference"] = mark.reference
        # The queue as it stands is asked for all day; each filter besides would take a place of its own.
        ready = READY if limit is not None and not wanted.terms else {}
        return list(self._connection.execute(statement, asked, execution_options=ready))


def _place(row: Row[Any]) -> tuple[Any, ...]:
    return tuple(value for name, value in row._mapping.items() if str(name).startswith("key_"))
