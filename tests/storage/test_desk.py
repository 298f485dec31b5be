"""The desk itself: cheap to name, the card of a member, the lists."""

import subprocess
import sys
from datetime import date
from uuid import UUID

import pytest

import data.desk
from data.desk import choices, members
from data.desk.desk import Desk
from data.store.store import Store
from data.types.errors import NotFound
from data.types.members import Standing
from data.types.staff import Access
from tests.builders import a_member

HEAVY = ("sqlalchemy", "sqlmodel", "pydantic", "psycopg", "alembic", "phonenumbers")


def loaded_after(code: str) -> list[str]:
    """Which heavy packages a fresh interpreter has loaded after running this."""
    asked = f"import sys; {code}; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    return subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    ).stdout.split()


def test_naming_the_desk_loads_no_database() -> None:
    assert loaded_after("from data import desk; from data.desk.desk import Desk; desk.__all__") == []


def test_opening_a_store_loads_no_migrations(sqlite_url: str) -> None:
    code = f"from data import desk; desk.opening.open_desk({sqlite_url!r}, 'kim.tran')"
    loaded = loaded_after(code)
    assert "sqlalchemy" in loaded
    assert not {"alembic", "psycopg", "phonenumbers"} & set(loaded)


def test_every_room_can_be_entered_and_no_other() -> None:
    for room in data.desk.__all__:
        assert getattr(data.desk, room).__name__ == f"data.desk.{room}"
    with pytest.raises(AttributeError):
        _ = data.desk.cellar


def test_the_card_shows_what_is_known_of_a_member(desk: Desk, store: Store) -> None:
    member = a_member(
        store,
        number="000123",
        phones=("0491 570 006", "(03) 7010 1234"),
        employer="Northgate Hospital",
        paid_through=date(2026, 10, 31),
    )
    card = members.card(desk, member)
    assert (card.number, card.name, card.standing) == ("000123", "Andrea Gallagher", Standing.ARREARS)
    assert [(phone.e164, phone.primary) for phone in card.phones] == [
        ("+61491570006", True),
        ("+61370101234", False),
    ]
    assert [(job.employer, job.primary) for job in card.jobs] == [("Northgate Hospital", True)]
    assert [mail.address for mail in card.emails] == ["member@example.org"]
    assert members.by_number(desk, " 000123\n") == card


def test_a_member_who_is_none_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFound):
        members.card(desk, UUID(int=1))
    for number in ("", "123", "\x00", "'"):
        with pytest.raises(NotFound):
            members.by_number(desk, number)
    assert members.timeline(desk, UUID(int=1)) == ()


def test_the_lists_stand_in_the_order_of_the_office(desk: Desk) -> None:
    lists = choices.read(desk)
    assert lists.interaction_types[0] == "Phone – inbound"
    assert lists.statuses[0].kind == "open"
    assert [status.kind for status in lists.statuses].count("closed") == 1
    topic = lists.topic("Leave")
    assert topic is not None and topic.default_case_type == "LVE" and lists.case_type("LVE")
    kim = lists.officer(desk.officer.id)
    assert kim == desk.officer and kim.access is Access.OFFICER
    assert {team.name for team in lists.teams} >= {"MSD", "Legal"}
