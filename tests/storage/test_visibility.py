"""What an officer may not see is nowhere: not in a list, a count, a timeline, a brief; judged by the one rule."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, update

from data.desk import cases, history, interactions, members, queue
from data.desk.desk import Desk
from data.rules.visibility import CaseFacts, may_see, viewer_of
from data.store.store import Store
from data.store.tables import ASSIGNEE, CASE, GROUP_MEMBER, OFFICE, STAFF_GROUP
from data.types.errors import Conflict, NotFound
from data.types.staff import Access
from data.types.timeline import ItemKind
from tests.builders import (
    PEOPLE,
    a_case,
    a_case_form,
    a_member,
    an_interaction_form,
    copies_of,
    staff_id,
    team_id,
    two_offices,
)

GROUP, ANOTHER, GONE = UUID(int=5), UUID(int=6), UUID(int=7)
GROUPS = {"none": [], "ours": [GROUP], "another": [ANOTHER], "both": [ANOTHER, GROUP]}


@pytest.fixture
def in_groups(store: Store) -> None:
    """Sam and Jo are in one group, Lena is in two."""
    with store.loading("test") as connection:
        connection.execute(
            insert(STAFF_GROUP),
            [
                {"id": one, "name": str(one), "position": 0, "archived": False}
                for one in (GROUP, ANOTHER, GONE)
            ],
        )
        connection.execute(update(STAFF_GROUP).where(STAFF_GROUP.c.id == GONE).values(archived=True))
        connection.execute(
            insert(GROUP_MEMBER),
            [
                {"group_id": group, "officer_id": staff_id(login)}
                for group, login in (
                    (GROUP, "sam.ortiz"),
                    (GROUP, "jo.marsh"),
                    (GROUP, "lena.vogt"),
                    (ANOTHER, "lena.vogt"),
                    (GONE, "kim.tran"),
                )
            ],
        )


ALSO: dict[str | None, dict[str, Any]] = {
    None: {},
    "jo": {"officer_id": staff_id("jo.marsh")},
    "team": {"team_id": team_id("Industrial")},
    "role": {"role": "supervisor"},
}
"""Who else a case is allocated to."""


def _columns(confidential: bool, scope: int, team: str, acl: str, **others: Any) -> dict[str, Any]:
    groups = [str(group) for group in GROUPS[acl]]
    return {"confidential": confidential, "scope": scope, "team_id": team_id(team), "acl": groups, **others}


def _facts(
    confidential: bool, scope: int, team: str, acl: str, also: str | None, owner: UUID | None
) -> CaseFacts:
    whom = ALSO[also]
    officers, teams, roles = (
        [whom[name]] if name in whom else [] for name in ("officer_id", "team_id", "role")
    )
    return CaseFacts(
        confidential,
        scope,
        team_id(team),
        frozenset(officers + ([owner] if owner else [])),
        frozenset(teams),
        frozenset(GROUPS[acl]),
        frozenset(roles),
    )


def _made(
    desk: Desk, columns: list[dict[str, Any]], told: list[tuple[str | None, CaseFacts]]
) -> dict[UUID, CaseFacts]:
    """The cases with these columns in the store, allocated as is said beside their facts."""
    first = a_case(desk, a_member(desk.store), owner=None, office_id=None)
    ids = copies_of(desk.store, first, columns)
    with desk.store.loading("test") as connection:
        for also, whom in ALSO.items():
            also_held = [
                {"case_id": one, "position": 1, **whom}
                for one, (held, _) in zip(ids, told, strict=True)
                if held == also and whom
            ]
            if also_held:
                connection.execute(insert(ASSIGNEE), also_held)
    facts = dict(zip(ids, (facts for _, facts in told), strict=True))
    return {first: CaseFacts(team_id=desk.officer.team_id), **facts}


def test_every_list_agrees_with_the_rule_over_the_whole_matrix(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store, in_groups: None
) -> None:
    columns, told = [], []
    for confidential, scope, team, acl, owner, also in product(
        (False, True), (0, 1, 2), ("MSD", "Industrial"), GROUPS, ("kim.tran", None), ALSO
    ):
        owner_id = staff_id(owner) if owner else None
        columns.append(_columns(confidential, scope, team, acl, owner_id=owner_id))
        told.append((also, _facts(confidential, scope, team, acl, also, owner_id)))
    facts = _made(desk, columns, told)
    everyone = [desk_for(login) for login in PEOPLE]
    sam = everyone[1]
    for viewing in (*everyone, replace(sam, officer=sam.officer._replace(access=Access.READER))):
        officer = viewing.officer
        viewer = viewer_of(officer)
        expected = {case for case, fact in facts.items() if may_see(viewer, fact)}
        seen = {line.id for line in cases.listing(viewing, limit=5000)}
        assert seen == expected, officer
        assert 0 < len(expected) < len(facts) or officer.login == "ravi.admin"


def test_every_list_agrees_with_the_rule_over_the_offices(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store, in_groups: None
) -> None:
    """Features A3.01, A3.46: Ravi is of the whole organisation, Kim and Lena of one office, Sam and Jo of another."""
    offices = two_offices(store, victoria=("kim.tran", "lena.vogt"), queensland=("sam.ortiz", "jo.marsh"))
    columns, told = [], []
    for office, scope, acl, confidential, also in product(
        (None, *offices), (0, 1, 2), ("none", "ours"), (False, True), ALSO
    ):
        columns.append(_columns(confidential, scope, "MSD", acl, office_id=office, owner_id=None))
        told.append((also, replace(_facts(confidential, scope, "MSD", acl, also, None), office_id=office)))
    facts = _made(desk, columns, told)
    for login in PEOPLE:
        viewing = desk_for(login)
        expected = {case for case, fact in facts.items() if may_see(viewer_of(viewing.officer), fact)}
        assert {line.id for line in cases.listing(viewing, limit=5000)} == expected, login
        assert 0 < len(expected) < len(facts) or login == "ravi.admin"


def test_an_office_may_let_supervisors_see_what_is_assigned_in_their_team(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store
) -> None:
    """Features A3.18: off unless the office says so."""
    case = a_case(desk, a_member(store), scope=2, team_id=team_id("MSD"))
    legal = a_case(desk, a_member(store), scope=2, team_id=team_id("Legal"))
    assert cases.listing(desk_for("lena.vogt")) == ()
    with store.loading("test") as connection:
        connection.execute(OFFICE.update().values(supervisor_sees_assigned=True))
    assert [line.id for line in cases.listing(desk_for("lena.vogt"))] == [case]
    assert cases.listing(desk_for("sam.ortiz")) == ()
    assert {line.id for line in cases.listing(desk_for("ravi.admin"))} == {case, legal}


@pytest.fixture
def hidden(desk: Desk, store: Store) -> tuple[UUID, UUID, UUID]:
    """Member, interaction and the confidential case it became."""
    member = a_member(store)
    contact = an_interaction_form(member)
    interactions.submit(desk, contact)
    form = a_case_form(member, contact.id)
    cases.create(desk, form)
    cases.add_note(desk, form.id, an_interaction_form(None))
    with store.loading("test") as connection:
        connection.execute(CASE.update().values(confidential=True, owner_id=None, marked_for_review=True))
    return member, contact.id, form.id


def test_a_confidential_case_is_nowhere_for_basic_access(
    desk_for: Callable[[str], Desk], hidden: tuple[UUID, UUID, UUID]
) -> None:
    member, contact, case = hidden
    basic = desk_for("jo.marsh")
    for ask in (
        lambda: cases.read(basic, case),
        lambda: cases.by_reference(basic, 10001),
        lambda: history.of_case(basic, case),
        lambda: queue.brief(basic, "case", case),
        lambda: cases.add_note(basic, case, an_interaction_form(None)),
    ):
        with pytest.raises(NotFound):
            ask()
    assert cases.listing(basic, open_only=False) == ()
    assert members.card(basic, member).open_cases == 0
    work = queue.mine(basic)
    assert (work.rows, work.unclaimed, work.for_review) == ((), 0, 0)
    items = members.timeline(basic, member)
    assert [(item.kind, item.case_number) for item in items] == [(ItemKind.INTERACTION, "")]
    assert interactions.read(basic, contact).case_id is None


def test_it_is_everywhere_for_an_officer(desk: Desk, hidden: tuple[UUID, UUID, UUID]) -> None:
    member, contact, case = hidden
    assert cases.by_reference(desk, 10001).id == case
    assert members.card(desk, member).open_cases == 1
    assert queue.mine(desk).unclaimed == 1
    assert len(members.timeline(desk, member)) == 3
    assert interactions.read(desk, contact).case_reference == 10001


def test_a_missing_case_and_a_hidden_one_are_told_alike(
    desk_for: Callable[[str], Desk], hidden: tuple[UUID, UUID, UUID]
) -> None:
    basic = desk_for("jo.marsh")
    told = []
    for case in (hidden[2], UUID(int=9)):
        with pytest.raises(NotFound) as error:
            cases.read(basic, case)
        told.append(error.value.sentence)
    assert told[0] == told[1]


def test_who_may_not_see_the_case_is_not_told_its_number_by_a_second_conversion(
    desk_for: Callable[[str], Desk], hidden: tuple[UUID, UUID, UUID]
) -> None:
    with pytest.raises(Conflict) as told:
        cases.create(desk_for("jo.marsh"), a_case_form(hidden[0], hidden[1]))
    assert "10001" not in told.value.sentence
