"""A call arrives over the real socket: the banner stands there, nothing else moves, F7 takes it (acceptance 1)."""

import asyncio
import json
import os
import socket
import time
from pathlib import Path
from threading import Event

import pytest

from casetui import callbox
from casetui.ring import ring
from casetui.routes import screen_for
from data.desk import find
from data.desk.desk import Desk
from data.types.calls import Ring
from data.types.forms import InteractionForm
from data.types.members import MemberHit
from screens.call import CallScreen
from tests.builders import Clock
from tests.seen.conftest import Sit
from tests.seen.kit import Sitting
from tests.seen.test_call import section_with_caret
from tests.seen.union import Furnished

HERS = "0491 570 157"
"""A number of one member of the furnished union."""


async def rings(kim: Sitting, *words: str) -> int:
    """`casetui call …` as another process of the same officer would do it."""
    code, _ = await asyncio.to_thread(ring, list(words))
    await kim.pilot.pause()
    return code


def give_phone(union_url: str, digits: str, *numbers: str) -> None:
    """Give members of the union, by their numbers, a telephone."""
    from sqlalchemy import create_engine, text
    from uuid_utils.compat import uuid7

    with create_engine(union_url).begin() as store:
        for number in numbers:
            store.execute(
                text(
                    "INSERT INTO member_phone (id, member_id, shown, e164, kind, is_primary, digits, digits_reversed)"
                    " SELECT :id, id, :digits, '', 'mobile', 0, :digits, :back FROM member WHERE number = :number"
                ),
                {"id": uuid7().hex, "digits": digits, "back": digits[::-1], "number": number},
            )


@pytest.fixture
def phones(union_url: str) -> None:
    give_phone(union_url, "0491570157", "0051877")
    give_phone(union_url, "0355503300", "0051877", "0048213")


async def test_a_number_that_is_hers_alone_names_her_and_f7_attaches_her(sit: Sit, phones: None) -> None:
    async with sit() as kim:
        await kim.at_work()
        assert await rings(kim, HERS) == 0
        await kim.until("Patience Okafor, 0491 570 157, hers alone")
        await kim.press("f7")
        await kim.until("Call › Patience Okafor")
        assert section_with_caret(kim) == "Background"
        assert "Call waiting" not in kim.seen


