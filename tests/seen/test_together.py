"""Two officers at one Postgres: what one does the other sees, and nothing moves under her hands."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import update

from casetui import company
from data.desk import cases, sharing, together
from data.desk.desk import Desk
from data.desk.opening import open_desk
from data.store.tables import STAFF
from data.types.staff import Assignee
from data.types.together import Doing, Spot
from screens import hearing
from tests.builders import Clock, change_case
from tests.seen.kit import WIDE, Sitting, program, running
from tests.seen.union import Furnished, furnish
from widgets.note_editor import SectionText
from widgets.row_list import RowList

Open = Callable[[], AbstractAsyncContextManager[Sitting]]


@pytest.fixture
def office(postgres_url: str) -> tuple[str, Furnished]:
    """A furnished Postgres store, and the ids in it."""
    return postgres_url, furnish(postgres_url)


@pytest.fixture
def together_at(
    office: tuple[str, Furnished], tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> Open:
    """Kim's program, which listens from the start."""
    monkeypatch.setattr(company, "BEGIN_S", 0.01)
    monkeypatch.setattr(company, "LOOK_S", 0.05)
    monkeypatch.setattr(hearing, "REST_S", 0.05)

    @asynccontextmanager
    async def opened() -> AsyncIterator[Sitting]:
        async with running(program(office[0], tmp_path, clock), clock, WIDE) as kim:
            await kim.at_work()
            # Everything may have changed until the server hears her: only then does she hear what is done next.
            await kim.until(lambda: kim.app.company._thread is not None)
            await kim.until(lambda: kim.app.company._asked_at > 0)
            yield kim

    return opened


@pytest.fixture
def sam(office: tuple[str, Furnished], clock: Clock) -> Iterator[Desk]:
    """Sam's desk."""
    at = open_desk(office[0], "sam.ortiz", clock=clock)
    yield at
    at.close()


@pytest.fixture
def union(office: tuple[str, Furnished]) -> Furnished:
    return office[1]


async def the_case(kim: Sitting) -> None:
    await kim.press("down", "enter")
    await kim.until("Ring HR.")
    await kim.until(lambda: isinstance(kim.app.focused, SectionText))


async def test_what_is_typed_stays_while_a_colleague_changes_the_case_and_is_seen(
    together_at: Open, sam: Desk, union: Furnished
) -> None:
    async with together_at() as kim:
        await the_case(kim)
        editor = kim.focused
        assert isinstance(editor, SectionText)
        await kim.type(" Mine.")
        before = (editor.text, editor.cursor_location)
        case = cases.read(sam, union["overdue"])
        change_case(sam, case, next_steps="Sam rings HR.", title="Sam's title")
        together.beat(sam, sam.new_id(), Spot("case", case.id, Doing.EDITING), changed=True)
        await kim.until("Sam's title")
        await kim.until("Sam is typing here")
        assert "Next steps changed meanwhile: ctrl+g ," in kim.head
        assert (editor.text, editor.cursor_location) == before and kim.focused is editor
        assert kim.status == "" or "Someone" not in kim.status
        await kim.type(" More.")
        await kim.lead(",")
        await kim.until("Someone changed Next steps too")
        assert "Sam rings HR." in kim.seen and "Mine. More." in kim.seen
        await kim.lead("2")
        await kim.until("Next steps: theirs.")
        assert kim.app.seat.desk is not None
        # She is seen herself: typing, by those who may see the case.
        await kim.until(lambda: [one.what for one in together.others(sam, sam.new_id())] == [Doing.EDITING])


async def test_a_list_follows_and_its_cursor_stays_on_its_record_and_line(
    together_at: Open, sam: Desk, union: Furnished
) -> None:
    async with together_at() as kim:
        await kim.press("down", "down")
        rows = kim.focused
        assert isinstance(rows, RowList)
        under, line = rows.key, rows.cursor - rows.top
        overdue = cases.read(sam, union["overdue"])
        together.beat(sam, sam.new_id(), Spot("case", overdue.id), changed=True)
        await kim.until(lambda: any(text.lstrip("▌ ").startswith("+") for text in kim.lines))
        change_case(sam, overdue, title="Sam's title")
        await kim.until("Sam's title")
        assert (rows.key, rows.cursor - rows.top) == (under, line)
        # The record under the cursor leaves the list: its row stays until the officer does something.
        await kim.press("up")
        assert rows.key.endswith(str(overdue.id))
        await kim.pilot.pause()
        painted = 0
        refresh = RowList.refresh

        def counted(self: RowList, *regions: object, **more: object) -> object:
            nonlocal painted
            painted += self is rows
            return refresh(self, *regions, **more)  # type: ignore[arg-type]

        RowList.refresh = counted  # type: ignore[method-assign, assignment]
        try:
            change_case(sam, cases.read(sam, overdue.id), assignees=[Assignee(officer_id=sam.officer.id)])
            await kim.until("Overdue 0")
        finally:
            RowList.refresh = refresh  # type: ignore[method-assign]
        assert rows.key.endswith(str(overdue.id))
        assert 1 <= painted <= 4


