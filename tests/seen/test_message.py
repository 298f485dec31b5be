"""A message to the member: begun from a text of the office, seen as it goes, asked about, kept; what is waited for."""

from sqlalchemy import update

from data.desk import awaiting, messages
from data.store.tables import MEMBER
from data.types.messages import Reply, Way
from tests.seen.conftest import Sit
from tests.seen.kit import NARROW, Sitting
from tests.seen.union import Furnished
from tests.storage.test_notices import with_mail


async def at_case(kim: Sitting) -> None:
    """The overdue case."""
    await kim.at_work()
    await kim.press("down")
    while "Patience Okafor" not in kim.row():
        await kim.press("down")
    await kim.press("enter")
    await kim.until("Ring HR.")


async def test_a_message_is_begun_seen_as_it_goes_asked_about_and_kept(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await at_case(kim)
        assert kim.app.seat.desk is not None
        with_mail(kim.app.seat.desk.store)
        await kim.lead("L")
        await kim.until("Message › C-10002")
        await kim.until(lambda: "reading" not in kim.seen)
        await kim.type("we need")
        await kim.press("enter")
        await kim.until("to go on with your matter (C-10002)")
        assert "As it goes" in kim.seen
        await kim.press("f5")
        await kim.until("send it")
        await kim.press("escape")
        await kim.type(" Your roster of last week. {frist}")
        await kim.press("f5")
        await kim.until("perhaps {first} is meant")
        for _ in "{frist}":
            await kim.press("backspace")
        await kim.press("f5")
        await kim.until("my own mail program")
        await kim.type("copy")
        await kim.press("enter")
        await kim.until("C-10002: the message is copied; a reply is waited for 7 days.")
        await kim.until("awaiting reply")
        at = kim.app.seat.desk
        assert at is not None
        (kept,) = messages.of_case(at, union["overdue"])
        assert (kept.way, kept.reply) == (Way.COPY, Reply.AWAITING)
        assert kept.body.endswith("Your roster of last week.") or "Your roster of last week." in kept.body
        await kim.lead('"')
        await kim.until("she replied")
        assert awaiting.of_case(at, union["overdue"]) is None


async def test_an_appointment_is_made_seen_on_its_day_and_told_to_the_member(
    sit: Sit, union: Furnished
) -> None:
    async with sit() as kim:
        await at_case(kim)
        await kim.lead(">")
        await kim.until("New appointment › C-10002")
        await kim.type("Meeting with HR")
        await kim.press("f5")
        await kim.until("fri 14:00")
        await kim.type("today 16:00")
        await kim.press("enter")
        await kim.type("45m")
        await kim.press("enter")
        await kim.type("Level 2")
        await kim.press("f5")
        await kim.until("the appointment is saved")
        await kim.until("16:00")
        await kim.lead(">")
        await kim.until("New appointment › C-10002")
        await kim.type("Another")
        await kim.press("enter")
        await kim.type("today 16:30")
        await kim.until("has another appointment then: C-10002 Meeting with HR")
        await kim.press("escape")
        await kim.lead("w")
        await kim.until("Tasks › C-10002")
        await kim.until("Meeting with HR")
        await kim.lead("L")
        await kim.until("appointment on 23 November")
        await kim.until(lambda: "Where: Level 2" in kim.seen)
        await kim.press("escape", "escape", "f9")
        await kim.until("16:00–16:45  Meeting with HR, Level 2")


async def test_who_is_not_to_be_contacted_is_said_before_a_word_and_only_a_copy_is_left(sit: Sit) -> None:
    async with sit(size=NARROW) as kim:
        await at_case(kim)
        assert kim.app.seat.desk is not None
        with kim.app.seat.desk.store.loading("test") as connection:
            connection.execute(update(MEMBER).values(do_not_contact=True))
        await kim.lead("L")
        await kim.until("It can only be copied")
        await kim.type("what was")
        await kim.press("enter")
        await kim.press("f5")
        await kim.until("1 copy it")
        assert "send it" not in kim.seen and "my own mail program" not in kim.seen