async def test_a_call_taken_before_it_is_known_whose_it_is_finds_her_where_nobody_was_found_meanwhile(
    sit: Sit, phones: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, by_phone = Event(), find.by_phone

    def slow(at: Desk, number: str) -> tuple[MemberHit, ...]:
        answers.wait()
        return by_phone(at, number)

    monkeypatch.setattr(find, "by_phone", slow)
    async with sit() as kim:
        await kim.at_work()
        await rings(kim, HERS)
        await kim.until("Call waiting")
        await kim.press("f7")
        await kim.until("Call › unknown caller")
        await kim.type("She says ")
        note = kim.app.screen
        assert isinstance(note, CallScreen)
        answers.set()
        await kim.until("Call › Patience Okafor")
        await kim.type("it is urgent")
        assert "She says it is urgent" in kim.line("Background")
        (draft,) = kim.app.seat.drafts.listing()
        assert isinstance(draft.form, InteractionForm)
        assert draft.form.member_id == note.form.member_id
        assert kim.app.seat.desk is not None
        (other,) = find.members(kim.app.seat.desk, "lindqvist")
        note.caller_known(note.form.id, other)
        await kim.pilot.pause()
        assert kim.head.startswith("Call › Patience Okafor")


async def test_rules_of_the_office_make_a_number_one_that_is_known(sit: Sit, phones: None) -> None:
    async with sit() as kim:
        kim.app.telephone.rules = [("^990", "0")]
        await kim.at_work()
        await rings(kim, "99" + HERS)
        await kim.until("Patience Okafor, 0491 570 157, hers alone")
        assert kim.app.seat.drafts.calls.listing()[0].number == "0491570157"


async def test_a_call_may_land_on_her_timeline_with_the_note_one_key_away(
    sit: Sit, phones: None, clock: Clock
) -> None:
    async with sit() as kim:
        kim.app.telephone.landing = "timeline"
        await kim.at_work()
        await kim.press("f3")
        await kim.type("First caller.")
        await rings(kim, HERS, "--direction", "outbound")
        await kim.until("hers alone")
        await kim.press("f7")
        await kim.until("On the line: Patience Okafor")
        assert kim.place == "member"
        assert [draft.first_words for draft in kim.app.seat.drafts.listing()] == ["First caller."]
        clock.move(seconds=90)
        await kim.press("f3")
        await kim.until("Call › Patience Okafor")
        assert "Phone – outbound" in kim.seen
        await kim.type("She rings about the roster.")
        await kim.until(lambda: len(kim.app.seat.drafts.listing()) == 2)
        form = next(
            draft.form
            for draft in kim.app.seat.drafts.listing()
            if isinstance(draft.form, InteractionForm) and draft.form.caller
        )
        assert (form.caller, form.duration_s) == ("0491570157", 90)


async def test_a_call_may_land_on_home_where_she_is_found(sit: Sit, phones: None) -> None:
    async with sit() as kim:
        kim.app.telephone.landing = "home"
        await kim.at_work()
        await rings(kim, HERS)
        await kim.until("hers alone")
        await kim.press("f7")
        await kim.until("On the line: Patience Okafor")
        assert kim.place == "home"
        await kim.until("0051877")
        await kim.press("down", "n")
        await kim.until("Call › Patience Okafor")
        screen = kim.app.screen
        assert isinstance(screen, CallScreen)
        assert screen.form.caller == "0491570157"


async def test_a_note_about_somebody_else_or_much_later_is_not_that_of_the_call(
    sit: Sit, union: Furnished, phones: None, clock: Clock
) -> None:
    async with sit() as kim:
        kim.app.telephone.landing = "timeline"
        await kim.at_work()
        await rings(kim, HERS)
        await kim.until("hers alone")
        await kim.press("f7")
        await kim.until("On the line: Patience Okafor")
        for member, minutes in ((union["Nguyen"], 0), (union["Okafor"], 61)):
            clock.move(minutes=minutes)
            kim.app.do_new_note(member)
            await kim.until(lambda: isinstance(kim.app.screen, CallScreen))
            assert isinstance(kim.app.screen, CallScreen)
            assert kim.app.screen.form.caller == ""
            await kim.press("escape")


async def test_an_unknown_number_begins_a_note_wherever_known_ones_land(sit: Sit) -> None:
    async with sit() as kim:
        kim.app.telephone.landing = "timeline"
        await kim.at_work()
        await rings(kim, "03 7010 9999")
        await kim.until("nobody known by it")
        await kim.press("f7")
        await kim.until("Call › unknown caller")


async def test_a_shared_number_picks_nobody(sit: Sit, phones: None) -> None:
    async with sit() as kim:
        await kim.at_work()
        await rings(kim, "(03) 5550 3300")
        await kim.until("shared by 2 members")
        await kim.press("f7")
        await kim.until("Call › unknown caller   0355503300")
        await kim.press("f2")
        await kim.until("0051877")
        assert "0048213" in kim.seen


async def test_an_unknown_and_a_withheld_number_begin_a_note_all_the_same(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await rings(kim, "03 7010 9999", "--name", "Bay Clinic")
        await kim.until("nobody known by it, calls itself Bay Clinic")
        await rings(kim, "anonymous")
        await kim.until("number withheld  and 1 more")
        await kim.press("f7")
        await kim.until("Call › unknown caller")
        await kim.until("Call waiting")


async def test_a_call_moves_neither_the_caret_nor_a_letter(sit: Sit, phones: None) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("f3")
        await kim.type("She says ")
        before = kim.focused
        await rings(kim, HERS)
        await kim.type("it is urgent")
        await kim.until("Call waiting")
        assert kim.focused is before
        assert "She says it is urgent" in kim.line("Background")


async def test_f7_puts_the_note_in_front_aside(sit: Sit, phones: None) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("f3")
        await kim.type("First caller.")
        await rings(kim, HERS)
        await kim.until("Call waiting")
        await kim.press("f7")
        await kim.until("Call › Patience Okafor")
        assert "First caller." not in kim.seen
        assert [draft.first_words for draft in kim.app.seat.drafts.listing()] == ["First caller."]
        assert kim.app.seat.drafts.counts() == (0, 1, 0)


async def test_f7_without_a_call_says_so_and_ctrl_g_j_lets_one_ring(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("f7")
        await kim.until("No call is waiting.")
        await rings(kim, "03 7010 9999")
        await kim.until("Call waiting")
        await kim.lead("j")
        await kim.until("The banner is taken away.")
        assert "Call waiting" not in kim.seen


async def test_a_call_may_ring_while_a_screen_is_still_coming_up(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        kim.app.push_screen(screen_for(kim.app.seat, "calls", None))
        kim.app.telephone.rings(Ring(""))
        await kim.until("Call waiting")
        assert kim.place == "calls"


async def test_the_same_call_told_twice_is_one(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await rings(kim, "03 7010 9999", "--call-id", "c1")
        await rings(kim, "03 7010 9999", "--call-id", "c1")
        assert len(kim.app.telephone.phone.calls) == 1


async def test_a_hundred_calls_in_a_row_keep_the_newest(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("f3")
        await kim.type("Still ")
        for number in range(100):
            assert await rings(kim, f"03701{number:05}") == 0
        await kim.type("typing")
        assert "Still typing" in kim.line("Background")
        assert kim.app.telephone.phone.calls[0].ring.number == "0370100099"
        assert len(kim.app.telephone.phone.calls) == 20


@pytest.mark.parametrize(
    "line", [b"", b"\n", b"no json\n", b"[]\n", b"{}\n", b"\xff\xfe\n", b"x" * 10_000 + b"\n"]
)
async def test_what_is_no_call_gets_no_answer_and_harms_nothing(sit: Sit, line: bytes) -> None:
    async with sit() as kim:
        await kim.at_work()

        def send() -> bytes:
            with socket.socket(socket.AF_UNIX) as wire:
                wire.settimeout(5)
                wire.connect(callbox.own_socket())
                wire.sendall(line)
                wire.shutdown(socket.SHUT_WR)
                try:
                    return wire.recv(16)
                except ConnectionResetError:
                    return b""

        assert await asyncio.to_thread(send) == b""
        assert "Call waiting" not in kim.seen
        assert await rings(kim, "03 7010 9999") == 0


async def test_a_socket_left_by_a_dead_program_is_passed_over_and_taken_away(sit: Sit) -> None:
    dead = Path(callbox.folder()) / "1.sock"
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(dead))
    async with sit() as kim:
        await kim.at_work()
        os.utime(dead, (1, 1))
        assert callbox.sockets() == [callbox.own_socket(), str(dead)]
        later = time.time() + 60
        os.utime(dead, (later, later))
        assert await rings(kim, "03 7010 9999") == 0
    assert not dead.exists()


def test_a_folder_that_others_may_enter_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    place = Path(callbox.folder())
    place.chmod(0o755)
    try:
        code, waiting = ring(["03 7010 9999"])
    finally:
        place.chmod(0o700)
    assert (code, waiting) == (1, None)
    assert "not this user's alone" in capsys.readouterr().err


def test_without_a_window_the_call_comes_back(tmp_path: Path) -> None:
    code, waiting = ring(["03 7010 9999", "Bay"])
    assert code == 1
    assert waiting is not None and waiting.name == "Bay"
    assert json.dumps(waiting.number) == '"0370109999"'