async def test_while_something_is_asked_nothing_is_read_again(
    together_at: Open, sam: Desk, union: Furnished
) -> None:
    async with together_at() as kim:
        await the_case(kim)
        await kim.lead("d")
        await kim.until("Details")
        await kim.lead("T")
        await kim.until("Due of C-10002")
        change_case(sam, cases.read(sam, union["overdue"]), title="Sam's title")
        screen = kim.app.screen
        await kim.until(lambda: bool(getattr(screen, "_news", None)))
        assert "Sam's title" not in kim.seen
        await kim.press("escape")
        await kim.until("Sam's title")


async def test_a_shared_draft_is_taken_up_by_a_colleague_and_leaves_this_machine(
    together_at: Open, sam: Desk, union: Furnished
) -> None:
    async with together_at() as kim:
        await the_case(kim)
        await kim.lead("o")
        await kim.until("Note on C-10002")
        await kim.type("Half written.")
        await kim.lead("-")
        await kim.until("Drafts   on this machine")
        await kim.press("S")
        await kim.until("Share this draft with")
        await kim.press("enter")
        await kim.until("Shared. It stays here until somebody takes it up")
        (one,) = sharing.listing(sam)
        assert (one.by, len(kim.app.seat.drafts.listing())) == ("Kim Tran", 1)
        # Its screen is open below: what Kim goes on typing there would be lost with it.
        await kim.press("escape")
        await kim.press("escape")
        await kim.until(lambda: kim.place == "case")
        form = sharing.take(sam, one.id)
        assert form.sections[0].body == "Half written."
        await kim.until("Sam Ortiz took up your shared draft about Patience Okafor")
        assert kim.app.seat.drafts.listing() == ()
        # The other way round: Sam shares, Kim takes it up by Enter.
        sharing.share(sam, form, kim.app.seat.desk.officer.id if kim.app.seat.desk else None)
        await kim.lead("-")
        await kim.until("Shared by colleagues")
        await kim.press("home", "enter")
        await kim.until("Half written.")
        assert kim.place == "call" and sharing.listing(sam)[0].taken_name == "Kim Tran"


async def test_who_is_here_is_a_list_and_enter_goes_there(
    together_at: Open, sam: Desk, union: Furnished
) -> None:
    async with together_at() as kim:
        together.beat(sam, sam.new_id(), Spot("case", union["overdue"], Doing.EDITING), changed=True)
        await kim.lead("&")
        await kim.until("Sam Ortiz")
        assert "typing" in kim.line("Sam Ortiz") and "C-10002" in kim.line("Sam Ortiz")
        await kim.press("enter")
        await kim.until("Ring HR.")


async def test_a_record_looked_at_before_says_that_it_changed_until_it_is_looked_at_again(
    together_at: Open, sam: Desk, union: Furnished
) -> None:
    async with together_at() as kim:
        await the_case(kim)
        await kim.press("f9")
        await kim.until(lambda: kim.place == "home")
        await kim.press("f8")
        await kim.until("Looked at last")
        assert "● changed" not in kim.seen
        change_case(sam, cases.read(sam, union["overdue"]), title="Sam's title")
        await kim.until("● changed")
        assert "C-10002" in kim.line("● changed")
        await kim.press("1")
        await kim.until("Sam's title")
        await kim.press("escape")
        await kim.until("Looked at last")
        assert "● changed" not in kim.seen


async def test_who_is_switched_off_while_typing_keeps_the_draft_and_sees_nothing_more(
    together_at: Open, sam: Desk, union: Furnished
) -> None:
    async with together_at() as kim:
        await the_case(kim)
        await kim.type(" Mine.")
        with sam.store.deriving() as connection:
            connection.execute(update(STAFF).where(STAFF.c.login == "kim.tran").values(active=False))
        await kim.press("ctrl+s")
        await kim.until("Your login was switched off")
        assert "What you typed is kept as a draft on this machine. Ask an administrator." in kim.seen
        for keys in (("escape",), ("f9",), ("f2",), ("f8",)):
            await kim.press(*keys)
            assert kim.place == "closed" and "HR" not in kim.seen
        (draft,) = kim.app.seat.drafts.listing()
        assert draft.form.sections[-1].body.endswith("Mine.")
