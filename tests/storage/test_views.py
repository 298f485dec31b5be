"""Saved views: whose they are, on which digits, and what is refused (features B10)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import groupby
from uuid import uuid4

import pytest
from sqlalchemy import update

from data.desk import triage, views
from data.desk.desk import Desk
from data.rules.views import line_of
from data.store.store import Store
from data.store.tables import STAFF
from data.types.errors import BadInput, Conflict, Incomplete, NotAllowed, NotFound
from data.types.views import GROUPS, View, ViewForm
from tests.builders import a_case, a_member, staff_id
from widgets.triage import heading_of

DeskFor = Callable[[str], Desk]


def saved(desk: Desk, name: str, **said: object) -> View:
    return views.save(desk, ViewForm(uuid4(), name, **said))  # type: ignore[arg-type]


def names(desk: Desk) -> list[tuple[int, str]]:
    return [(one.digit, one.name) for one in views.listing(desk)]


def test_a_view_is_saved_once_read_back_and_changed(desk: Desk, desk_for: DeskFor) -> None:
    form = ViewForm(uuid4(), " Rosters ", "type:ROS  due<fri", ["Number", "Of 7"], "", "Priority")
    view = views.save(desk, form)
    assert views.save(desk, form) == view
    assert view[1:7] == ("Rosters", "type:ROS due<fri", ("number", "of 7"), "", "priority", False)
    assert (view.digit, view.owner, view.version) == (2, "Kim Tran", 1)
    assert names(desk_for("sam.ortiz")) == [(1, "MSD open")]
    assert views.rename(desk, view.id, "Hours").name == "Hours"
    stale = replace(view.form(), filter="type:LEA")
    with pytest.raises(Conflict):
        views.save(desk, stale)
    assert views.named(desk, "hours").filter == "type:ROS due<fri"
    assert views.named(desk, "2").name == "Hours"
    with pytest.raises(NotFound):
        views.named(desk, "nothing")


def test_what_cannot_be_is_refused_in_words(desk: Desk) -> None:
    saved(desk, "Mine")
    for said, why in (
        ({"name": "mine"}, "you have a view 'Mine' already"),
        ({"name": "msd OPEN"}, "the office has a view"),
        ({"name": "x" * 41}, "longer than 40"),
        ({"name": "A", "columns": ["colour"]}, "'colour', which there is not; there are when"),
        ({"name": "A", "columns": ["when", "When"]}, "named twice"),
        ({"name": "A", "sort": "-age"}, "the order '-age'"),
        (
            {"name": "A", "sort": "age", "group": "state"},
            "headings by state in the order age; they need the order due",
        ),
        ({"name": "A", "filter": "ownr:kim"}, "perhaps owner:kim is meant"),
        ({"name": "A", "group": "weather"}, "the grouping 'weather'"),
    ):
        with pytest.raises(BadInput, match=why):
            saved(desk, **said)
    with pytest.raises(Incomplete):
        saved(desk, "  ")
    assert names(desk) == [(1, "MSD open"), (2, "Mine")]


def test_a_view_for_everybody_is_told_with_its_owner_and_moves_no_digit(
    desk: Desk, desk_for: DeskFor
) -> None:
    sam, lena, jo = desk_for("sam.ortiz"), desk_for("lena.vogt"), desk_for("jo.marsh")
    mine = saved(desk, "Mine")
    theirs = saved(sam, "Appeals", public=True)
    assert names(desk) == [(1, "MSD open"), (2, "Mine"), (0, "Appeals")]
    with pytest.raises(BadInput, match="Sam Ortiz has a view 'Appeals'"):
        saved(desk, "appeals")
    with pytest.raises(NotAllowed, match="Sam Ortiz's"):
        views.rename(desk, theirs.id, "Ours")
    with pytest.raises(NotAllowed, match="Sam Ortiz's"):
        views.remove(desk, theirs.id)
    with pytest.raises(NotAllowed, match="basic access"):
        saved(jo, "Everyone's", public=True)
    with pytest.raises(NotAllowed, match="by whoever saved it"):
        views.save(lena, replace(theirs.form(), public=False))
    assert views.rename(lena, theirs.id, "Appeals now").owner == "Sam Ortiz"
    views.put_on(desk, theirs.id, 1)
    assert names(desk) == [(1, "Appeals now"), (2, "MSD open"), (3, "Mine")]
    assert [one.name for one in views.on_digits(desk)] == ["Appeals now", "MSD open", "Mine"]
    assert names(sam) == [(1, "MSD open"), (2, "Appeals now")]
    views.put_on(desk, theirs.id, 0)
    assert names(desk) == [(1, "MSD open"), (2, "Mine"), (0, "Appeals now")]
    with pytest.raises(BadInput, match="1 to 2"):
        views.put_on(desk, mine.id, 9)


def test_what_is_removed_comes_back_and_the_offices_own_stays(desk: Desk) -> None:
    mine = saved(desk, "Mine")
    views.remove(desk, mine.id)
    assert names(desk) == [(1, "MSD open")]
    views.restore(desk, mine.id)
    assert names(desk) == [(1, "MSD open"), (2, "Mine")]
    views.remove(desk, mine.id)
    saved(desk, "mine")
    with pytest.raises(BadInput, match="already"):
        views.restore(desk, mine.id)
    with pytest.raises(NotFound):
        views.remove(desk, mine.id)
    with pytest.raises(NotAllowed, match="the office's own, which its configuration says"):
        views.remove(desk, views.named(desk, "1").id)


def test_the_view_of_one_who_left_stays_says_so_and_is_taken_over(
    desk: Desk, desk_for: DeskFor, store: Store
) -> None:
    theirs = saved(desk_for("sam.ortiz"), "Appeals", public=True)
    with pytest.raises(NotAllowed, match="who works here"):
        views.take_over(desk, theirs.id)
    with store.loading("test") as connection:
        connection.execute(update(STAFF).where(STAFF.c.id == staff_id("sam.ortiz")).values(active=False))
    assert [(one.owner, one.left) for one in views.listing(desk)] == [("", False), ("Sam Ortiz", True)]
    with pytest.raises(NotAllowed, match="take it over first"):
        views.remove(desk, theirs.id)
    taken = views.take_over(desk, theirs.id)
    assert (taken.owner, taken.left, taken.public, taken.digit) == ("Kim Tran", False, True, 2)


def test_the_view_that_is_shipped_is_read_and_finds_the_cases_of_its_team(desk: Desk, store: Store) -> None:
    """And a page of it stands in the order of its headings, whatever the day of its rows."""
    member, today = a_member(store), desk.today()
    for days in (30, -1, 0, None, 5):
        a_case(
            desk,
            member,
            follow_up_on=today + timedelta(days=days) if days is not None else None,
            target_on=None,
        )
    (view,) = views.listing(desk)
    wanted = triage.read(desk, line_of(view))
    assert wanted.terms and view.name == "MSD open"
    rows = triage.page(desk, wanted).rows
    said = [heading_of(row, today, view.group) for row in rows]
    assert said == ["Overdue", "Today", "Next 7 days", "Later", "No day"]
    for group, sort in GROUPS.items():
        found = triage.page(desk, triage.read(desk, f"sort:{sort}")).rows
        headings = [heading_of(row, today, group) for row in found]
        assert len(list(groupby(headings))) == len(set(headings))
