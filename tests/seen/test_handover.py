"""The handover brief, the history and the notes of a record, each on a screen of its own."""

import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from data.desk import cases, notes
from data.desk.desk import Desk
from data.desk.opening import open_desk
from data.rules.handover import EIGHT
from data.types.handover import Answer, Handover, Pinned
from data.types.milestones import Milestone, Step
from tests.builders import TODAY, Clock, an_interaction_form, change_case, sections
from tests.rules.test_handover import FULL
from tests.seen.conftest import Sit
from tests.seen.kit import NARROW, Sitting
from tests.seen.union import Furnished
from widgets.brief import brief_lines
from widgets.going import Go
from widgets.handover import handover_lines
from widgets.lines import width_of

LONG = "many words of what was said and done " * 30


@pytest.fixture
def sam(union_url: str, clock: Clock) -> Callable[[], Desk]:
    return lambda: open_desk(union_url, "sam.ortiz", clock=clock)


async def the_brief(kim: Sitting) -> None:
    """Home, down to the overdue case, h."""
    await kim.at_work()
    await kim.press("down", "h")
    await kim.until("Brief › C-10002")
    await kim.until("Who")


@pytest.mark.parametrize(("width", "height"), [(80, 21), (80, 13), (120, 33), (60, 13)])
def test_all_eight_stand_on_one_screen_however_long_they_are(width: int, height: int) -> None:
    answers = tuple(Answer(one.label, LONG) for one in EIGHT)
    brief = Handover("C-1", "x", date(2026, 11, 23), answers, (LONG, LONG, LONG), "confidential")
    lines = handover_lines(brief, width, height)
    assert len(lines) <= height
    assert all(width_of(line) <= width for line in lines)
    text = ["".join(part for part, _ in line) for line in lines]
    assert [one.label for one in EIGHT] == [
        line.strip().split("  ")[0] for line in text if line[1:11].strip() not in ("", "Last", "Marks")
    ]
    assert sum(line.endswith(" …") for line in text) == 11
    assert any("confidential" in line for line in text)


def test_a_pinned_note_stands_in_the_brief() -> None:
    answers = tuple(Answer(one.label, "x") for one in EIGHT)
    brief = Handover(
        "C-1", "x", date(2026, 11, 23), answers, (), pinned=(Pinned("by Kim", "Never ring her at work."),)
    )
    text = ["".join(part for part, _ in line) for line in handover_lines(brief, 80, 21)]
    assert " Pinned    Never ring her at work.  (by Kim)" in text


async def test_h_hands_the_row_over_on_one_screen_and_esc_goes_back(sit: Sit) -> None:
    async with sit(size=NARROW) as kim:
        await the_brief(kim)
        for question in EIGHT:
            assert kim.line(f" {question.label} ")
        assert "Patience Okafor, 0051877" in kim.line(" Who ")
        assert kim.line(" Next ").endswith("Ring HR.")
        assert "Owner: Kim Tran" in kim.seen
        assert "late" in kim.line(" By when ")
        assert kim.status == "2 of 8 without an answer: seeking, advice."
        assert kim.line(" Seeking ").endswith("nobody said")
        assert kim.line(" Last ").endswith("no contact on record")
        await kim.press("escape")
        await kim.until(lambda: kim.place == "home")


async def test_the_brief_is_redacted_copied_and_written_to_a_new_file(sit: Sit, tmp_path: Path) -> None:
    async with sit() as kim:
        await the_brief(kim)
        await kim.press("y")
        assert kim.app.clipboard.startswith(
            "C-10002 Bullying and harassment\nHandover brief, Mon 23 Nov 2026\n"
        )
        assert "Patience Okafor" in kim.app.clipboard
        await kim.press("r")
        assert "redacted" in kim.head
        assert "Okafor" not in kim.seen and "[member], [number]" in kim.seen
        await kim.press("Y")
        assert kim.app.clipboard.startswith("# C-10002 Bullying and harassment\n")
        assert "Okafor" not in kim.app.clipboard and "known names only" in kim.app.clipboard
        file = tmp_path / "brief.md"
        await kim.press("w", "ctrl+u")
        await kim.type(str(file))
        await kim.press("enter")
        await kim.until("stands in")
        assert file.read_text(encoding="utf-8") == kim.app.clipboard
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        await kim.press("r")
        await kim.press("w", "ctrl+u")
        await kim.type(str(file))
        await kim.press("enter")
        await kim.until("is there already")
        assert "Okafor" not in file.read_text(encoding="utf-8")
        await kim.press("w", "ctrl+u")
        await kim.type(str(tmp_path / "no" / "folder.txt"))
        await kim.press("enter")
        await kim.until("could not be written")


