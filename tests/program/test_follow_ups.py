"""Follow-ups from the command line, on either store: done, and called back without an answer."""

from uuid import UUID

import pytest

from data.desk import cases
from data.desk.opening import open_desk
from data.store.store import open_store
from tests.builders import a_case_form, a_member
from tests.program.commands import Inside, Machine

NOTE = "Member: 0048213\nType: Voicemail\nAbout: leave\nFollow-up: today\n\nIssue\nLeave refused.\n"


@pytest.fixture
def noted(inside: Inside, andrew: UUID) -> Inside:
    """I-20001 is to be followed up today."""
    assert inside("interactions", "add", "--from", "-", given=NOTE).code == 0
    return inside


def test_a_follow_up_is_ticked_off_once(noted: Inside) -> None:
    assert noted("interaction", "I-20001", "done").out == "I-20001 is done.\n"
    assert noted("interaction", "I-20001", "--json").json["follow_up_open"] is False
    again = noted("interaction", "I-20001", "done")
    assert (again.code, "no follow-up to do" in again.err) == (1, True)


def test_a_try_is_noted_and_the_day_moves(noted: Inside) -> None:
    assert noted("interaction", "I-20001", "called-back").out.startswith(
        "I-20001: the call is noted, follow-up "
    )
    second = noted("interaction", "I-20002", "--json").json
    assert (second["interaction_type"], second["related_to"]) == ("Phone – no answer", "Leave")


def test_a_try_on_a_case_is_told_as_json(casetui_anywhere: Machine) -> None:
    store = open_store(casetui_anywhere.url)
    member = a_member(store)
    store.close()
    desk = open_desk(casetui_anywhere.url, "kim.tran")
    cases.create(desk, a_case_form(member))
    desk.close()
    tried = casetui_anywhere("case", "C-10001", "called-back", "--json").json
    assert (tried["record"], tried["number"], tried["done"]) == ("case", "C-10001", False)
    assert casetui_anywhere("case", "C-10001", "--json").json["follow_up_on"] == tried["day"]
