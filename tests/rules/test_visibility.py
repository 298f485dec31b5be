from dataclasses import replace
from itertools import product
from uuid import UUID

import pytest

from data.rules.visibility import CaseFacts, Scope, Viewer, acl_of, may_see
from data.types.staff import Access
from tests.rules.builders import an_id

ME, OTHER, MSD, LEGAL, MANAGERS = (an_id(number) for number in range(1, 6))

TEAM = CaseFacts(scope=Scope.TEAM, team_id=MSD)
ASSIGNED = CaseFacts(scope=Scope.ASSIGNED, team_id=MSD)
MINE = frozenset([ME])
OTHERS = frozenset([OTHER])
MANAGED = frozenset([MANAGERS])
GROUP = CaseFacts(acl=MANAGED)
TEAM_AND_GROUP = CaseFacts(scope=Scope.TEAM, team_id=MSD, acl=MANAGED)
OURS = frozenset([MSD])


def viewer(access: Access, team: str = "", group: bool = False) -> Viewer:
    teams = {"": None, "msd": MSD, "legal": LEGAL}
    return Viewer(ME, access, teams[team], MANAGED if group else frozenset())


def letter(access: Access) -> str:
    """How the tables name an access; who reads only sees what basic access sees."""
    return max(access, Access.BASIC).name[0]


TELLING = [
    # what, facts, team of the viewer, in the group, who sees it: Basic, Officer, Supervisor, Admin
    ("the whole office sees it", CaseFacts(), "", False, "BOSA"),
    ("confidential: not basic", CaseFacts(confidential=True), "", False, "OSA"),
    ("confidential, assigned: still not basic", CaseFacts(True, assigned=MINE), "", False, "OSA"),
    ("confidential, own team's: still not basic", CaseFacts(True, Scope.TEAM, MSD), "msd", False, "OSA"),
    ("team: the team", TEAM, "msd", False, "BOSA"),
    ("team: another team", TEAM, "legal", False, "A"),
    ("team: without a team", TEAM, "", False, "A"),
    ("team: none named, viewer has none", CaseFacts(scope=1), "", False, "A"),
    ("team: assigned from another team", CaseFacts(False, Scope.TEAM, MSD, MINE), "legal", False, "BOSA"),
    ("assigned: someone else of the team", CaseFacts(False, Scope.ASSIGNED, MSD, OTHERS), "msd", False, "A"),
    ("assigned: me", CaseFacts(scope=2, assigned=MINE), "", False, "BOSA"),
    ("assigned: my team", CaseFacts(scope=2, assigned_teams=OURS), "msd", False, "BOSA"),
    ("assigned: another team", CaseFacts(scope=2, assigned_teams=OURS), "legal", False, "A"),
    ("assigned: nobody", ASSIGNED, "msd", False, "A"),
    ("assigned and confidential: me", CaseFacts(confidential=True, scope=2, assigned=MINE), "", False, "OSA"),
    ("group: in it", GROUP, "", True, "BOSA"),
    ("group: not in it", GROUP, "", False, "A"),
    ("group: not in it, assigned", CaseFacts(acl=MANAGED, assigned=MINE), "", False, "BOSA"),
    ("group and team: in the group only", TEAM_AND_GROUP, "legal", True, "A"),
    ("group and team: in the team only", TEAM_AND_GROUP, "msd", False, "A"),
    ("group and team: in both", TEAM_AND_GROUP, "msd", True, "BOSA"),
    ("group and assigned: in the group only", CaseFacts(scope=2, acl=MANAGED), "", True, "A"),
    ("group and confidential", CaseFacts(confidential=True, acl=MANAGED), "", True, "OSA"),
    ("a scope not known is the narrowest", CaseFacts(scope=7, team_id=MSD), "msd", False, "A"),
]  # fmt: skip


@pytest.mark.parametrize("access", Access)
@pytest.mark.parametrize(
    ("what", "facts", "team", "group", "seen_by"), TELLING, ids=[row[0] for row in TELLING]
)
def test_who_may_see_which_case(
    what: str, facts: CaseFacts, team: str, group: bool, seen_by: str, access: Access
) -> None:
    """Features A3.12, A3.17, A3.18, A4.04."""
    assert may_see(viewer(access, team, group), facts) is (letter(access) in seen_by)


VIC, QLD = an_id(8), an_id(9)
THEIRS = CaseFacts(office_id=QLD)
OFFICES = [
    # what, facts, office of the viewer (none is the whole organisation), team, who sees it
    ("own office", CaseFacts(office_id=VIC), VIC, "", "BOSA"),
    ("another office", THEIRS, VIC, "", ""),
    ("another office: the whole organisation's administrator alone", THEIRS, None, "", "A"),
    ("of no office: every office sees it", CaseFacts(), VIC, "", "BOSA"),
    ("another office, assigned: me", CaseFacts(office_id=QLD, assigned=MINE), VIC, "", "BOSA"),
    ("another office, assigned: my team", CaseFacts(office_id=QLD, assigned_teams=OURS), VIC, "msd", "BOSA"),
    ("another office, assigned: my role, which is had there too",
     CaseFacts(office_id=QLD, assigned_roles=frozenset(["MSO"])), VIC, "", ""),
    ("own office, assigned: my role", CaseFacts(scope=2, office_id=VIC, assigned_roles=frozenset(["MSO"])), VIC, "",
     "BOSA"),
    ("another office, own team", CaseFacts(scope=1, team_id=MSD, office_id=QLD), VIC, "msd", ""),
    ("own office, another team", CaseFacts(scope=1, team_id=MSD, office_id=VIC), VIC, "legal", "A"),
    ("own office, confidential", CaseFacts(True, office_id=VIC), VIC, "", "OSA"),
    ("another office, confidential, assigned: me", CaseFacts(True, assigned=MINE, office_id=QLD), VIC, "", "OSA"),
    ("own office, assigned: nobody", CaseFacts(scope=2, office_id=VIC), VIC, "", "A"),
]  # fmt: skip


