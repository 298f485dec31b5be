"""Screens made before they are asked for: they hold nobody's words, and look like those that are made on the spot."""

from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any
from uuid import UUID

import pytest
from textual._compositor import Compositor, LayoutUpdate, ReflowResult
from textual.geometry import Size
from textual.widget import Widget

from casetui import garbage, spares
from casetui.app import CaseTuiApp
from data.desk import cases, documents, tasks
from data.desk.desk import Desk
from data.desk.opening import open_desk
from data.types.calls import Ring
from data.types.case_edits import CaseEdit
from data.types.documents import Attachment
from data.types.forms import InteractionForm
from data.types.notes import Section
from data.types.records import CaseRecord
from data.types.stop import Stop
from screens import held_paint
from screens.case import CaseScreen
from tests.builders import Clock, a_case
from tests.seen.conftest import Sit
from tests.seen.kit import NARROW, Sitting, paints
from tests.seen.test_call import section_with_caret
from tests.seen.union import Furnished
from widgets.going import Go


async def standing_by(kim: Sitting) -> tuple[Widget, Widget]:
    """The call and the member that are made when the keyboard rests, after them the case."""
    made = kim.app.spares
    await kim.until(lambda: made.ready)
    return made.standing["call"], made.standing["member"]


async def case_standing_by(kim: Sitting) -> Widget:
    """The case that is made last."""
    await standing_by(kim)
    return kim.app.spares.standing["case"]


