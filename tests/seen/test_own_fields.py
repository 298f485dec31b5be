"""Fields of the office's own, seen: among the details of a case, and in a new case where they are required."""

from typing import Any

import pytest

from data.desk import cases
from data.desk.opening import open_desk
from tests.builders import Clock
from tests.seen.conftest import Sit
from tests.seen.kit import Sitting
from tests.seen.test_case_details import at_details, on, the_case
from tests.seen.test_convert import a_case_to_be
from tests.seen.union import Furnished
from tests.steward.files import apply, of
from widgets.choice import ChoiceField
from widgets.entry import Entry

FIELDS: dict[str, Any] = {
    "claim": {"label": "Claim", "kind": "text"},
    "amount": {"label": "Amount", "kind": "number"},
    "hearing": {"label": "Hearing", "kind": "date"},
    "agreed": {"label": "Agreed", "kind": "yes/no"},
    "insurer": {"label": "Insurer", "kind": "choice", "options": ["WorkSafe", "Self-insured"]},
    "asked": {"label": "Asked", "kind": "several", "options": ["Pay", "Leave", "Roster"]},
    "other": {"label": "Of another type", "kind": "text", "case_types": ["PG"]},
}


@pytest.fixture
def own(union_url: str, clock: Clock, union: Furnished) -> None:
    admin = open_desk(union_url, "ravi.admin", clock=clock)
    apply(admin, of({"custom_field": FIELDS}))
    admin.close()


async def answer(kim: Sitting, label: str, typed: str, *keys: str) -> None:
    await on(kim, label)
    await kim.press("enter")
    await kim.until(f"{label} of C-10002")
    await kim.type(typed)
    await kim.press(*(keys or ("enter",)))


@pytest.mark.usefixtures("own")
@pytest.mark.parametrize(
    ("label", "typed", "keys", "kept"),
    [
        ("Claim", "4711/26", ("enter",), {"claim": "4711/26"}),
        ("Amount", "1,250.50", ("enter",), {"amount": "1250.50"}),
        ("Hearing", "fri", ("enter",), {"hearing": "2026-11-27"}),
        ("Agreed", "y", ("enter",), {"agreed": "yes"}),
        ("Insurer", "self", ("enter",), {"insurer": "Self-insured"}),
        ("Asked", "leave", ("enter", "enter"), {"asked": "Leave"}),
    ],
)
async def test_each_kind_is_changed_in_place_and_u_takes_it_back(
    sit: Sit, union: Furnished, label: str, typed: str, keys: tuple[str, ...], kept: dict[str, str]
) -> None:
    async with sit() as kim:
        await at_details(kim)
        assert "Of another type" not in kim.seen
        await answer(kim, label, typed, *keys)
        await kim.until("changed. u takes it back.")
        assert the_case(kim, union).fields == kept
        await kim.press("u")
        await kim.until("C-10002 is as it was.")
        assert the_case(kim, union).fields == {}


@pytest.mark.usefixtures("own")
async def test_they_stand_under_the_name_of_the_office_and_what_cannot_be_is_told(
    sit: Sit, union: Furnished
) -> None:
    async with sit() as kim:
        await at_details(kim)
        await answer(kim, "Amount", "a dozen")
        await kim.until("Amount, which is a number such as 12 or 12.5")
        assert "Member Service Division" in kim.seen
        assert the_case(kim, union).fields == {}


async def test_what_a_type_requires_is_asked_for_where_a_case_is_created(
    sit: Sit, union_url: str, clock: Clock, union: Furnished
) -> None:
    admin = open_desk(union_url, "ravi.admin", clock=clock)
    needed = {
        "claim": {"label": "Claim", "kind": "text", "case_types": ["DISC"], "required": True},
        "insurer": {**FIELDS["insurer"], "required": True},
        "other": {**FIELDS["other"], "required": True},
    }
    apply(admin, of({"custom_field": needed}))
    admin.close()
    async with sit() as kim:
        await a_case_to_be(kim)
        await kim.until(lambda: kim.line(" Claim") != "")
        assert "Of another type" not in kim.seen
        await kim.press("ctrl+s")
        await kim.until("Missing: Claim, Insurer.")
        assert kim.focused is kim.one("#own-claim Entry", Entry)
        await kim.type("4711")
        kim.one("#own-insurer", ChoiceField).focus()
        await kim.type("work")
        await kim.press("enter", "ctrl+s")
        await kim.until(lambda: kim.place == "case")
        assert kim.app.seat.desk is not None
        newest = max(cases.listing(kim.app.seat.desk), key=lambda line: line.reference)
        assert cases.read(kim.app.seat.desk, newest.id).fields == {"claim": "4711", "insurer": "WorkSafe"}
