"""Two offices in one organisation: each has its own cases, case types and templates (features A3.01, A3.14, A3.32)."""

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import insert, select, update

from data.desk import cases, choices, find, history, members, offices, queue, staff, targets
from data.desk.configured import refuse_others
from data.desk.desk import Desk
from data.store.store import Store
from data.store.tables import CASE_TYPE, NOTE_TEMPLATE, STAFF
from data.types.errors import BadInput, Incomplete, NotAllowed, NotFound
from tests.builders import a_case, a_case_form, a_member, a_rule, staff_id, two_offices

Desks = Callable[[str], Desk]


@pytest.fixture
def both(store: Store) -> tuple[UUID, ...]:
    """Kim and Lena in Victoria, Sam in Queensland; Ravi, who administers, of the whole organisation."""
    return two_offices(store, victoria=["kim.tran", "lena.vogt"], queensland=["sam.ortiz"])


@pytest.mark.usefixtures("both")
def test_a_case_is_of_the_office_of_who_creates_it_and_nowhere_in_another(
    desk_for: Desks, store: Store
) -> None:
    kim, sam, ravi = (desk_for(login) for login in ("kim.tran", "sam.ortiz", "ravi.admin"))
    member = a_member(store)
    case = a_case(kim, member)
    assert cases.read(kim, case).office == "Victoria"
    with pytest.raises(NotFound):
        cases.read(sam, case)
    assert (cases.listing(sam), cases.open_of(sam, member), members.card(sam, member).open_cases) == (
        (),
        (),
        0,
    )
    assert (find.members(sam, "C-10001"), members.timeline(sam, member)) == ((), ())
    assert (queue.mine(sam).rows, queue.load(sam)) == ((), {})
    assert cases.read(ravi, case).id == case
    # Of the whole organisation's, the first officer says whose it is.
    assert cases.read(ravi, a_case(ravi, member, owner="sam.ortiz")).office == "Queensland"
    assert cases.read(ravi, a_case(ravi, member, owner=None)).office == ""
    assert {line.number for line in cases.listing(sam)} == {"C-10002", "C-10003"}


@pytest.mark.usefixtures("both")
def test_a_supervisor_hands_a_case_over_with_a_reason(desk_for: Desks, store: Store) -> None:
    kim, lena, sam = (desk_for(login) for login in ("kim.tran", "lena.vogt", "sam.ortiz"))
    case = a_case(kim, a_member(store))
    with pytest.raises(NotAllowed, match="a supervisor"):
        offices.give_case(kim, case, "Queensland", "She moved")
    with pytest.raises(Incomplete):
        offices.give_case(lena, case, "Queensland", " ")
    with pytest.raises(BadInput, match="there are Victoria, Queensland"):
        offices.give_case(lena, case, "Tasmania", "She moved")
    assert not offices.give_case(lena, case, "queensland", "She moved").already
    assert cases.read(sam, case).office == "Queensland"
    assert cases.read(kim, case).office == "Queensland"  # it is allocated to her still
    with pytest.raises(NotFound):
        offices.give_case(lena, case, "Victoria", "Back")
    line = next(line for line in history.of_case(sam, case) if line.action == "cases.office")
    assert (line.field, line.old, line.new, line.reason) == ("office", "Victoria", "Queensland", "She moved")


@pytest.mark.usefixtures("both")
def test_types_and_templates_of_an_office_are_not_another_s(desk_for: Desks, store: Store) -> None:
    own = {"scope": "office", "office": "Queensland"}
    with store.loading("test") as connection:
        connection.execute(update(CASE_TYPE).where(CASE_TYPE.c.key == "ROS").values(**own))
        held = dict(connection.execute(select(NOTE_TEMPLATE)).mappings().one())
        connection.execute(insert(NOTE_TEMPLATE).values({**held, **own, "id": UUID(int=4), "name": "plain"}))
    seen = {}
    for login in ("kim.tran", "sam.ortiz", "ravi.admin"):
        lists = choices.read(desk_for(login))
        seen[login] = (lists.case_type("ROS") is not None, lists.template("plain") is not None)
        assert lists.former.get("ROS") == "Rosters, hours, breaks"  # named wherever a case has it
    assert seen == {"kim.tran": (False, False), "sam.ortiz": (True, True), "ravi.admin": (True, True)}
    member = a_member(store)
    with pytest.raises(NotAllowed, match="breaks is of the office Queensland alone"):
        cases.create(desk_for("kim.tran"), a_case_form(member))
    assert cases.create(desk_for("sam.ortiz"), a_case_form(member)).number == "C-10001"


def test_rules_and_escalations_stay_within_the_office(
    desk_for: Desks, store: Store, both: tuple[UUID, ...]
) -> None:
    a_rule(store, "in turn")
    with store.loading("test") as connection:
        connection.execute(
            update(STAFF).where(STAFF.c.login.in_(["aisha.bello", "ravi.admin"])).values(office_id=both[1])
        )
    kim = desk_for("kim.tran")
    member = a_member(store)
    found = []
    for _ in range(4):
        form = a_case_form(member, assignees=[], by_rule=True)
        cases.create(kim, form)
        found.append(cases.read(kim, form.id).owner)
    assert found == ["Kim Tran", "Lena Vogt"] * 2
    case = a_case(desk_for("sam.ortiz"), member, owner="sam.ortiz")
    targets.escalate(desk_for("sam.ortiz"), case, "A question of law.")
    # Lena, who supervises, is of the other office: it comes before Queensland's administrator.
    assert targets.of_case(desk_for("sam.ortiz"), case).escalations[0].told == ("ravi.admin",)


@pytest.mark.usefixtures("both")
def test_who_is_of_which_office_is_said_by_the_whole_organisations_administrator(
    desk_for: Desks, store: Store
) -> None:
    ravi, sam = desk_for("ravi.admin"), desk_for("sam.ortiz")
    case = a_case(desk_for("kim.tran"), a_member(store))
    with pytest.raises(NotAllowed, match="whole organisation"):
        offices.give_officer(desk_for("lena.vogt"), staff_id("sam.ortiz"), "Victoria")
    assert offices.give_officer(ravi, staff_id("sam.ortiz"), "victoria")
    assert not offices.give_officer(ravi, staff_id("sam.ortiz"), "Victoria")
    assert cases.read(desk_for("sam.ortiz"), case).office == "Victoria"
    assert [(one.name, logins) for one, logins in offices.listing(sam)] == [
        ("Victoria", ("kim.tran", "lena.vogt", "sam.ortiz")),
        ("Queensland", ()),
    ]
    assert {one.officer.login: one.officer.office for one in staff.listing(sam)}["kim.tran"] == "Victoria"
    # An administrator of one office has its cases, and not the configuration of them all.
    assert offices.give_officer(ravi, ravi.officer.id, "Queensland")
    own = desk_for("ravi.admin")
    with pytest.raises(NotFound):
        cases.read(own, case)
    with pytest.raises(NotAllowed, match="whole organisation"):
        refuse_others(own)
    with pytest.raises(NotAllowed, match="whole organisation"):
        offices.give_officer(own, own.officer.id, "none")
