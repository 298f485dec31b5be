"""Who holds how much, and what the open cases are, as bars of text (features A2.04, A5.13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.rules.granting import access_said
from data.rules.holding import away_said
from widgets.lines import Line, heading, pair
from widgets.row_list import Column, Row

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.types.reports import DirectReport, DirectShare
    from data.types.workload import Burden, OpenReport, Workload

BAR, LONG = 10, 30
"""Cells of the longest bar, beside other figures and almost alone."""
WORKLOAD = (
    Column("name", 16),
    Column("here", 14, 3, grow=True),
    Column("bar", BAR, 2),
    Column("cases", 3, align="right"),
    Column("overdue", 7, align="right"),
    Column("week", 9, 1, align="right"),
    Column("age", 4, 1, align="right"),
    Column("follow_ups", 6, 4, align="right"),
)
CHART = (
    Column("name", 20, grow=True),
    Column("bar", LONG, 1),
    Column("cases", 5, align="right"),
    Column("overdue", 9, 2, align="right"),
)
FIGURES = ("workload", "type", "status", "owner", "team", "priority", "direct cases")
"""What the digits show."""
SORTS: dict[str, Callable[[Burden], float | str]] = {
    "name": lambda one: one.name,
    "open": lambda one: -one.cases,
    "overdue": lambda one: -one.overdue,
    "this week": lambda one: -one.week,
    "age": lambda one: -(one.age or 0.0),
}
"""Orders of the workload; the most first."""


def bar(part: int, whole: int, most: int, width: int = BAR) -> Line:
    """A bar as long as `whole` is of `most`; the `part` that is late is drawn with another sign."""
    cells = round(width * whole / most) if most else 0
    cells = max(cells, 1) if whole else 0
    late = min(cells, max(round(cells * part / whole), 1)) if whole and part else 0
    return [("█" * late, "late"), ("▒" * (cells - late), "accent")]


def tabs(at: int, width: int) -> Line:
    """The digits and what each shows, the present one strong."""
    line: Line = [(" ", "text")]
    for number, name in enumerate(FIGURES, 1):
        role = "strong" if number == at else "quiet"
        line += [(f" {number} ", "key"), (f"{name} ", role)]
    return line


def workload_rows(found: Workload, order: str) -> list[Row]:
    """Everyone in that order, and below what nobody has claimed."""
    lines = sorted(found.lines, key=lambda one: one.name)
    lines.sort(key=SORTS[order])
    most = max((one.cases for one in (*lines, found.unclaimed)), default=0)
    rows = [_row(found, one, most) for one in lines]
    return [*rows, Row(), _row(found, found.unclaimed, most)]


def key_of(one: Burden) -> str:
    """The key of its row."""
    return str(one.officer.id) if one.officer else "nobody"


def _row(found: Workload, one: Burden, most: int) -> Row:
    here = ""
    if one.officer is not None and not one.here:
        until = one.officer.away_until
        here = f"away to {until.day} {until:%b}" if until else "away"
    if one.to_give_back:
        here = ", ".join(part for part in (here, f"{one.to_give_back} to give back") if part)
    return Row(
        key_of(one),
        {
            "name": [(one.name, "text" if one.officer else "quiet")],
            "here": [(here, "soon")],
            "bar": bar(one.overdue, one.cases, most),
            "cases": [(str(one.cases), "text")],
            "overdue": [(f"{one.overdue} late" if one.overdue else "", "late")],
            "week": [(f"{one.week} in 7 d" if one.week else "", "soon")],
            "follow_ups": [(f"{one.follow_ups} f/u" if one.follow_ups else "", "quiet")],
            "age": [(age_said(one), "quiet")],
        },
    )


def age_said(one: Burden) -> str:
    """ "12.5 d", the average age of the open cases."""
    return f"{one.age:.0f} d" if one.age is not None else ""


def burden_lines(found: Workload, one: Burden, width: int) -> list[Line]:
    """All that is known of one line."""
    out = [heading(one.name), []]
    told = (
        ("Team", one.team),
        ("Access", access_said(one.officer.access) if one.officer else ""),
        ("Here", "" if one.officer is None else away_said(one.officer, found.on) or "available"),
        ("Why away", one.officer.away_reason if one.officer and not one.here else ""),
        ("Open cases", str(one.cases)),
        ("Follow-ups", str(one.follow_ups)),
        ("Overdue", str(one.overdue)),
        ("In 7 days", f"{one.week}, today's among them"),
        ("Age", f"{one.age} days on average" if one.age is not None else ""),
        ("To give back", str(one.to_give_back) if one.to_give_back else ""),
    )
    for label, text in told:
        if text:
            out += pair(label, text, width, gutter=14)
    return out


def chart_rows(found: OpenReport) -> list[Row]:
    """A bar a line, and the sum."""
    most = max((line.cases for line in found.lines), default=0)
    rows = [
        Row(
            f"line/{at}",
            {
                "name": [(line.group, "text")],
                "bar": bar(line.overdue, line.cases, most, LONG),
                "cases": [(str(line.cases), "text")],
                "overdue": [(f"{line.overdue} late" if line.overdue else "", "late")],
            },
        )
        for at, line in enumerate(found.lines)
    ]
    return [*rows, Row(), Row(whole=[(f"{found.cases} open cases, {found.overdue} of them late", "quiet")])]


def direct_rows(found: DirectReport) -> list[Row]:
    """The share of direct cases, a bar an officer (features A2.04)."""
    rows = [_share(f"line/{at}", one) for at, one in enumerate(found.officers)]
    together = found.together
    said = f"{together.direct} of {together.cases} cases came from no interaction, {together.share:.1%}"
    return [*rows, Row(), Row(whole=[(said, "quiet")])]


def _share(key: str, one: DirectShare) -> Row:
    return Row(
        key,
        {
            "name": [(one.officer, "text")],
            "bar": bar(one.direct, one.cases, one.cases, LONG),
            "cases": [(f"{one.share:.0%}", "text")],
            "overdue": [(f"{one.direct} of {one.cases}", "quiet")],
        },
    )