async def test_a_note_begins_on_the_screen_that_stood_by_and_the_next_on_another(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        first, _ = await standing_by(kim)
        await kim.press("f3")
        assert kim.app.screen is first
        assert section_with_caret(kim) == "Background"
        await kim.type("Words of the first.")
        await kim.press("f8")
        await kim.until("Parked: ")
        second, _ = await standing_by(kim)
        assert second is not first
        await kim.press("f3")
        assert kim.app.screen is second
        assert "Words of the first." not in kim.seen
        await kim.type("Words of the second.")
        await kim.press("f8", "f8")
        bodies = [draft.form.sections[0].body for draft in kim.app.seat.drafts.listing()]
        assert sorted(bodies) == ["Words of the first.", "Words of the second."]


async def test_what_stood_by_is_painted_without_being_placed_again(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    placed: list[Widget] = []
    reflow = Compositor.reflow

    def counted(compositor: Compositor, root: Widget, size: Size) -> ReflowResult:
        placed.append(root)
        return reflow(compositor, root, size)

    async with sit() as kim:
        await kim.at_work()
        spare, _ = await standing_by(kim)
        monkeypatch.setattr(spares, "COLLECT_S", spares.IDLE_S)
        await kim.until(lambda: kim.app.spares._timer is None)
        monkeypatch.setattr(Compositor, "reflow", counted)
        await kim.press("f3")
        await kim.until("Background")
        assert kim.app.screen is spare
        assert spare not in placed
        await kim.type("Called twice.\n" * 7)
        await kim.until(lambda: spare in placed)


async def test_a_case_is_painted_whole_once_and_as_it_stays(
    sit: Sit, union: Furnished, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole: list[int] = []
    display = CaseTuiApp._display

    def counted(app: CaseTuiApp, screen: CaseScreen, update: Any) -> None:
        if isinstance(update, LayoutUpdate) and not app._batch_count:
            whole.append(screen.about.size.height)
        display(app, screen, update)

    async with sit() as kim:
        await kim.at_work()
        spare = await case_standing_by(kim)
        assert isinstance(spare, CaseScreen)
        monkeypatch.setattr(Compositor, "render_update", paints)
        monkeypatch.setattr(CaseTuiApp, "_display", counted)
        monkeypatch.setattr(held_paint, "EMPTY_S", 60.0)
        kim.app.screen.post_message(Go("case", union["overdue"]))
        await kim.until(lambda: len(whole) > 0)
        await case_standing_by(kim)
        assert whole == [spare.about.size.height]
        assert "Came" in kim.seen


async def test_a_parked_note_is_taken_up_whole_on_the_screen_that_stood_by(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("f3")
        await kim.type("Called twice.")
        await kim.press("tab")
        await kim.type("Roster cut.")
        await kim.lead("o")
        await kim.press("f8")
        await kim.until("Parked: ")
        spare, _ = await standing_by(kim)
        await kim.press("f8", "1")
        await kim.until("Call › unknown caller")
        assert kim.app.screen is spare
        assert "Called twice." in kim.line("Background")
        assert "Roster cut." in kim.line("Issue")
        assert "member" in kim.line("More")


async def test_a_mark_that_no_advice_was_given_is_taken_up_with_its_note(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("f3")
        await kim.type("Called twice.")
        await kim.lead("a")
        await kim.until("no advice given")
        await kim.press("f8")
        await kim.until("Parked: ")
        spare, _ = await standing_by(kim)
        await kim.press("f8", "1")
        await kim.until("Call › unknown caller")
        assert kim.app.screen is spare
        await kim.type(" More.")
        kim.app.flush()
        (draft,) = kim.app.seat.drafts.listing()
        assert isinstance(draft.form, InteractionForm)
        assert draft.form.no_advice
        await kim.press("f8", "f3")
        await kim.type("Another.")
        kim.app.flush()
        forms = [one.form for one in kim.app.seat.drafts.listing()]
        assert sorted(isinstance(form, InteractionForm) and form.no_advice for form in forms) == [False, True]


async def test_what_stands_by_and_is_never_used_leaves_no_draft(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await standing_by(kim)
        kim.app.flush()
    async with sit() as kim:
        await kim.at_work()
        assert kim.app.seat.drafts.counts() == (0, 0, 0)


async def test_it_is_as_large_and_as_coloured_as_the_window_is_now(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        spare, _ = await standing_by(kim)
        await kim.pilot.resize_terminal(*NARROW)
        await kim.press("f3")
        assert kim.app.screen is spare
        assert len(kim.lines) == NARROW[1]
        assert not kim.one("#side", Widget).display
        await kim.press("escape")
        await standing_by(kim)
        kim.app.theme = "light"
        await kim.press("f3")
        assert kim.app.screen.styles.background == kim.app.screen_stack[0].styles.background
        assert kim.one("#note", Widget).background_colors[1] == kim.app.screen_stack[0].background_colors[1]


async def test_other_sections_are_never_put_into_it(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        spare, _ = await standing_by(kim)
        at = kim.app.seat
        assert at.desk is not None
        form = InteractionForm(
            at.desk.new_id(), at.clock(), sections=[Section("What was said", "All of it.")]
        )
        kim.app.moves.write(form)
        await kim.until("All of it.")
        assert kim.app.screen is not spare


async def test_a_member_is_shown_on_the_screen_that_stood_by(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        _, spare = await standing_by(kim)
        await kim.type("okaf")
        await kim.until("0051877  Bayview")
        await kim.press("enter")
        await kim.until("Member › Patience Okafor")
        assert kim.app.screen is spare
        await kim.press("escape", "ctrl+u")
        _, other = await standing_by(kim)
        await kim.type("lindqvist")
        await kim.until("Rosa Lindqvist")
        await kim.press("enter")
        await kim.until("Member › Rosa Lindqvist")
        assert kim.app.screen is other
        assert "Okafor" not in kim.seen


async def test_a_case_is_shown_on_the_screen_that_stood_by_with_nothing_of_another(
    sit: Sit, union: Furnished, union_url: str, clock: Clock
) -> None:
    at = open_desk(union_url, "sam.ortiz", clock=clock)
    other = a_case(at, union["Lindqvist"], next_steps="Hers alone.", follow_up_on=None)
    task = tasks.begin_new(at, cases.read(at, union["overdue"]))
    tasks.save(at, replace(task, now=replace(task.now, title="Ask for the roster")))
    at.close()
    async with sit() as kim:
        await kim.at_work()
        first = await case_standing_by(kim)
        kim.app.screen.post_message(Go("case", union["overdue"]))
        await kim.until("Ask for the roster")
        assert kim.app.screen is first
        assert section_with_caret(kim) == "Next steps"
        await kim.type(" Not saved.")
        await kim.press("f9")
        second = await case_standing_by(kim)
        assert second is not first
        kim.clock.move(days=1)
        kim.app.screen.post_message(Go("case", other))
        await kim.until("Hers alone.")
        assert kim.app.screen is second
        assert section_with_caret(kim) == "Next steps"
        for word in ("Okafor", "Ring HR", "Not saved", "Ask for the roster"):
            assert word not in kim.seen
        await kim.press("tab")
        await kim.type("+1d")
        await kim.until("Wed 25 Nov")  # counted from the day it is now
        await kim.press("ctrl+s")
        await kim.until("is saved.")
        assert kim.app.seat.desk is not None
        assert cases.read(kim.app.seat.desk, other).next_steps == "Hers alone."
        assert cases.read(kim.app.seat.desk, union["overdue"]).next_steps.startswith("Ring HR.")
        (draft,) = kim.app.seat.drafts.listing()
        assert isinstance(draft.form, CaseEdit)
        assert draft.form.case_id == union["overdue"]


async def test_painting_goes_on_though_a_case_was_left_before_it_was_read(
    sit: Sit, union: Furnished, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, read = Event(), cases.read

    def slow(at: Desk, case_id: UUID, stop: Stop | None = None) -> CaseRecord:
        answers.wait()
        return read(at, case_id, stop)

    monkeypatch.setattr(held_paint, "EMPTY_S", 0.5)
    monkeypatch.setattr(cases, "read", slow)
    async with sit() as kim:
        await kim.at_work()
        spare = await case_standing_by(kim)
        kim.app.push_screen(kim.app.spares.to_show("case", union["overdue"]))
        await kim.until(lambda: kim.app._batch_count == 1)
        assert kim.app.screen is spare
        kim.app.pop_screen()
        await kim.until(lambda: kim.app._batch_count == 0)
        assert kim.place == "home"
        answers.set()


async def test_nothing_is_made_before_the_keyboard_has_rested(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr(spares, "monotonic", lambda: now[0])
    async with sit() as kim:
        await kim.at_work()
        now[0] += 60
        await standing_by(kim)
        await kim.press("f3")
        await kim.pilot.pause(2 * spares.IDLE_S)
        assert "call" not in kim.app.spares.standing
        now[0] += 60
        kim.app.telephone.rings(Ring("+61491570006"))
        await kim.pilot.pause(2 * spares.IDLE_S)
        assert "call" not in kim.app.spares.standing
        now[0] += 60
        await standing_by(kim)


async def test_the_collector_waits_for_a_longer_rest_than_a_screen_does(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, collected = [1000.0], []
    monkeypatch.setattr(spares, "monotonic", lambda: now[0])
    monkeypatch.setattr(spares, "COLLECT_S", spares.IDLE_S + 0.1)
    monkeypatch.setattr(garbage, "rest", lambda *, first: collected.append(first))
    async with sit() as kim:
        await kim.at_work()
        now[0] += spares.IDLE_S + 0.05
        await standing_by(kim)
        await kim.pilot.pause(2 * spares.IDLE_S)
        assert collected == []
        now[0] += 1
        await kim.until(lambda: collected == [True])


async def test_triage_stands_by_once_it_was_opened_and_comes_whole_under_its_filter(sit: Sit) -> None:
    async with sit(login="lena.vogt") as lena:
        await lena.at_work()
        made = lena.app.spares
        await lena.until(lambda: made.ready)
        assert "triage" not in made.standing
        await lena.lead("T")
        await lena.until("Open 6 ")
        await lena.until(lambda: made.ready and "triage" in made.standing)
        await lena.press("f9")
        spare = made.standing["triage"]
        await lena.lead("T")
        await lena.until("Open 6 ")
        assert lena.app.screen is spare
        await lena.until(lambda: made.ready and made.standing["triage"] is not spare)
        lena.app.post_message(Go("triage", text="unclaimed"))
        await lena.until("Filter  unclaimed")
        await lena.until("Open 1 ")
        await lena.press("escape")
        await lena.until("Open 6 ")


async def test_documents_stand_by_once_they_were_opened_and_are_those_of_the_record_that_is_meant(
    sit: Sit, union: Furnished, union_url: str, clock: Clock, tmp_path: Path
) -> None:
    at = open_desk(union_url, "sam.ortiz", clock=clock)
    for name, case_id, member_id in (
        ("Roster.txt", union["overdue"], None),
        ("Hers.txt", None, union["Lindqvist"]),
    ):
        (tmp_path / name).write_text("words", "utf-8")
        form = Attachment(at.new_id(), name, tmp_path / name, name=name, case_id=case_id, member_id=member_id)
        documents.attach(at, form)
    at.close()
    async with sit() as kim:
        await kim.at_work()
        made = kim.app.spares
        await kim.until(lambda: made.ready)
        assert "documents" not in made.standing
        kim.app.post_message(Go("documents", union["overdue"], "case"))
        await kim.until("Roster.txt")
        await kim.until(lambda: made.ready and "documents" in made.standing)
        await kim.press("f9")
        spare = made.standing["documents"]
        kim.app.post_message(Go("documents", union["Lindqvist"], "member"))
        await kim.until("Hers.txt")
        assert kim.app.screen is spare
        assert "Roster.txt" not in kim.seen
        assert "Documents › " in kim.head
        assert "Lindqvist" in kim.head
        await kim.press("x")
        await kim.until("Hers.txt is removed.")
        await kim.until(lambda: made.ready and made.standing["documents"] is not spare)
