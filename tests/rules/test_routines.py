"""Routines: when one is set off, what it may do, and that none goes on for ever (features A4.19, A4.20)."""

from datetime import date
from uuid import UUID

import pytest

from data.rules.deeds import Known
from data.rules.routines import (
    DEEPEST,
    SETS_OFF,
    check_action,
    check_actions,
    circle_of,
    cut,
    read_action,
    trigger_of,
    why_not,
)
from data.types.bulk import Deed
from data.types.errors import BadInput
from data.types.routines import Routine, Trigger
from data.types.staff import Assignee
from tests.rules.test_deeds import KIM, LISTS

KNOWN = Known(LISTS, date(2026, 11, 23))
FACTS = {
    "priority": 2,
    "confidential": False,
    "claimed": True,
    "status": "Open",
    "state": "VIC",
    "case_type": frozenset({"LEG"}),
    "tag": frozenset({"callback"}),
    "task": frozenset({"Referral form filled in"}),
}


def a_routine(name: str = "R", trigger: Trigger = Trigger.STATUS, *actions: str, **more: object) -> Routine:
    values = {"case_types": (), "condition": "", "on": True, **more}
    return Routine(UUID(int=1), name, trigger, actions=actions or ("note Look",), **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("status waiting on member", Deed("status", "Waiting on member", "Waiting on member")),
        ("assign kim", Deed("assign", Assignee(officer_id=KIM.id), "Kim Tran")),
        ("assign msd", Deed("assign", Assignee(team_id=UUID(int=9)), "MSD team")),
        ("priority 1", Deed("priority", 1, "1")),
        ("tag +callback", Deed("tag", "+callback", "callback")),
        ("review on", Deed("review", True, "on")),
        ("escalate it is late", Deed("escalate", "it is late", "it is late")),
        ("note Ring her [bold]now", Deed("note", "Ring her [bold]now", "Ring her [bold]now")),
        ("task  Ring the member", Deed("task", "Ring the member", "Ring the member")),
    ],
)
def test_an_action_is_read(text: str, deed: Deed) -> None:
    assert read_action(text, KNOWN) == deed


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("close resolved", "is no action of a routine; there are status NAME, assign WHO"),
        ("claim", "is no action"),
        ("note", "which is written note WORDS"),
        ("task " + "x" * 201, "LONGEST"),
        ("priority 9", "which is written priority 1..5"),
        ("tag callback", "says neither + nor -"),
        ("note " + "x" * 300, "characters; 200 fit"),
    ],
)
def test_what_is_no_action_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(BadInput) as told:
        check_action(text)
    assert said.replace("LONGEST", "characters") in told.value.detail


@pytest.mark.parametrize("twice", [("note A", "note a"), ("status Open", "status Closed"), ()])
def test_actions_say_each_thing_once(twice: tuple[str, ...]) -> None:
    with pytest.raises(BadInput):
        check_actions(twice)
    check_actions(("note A", "note B", "tag +a", "tag -b", "status Open"))


def test_an_unknown_trigger_is_told_what_there_is() -> None:
    assert trigger_of("Target  Passed") is Trigger.TARGET_PASSED
    with pytest.raises(BadInput, match="is no trigger; there are created, assigned, status changed"):
        trigger_of("breach")
    assert set(SETS_OFF.values()) == set(Trigger)


@pytest.mark.parametrize(
    ("more", "no"),
    [
        ({}, ""),
        ({"on": False}, "it is switched off"),
        ({"trigger": Trigger.CREATED}, "it waits for: created"),
        ({"case_types": ("DISC", "UFD")}, "it is for cases of DISC, UFD"),
        ({"case_types": ("DISC", "LEG")}, ""),
        ({"condition": 'status = "open" and claimed'}, ""),
        ({"condition": 'task = "referral form filled in"'}, ""),
        ({"condition": "priority = 1"}, "its condition does not hold: priority = 1"),
    ],
)
def test_why_one_is_set_off_and_why_not(more: dict[str, object], no: str) -> None:
    assert why_not(a_routine(**{"trigger": Trigger.STATUS, **more}), Trigger.STATUS, FACTS) == no  # type: ignore[arg-type]


def test_a_chain_is_cut_at_its_second_round_and_when_it_is_long() -> None:
    assert cut("A", ()) == cut("C", ("A", "B")) == ""
    assert cut("A", ("A", "B")).endswith("in a circle: A > B > A")
    long = tuple(f"R{at}" for at in range(DEEPEST))
    assert cut("Z", long[:-1]) == ""
    assert cut("Z", long).startswith(f"not run, more than {DEEPEST} routines")


@pytest.mark.parametrize(
    ("routines", "circle"),
    [
        ([a_routine("A", Trigger.STATUS, "status Open")], ("A", "A")),
        ([a_routine("A", Trigger.STATUS, "status Open", on=False)], ()),
        ([a_routine("A", Trigger.STATUS, "note Look")], ()),
        (
            [
                a_routine("A", Trigger.STATUS, "assign kim", case_types=("LEG",)),
                a_routine("B", Trigger.ASSIGNED, "note n", "status Open"),
            ],
            ("A", "B", "A"),
        ),
        (
            [
                a_routine("A", Trigger.STATUS, "assign kim", case_types=("LEG",)),
                a_routine("B", Trigger.ASSIGNED, "status Open", case_types=("UFD",)),
            ],
            (),
        ),
    ],
)
def test_routines_that_may_feed_each_other_are_seen_beforehand(
    routines: list[Routine], circle: tuple[str, ...]
) -> None:
    assert circle_of(routines) == circle
