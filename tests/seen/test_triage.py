"""Triage: the whole queue in a table, its filter, its counts, its acts, and pages read ahead."""

from datetime import date
from typing import Any

import pytest
from textual.strip import Strip

from data.desk import cases, interactions, triage
from data.desk.desk import Desk
from data.desk.opening import open_desk
from data.types.records import CaseRecord
from data.types.stop import Stop
from data.types.triage import Mark, Page, TriageCounts, Wanted
from screens.seat_screen import SeatScreen
from screens.triage import TriageScreen
from tests.builders import Clock, a_case, an_interaction_form, change_case
from tests.seen.conftest import Sit
from tests.seen.kit import NARROW, WIDE, Sitting
from tests.seen.union import Furnished
from tests.steward.files import apply, of
from widgets.row_list import RowList


async def at_triage(lena: Sitting) -> None:
    await lena.at_work()
    await lena.lead("T")
    await lena.until(lambda: lena.place == "triage")
    await lena.until("Open 6")


def the(sitting: Sitting, case: object) -> CaseRecord:
    assert sitting.app.seat.desk is not None
    return cases.read(sitting.app.seat.desk, case)  # type: ignore[arg-type]


async def test_the_table_says_who_what_when_and_whose(sit: Sit, union: Furnished) -> None:
    """Features A5.04, A5.05, A5.06."""
    async with sit(login="lena.vogt", size=(150, 36)) as lena:
        await at_triage(lena)
        assert lena.head.startswith("Triage   6 open")
        assert "when" in lena.line("member  ") and "topic" in lena.line("member  ")
        row = lena.line("Patience Okafor")
        for part in ("3 d late", "Bullying / h", "Kim Tran", "Open", "C-10002"):
            assert part in row
        assert "unclaimed" in lena.line("C-10004")
        assert "follow-up" in lena.line("I-20003")
        await lena.until("Ring HR.")
        await lena.press("f4")
        assert "Ring HR." not in lena.seen
        await lena.press("question_mark")
        await lena.until("C-10002: The nearer day first")
        assert "Urgency 12.0: 3 d late +10.2, priority 3 +1.8" in " ".join(lena.seen.split())


async def test_a_filter_narrows_while_it_is_typed_and_esc_clears_it(sit: Sit, union: Furnished) -> None:
    async with sit(login="lena.vogt") as lena:
        await at_triage(lena)
        await lena.press("slash")
        await lena.type("ow")
        await lena.until("Tab takes owner: who holds it")
        await lena.press("tab")
        await lena.type("sa")
        await lena.until("Tab takes owner:sam.ortiz Sam Ortiz")
        await lena.press("tab")
        await lena.until("Open 1")
        assert lena.one("#filter", type(lena.focused)).value == "owner:sam.ortiz "  # type: ignore[attr-defined]
        await lena.press("enter")
        assert lena.focused.id == "queue"
        assert "C-10005" in lena.row()
        await lena.press("escape")
        await lena.until("Open 6")
        assert "C-10005" in lena.row()  # on its record still
        await lena.press("slash")
        await lena.type("ownr:kim")
        await lena.press("enter")
        await lena.until("There is no field 'ownr'; perhaps owner:kim is meant")
        assert "Open 6" in lena.seen
        await lena.press("ctrl+u")
        await lena.type("title:zebra")
        await lena.until("Nothing fits this filter.")
        await lena.until(lambda: "Who  " not in lena.seen)
        await lena.press("escape")
        await lena.until("Open 6")
        await lena.press("escape")
        await lena.until(lambda: lena.place == "home")
        await lena.lead("T")
        await lena.until("Open 6")  # never carried on


async def test_the_counts_are_filters(sit: Sit, union: Furnished) -> None:
    """Features A5.13."""
    async with sit(login="lena.vogt") as lena:
        await at_triage(lena)
        counts = lena.line("Open 6")
        for said in ("Overdue 1", "Today 1", "Unclaimed 1", "For review 0"):
            assert said in counts
        await lena.press("number_sign")
        await lena.type("6")
        await lena.until("Open 1")
        assert "Filter  unclaimed" in lena.seen
        assert "C-10004" in lena.row()
        await lena.press("number_sign")
        await lena.type("1")
        await lena.until("Open 6")


