"""Saved views: what a view writes into the filter line, its headings and its columns (features B10)."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from data.rules.filter_fields import SORTS
from data.rules.filters import parse
from data.rules.views import line_of
from data.types.triage import Known
from data.types.views import COLUMNS, GROUPS, View
from data.types.work import WorkGroup, WorkKind, WorkRow
from widgets.triage import TRIAGE, columns_of, heading_of, triage_rows

TODAY = date(2026, 11, 23)


def a_view(text: str = "", sort: str = "", group: str = "", columns: tuple[str, ...] = ()) -> View:
    return View(UUID(int=1), "A", text, columns, sort, group, public=False, owner_id=None, owner="")


def a_row(day: int | None, priority: int = 3, group: WorkGroup = WorkGroup.MINE) -> WorkRow:
    on = None if day is None else TODAY + timedelta(days=day)
    return WorkRow(
        group, WorkKind.OPEN, on, "case", UUID(int=1), "C-1", UUID(int=2), "Jun", "Pay", "", priority
    )


@pytest.mark.parametrize(
    ("view", "line"),
    [
        (a_view("overdue"), "overdue"),
        (a_view("overdue", "age"), "overdue sort:age"),
        (a_view("overdue", "due"), "overdue"),
        (a_view("sort:age mine", "due"), "sort:age mine sort:due"),
        (a_view("mine sort:age", "age"), "mine sort:age"),
        (a_view("mine", group="priority"), "mine sort:priority"),
        (a_view("", group="state"), ""),
        (a_view("", "number"), "sort:number"),
    ],
)
def test_a_view_is_one_line_of_the_filter_with_its_order(view: View, line: str) -> None:
    assert line_of(view) == line
    wanted = view.sort or GROUPS.get(view.group, "due")
    assert parse(line, Known(TODAY)).sort == wanted


def test_its_words_are_those_of_triage() -> None:
    assert tuple(column.name for column in TRIAGE) == COLUMNS
    assert set(GROUPS.values()) <= set(SORTS)
    assert columns_of(()) == TRIAGE
    assert [one.name for one in columns_of(("age", "topic"))] == ["member", "topic", "age", "number"]
    assert [one.name for one in columns_of(("age",)) if one.grow] == ["member"]


def test_headings_stand_where_they_change_and_go_on_over_pages() -> None:
    days = (
        a_row(-2, group=WorkGroup.LEGAL),
        a_row(-1),
        a_row(0, group=WorkGroup.UNCLAIMED),
        a_row(7),
        a_row(8),
        a_row(None),
    )
    said = ["Legal deadline", "Overdue", "Today", "Next 7 days", "Later", "No day"]
    assert [heading_of(row, TODAY, "state") for row in days] == said
    assert [row.whole[0][0] for row in triage_rows(days, TODAY, "state") if row.whole] == said
    more = triage_rows((a_row(-1), a_row(0)), TODAY, "state", "Overdue")
    assert [bool(row.key) for row in more] == [True, False, False, True]
    assert [bool(row.key) for row in triage_rows(days, TODAY)] == [True] * 6
    levels = triage_rows((a_row(1, 1), a_row(0, 2), a_row(None, 2)), TODAY, "priority")
    assert [row.whole[0][0] for row in levels if row.whole] == ["Priority 1", "Priority 2"]
