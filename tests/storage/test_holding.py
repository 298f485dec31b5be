"""Claiming, giving back, allocating: one winner, the others are told, and everything can be taken back."""

import threading
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import update

from data.desk import cases, changing, history, holding, queue
from data.desk.desk import Desk
from data.desk.opening import open_desk
from data.store.store import Store
from data.store.tables import CASE, STAFF
from data.types.errors import CasetuiError, Conflict, NotAllowed, NotFound
from data.types.staff import Assignee
from data.types.work import WorkGroup
from tests.builders import Clock, a_case_form, a_member, a_rule, change_case, staff_id, team_id

KIM, SAM, JO, AISHA, LENA = (
    Assignee(officer_id=staff_id(login))
    for login in ("kim.tran", "sam.ortiz", "jo.marsh", "aisha.bello", "lena.vogt")
)
MSD, LEGAL = Assignee(team_id=team_id("MSD")), Assignee(team_id=team_id("Legal"))


def held(desk: Desk, case: UUID) -> list[Assignee]:
    return list(cases.read(desk, case).assignees)


def given_to(desk: Desk, store: Store, *whom: Assignee, **columns: object) -> UUID:
    form = a_case_form(a_member(store), assignees=list(whom))
    cases.create(desk, form)
    if columns:
        with store.loading("test") as connection:
            connection.execute(update(CASE).where(CASE.c.id == form.id).values(**columns))
    return form.id


def test_an_unclaimed_case_is_claimed_and_u_takes_it_back(desk: Desk, store: Store) -> None:
    """Features A4.17."""
    case = given_to(desk, store, MSD)
    done = holding.claim(desk, case)
    assert held(desk, case) == [KIM, MSD]
    assert cases.read(desk, case).owner == "Kim Tran"
    changing.change(desk, replace(done, id=desk.new_id(), was=done.now, now=done.was))
    assert held(desk, case) == [MSD]
    assert [line.action for line in history.of_case(desk, case)][-1] == "cases.create"


def test_who_comes_second_is_told_who_has_it(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store
) -> None:
    case = given_to(desk, store)
    holding.claim(desk_for("sam.ortiz"), case)
    with pytest.raises(NotAllowed, match="Sam Ortiz has C-10001 already"):
        holding.claim(desk, case)
    with pytest.raises(NotAllowed, match="C-10001 is yours already"):
        holding.claim(desk_for("sam.ortiz"), case)


def test_what_was_closed_meanwhile_is_not_claimed(desk: Desk, store: Store) -> None:
    case = given_to(desk, store, is_open=False, status="Closed")
    with pytest.raises(NotAllowed, match="C-10001 is closed"):
        holding.claim(desk, case)
    assert held(desk, case) == []


def test_a_case_one_may_not_see_is_not_there_to_be_claimed(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store
) -> None:
    case = given_to(desk, store, confidential=True)
    for act in (holding.claim, holding.release, holding.review, holding.watch):
        with pytest.raises(NotFound):
            act(desk_for("jo.marsh"), case)


def test_of_many_who_claim_at_once_one_wins_and_all_others_are_told(
    url: str, desk: Desk, store: Store
) -> None:
    """Each with a connection of its own, let go at the same moment."""
    logins = ("kim.tran", "sam.ortiz", "aisha.bello", "lena.vogt", "ravi.admin") * 2
    case = given_to(desk, store)
    start, told = threading.Barrier(len(logins)), []

    def try_it(login: str) -> None:
        mine = open_desk(url, login, clock=Clock())
        try:
            start.wait()
            holding.claim(mine, case)
            told.append((login, ""))
        except CasetuiError as error:
            told.append((login, error.sentence))
        finally:
            mine.close()

    threads = [threading.Thread(target=try_it, args=(login,)) for login in logins]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    winners = [login for login, sentence in told if not sentence]
    assert len(winners) == 1
    assert len(told) == len(logins)
    assert held(desk, case) == [Assignee(officer_id=staff_id(winners[0]))]
    name = cases.read(desk, case).owner
    others = {sentence for login, sentence in told if login != winners[0]}
    assert all(sentence.startswith(f"Not allowed: {name} has C-10001 already") for sentence in others)


def test_given_back_it_is_the_teams_again(desk: Desk, store: Store) -> None:
    case = given_to(desk, store, MSD)
    holding.claim(desk, case)
    holding.release(desk, case, "On leave")
    assert held(desk, case) == [MSD]
    own = given_to(desk, store, KIM)
    holding.release(desk, own)
    assert held(desk, own) == [MSD]
    assert cases.read(desk, own).owner == ""
    with pytest.raises(NotAllowed, match="not yours to give back"):
        holding.release(desk, own)