async def test_limits_set_by_law_are_counted_where_nothing_cuts_them_off(sit: Sit, union: Furnished) -> None:
    async with sit(login="lena.vogt", size=NARROW) as lena:
        await at_triage(lena)
        assert lena.line("Open 6").lstrip().startswith("Open 6  Legal ")


async def test_acts_of_one_key_leave_the_cursor_on_its_record(sit: Sit, union: Furnished) -> None:
    """Features A3.22, A3.13, L9: priority, follow-up, review, status, closing, each taken back by u."""
    async with sit(login="lena.vogt") as lena:
        await at_triage(lena)
        await lena.until("Ring HR.")
        await lena.press("p")
        await lena.type("1")
        await lena.until("Give C-10002 priority 1, ")
        assert the(lena, union["overdue"]).priority == 1
        await lena.until(lambda: "C-10002" in lena.row())
        await lena.press("u")
        await lena.until("C-10002 is as it was.")
        assert the(lena, union["overdue"]).priority == 3
        await lena.press("r")
        await lena.until("C-10002: marked for review.")
        await lena.until("For review 1")
        await lena.press("f", "ctrl+u")
        await lena.type("fri")
        await lena.press("enter")
        await lena.until("Overdue 0")
        await lena.until(lambda: "C-10002" in lena.row() and "in 4 d" in lena.row())
        assert the(lena, union["overdue"]).follow_up_on == date(2026, 11, 27)
        await lena.press("s")
        await lena.type("3")
        await lena.until("C-10002: waiting on member.")
        await lena.press("x")
        await lena.until("Close C-10002 as")
        await lena.type("2")
        await lena.until("Closed, more exactly")
        await lena.press("enter")
        await lena.until("C-10002: closed, shelved. u takes it back.")
        await lena.until("Open 5")
        await lena.press("u")
        await lena.until("Open 6")
        assert the(lena, union["overdue"]).status == "Waiting on member"


async def test_a_status_that_has_them_asks_what_it_is_more_exactly(
    sit: Sit, union: Furnished, union_url: str
) -> None:
    """Features A3.20, B7: under s and x, of one row, of many and of a macro; required it cannot be left out."""
    admin = open_desk(union_url, "ravi.admin", clock=Clock())
    statuses = [
        {"name": "Open", "kind": "open"},
        {"name": "Waiting on member", "kind": "progress", "substatuses": ["Letter sent", "Rang twice"]},
        {"name": "Closed", "kind": "closed", "substatuses": ["Advice only", "Settled"]},
    ]
    macro = {"name": "They have to answer", "deeds": ["status Waiting on member", "priority 2"]}
    apply(admin, of({"office": {"substatus_required": True}, "status": statuses, "macro": [macro]}))
    admin.close()
    async with sit(login="lena.vogt") as lena:
        await at_triage(lena)
        await lena.until("Ring HR.")
        await lena.press("s")
        await lena.type("2")
        await lena.until("Waiting on member, more exactly")
        await lena.press("enter")
        await lena.until("One of these is needed")
        await lena.type("rang")
        await lena.press("enter")
        await lena.until("C-10002: waiting on member, rang twice.")
        assert the(lena, union["overdue"]).substatus == "Rang twice"
        await lena.press("x")
        await lena.until("Close C-10002 as")
        await lena.type("1")
        await lena.until("Closed, more exactly")
        await lena.type("adv")
        await lena.press("enter")
        await lena.until("C-10002: closed, resolved, advice only. u takes it back.")
        await lena.press("u")
        await lena.until("C-10002 is as it was.")
        assert the(lena, union["overdue"]).substatus == "Rang twice"
        await lena.press("V", "semicolon")
        await lena.type("status")
        await lena.press("enter")
        await lena.type("2")
        await lena.until("Waiting on member, more exactly")
        await lena.type("letter")
        await lena.press("enter")
        await lena.until("the status Waiting on member, Letter sent?")
        await lena.type("1")
        await lena.until(" is as it was.")
        assert the(lena, union["overdue"]).substatus == "Letter sent"
        await lena.press("escape", "home")
        await lena.until("Ring HR.")
        await lena.lead("M")
        await lena.type("they")
        await lena.press("enter")
        await lena.until("Waiting on member, more exactly")
        await lena.type("rang")
        await lena.press("enter")
        await lena.until("Run They have to answer on C-10002: done.")
        case = the(lena, union["overdue"])
        assert (case.status, case.substatus, case.priority) == ("Waiting on member", "Rang twice", 2)