async def test_a_member_alone_has_no_brief(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.type("lindq")
        await kim.until("0052004")
        await kim.press("enter")
        await kim.until("Member › Rosa Lindqvist")
        await kim.lead("H")
        assert kim.status == "Put the cursor on a case or an interaction."


async def test_the_history_is_narrowed_while_one_types(
    sit: Sit, union: Furnished, union_url: str, clock: Clock
) -> None:
    lena = open_desk(union_url, "lena.vogt", clock=clock)
    change_case(lena, cases.read(lena, union["overdue"]), reason="rang at noon", priority=1)
    lena.close()
    async with sit() as kim:
        await kim.at_work()
        await kim.press("down", "H")
        await kim.until("History › C-10002")
        await kim.until("rang at noon")
        assert "Ring HR." in kim.seen or "created" in kim.seen
        await kim.type("who:lena field:prior")
        await kim.until("3 › 1")
        assert "created" not in kim.seen
        await kim.type(" nothing")
        assert "These words stand in no change of it." in kim.seen
        await kim.press("down", "slash", "escape")
        assert "created" in kim.seen
        await kim.press("escape")
        await kim.until(lambda: kim.place == "home")


async def test_a_member_has_a_history_on_the_same_screen(sit: Sit, union_url: str) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.type("lindq")
        await kim.until("0052004")
        await kim.press("enter")
        await kim.until("Member › Rosa Lindqvist")
        await kim.press("d")
        await kim.until("Details ›")
        await kim.press("d")
        await kim.until("o not contact")
        await kim.press("escape")
        await kim.until("Member › Rosa Lindqvist")
        await kim.lead("t")
        await kim.until("History › Rosa Lindqvist")
        await kim.until("do not contact")
        await kim.lead("t")
        await kim.until("Member › Rosa Lindqvist")


async def test_notes_are_searched_and_pinned_and_the_pin_is_seen_on_the_case(
    sit: Sit,
    union: Furnished,
    sam: Callable[[], Desk],
    clock: Clock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    at = sam()
    for number in range(7):
        clock.move(minutes=1)
        form = an_interaction_form(
            union["Okafor"],
            about_case_id=union["overdue"],
            sections=sections(issue=f"Word{number} of hers.\n" * 12),
        )
        cases.add_note(at, union["overdue"], form)
    async with sit() as kim:
        await kim.at_work()
        await kim.press("down", "enter")
        await kim.until("Notes 8")
        await kim.lead("N")
        await kim.until("5 of 8")
        assert all(kim.line(f"Word{number} of hers.") for number in range(2, 7))
        assert not any("Word1" in line for line in kim.lines)
        await kim.type("word1")  # an old one, read behind the first that are seen
        await kim.until("1 of 8")
        await kim.press("enter", "p")
        await kim.until("stands on top of the case now")
        await kim.until("Pinned      by Kim Tran")
        await kim.press("s")
        await kim.until("Note 3 is for")
        await kim.press("3")
        await kim.until("note 3 is for the member too")
        await kim.until("For         the member too")
        await kim.press("f", "f")
        await kim.until("kind:internal word1")
        assert "No note holds these words." in kim.seen
        await kim.lead("l")
        await kim.until("1 of 8")
        assert "kind:public word1" in kim.seen
        await kim.press("w", "enter")
        await kim.until("C-10002-member.txt.")
        assert "Word1 of hers." in (tmp_path / "C-10002-member.txt").read_text("utf-8")
        await kim.press("escape")
        await kim.until("6 of 8")
        await kim.press("down", "a")
        await kim.until("8 of 8")
        await kim.press("escape")
        await kim.until("Notes 8")
        await kim.until("pinned ")
        side = kim.side
        assert "2 older; N searches all" in "\n".join(side) or any("pinned" in line for line in side)
        (pinned,) = (note for note in cases.read(at, union["overdue"]).notes if note.pinned_at)
        assert pinned.sections[1].body.startswith("Word1")
        notes.pin(at, union["overdue"], pinned.id, on=False)
        at.close()


async def test_a_mention_of_somebody_who_may_not_open_the_case_is_told_and_stays(
    sit: Sit, union: Furnished, union_url: str, clock: Clock
) -> None:
    lena = open_desk(union_url, "lena.vogt", clock=clock)
    change_case(lena, cases.read(lena, union["overdue"]), confidential=True)
    lena.close()
    async with sit() as kim:
        await kim.at_work()
        await kim.press("down", "enter")
        await kim.until("Ring HR.")
        await kim.lead("o")
        await kim.until("Note on C-10002 ›")
        await kim.type("Ask @sam and @jo ")
        await kim.until("Jo Marsh may not open this case")
        assert "Ask @Sam Ortiz and @Jo Marsh" in kim.seen
        await kim.press("ctrl+s")
        await kim.until("saved")
        await kim.until("Jo Marsh may not open this case")
        assert (
            cases.read(open_desk(union_url, "kim.tran", clock=clock), union["overdue"])
            .notes[0]
            .sections[0]
            .body.startswith("Ask @Sam Ortiz and @Jo Marsh")
        )


async def test_what_good_looks_like_in_a_case_is_read_and_ticked_by_a_colleague(
    sit: Sit, union: Furnished
) -> None:
    async with sit(login="lena.vogt", size=NARROW) as lena:
        await lena.until(lambda: lena.app.seat.desk is not None)
        lena.app.screen.post_message(Go("case", union["overdue"]))
        await lena.until("Ring HR.")
        await lena.lead("G")
        await lena.until("What good looks like: ")
        assert lena.line("The first contact is an interaction").rstrip().endswith("lacks")
        await lena.press("3")
        await lena.until("Lena Vogt, Mon 23 Nov 09:41")
        await lena.press("3")
        await lena.type("Who rings HR?")
        await lena.press("enter")
        await lena.until("Who rings HR?")
        await lena.press("3")
        await lena.until("Your tick is taken back.")
    async with sit() as kim:
        await kim.at_work()
        kim.app.screen.post_message(Go("case", union["overdue"]))
        await kim.until("Ring HR.")
        await kim.lead("G")
        await kim.until("What good looks like: ")
        await kim.press("1")
        assert "your own case" in kim.status


async def test_notes_of_the_office_are_found_by_their_words_and_open_their_record(sit: Sit) -> None:
    async with sit(size=NARROW) as kim:
        await kim.at_work()
        await kim.lead("K")
        await kim.until("Enter looks for them")
        await kim.type("payslips")
        await kim.press("enter")
        await kim.until("1 with “payslips”")
        assert "Check the payslips together." in kim.line("I-20001")
        await kim.press("slash", "ctrl+u")
        await kim.type("of")
        await kim.press("enter")
        await kim.until("which needs a word of 3")
        await kim.press("ctrl+u")
        await kim.type("payslips")
        await kim.press("enter", "enter")
        await kim.until("Interaction › I-20001")
        await kim.press("escape", "escape", "escape")
        await kim.until(lambda: kim.place == "home")


def test_the_preview_says_an_appointment_that_comes_next_and_no_day_twice() -> None:
    """Features B16."""

    def told(milestone: Milestone) -> list[str]:
        lines = brief_lines(FULL._replace(milestone=milestone), TODAY, 80)
        return [text for line in lines if "Milestone" in (text := "".join(part for part, _ in line))]

    meeting = Milestone(date(2026, 11, 25), Step.APPOINTMENT, "Meeting", "14:00")
    assert told(meeting) == ["  Milestone appointment Meeting, Wed 25 Nov 14:00, in 2 d"]
    assert told(Milestone(date(2026, 11, 27), Step.FOLLOW_UP)) == []
