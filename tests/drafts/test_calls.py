"""The caller log: what rang, what became of it, for whom."""

import sqlite3
from contextlib import closing
from pathlib import Path
from uuid import uuid4

from data.drafts import Drafts
from data.drafts.calls import MOST
from data.types.calls import CallOutcome, Ring
from tests.drafts.conftest import Hand, Opener
from tests.drafts.test_drafts import a_note

MINE = Ring("0491570006", "Maria", "c1")
OTHER = Ring("0491570156")
LONG = 3
"""Minutes after which no call rings any longer."""


def outcomes(drafts: Drafts) -> list[CallOutcome]:
    return [call.outcome for call in drafts.calls.listing()]


def test_a_call_is_logged_as_it_was_told(drafts: Drafts, hand: Hand) -> None:
    member = uuid4()
    place = drafts.calls.rang(MINE)
    drafts.calls.known(place, "Maria Costa  0051877", member)
    (call,) = drafts.calls.listing()
    assert call[:5] == (place, "0491570006", "Maria", "c1", False)
    assert call[6:] == ("Maria Costa  0051877", member, CallOutcome.RINGS)
    assert 0 < (hand() - call.rang_at).total_seconds() < 1


def test_a_call_that_nobody_took_is_missed_once_it_rings_no_longer(drafts: Drafts, hand: Hand) -> None:
    drafts.calls.rang(MINE)
    assert drafts.calls.missed() == 0
    hand.turn(LONG)
    assert outcomes(drafts) == [CallOutcome.MISSED]
    assert drafts.calls.missed() == 1


def test_what_was_taken_or_left_to_ring_is_not_missed(drafts: Drafts, hand: Hand) -> None:
    drafts.calls.taken(drafts.calls.rang(MINE))
    drafts.calls.let_ring(drafts.calls.rang(OTHER))
    hand.turn(LONG)
    assert outcomes(drafts) == [CallOutcome.LET_RING, CallOutcome.TAKEN]
    assert drafts.calls.missed() == 0


def test_an_outbound_call_is_never_missed(drafts: Drafts, hand: Hand) -> None:
    drafts.calls.rang(MINE._replace(outbound=True))
    hand.turn(LONG)
    assert drafts.calls.missed() == 0
    assert drafts.calls.listing(missed=True) == ()


def test_ringing_back_settles_every_missed_call_of_that_number_and_no_other(
    drafts: Drafts, hand: Hand
) -> None:
    first = drafts.calls.rang(MINE)
    drafts.calls.rang(MINE)
    drafts.calls.rang(OTHER)
    hand.turn(LONG)
    drafts.calls.called_back(first)
    assert outcomes(drafts) == [CallOutcome.MISSED, CallOutcome.CALLED_BACK, CallOutcome.CALLED_BACK]
    assert [call.number for call in drafts.calls.listing(missed=True)] == [OTHER.number]


def test_taking_the_number_later_settles_what_was_missed_before(drafts: Drafts, hand: Hand) -> None:
    drafts.calls.rang(MINE)
    hand.turn(LONG)
    drafts.calls.taken(drafts.calls.rang(MINE))
    assert outcomes(drafts) == [CallOutcome.TAKEN, CallOutcome.DEALT_WITH]


def test_withheld_numbers_are_not_taken_for_one_caller(drafts: Drafts, hand: Hand) -> None:
    first = drafts.calls.rang(Ring(""))
    drafts.calls.rang(Ring(""))
    hand.turn(LONG)
    drafts.calls.called_back(first)
    assert outcomes(drafts) == [CallOutcome.MISSED, CallOutcome.CALLED_BACK]


def test_only_a_missed_call_can_be_dealt_with(drafts: Drafts, hand: Hand) -> None:
    missed = drafts.calls.rang(MINE)
    hand.turn(LONG)
    taken, rings = drafts.calls.rang(OTHER), drafts.calls.rang(OTHER)
    drafts.calls.taken(taken)
    for call in (missed, taken, rings):
        drafts.calls.dealt_with(call)
    assert outcomes(drafts) == [CallOutcome.RINGS, CallOutcome.TAKEN, CallOutcome.DEALT_WITH]


def test_another_officer_and_another_store_see_nothing_and_change_nothing(
    opened: Opener, drafts: Drafts, hand: Hand
) -> None:
    place = drafts.calls.rang(MINE)
    hand.turn(LONG)
    for stranger in (opened("sam"), opened("kim", "other")):
        assert stranger.calls.listing() == ()
        assert stranger.calls.missed() == 0
        stranger.calls.taken(place)
    assert outcomes(drafts) == [CallOutcome.MISSED]


def test_the_last_five_hundred_are_remembered_and_another_officers_stay(
    opened: Opener, drafts: Drafts
) -> None:
    sam = opened("sam")
    sam.calls.rang(OTHER)
    for number in range(MOST + 3):
        drafts.calls.rang(Ring(f"03701{number:05}"))
    calls = drafts.calls.listing()
    assert len(calls) == MOST
    assert calls[-1].number == "0370100003"
    assert len(sam.calls.listing()) == 1


def test_the_log_outlives_the_program(opened: Opener, hand: Hand) -> None:
    opened().calls.rang(MINE)
    hand.turn(LONG)
    assert outcomes(opened()) == [CallOutcome.MISSED]


def test_a_file_from_before_the_log_gets_one_and_keeps_its_drafts(opened: Opener, path: Path) -> None:
    note = a_note("older")
    drafts = opened()
    drafts.keep(note)
    drafts.close()
    with closing(sqlite3.connect(path)) as file:
        file.execute("DROP TABLE call")
        file.execute("PRAGMA user_version = 1")
    again = opened()
    again.calls.rang(MINE)
    assert [draft.form for draft in again.listing()] == [note]
    assert len(again.calls.listing()) == 1