async def test_p_on_home_gives_a_priority(sit: Sit, union: Furnished) -> None:
    """Features A3.22."""
    async with sit() as kim:
        await kim.at_work()
        await kim.press("down")
        await kim.until("Ring HR.")
        await kim.press("p")
        await kim.type("2")
        await kim.until("Give C-10002 priority 2, ")
        assert the(kim, union["overdue"]).priority == 2


async def test_space_marks_and_goes_on(sit: Sit, union: Furnished) -> None:
    async with sit(login="lena.vogt") as lena:
        await at_triage(lena)
        await lena.press("space", "space")
        assert "2 marked" in lena.head
        assert len([line for line in lena.lines if line.startswith(" *")]) == 2
        screen = lena.app.screen
        assert screen.picked()[0].number == "C-10002"  # type: ignore[attr-defined]
        await lena.press("escape")
        assert "marked" not in lena.head
        assert lena.place == "triage"


async def test_what_leaves_the_list_is_not_marked_any_more(sit: Sit, union: Furnished) -> None:
    async with sit(login="lena.vogt") as lena:
        await at_triage(lena)
        await lena.press("V")
        await lena.until(lambda: "6 marked" in lena.head)
        await lena.press("slash")
        await lena.type("unclaimed")
        await lena.press("enter")
        await lena.until(lambda: "1 found" in lena.head and "1 marked" in lena.head)


async def test_narrow_the_preview_stands_below(sit: Sit, union: Furnished) -> None:
    """Features B23."""
    async with sit(login="lena.vogt", size=NARROW) as lena:
        await at_triage(lena)
        assert "0051877, financial" not in lena.seen
        await lena.press("f4")
        await lena.until("0051877, financial")
        below = next(at for at, line in enumerate(lena.lines) if "0051877, financial" in line)
        last = max(at for at, line in enumerate(lena.lines) if "C-1000" in line or "I-2000" in line)
        assert below > lena.lines.index(lena.line("Patience Okafor"))
        assert last >= 6 and all(len(line) <= 80 for line in lena.lines)


