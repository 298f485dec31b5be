"""Home: the day's work in order, the brief of the row under the cursor."""

from tests.seen.conftest import Sit
from tests.seen.kit import NARROW, WIDE
from widgets.row_list import RowList


async def test_the_groups_stand_in_order_with_their_numbers(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        seen = [line[:78].rstrip(" │") for line in kim.lines[4:19]]
        assert seen == [
            "   Overdue 1",
            "▌    3 d late  follow-up  Patience Okafor     Bullying and hara…  6/7  C-10002",
            "",
            "   Today 1",
            "        today  follow-up  花子 山田           Hours, rosters &…        I-20003",
            "",
            "   Next 7 days 1",
            "       in 3 d  follow-up  Jun Nguyen          Unpaid overtime     6/7  C-10003",
            "",
            "   My open cases 1",
            "      in 18 d  follow-up  Andrea Gallagher    Hours, rosters &…   7/7  C-10001",
            "",
            "   Unclaimed 1",
            "      in 18 d  unclaimed  Mary O'Neil [/foo…  Parental leave      4/7  C-10004",
            "",
        ]  # fmt: skip


async def test_the_topic_is_a_column_where_there_is_room_for_it(sit: Sit) -> None:
    """Features A5.05: behind who; where the title is the topic it is said once."""
    async with sit(size=(160, 36)) as kim:
        await kim.at_work()
        assert "Patience Okafor     Bullying / hara…  Bullying and hara" in kim.line("Patience")
        assert kim.line("Andrea Gallagher").count("Hours, rosters & breaks") == 1


async def test_the_counts_stand_beside_the_find_line(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        line = kim.line("Find")
        assert "Overdue 1  Today 1  Next 7 days 1  Unclaimed 1  For review 0" in line


async def test_the_brief_says_who_what_next_and_by_when(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.until("Ring HR.")
        side = kim.side[:14]
        assert side == [
            "Bullying and harassment       C-10002",
            "",
            "Who       Patience Okafor",
            "0051877, financial",
            "Job       Bayview Hospital",
            "Phone     0491 570 157",
            "",
            "Issue     Roster changed without",
            "notice.",
            "",
            "Next      Ring HR.",
            "Send the summary to her.",
            "Owner     Kim Tran",
            "Follow-up Fri 20 Nov         3 d late",
        ]


async def test_the_brief_follows_the_cursor(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("down", "down", "down")
        assert "Jun Nguyen" in kim.row()
        await kim.until("0052001")


async def test_down_leads_from_the_find_line_into_the_list_and_esc_back(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        entry = kim.focused
        await kim.press("down")
        assert kim.focused.id == "work"
        await kim.press("escape")
        assert kim.focused is entry


async def test_the_second_esc_empties_the_find_line(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.type("okafor")
        await kim.until("Find  okafor")
        await kim.press("escape")
        await kim.until("Overdue 1  ")
        assert "okafor" not in kim.seen


async def test_enter_opens_the_case_of_the_row(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("down", "enter")
        await kim.until("Case › C-10002")


async def test_enter_on_the_empty_find_line_opens_the_row_at_the_bar(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("enter")
        await kim.until("Case › C-10002")


async def test_y_copies_the_number_of_the_row(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("down", "y")
        assert kim.status == "C-10002 copied."
        assert kim.app.clipboard == "C-10002"


async def test_a_question_mark_says_why_the_row_stands_there(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("down", "?")
        assert (
            "Overdue: follow-up Fri 20 Nov. Completion Fri 11 Dec, 18 d left. The nearer day first"
            in kim.seen
        )


async def test_n_starts_a_note_about_the_member_of_the_row(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("down", "n")
        await kim.until("Call › Patience Okafor")


async def test_a_note_that_is_not_submitted_leads_the_list(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("f3")
        await kim.type("Asks for a callback.")
        await kim.press("escape")
        await kim.until("Not submitted 1")
        assert kim.lines[4].startswith("   Not submitted 1")
        assert "unknown caller" in kim.lines[5]
        assert "Asks for a callba…" in kim.lines[5]
        assert "1 draft" in kim.head


async def test_the_last_columns_drop_before_anything_is_cut_at_80(sit: Sit) -> None:
    async with sit(size=NARROW) as kim:
        await kim.at_work()
        assert "C-10002" in kim.line("Patience Okafor")
        assert all(len(line) <= 80 for line in kim.lines)


async def test_another_officers_chair_shows_other_work(sit: Sit) -> None:
    async with sit(login="sam.ortiz") as sam:
        await sam.until(lambda: sam.app.seat.desk is not None)
        await sam.until("in 4 d")
        assert "Sam Ortiz" in sam.head
        assert "Okafor" not in sam.one("#work", RowList).render_line(1).text
        assert "Andrew Gallagher" in sam.seen


async def test_a_row_says_how_many_of_the_seven_hold(sit: Sit) -> None:
    for size in (WIDE, NARROW):
        async with sit(size=size) as kim:
            await kim.at_work()
            assert "6/7" in kim.line("Patience Okafor")
            assert "7/7" in kim.line("Andrea Gallagher")
            assert "/7" not in kim.line("I-20003")
