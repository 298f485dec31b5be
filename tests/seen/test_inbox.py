"""The inbox: the number in the head of every screen, unread first, one row a record, read with a key."""

import threading

from sqlalchemy import delete, update

from data.desk import cases, clockwork, outbox
from data.desk.opening import open_desk
from data.store.tables import MEMBER, OUTGOING_MAIL
from data.types.notices import MailState
from data.types.staff import Assignee
from tests.builders import Clock, a_case, a_member, an_interaction_form, change_case, sections, staff_id
from tests.mail_server import Stuck
from tests.seen.conftest import Sit
from tests.seen.kit import Sitting
from tests.steward.files import a_file, apply
from tests.storage.test_outbox import put_setting, write
from widgets.choice import ChoiceField
from widgets.entry import TextField
from widgets.going import Go

KIM = Assignee(officer_id=staff_id("kim.tran"))


def happened(url: str, clock: Clock) -> str:
    """Sam gives Kim a case and writes a note that names her; and a supervisor escalates nothing."""
    sam = open_desk(url, "sam.ortiz", clock=clock)
    try:
        case = a_case(sam, a_member(sam.store, "Rosa", "Zeller"), owner="sam.ortiz")
        clockwork.tick(sam)
        changed = change_case(sam, cases.read(sam, case), assignees=[KIM])
        note = an_interaction_form(
            None, case_types=[], outcome="", interaction_type="Internal referral",
            sections=sections(issue="@Kim Tran, look at this."),
        )  # fmt: skip
        cases.add_note(sam, case, note)
        clockwork.tick(sam)
        return changed.number
    finally:
        sam.close()


async def test_what_came_is_counted_opened_and_read(sit: Sit, union_url: str, clock: Clock) -> None:
    number = happened(union_url, clock)
    async with sit() as kim:
        await kim.at_work()
        kim.app.inbox.look()
        await kim.until(lambda: "2 in inbox" in kim.head)
        focused = kim.focused
        kim.app.inbox.look()
        await kim.until(lambda: not kim.app.inbox._asking)
        assert kim.focused is focused
        await kim.lead("i")
        await kim.until("you are mentioned in a note")
        assert number in kim.row() and " 2  " in kim.row()
        assert "the case was given to you, Sam Ortiz" in " ".join(kim.side)
        await kim.press("space")
        await kim.until("2 read.")
        await kim.until(lambda: "all read" in kim.head and "in inbox" not in kim.head)
        await kim.press("v")
        await kim.until("Everything is read.")
        await kim.press("A")
        assert kim.status == "Everything is read."
        await kim.press("v")
        await kim.until(number)
        await kim.press("enter")
        await kim.until(lambda: kim.place == "case")
        await kim.press("escape")
        await kim.until(lambda: kim.place == "inbox")