async def test_pages_are_read_ahead_and_the_cursor_never_jumps(
    sit: Sit, union: Furnished, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key within what is read asks for nothing but the brief, and paints two lines of the list."""
    asked: list[int] = []
    drawn: list[int] = []
    page, draw = triage.page, RowList.render_line

    def asks(at: Desk, wanted: Wanted, after: Mark | None, limit: int, stop: Stop | None) -> Page:
        asked.append(limit)
        return page(at, wanted, after, limit, stop)

    def draws(rows: RowList, y: int) -> Strip:
        drawn.append(y)
        return draw(rows, y)

    monkeypatch.setattr(triage, "page", asks)
    monkeypatch.setattr(RowList, "render_line", draws)
    async with sit(login="lena.vogt", size=WIDE) as lena:
        await lena.at_work()
        assert lena.app.seat.desk is not None
        for _ in range(120):
            a_case(lena.app.seat.desk, union["Rosa"] if "Rosa" in union else union["Lindqvist"])
        await lena.lead("T")
        await lena.until("Open 126")
        rows = lena.focused
        assert isinstance(rows, RowList)
        await lena.until(lambda: len(rows.rows) == 100)
        assert asked == [41, 59], "what the window shows, then the rest of the page"
        await lena.press("V")
        await lena.until("100 marked, as far as the list is read")
        await lena.press("escape")
        assert "Open 126" in lena.seen
        drawn.clear()
        await lena.press("down")
        assert "Open 126" in lena.seen
        assert len(drawn) == 2
        for _ in range(3):
            await lena.press("pagedown")
        before = rows.key
        await lena.until(lambda: len(rows.rows) == 126)
        assert rows.key == before
        await lena.press("end")
        assert rows.cursor == 125
        assert asked == [41, 59, 300]


async def test_the_rows_of_a_filter_are_painted_before_anything_else_is_asked(
    sit: Sit, union: Furnished, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counting looks at every open case: begun before the paint it would take the machine from it."""
    order: list[str] = []
    counts, paint = triage.counts, SeatScreen._compositor_refresh

    def counted(at: Desk, wanted: Wanted, stop: Stop | None) -> TriageCounts:
        order.append(f"counts of {wanted.text}")
        return counts(at, wanted, stop)

    def paints(screen: SeatScreen) -> None:
        if isinstance(screen, TriageScreen) and screen.shown and screen.list in screen._dirty_widgets:
            order.append(f"rows of {screen.shown.text}")
        paint(screen)

    monkeypatch.setattr(triage, "counts", counted)
    monkeypatch.setattr(SeatScreen, "_compositor_refresh", paints)
    async with sit(login="lena.vogt") as lena:
        await at_triage(lena)
        await lena.press("slash")
        await lena.type("unclaimed")
        await lena.until("Open 1")
        assert order.index("rows of unclaimed") < order.index("counts of unclaimed")


async def test_what_is_pressed_right_after_a_filter_or_an_act_is_for_the_rows_that_come(
    sit: Sit, union: Furnished, union_url: str
) -> None:
    desk = open_desk(union_url, "sam.ortiz", clock=Clock())
    for _ in range(2):
        interactions.submit(desk, an_interaction_form(union["Andrea"], follow_up_on=date(2026, 11, 23)))
    desk.close()
    async with sit(login="lena.vogt") as lena:
        await lena.at_work()
        await lena.lead("T")
        await lena.until("Open 8")
        for key in ("slash", *"owner:sam", "enter", "V"):
            lena.app.simulate_key(key)
        await lena.until("3 marked · ; does one thing with them")
        await lena.press("escape", "slash")
        await lena.type(" kind:follow-up")
        for key in ("enter", "x", "x"):
            lena.app.simulate_key(key)
        await lena.until("Open 0")


async def test_a_refused_row_that_the_filter_no_longer_finds_is_told_at_the_end(
    sit: Sit, union: Furnished, union_url: str
) -> None:
    """Features B11: what was not changed never goes unseen."""
    async with sit(login="lena.vogt") as lena:
        await at_triage(lena)
        await lena.press("slash")
        await lena.type("overdue")
        await lena.press("enter", "semicolon")
        await lena.until("Do with C-10002")
        await lena.press("escape")
        await lena.press("escape")
        await lena.press("V")
        await lena.press("semicolon")
        await lena.until("Do with 5 cases and 1 interaction")
        sam = open_desk(union_url, "sam.ortiz", clock=Clock())
        for name in ("overdue", "next"):
            change_case(sam, cases.read(sam, union[name]), follow_up_on=date(2026, 12, 24))
        change_case(sam, cases.read(sam, union["sams"]), status="Closed", close_reason="resolved", priority=1)
        sam.close()
        await lena.type("prio")
        await lena.press("enter")
        await lena.type("2")
        await lena.until("Give 5 cases and 1 interaction priority 2")
        await lena.type("1")
        await lena.until("2 are as they were; why stands under each.")
        await lena.until("C-10005: Sam Ortiz changed Priority too")
        await lena.press("escape")
        await lena.until(lambda: "C-10005" not in lena.seen)


async def test_a_letter_of_the_filter_places_nothing_anew(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    """Textual takes the length of what is typed for a reason to lay out the screen."""
    placed: list[bool] = []
    place = SeatScreen._refresh_layout

    def counted(screen: SeatScreen, *given: Any, **named: Any) -> None:
        placed.append(True)
        place(screen, *given, **named)

    async with sit() as lena:
        await lena.at_work()
        await lena.lead("T")
        await lena.press("slash")
        await lena.type("ov")
        await lena.app.workers.wait_for_complete()
        monkeypatch.setattr(SeatScreen, "_refresh_layout", counted)
        await lena.type("e")
        assert "ove" in lena.line("Filter") and placed == []