def test_with_a_colleague_beside_one_it_is_the_colleagues(desk: Desk, store: Store) -> None:
    case = given_to(desk, store, KIM, SAM)
    holding.release(desk, case)
    assert (held(desk, case), cases.read(desk, case).owner) == ([SAM], "Sam Ortiz")


@pytest.mark.parametrize(
    ("whom", "why"),
    [
        ([LEGAL], "the Legal team has no members"),
        ([Assignee(role="Barrister")], "nobody has the role Barrister"),
        ([KIM, KIM], "Kim Tran is named twice"),
        ([Assignee(officer_id=UUID(int=9))], "someone named does not work here now"),
        ([Assignee(team_id=UUID(int=9))], "the team is not in the list"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_whom_a_case_cannot_go_to_is_said(desk: Desk, store: Store, whom: list[Assignee], why: str) -> None:
    """Features A2.12."""
    case = given_to(desk, store, SAM)
    with pytest.raises(NotAllowed, match=why):
        change_case(desk, cases.read(desk, case), assignees=whom)
    assert held(desk, case) == [SAM]
    with pytest.raises(NotAllowed, match=why):
        cases.create(desk, a_case_form(a_member(store), assignees=whom))


def test_someone_who_left_gets_no_case_and_keeps_none_back(desk: Desk, store: Store) -> None:
    case = given_to(desk, store, SAM)
    with store.loading("test") as connection:
        connection.execute(update(STAFF).where(STAFF.c.login == "sam.ortiz").values(active=False))
    change_case(desk, cases.read(desk, case), assignees=[KIM, SAM])
    with pytest.raises(NotAllowed, match="does not work here now"):
        change_case(desk, cases.read(desk, given_to(desk, store, KIM)), assignees=[SAM])


def test_a_team_a_role_and_several_officers_hold_a_case(desk: Desk, store: Store) -> None:
    case = given_to(desk, store, KIM)
    for whom in (
        [Assignee(role="Industrial officer")],
        [Assignee(role="supervisor"), SAM],
        [SAM, KIM, MSD],
    ):
        change_case(desk, cases.read(desk, case), assignees=whom)
        assert held(desk, case) == whom


def test_two_who_allocate_at_once_are_told(desk: Desk, desk_for: Callable[[str], Desk], store: Store) -> None:
    case = given_to(desk, store, KIM)
    seen = cases.read(desk, case)
    change_case(desk_for("lena.vogt"), seen, assignees=[SAM])
    with pytest.raises(Conflict, match="Staff"):
        change_case(desk_for("ravi.admin"), seen, assignees=[AISHA])
    assert held(desk, case) == [SAM]


def test_basic_access_claims_but_gives_no_case_to_others(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store
) -> None:
    jo, case = desk_for("jo.marsh"), given_to(desk, store)
    holding.claim(jo, case)
    assert held(desk, case) == [JO]
    with pytest.raises(NotAllowed, match="does not allocate cases to others"):
        change_case(jo, cases.read(jo, case), assignees=[SAM])
    with pytest.raises(NotAllowed, match="does not mark cases"):
        holding.review(jo, case)


def test_a_confidential_case_is_nobodys_of_basic_access(desk: Desk, store: Store) -> None:
    """Features A3.12."""
    case = given_to(desk, store, KIM, confidential=True)
    with pytest.raises(NotAllowed, match="a confidential case is not for Jo Marsh"):
        change_case(desk, cases.read(desk, case), assignees=[KIM, JO])
    hers = given_to(desk, store, JO)
    with pytest.raises(NotAllowed, match="a confidential case is not for Jo Marsh"):
        change_case(desk, cases.read(desk, hers), confidential=True)


def test_what_waits_for_my_team_or_role_stands_in_my_work_as_such(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store
) -> None:
    """Features A2.12: from the next look on, of whoever has the role."""
    team = given_to(desk, store, MSD)
    role = given_to(desk, store, Assignee(role="Industrial officer"))
    nobodys = given_to(desk, store)
    groups = {
        login: {row.id: (row.group, row.owner) for row in queue.mine(desk_for(login)).rows}
        for login in ("kim.tran", "aisha.bello")
    }
    assert groups["kim.tran"] == {
        team: (WorkGroup.OURS, "MSD team"),
        role: (WorkGroup.UNCLAIMED, "Industrial officer"),
        nobodys: (WorkGroup.UNCLAIMED, ""),
    }
    assert groups["aisha.bello"] == {
        team: (WorkGroup.UNCLAIMED, "MSD team"),
        role: (WorkGroup.OURS, "Industrial officer"),
        nobodys: (WorkGroup.UNCLAIMED, ""),
    }
    assert queue.mine(desk).unclaimed == 3
    holding.claim(desk, team)
    assert {row.id: row.group for row in queue.mine(desk).rows}[team] is WorkGroup.NEXT


def test_the_mark_for_review_goes_on_and_off(desk: Desk, store: Store) -> None:
    """Features A3.13."""
    case = given_to(desk, store, KIM)
    holding.review(desk, case)
    assert [line.id for line in cases.listing(desk, review=True)] == [case]
    holding.review(desk, case, on=True)
    assert cases.read(desk, case).marked_for_review
    holding.review(desk, case)
    assert cases.listing(desk, review=True) == ()


def test_watchers_are_told_by_name_and_see_no_more_than_before(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store
) -> None:
    case = given_to(desk, store, KIM)
    jo = desk_for("jo.marsh")
    for watcher in (jo, desk_for("lena.vogt")):
        assert holding.watch(watcher, case)[1]
    assert [one.name for one in cases.read(desk, case).watchers] == ["Jo Marsh", "Lena Vogt"]
    assert [line.id for line in cases.listing(jo, watched=True)] == [case]
    change_case(desk, cases.read(desk, case), confidential=True)
    assert cases.listing(jo, watched=True) == ()
    with pytest.raises(NotFound):
        cases.read(jo, case)
    assert not holding.watch(desk_for("lena.vogt"), case)[1]
    assert [one.name for one in cases.read(desk, case).watchers] == ["Jo Marsh"]


# Whose turn it is


def created(desk: Desk, store: Store, *types: str) -> str:
    """Who gets the next case."""
    form = a_case_form(a_member(store), assignees=[], by_rule=True, case_types=list(types or ("ROS",)))
    cases.create(desk, form)
    with store.reading() as connection:
        row = connection.execute(
            CASE.outerjoin(STAFF, STAFF.c.id == CASE.c.owner_id).select().where(CASE.c.id == form.id)
        ).first()
    return row.login or "" if row is not None else ""


def test_cases_go_in_turn_to_those_who_are_here(desk: Desk, store: Store) -> None:
    """Features A5.01."""
    a_rule(store, "in turn", "kim.tran sam.ortiz aisha.bello")
    assert [created(desk, store) for _ in range(4)] == ["kim.tran", "sam.ortiz", "aisha.bello", "kim.tran"]
    with store.loading("test") as connection:
        connection.execute(update(STAFF).where(STAFF.c.login == "sam.ortiz").values(available=False))
    assert created(desk, store) == "aisha.bello"


def test_a_case_type_has_a_rule_of_its_own(desk: Desk, store: Store) -> None:
    """Features A5.10."""
    a_rule(store, "in turn", "sam.ortiz")
    a_rule(store, "nobody", under="UFD")
    assert created(desk, store, "ROS") == "sam.ortiz"
    assert created(desk, store, "UFD", "ROS") == ""
    assert created(desk, store, "ROS", "UFD") == "sam.ortiz"


def test_whoever_waits_longest_counts_what_was_given_by_hand(desk: Desk, store: Store) -> None:
    a_rule(store, "queue", "kim.tran sam.ortiz")
    assert created(desk, store) == "kim.tran"
    given_to(desk, store, SAM)
    case = given_to(desk, store, AISHA)
    assert created(desk, store) == "kim.tran"
    change_case(desk, cases.read(desk, case), assignees=[SAM])
    assert created(desk, store) == "kim.tran"
    assert created(desk, store) == "sam.ortiz"


def test_whoever_names_somebody_is_not_overruled(desk: Desk, store: Store) -> None:
    a_rule(store, "in turn", "sam.ortiz")
    form = a_case_form(a_member(store), assignees=[AISHA], by_rule=True)
    cases.create(desk, form)
    assert held(desk, form.id) == [AISHA]


@pytest.mark.parametrize("way", ["in turn", "queue"])
def test_two_who_create_at_once_do_not_get_the_same_next_one(
    way: str, url: str, desk: Desk, store: Store
) -> None:
    people = ("kim.tran", "sam.ortiz", "aisha.bello", "lena.vogt")
    a_rule(store, way, " ".join(people))
    member = a_member(store)
    start, failed = threading.Barrier(8), []

    def create() -> None:
        mine = open_desk(url, "kim.tran", clock=Clock())
        try:
            start.wait()
            cases.create(mine, a_case_form(member, assignees=[], by_rule=True))
        except CasetuiError as error:
            failed.append(error.sentence)
        finally:
            mine.close()

    threads = [threading.Thread(target=create) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    owners = [line.owner for line in cases.listing(desk)]
    assert sorted(owners) == sorted(["Kim Tran", "Sam Ortiz", "Aisha Bello", "Lena Vogt"] * 2)
