"""The table of triage: its columns, its rows, and the counts on top of it (features A5.05, A5.06, A5.13)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from data.rules.days import say_when
from data.types.views import ALWAYS
from data.types.work import WorkGroup
from widgets.lines import fill, heading
from widgets.row_list import GAP, MARGIN, Column, Row, fit
from widgets.tables import OF, key_of, legal_when

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from data.types.triage import TriageCounts
    from data.types.work import WorkRow
    from widgets.lines import Line

TRIAGE = (
    Column("when", 10, align="right"),
    Column("member", 15),
    Column("topic", 16, grow=True),
    Column("matter", 20, 6),
    Column("owner", 9),
    Column("priority", 3, 1, "right"),
    Column("status", 10, 3),
    Column("age", 5, 4, "right"),
    Column("of 7", 4, 5, "right"),
    Column("number", 7, 2, "right"),
)
HEADS = {"priority": "pri"}
"""Where the name is wider than the column."""
COUNTS = (
    ("open", "Open", ""),
    ("legal", "Legal", "legal"),
    ("overdue", "Overdue", "overdue"),
    ("today", "Today", "today"),
    ("next", "Next 7 days", "next"),
    ("unclaimed", "Unclaimed", "unclaimed"),
    ("escalated", "Escalated", "escalated"),
    ("review", "For review", "review"),
)
"""Each count: its name, what is said of it, and the word of the filter that shows only those."""
FLAGS = tuple(flag for _, _, flag in COUNTS if flag)
SHORT = {"Next 7 days": "Next", "For review": "Review"}
"""Where the line would not fit."""
_WIDE = 104


def columns_of(names: Sequence[str]) -> tuple[Column, ...]:
    """These columns, in the order of the table; all where none is named."""
    kept = tuple(one for one in TRIAGE if not names or one.name in (*names, *ALWAYS))
    if any(one.grow for one in kept):
        return kept
    return tuple(one._replace(grow=one.name == "member") for one in kept)


def heads(columns: Sequence[Column], width: int) -> Line:
    """The names of the columns, over them."""
    line: Line = [("   ", "text")]
    for column, room in fit(columns, width - MARGIN):
        name = HEADS.get(column.name, column.name)
        line += [*fill([(name, "quiet")], room, column.align), (" " * GAP, "text")]
    return line[:-1]


def counts_line(counts: TriageCounts, chosen: frozenset[str], width: int) -> Line:
    """The counts of all that the filter finds; the one that is shown alone is bold."""
    line: Line = [(" ", "text")]
    for name, said, flag in COUNTS:
        number = getattr(counts, name)
        word = said if width >= _WIDE else SHORT.get(said, said)
        here = flag in chosen
        late = name in ("overdue", "legal", "escalated") and number
        line += [
            (f"{word} ", "strong" if here else "quiet"),
            (str(number), "late" if late else "text"),
            ("   " if width >= _WIDE else "  ", "text"),
        ]
    return line


def triage_rows(rows: Sequence[WorkRow], today: date, group: str = "", last: str = "") -> list[Row]:
    """The rows as the table shows them, under the headings of a view; `last` is the heading that stands already."""
    out: list[Row] = []
    for row in rows:
        said = heading_of(row, today, group)
        if said != last:
            out += [*([Row(whole=[])] if out or last else []), Row(whole=heading(said))]
            last = said
        out.append(Row(key_of(row.record, row.id), _Cells(row, today)))
    return out


def heading_of(row: WorkRow, today: date, group: str) -> str:
    """Under which heading of a view a row stands (features B10)."""
    if not group:
        return ""
    if group == "priority":
        return f"Priority {row.priority}"
    if row.group is WorkGroup.LEGAL:
        return row.group.value
    if row.on is None:
        return "No day"
    if row.on <= today:
        return "Overdue" if row.on < today else "Today"
    return "Next 7 days" if row.on <= today + timedelta(days=7) else "Later"


def _when(row: WorkRow, today: date) -> Line:
    if row.group is WorkGroup.LEGAL:
        return [(legal_when(row.on, today), "late" if row.on is not None else "soon")]
    if row.on is None:
        return [("–", "text")]
    return [(say_when(row.on, today), "late" if row.on < today else "text")]


def _topic(row: WorkRow, today: date) -> Line:
    marks: Line = [(f"{row.marks}  ", "soon")] if row.marks else []
    return [*marks, (row.topic or row.matter, "text")]


def _age(row: WorkRow, today: date) -> Line:
    return [(f"{(today - row.opened_on).days} d" if row.opened_on else "", "quiet")]


_CELLS: dict[str, Callable[[WorkRow, date], Line]] = {
    "when": _when,
    "member": lambda row, _: [(row.member_name, "text")],
    "topic": _topic,
    "matter": lambda row, _: [(row.matter if row.matter != row.topic else "", "quiet")],
    "owner": lambda row, _: [(row.owner, "quiet")] if row.owner else [("unclaimed", "text")],
    "priority": lambda row, _: [(str(row.priority), "text" if row.priority <= 2 else "quiet")],
    "status": lambda row, _: [
        ("escalated", "late") if row.escalated else (row.status or "follow-up", "quiet")
    ],
    "age": _age,
    "of 7": lambda row, _: [(f"{row.complete}/{OF}" if row.complete is not None else "", "quiet")],
    "number": lambda row, _: [(row.number, "quiet")],
}


class _Cells(Mapping[str, "Line"]):
    """The cells of a row, made as they are drawn: of ten thousand rows few are seen, and not in every column."""

    __slots__ = ("_row", "_today")

    def __init__(self, row: WorkRow, today: date) -> None:
        self._row, self._today = row, today

    def __getitem__(self, name: str) -> Line:
        return _CELLS[name](self._row, self._today)

    def __iter__(self) -> Iterator[str]:
        return iter(_CELLS)

    def __len__(self) -> int:
        return len(_CELLS)

    def __eq__(self, other: object) -> bool:
        """They say the same."""
        return isinstance(other, _Cells) and (self._row, self._today) == (other._row, other._today)

    __hash__ = None  # type: ignore[assignment]