@pytest.mark.parametrize("access", Access)
@pytest.mark.parametrize(
    ("what", "facts", "office", "team", "seen_by"), OFFICES, ids=[row[0] for row in OFFICES]
)
def test_an_office_sees_its_own_cases(
    what: str, facts: CaseFacts, office: UUID | None, team: str, seen_by: str, access: Access
) -> None:
    """Features A3.01, A3.46."""
    person = replace(viewer(access, team), office_id=office, roles=frozenset(["MSO"]))
    assert may_see(person, facts) is (letter(access) in seen_by)


OWN_TEAM = [
    ("own team", ASSIGNED, "msd", "SA"),
    ("another team", ASSIGNED, "legal", "A"),
    ("no team on either side", CaseFacts(scope=2), "", "A"),
    (
        "own team, but not in the group",
        CaseFacts(scope=2, team_id=MSD, acl=MANAGED),
        "msd",
        "A",
    ),
]


@pytest.mark.parametrize("access", Access)
@pytest.mark.parametrize(("what", "facts", "team", "seen_by"), OWN_TEAM, ids=[row[0] for row in OWN_TEAM])
def test_an_office_may_let_supervisors_see_what_is_assigned_in_their_team(
    what: str, facts: CaseFacts, team: str, seen_by: str, access: Access
) -> None:
    seen = may_see(viewer(access, team), facts, supervisor_sees_assigned=True)
    assert seen is (letter(access) in seen_by)


NONE: frozenset[UUID] = frozenset()
VIEWERS = [viewer(*parts) for parts in product(Access, ("", "msd", "legal"), (False, True))]
FACTS = [
    CaseFacts(confidential, scope, team, assigned, teams, acl)
    for confidential, scope, team, assigned, teams, acl in product(
        (False, True),
        Scope,
        (None, MSD, LEGAL),
        (NONE, MINE),
        (NONE, OURS),
        (NONE, MANAGED),
    )
]


def test_each_restriction_alone_only_ever_takes_away() -> None:
    """Over the whole matrix: the most restrictive wins."""
    for person, facts, supervisors in product(VIEWERS, FACTS, (False, True)):
        if may_see(person, facts, supervisor_sees_assigned=supervisors):
            for wider in (
                CaseFacts(False, facts.scope, facts.team_id, facts.assigned, facts.assigned_teams, facts.acl),
                CaseFacts(
                    facts.confidential, 0, facts.team_id, facts.assigned, facts.assigned_teams, facts.acl
                ),
                CaseFacts(
                    facts.confidential, facts.scope, facts.team_id, facts.assigned, facts.assigned_teams
                ),
            ):
                assert may_see(person, wider, supervisor_sees_assigned=supervisors)


def test_more_access_never_sees_less() -> None:
    for facts, team, group, supervisors in product(FACTS, ("", "msd", "legal"), (False, True), (False, True)):
        seen = [
            may_see(viewer(access, team, group), facts, supervisor_sees_assigned=supervisors)
            for access in Access
        ]
        assert seen == sorted(seen)


def test_basic_access_sees_no_confidential_case_whatever_else_holds() -> None:
    for person, facts in product(VIEWERS, FACTS):
        if person.access <= Access.BASIC and facts.confidential:
            assert not may_see(person, facts, supervisor_sees_assigned=True)


def test_whoever_is_assigned_sees_whatever_is_not_confidential() -> None:
    for person, facts in product(VIEWERS, FACTS):
        if ME in facts.assigned and not facts.confidential:
            assert may_see(person, facts)


LAWYERS, SENIORS = (an_id(number) for number in (6, 7))
ACLS = [
    # what, case types, who manages, who is escalated to, the groups that see it; none is everyone
    ("no groups at all", ["DISC"], {}, {}, []),
    ("a managed type", ["DISC"], {"DISC": [MANAGERS]}, {}, [MANAGERS]),
    ("escalated to: they see it too", ["DISC"], {"DISC": [MANAGERS]}, {"DISC": [SENIORS]}, [MANAGERS, SENIORS]),
    ("escalation alone shuts nobody out", ["DISC"], {}, {"DISC": [SENIORS]}, []),
    ("two managed types: both groups", ["DISC", "UFD"], {"DISC": [MANAGERS], "UFD": [LAWYERS]}, {},
     [MANAGERS, LAWYERS]),
    ("an open type opens nothing", ["DISC", "ROS"], {"DISC": [MANAGERS]}, {}, [MANAGERS]),
    ("a type without cases here", ["ROS"], {"DISC": [MANAGERS]}, {}, []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("what", "types", "managers", "escalation", "admitted"), ACLS, ids=[row[0] for row in ACLS]
)
def test_the_groups_of_several_types_are_joined(
    what: str,
    types: list[str],
    managers: dict[str, list[UUID]],
    escalation: dict[str, list[UUID]],
    admitted: list[UUID],
) -> None:
    """Features A4.04, A4.05."""
    assert acl_of(types, managers, escalation) == tuple(sorted(admitted, key=str))
