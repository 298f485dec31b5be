"""Triage: what a filter finds, in which order, page by page, how many, and by how many statements."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event, insert, select, update
from sqlalchemy.engine import Engine

from data.desk import cases, interactions, triage
from data.desk.desk import Desk
from data.repositories import triage_few
from data.steward.seed import list_id
from data.store.store import Store
from data.store.tables import CASE_TAG, CASE_TYPE_OF_CASE, CASE_WATCHER, INTERACTION, SETTING
from data.types.triage import Mark, TriageCounts
from data.types.work import WorkRow
from tests.builders import TODAY, a_case, a_member, an_interaction_form, staff_id, team_id
from tests.storage.test_finding import statements

Queue = dict[str, UUID]
TICKET = "https://desk.example.com/agent/union/tickets/details/270340000012345678"
OTHER_TICKET = "https://desk.example.com/support/union/ShowHomePage.do#Cases/dv/0af9 #4712"


def day(offset: int) -> Any:
    return TODAY + timedelta(days=offset)


@pytest.fixture
def queue(desk: Desk, desk_for: Callable[[str], Desk], store: Store) -> Queue:
    """Twelve rows by name: title of a case, topic of a follow-up."""
    andrea = a_member(store, "Andrea", "Gallagher", number="0048213", employer="St Vincent's Hospital")
    jun = a_member(store, "Jun", "Nguyen", number="0052001", employer="Northern Trams")

    def case(title: str, member: UUID = andrea, **columns: Any) -> UUID:
        return a_case(desk, member, title=title, **{"opened_on": day(-10), **columns})

    made = {
        "late": case("late", follow_up_on=day(-4), priority=2),
        "late urgent": case("late urgent", follow_up_on=day(-4), priority=1),
        "target": case("target", jun, follow_up_on=day(5), target_on=day(0), escalated_at=desk.clock()),
        "today": case("today", jun, follow_up_on=day(0), owner="sam.ortiz", marked_for_review=True),
        "next": case("next", follow_up_on=day(3), status="Waiting on member", team_id=team_id("Industrial")),
        "later": case("later", follow_up_on=day(40), opened_on=day(-400)),
        "no day": case("no day", follow_up_on=None, priority=5),
        "nobody's": case("nobody's", owner=None, follow_up_on=day(0)),
        "limit": case("limit", follow_up_on=day(30), lodge_by=day(5)),
        "no effect": case("no effect", follow_up_on=None, effect_wanted=True),
        "hidden": case("hidden", owner="sam.ortiz", scope=2, follow_up_on=day(-9)),
    }
    with store.loading("test") as connection:
        connection.execute(
            update(CASE_TYPE_OF_CASE)
            .where(CASE_TYPE_OF_CASE.c.case_id == made["late"])
            .values(case_type="DISC")
        )
        connection.execute(
            insert(CASE_TAG).values(case_id=made["late"], tag_id=list_id("tag", "urgent-meeting"))
        )
        connection.execute(insert(CASE_WATCHER).values(case_id=made["next"], officer_id=staff_id("kim.tran")))
    cases.link_ticket(desk, made["later"], f"{TICKET} #4711", "")
    a_case(desk, andrea, title="closed", status="Closed", is_open=False, follow_up_on=day(-1))
    contact = an_interaction_form(jun, related_to="Leave", follow_up_on=day(-2), ticket_url=OTHER_TICKET)
    interactions.submit(desk_for("sam.ortiz"), contact)
    return made


def named(rows: tuple[WorkRow, ...]) -> list[str]:
    return [row.matter for row in rows]


def found(desk: Desk, text: str) -> set[str]:
    wanted = triage.read(desk, text)
    rows = named(triage.page(desk, wanted).rows)
    assert len(rows) == triage.counts(desk, wanted).open
    assert [one.number for one in triage.picked(desk, wanted)] == [
        row.number for row in triage.page(desk, wanted).rows
    ]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(triage_few, "FEW", -1)  # every word leaves many: the queue is read in its order
        assert named(triage.page(desk, wanted).rows) == rows
    return set(rows)


BY_DAY = [
    "limit",
    "no effect",
    "late urgent",
    "late",
    "Leave",
    "nobody's",
    "target",
    "today",
    "next",
    "later",
    "no day",
]


def test_limits_lead_then_the_nearest_day_and_of_one_day_the_more_urgent(desk: Desk, queue: Queue) -> None:
    """Features A5.04."""
    rows = triage.page(desk).rows
    assert [row.matter for row in rows][:5] == BY_DAY[:5]
    assert sorted(row.matter for row in rows[5:8]) == ["nobody's", "target", "today"]
    assert [row.matter for row in rows][8:] == BY_DAY[8:]
    points = [row.urgency.points for row in rows[5:8]]
    assert points == sorted(points, reverse=True)
    row = next(row for row in rows if row.matter == "late")
    assert (row.topic, row.status, row.owner, row.priority) == (
        "Disciplinary / performance",
        "Open",
        "Kim Tran",
        2,
    )
    assert (row.follow_up_on, row.opened_on, row.complete) == (day(-4), day(-10), 6)
    follow_up = next(row for row in rows if row.record == "interaction")
    assert (follow_up.topic, follow_up.owner, follow_up.opened_on) == ("Leave", "Sam Ortiz", day(0))


def test_pages_join_without_a_gap_or_a_row_twice(desk: Desk, queue: Queue) -> None:
    for text in ("", "sort:urgency", "sort:priority", "sort:age", "sort:number"):
        wanted = triage.read(desk, text)
        whole = [row.number for row in triage.page(desk, wanted).rows]
        for size in (1, 3):
            seen: list[str] = []
            after: Mark | None = None
            while True:
                page = triage.page(desk, wanted, after, size)
                assert len(page.rows) <= size
                seen += [row.number for row in page.rows]
                after = page.after
                if after is None:
                    break
            assert seen == whole, text
        assert len(whole) == 11, text


def test_other_orders(desk: Desk, queue: Queue) -> None:
    rows = triage.page(desk, triage.read(desk, "sort:urgency")).rows
    assert [row.urgency.points for row in rows] == sorted((row.urgency.points for row in rows), reverse=True)
    assert named(triage.page(desk, triage.read(desk, "sort:age")).rows)[0] == "later"
    assert named(triage.page(desk, triage.read(desk, "sort:priority")).rows)[0] == "late urgent"


FOUND_BY: dict[str, set[str]] = {
    "overdue": {"late", "late urgent", "Leave"},
    "today": {"target", "today", "nobody's"},
    "next": {"next"},
    "overdue -priority:1": {"late", "Leave"},
    "unclaimed": {"nobody's"},
    "-assigned": {"nobody's"},
    "owner:none": {"nobody's"},
    "owner:sam": {"today", "Leave"},
    "mine overdue": {"late", "late urgent"},
    "escalated": {"target"},
    "review": {"today"},
    "legal": {"limit", "no effect"},
    "confidential": set(),
    "waiting": {"next"},
    "status:waiting": {"next"},
    "watched": {"next"},
    "team:industrial": {"next"},
    "type:DISC": {"late"},
    "related:disciplinary": {"late"},
    "related:leave": {"Leave"},
    "tag:urgent-meeting": {"late"},
    "kind:follow-up": {"Leave"},
    "priority<=2": {"late", "late urgent"},
    "priority:5": {"no day"},
    'employer:"st vincent" overdue': {"late", "late urgent"},
    "employer:trams": {"target", "today", "Leave"},
    "member:nguyen today": {"target", "today"},
    "member:0052001 today": {"target", "today"},
    "nguyen overdue": {"Leave"},
    '"jun nguyen" review': {"today"},
    "urgent": {"late urgent"},
    "title:late": {"late", "late urgent", "later"},
    "-kind:case": {"Leave"},
    "due:any today": {"target", "today", "nobody's"},
    "due<tomorrow -kind:follow-up": {"target"},
    "follow-up:today": {"today", "nobody's"},
    "follow-up:none": {"no day", "no effect"},
    "lodge<+7d": {"limit"},
    "opened<-30d": {"later"},
    "-overdue -today -next -legal": {"later", "no day"},
    "ticket:4711": {"later"},
    "ticket:270340000012345678": {"later"},
    f"ticket:{TICKET}": {"later"},
    "ticket:#4711,0af9": {"later", "Leave"},
    "ticket:any": {"later", "Leave"},
    "ticket:none overdue": {"late", "late urgent"},
    "-ticket:4711 opened<-30d": set(),
    "ticket:4713": set(),
    "100%": set(),
}


def test_a_filter_finds(desk: Desk, queue: Queue) -> None:
    assert {text: found(desk, text) for text in FOUND_BY} == FOUND_BY


def test_a_number_finds_its_record(desk: Desk, queue: Queue) -> None:
    (row,) = triage.page(desk, triage.read(desk, "overdue kind:follow-up")).rows
    assert found(desk, row.number) == {"Leave"}
    first = next(row for row in triage.page(desk).rows if row.matter == "late")
    assert found(desk, first.number.lower()) == {"late"}


def test_counts_are_of_all_the_filter_finds(
    desk: Desk, desk_for: Callable[[str], Desk], queue: Queue
) -> None:
    """Features A5.13; what an officer may not see is not counted for her."""
    assert triage.counts(desk) == TriageCounts(11, 3, 3, 1, 1, 1, 1, 2)
    assert triage.counts(desk_for("ravi.admin")) == TriageCounts(12, 4, 3, 1, 1, 1, 1, 2)
    assert "hidden" not in named(triage.page(desk).rows)
    assert triage.counts(desk, triage.read(desk, "owner:sam")) == TriageCounts(2, 1, 1, review=1)
    assert triage.counts(desk, triage.read(desk, "title:zebra")) == TriageCounts()


def test_a_limit_set_by_law_opens_no_case_that_may_not_be_seen(
    desk: Desk, desk_for: Callable[[str], Desk], queue: Queue
) -> None:
    ravi = desk_for("ravi.admin")
    for title, columns in (
        ("hidden limit", {"lodge_by": day(2)}),
        ("hidden effect", {"effect_wanted": True}),
    ):
        a_case(
            desk,
            cases.read(desk, queue["late"]).member_id,
            title=title,
            owner="sam.ortiz",
            scope=2,
            **columns,
        )
    for text in ("", "legal", "sort:urgency"):
        wanted = triage.read(desk, text)
        assert not any(name.startswith("hidden") for name in named(triage.page(desk, wanted).rows)), text
        theirs = named(triage.page(ravi, triage.read(ravi, text)).rows)
        assert {"hidden limit", "hidden effect"} <= set(theirs), text
    assert triage.counts(desk).legal == 2


def test_the_urgency_of_the_store_is_that_of_the_rule(desk: Desk, store: Store) -> None:
    """The SQL twin comes to the same thousandths (features B26)."""
    member = a_member(store)
    cases: tuple[tuple[int | None, int, int, dict[str, Any]], ...] = (
        (-30, 3, 1, {}),
        (-7, 800, 2, {"owner": None}),
        (-3, 40, 3, {"status": "Waiting on employer"}),
        (0, 0, 4, {"marked_for_review": True}),
        (4, 364, 5, {"lodge_by": day(2)}),
        (13, 366, 3, {"escalated_at": desk.clock()}),
        (60, 7, 3, {"effect_wanted": True}),
        (None, 1, 2, {}),
    )
    for at, (offset, age, priority, columns) in enumerate(cases):
        columns = {"follow_up_on": day(offset) if offset is not None else None, **columns}
        a_case(desk, member, title=f"no {at}", opened_on=day(-age), priority=priority, **columns)
    interactions.submit(desk, an_interaction_form(member, follow_up_on=day(-1)))
    read = triage.read(desk, "sort:urgency")
    marks = []
    after: Mark | None = None
    while True:
        page = triage.page(desk, read, after, 1)
        marks.append((page.rows[0].urgency.points, -page.after.place[0] if page.after else None))  # type: ignore[operator]
        after = page.after
        if after is None:
            break
    assert len(marks) == 9
    assert [ours for ours, _ in marks[:-1]] == [stored for _, stored in marks[:-1]]


def test_the_office_weighs_as_it_likes(desk: Desk, store: Store) -> None:
    """Features B26: the weights are those of the configuration, from the next page on."""
    a_case(desk, a_member(store), owner=None, follow_up_on=None, target_on=None, opened_on=TODAY, priority=5)
    assert triage.page(desk).rows[0].urgency.points == 4000
    with store.loading("test") as connection:
        connection.execute(
            update(SETTING).where(SETTING.c.key == "urgency").values(value='{"unclaimed": 1.5}')
        )
    (row,) = triage.page(desk).rows
    assert row.urgency == (1500, (("unclaimed", 1500),))


@pytest.mark.parametrize(
    ("text", "most"), [("", 2), ("mine overdue", 2), ("type:UFD", 3), ("late", 3), ("sort:priority", 1)]
)
def test_a_page_is_two_statements_and_its_counts_one_however_many_there_are(
    desk: Desk, store: Store, text: str, most: int
) -> None:
    """What has a day, then what has none where there is room; before them what a word leaves few of.

    The weights come with the rows: they are asked for by nothing.
    """
    member, wanted = a_member(store), triage.read(desk, text)
    begins = store.kind == "sqlite"
    a_case(desk, member, follow_up_on=day(-1))
    triage.page(desk)
    for _ in range(3):
        a_case(desk, member, title="late", follow_up_on=day(-1))
        with statements() as sent:
            triage.page(desk, wanted, None, 1)
        assert len(sent) - begins <= most
        with statements() as sent:
            triage.counts(desk)
        assert len(sent) - begins <= 1


def test_how_complete_a_case_is_says_the_store_as_the_rule_does(desk: Desk, queue: Queue) -> None:
    """Features A2.07: the SQL twin counts as the list of cases does."""
    a_case(
        desk, cases.read(desk, queue["late"]).member_id, title="blank", next_steps=" \n", follow_up_on=None
    )
    counted = {line.reference: line.complete for line in cases.listing(desk, mine=False, limit=99)}
    shown = [row for row in triage.page(desk).rows if row.record == "case"]
    assert {row.complete for row in shown} >= {4, 5, 6}
    assert [row.complete for row in shown] == [counted[int(row.number[2:])] for row in shown]


ORDERS = {
    "": "ix_case_placed",
    "overdue": "ix_case_placed",
    "mine": "ix_case_owner",
    "owner:sam": "ix_case_owner",
    "unclaimed": "ix_case_owner",
    "sort:priority": "ix_case_priority",
    "sort:age": "ix_case_opened",
    "sort:number": "ix_case_number",
}


def test_an_index_gives_each_order(desk: Desk, queue: Queue) -> None:
    """No page sorts the queue; what is sorted are the rows of one day."""
    if desk.store.kind == "postgres":
        settings(desk, "enable_seqscan", "enable_bitmapscan", "enable_sort")
        with desk.store.loading("test") as connection:
            connection.exec_driver_sql("ANALYZE")  # else what the server happened to count decides
    for text, index in ORDERS.items():
        assert any(index in step for step in plan_of(desk, text)), text


def test_open_follow_ups_are_read_in_their_order_among_all_contacts(desk: Desk, store: Store) -> None:
    """However many contacts there were and however many are followed up, of which hardly any column says anything."""
    interactions.submit(desk, an_interaction_form(a_member(store), follow_up_on=TODAY))
    with store.loading("test") as connection:
        row = connection.execute(select(INTERACTION)).mappings().one()
        none = {"follow_up_on": None, "follow_up_officer_id": None}
        more = [
            {**row, **({} if at % 20 == 0 else {"follow_up_officer_id": staff_id("sam.ortiz")})}
            | {"id": UUID(int=at), "reference": 5_000_000 + at, **(none if at % 10 else {})}
            for at in range(1, 6000)
        ]
        connection.execute(insert(INTERACTION), more)
    store.weigh()
    steps = plan_of(desk, "kind:follow-up")
    index = next(step for step in steps if "ix_interaction_open_follow_up" in step)
    if desk.store.kind == "postgres":
        # Thought to be two or three, they were all read and sorted.
        assert int(re.findall(r"rows=(\d+)", index)[0]) >= 60
    assert len(triage.page(desk, triage.read(desk, "kind:follow-up mine"), None, 1000).rows) == 300


def settings(desk: Desk, *off: str) -> None:
    """Of few rows Postgres would read and sort all; what is asked is whether it could do otherwise."""

    @event.listens_for(desk.store._pools.reads, "connect")
    def switched(connection: Any, _record: object) -> None:
        for name in off:
            connection.execute(f"SET {name} = off")
        connection.commit()

    desk.store._pools.reads.dispose()


def test_every_statement_uses_indexes(desk: Desk, queue: Queue) -> None:
    if desk.store.kind == "postgres":
        settings(desk, "enable_seqscan")
    plain = plan_of(desk, "")
    steps = [*plain, *plan_of(desk, 'employer:"st vincent" nguyen type:UFD tag:media -watched related:leave'),
             *plan_of(desk, 'ticket:4711 overdue'),
             *plan_of(desk, "sort:urgency owner:kim team:msd waiting due<fri")]  # fmt: skip
    assert len(steps) > 30
    large = ("case_record", "interaction", "member", "member_name", "member_workplace", "case_assignee", "holder",
             "case_case_type", "case_tag", "note", "contact", "typed", "job", "workplace_word", "limited")  # fmt: skip
    scans = [
        step
        for step in steps
        if re.match(rf"(->\s+)?(SCAN|Seq Scan on) ({'|'.join(large)})\b", step) and "USING" not in step
    ]
    assert scans == []
    if desk.store.kind == "postgres":
        return  # of so few rows it takes whichever index
    assert any("ix_case_placed" in step for step in plain)
    assert any("ix_interaction_open_follow_up" in step for step in plain)


def plan_of(desk: Desk, text: str) -> list[str]:
    """The steps by which the store answers page and counts."""
    steps: list[str] = []
    wanted = triage.read(desk, text)

    def explain(connection: object, cursor: Any, statement: str, values: Any, *_r: object) -> None:
        if statement.startswith(("SELECT", "WITH")):
            word = "EXPLAIN QUERY PLAN" if desk.store.kind == "sqlite" else "EXPLAIN"
            plan = cursor.connection.execute(f"{word} {statement}", values)
            steps.extend(row[3] if desk.store.kind == "sqlite" else row[0].strip() for row in plan)

    event.listen(Engine, "before_cursor_execute", explain)
    try:
        triage.page(desk, wanted, None, 2)
        triage.counts(desk, wanted)
    finally:
        event.remove(Engine, "before_cursor_execute", explain)
    return steps