async def test_an_empty_inbox_says_so(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.lead("i")
        await kim.until("Nothing has come.")
        await kim.press("A")
        assert kim.status == "Everything is read."


async def test_a_mail_server_that_hangs_keeps_no_read_and_not_the_end_of_the_program(
    sit: Sit, union_url: str, clock: Clock
) -> None:
    kim = open_desk(union_url, "kim.tran", clock=clock)
    with Stuck([]) as server:
        said = {"host": server.host, "port": server.port, "security": "none", "sender": "union@example.org"}
        put_setting(kim.store, "mail", said | {"timeout_s": 120})
        write(kim, "a@example.org")
        async with sit() as sitting:
            await sitting.at_work()
            await sitting.until(server.met.is_set)
            # Sweeps go on meanwhile, and do not ask it a second time.
            sitting.app.screen._swept_at = None  # type: ignore[attr-defined]
            sitting.app.screen.desk_opened()  # type: ignore[attr-defined]
            await sitting.lead("i")
            await sitting.until("Nothing has come.")
        threads = [one for one in threading.enumerate() if one.name == "post"]
        assert [one.daemon for one in threads] == [True], "whoever ends the program does not wait for it"
        assert not server.left.is_set()
    threads[0].join(20)
    found = outbox.listing(kim)
    assert {one.state for one in found} == {MailState.WAITING}
    assert sum(one.tries for one in found) == 1, "it was asked once, and the rest waits for the next run"
    kim.close()


async def test_whoever_opens_or_closes_a_case_is_asked_for_a_mail_where_the_office_has_it(
    sit: Sit, union_url: str, clock: Clock
) -> None:
    """Features A3.08, A3.09, A3.21."""
    ravi = open_desk(union_url, "ravi.admin", clock=clock)
    mail = '[mail]\nhost = "127.0.0.1"\nport = 9\nsecurity = "none"\nsender = "union@example.org"\n'
    async with sit() as kim:
        await kim.at_work()
        await direct(kim)
        assert not kim.one("#mail_contact", ChoiceField).display
    apply(ravi, a_file(f"{mail}[notices]\nemail_on_create = true\nemail_on_close = true\n"))
    async with sit() as kim:
        await kim.at_work()
        await direct(kim)
        field = kim.one("#mail_contact", ChoiceField)
        await kim.until(lambda: bool(field.options))
        kim.one("#direct_reason", TextField).entry.focus()
        await kim.type("by post")
        kim.one("#title", TextField).entry.focus()
        await kim.type("Roster")
        field.focus()
        await kim.press("down", "enter")
        assert field.value == "yes"
        await kim.press("ctrl+s")
        await kim.until(lambda: kim.place == "case")
        posted = outbox.listing(ravi, everything=True)
        assert [(one.kind, one.subject) for one in posted] == [
            ("case.created", f"Your case {posted[0].case_number}")
        ]
        await kim.lead("q")
        await kim.until("resolved, and a mail to the contact")
        await kim.type("shelved, and")
        await kim.press("enter")
        await kim.until("more exactly")
        await kim.press("enter")
        await kim.until(lambda: len(outbox.listing(ravi, everything=True)) == 2)
        assert outbox.listing(ravi, everything=True)[-1].kind == "case.closed"
        with ravi.store.loading("test") as connection:
            connection.execute(update(MEMBER).values(do_not_contact=True))
        await direct(kim)
        await kim.until("Mail: do not contact")
        clockwork.tick(ravi)
        with ravi.store.loading("test") as connection:
            connection.execute(delete(OUTGOING_MAIL).where(OUTGOING_MAIL.c.kind == "case.closed"))
            connection.execute(
                update(OUTGOING_MAIL).values(state="given up", to_address="", error="do not contact")
            )
        kim.app.post_message(Go("case", posted[0].case_id))
        await kim.until(lambda: kim.place == "case")
        await kim.until("No mail went to the member")
    ravi.close()


async def test_an_administrator_turns_a_switch_and_others_are_told_who_may(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.lead("O")
        await kim.until("Offices 0")
        await kim.press("n")
        await kim.until("a note was added")
        await kim.press("space")
        assert kim.status == "Switches are turned by an administrator of the whole organisation."
    async with sit(login="ravi.admin") as ravi:
        await ravi.at_work()
        await ravi.lead("O")
        await ravi.until("Offices 0")
        await ravi.press("n")
        await ravi.until("a note was added")
        while "a note was added" not in ravi.row():
            await ravi.press("down")
        await ravi.press("t")
        await ravi.type("Hours")
        await ravi.press("enter")
        await ravi.until(lambda: "hours" in ravi.head)
        await ravi.press("space")
        await ravi.until("a note was added: off.")
        await ravi.until(lambda: "not told" in ravi.row())
        await ravi.press("m")
        assert ravi.status == "No mail goes of that."


async def direct(kim: Sitting) -> None:
    """To the form of a case about Andrea."""
    await kim.press("f2")
    await kim.type("0048213")
    await kim.until("Andrea")
    await kim.press("down", "enter")
    await kim.until(lambda: kim.place == "member")
    await kim.lead("N")
    await kim.until(lambda: kim.place == "convert")
