"""The list: a cursor that skips headings, stays on its record and repaints no more than it must."""

import gc
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.pilot import Pilot
from textual.strip import Strip

from widgets.look import textual_themes
from widgets.row_list import Column, Row, RowList, fit

COLUMNS = (Column("when", 6, 1), Column("member", 12, grow=True), Column("number", 7, 2))


class OneList(App[None]):
    """A list and nothing else."""

    CSS = "RowList { height: 6; }"

    def __init__(self) -> None:
        super().__init__()
        for theme in textual_themes():
            self.register_theme(theme)
        self.theme = "dark"
        self.rows = RowList(COLUMNS, empty="nothing here")

    def compose(self) -> ComposeResult:
        yield self.rows


def row(name: str) -> Row:
    return Row(f"member/{name}", {"member": [(name, "text")], "number": [("I-1", "quiet")]})


def head(text: str) -> Row:
    return Row(whole=[(text, "strong")])


MANY = [head("One"), row("a"), row("b"), Row(), head("Two"), row("c"), *map(row, "defghij")]


@asynccontextmanager
async def a_list(rows: Iterable[Row] = MANY) -> AsyncIterator[tuple[RowList, Pilot[None]]]:
    """The list with these rows, and the keyboard in it."""
    app = OneList()
    async with app.run_test(size=(40, 10)) as pilot:
        app.rows.show(tuple(rows))
        app.rows.focus()
        await pilot.pause()
        yield app.rows, pilot


def window(rows: RowList) -> list[str]:
    """What the list shows, line by line."""
    return [rows.render_line(y).text.strip(" ▌") for y in range(rows.size.height)]


async def test_the_cursor_begins_on_the_first_row_and_skips_headings() -> None:
    async with a_list() as (rows, pilot):
        assert rows.key == "member/a"
        await pilot.press("down", "down")
        assert rows.key == "member/c"
        await pilot.press("up")
        assert rows.key == "member/b"


async def test_it_stops_at_both_ends() -> None:
    async with a_list() as (rows, pilot):
        await pilot.press("up")
        assert rows.key == "member/a"
        await pilot.press("end", "down")
        assert rows.key == "member/j"


async def test_the_window_follows_the_cursor_and_the_first_heading_comes_back() -> None:
    async with a_list() as (rows, pilot):
        await pilot.press("end")
        assert window(rows)[-1].startswith("j")
        await pilot.press("home")
        assert window(rows)[0] == "One"


async def test_a_page_is_a_window_and_lands_on_a_row() -> None:
    async with a_list() as (rows, pilot):
        await pilot.press("pagedown")
        assert rows.key == "member/d"
        await pilot.press("pageup")
        assert rows.key == "member/a"


async def test_a_refresh_keeps_the_cursor_on_its_record() -> None:
    async with a_list() as (rows, pilot):
        await pilot.press("down")
        rows.show([head("New"), row("z"), row("y"), row("b"), row("a")])
        assert rows.key == "member/b"


async def test_a_record_that_is_gone_leaves_the_cursor_near_its_place() -> None:
    async with a_list([row("a"), row("b"), row("c")]) as (rows, pilot):
        await pilot.press("down")
        rows.show([row("a"), row("c")])
        assert rows.key in ("member/a", "member/c")


async def test_other_rows_begin_at_the_first() -> None:
    async with a_list() as (rows, pilot):
        await pilot.press("end")
        rows.show([row("x"), row("y")], keep=False)
        assert rows.key == "member/x"


async def test_without_rows_it_says_so_and_nothing_is_opened() -> None:
    async with a_list([]) as (rows, pilot):
        await pilot.press("down", "enter", "end", "pageup")
        assert rows.key == ""
        assert window(rows)[0] == "nothing here"


async def test_moving_within_the_window_repaints_two_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    async with a_list() as (rows, pilot):
        painted: list[Region] = []
        whole = rows.refresh

        def counted(*regions: Region, **kept: bool) -> RowList:
            painted.extend(regions or [Region(0, 0, *rows.size)])
            whole(*regions, **kept)
            return rows

        monkeypatch.setattr(rows, "refresh", counted)
        await pilot.press("down")
        assert [(region.y, region.height) for region in painted] == [(1, 1), (2, 1)]


async def test_one_click_moves_and_two_open() -> None:
    async with a_list() as (rows, pilot):
        opened: list[str] = []
        rows.on_row_list_opened = lambda event: opened.append(event.key)  # type: ignore[attr-defined]
        await pilot.click(rows, offset=(5, 2))
        assert rows.key == "member/b"
        await pilot.click(rows, offset=(5, 3))
        assert rows.key == "member/b"


async def test_lines_that_were_drawn_leave_nothing_to_the_collector() -> None:
    """Of those gone past; else a key in ten waits for it. What is put behind the others moves nothing."""
    async with a_list() as (rows, pilot):
        rows.add([row(f"more {at}") for at in range(40)])
        assert (rows.key, len(rows.rows)) == ("member/a", len(MANY) + 40)
        gc.collect()
        gc.set_debug(gc.DEBUG_SAVEALL)
        try:
            for _ in range(8):
                await pilot.press("pagedown")
                rows.screen._compositor.render_strips()
            assert "more" in rows.key
            gc.collect()
            # Of this list: an app that another test left may be collected meanwhile.
            left = [
                one for one in gc.garbage if isinstance(one, Strip) and one.cell_length == rows.size.width
            ]
        finally:
            gc.set_debug(0)
            gc.garbage.clear()
        assert left == []


@pytest.mark.parametrize(
    ("width", "kept"),
    [
        (60, ["when", "member", "number"]),
        (29, ["when", "member", "number"]),
        (28, ["when", "member"]),
        (19, ["member"]),
    ],
)
def test_columns_drop_by_rank_and_the_first_stays(width: int, kept: list[str]) -> None:
    assert [column.name for column, _ in fit(COLUMNS, width)] == kept


def test_the_growing_column_takes_what_is_left() -> None:
    assert [room for _, room in fit(COLUMNS, 60)] == [6, 43, 7]


@pytest.mark.parametrize(
    ("at_the_list", "seen"),
    [(True, ["new", "a", "b"]), (False, ["One", "new", "a"])],
)
async def test_what_arrives_above_the_cursor_moves_no_line_unless_the_keyboard_is_elsewhere(
    at_the_list: bool, seen: list[str]
) -> None:
    async with a_list() as (rows, pilot):
        if not at_the_list:
            rows.screen.set_focus(None)
            await pilot.pause()
        rows.gentle = True
        rows.show((MANY[0], row("new"), *MANY[1:]))
        await pilot.pause()
        assert rows.key == "member/a"
        assert [line.split()[0] for line in window(rows)[:3]] == seen
