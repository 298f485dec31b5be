"""Who may see a case: office, confidentiality, scope and groups are independent, and the most restrictive wins.

Features A3.01, A3.12, A3.17, A3.18, A4.04, and what the specification decides where the sources leave it open:
being assigned admits past team and group, never past confidential for basic access. Past the office it admits whom it
names, an officer or a team: a role is had in every office, and is allocated to in the case's own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from uuid import UUID

from data.types.staff import Access, Officer


class Scope(IntEnum):
    """How far a case can be seen."""

    OFFICE = 0
    TEAM = 1
    ASSIGNED = 2


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks."""

    officer_id: UUID
    access: Access
    team_id: UUID | None = None
    groups: frozenset[UUID] = frozenset()
    roles: frozenset[str] = frozenset()
    """What a case can be allocated to that this officer has: the job title, and the name of the access."""
    office_id: UUID | None = None
    """The case office; none is the whole organisation."""


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What of a case decides."""

    confidential: bool = False
    scope: int = Scope.OFFICE
    team_id: UUID | None = None
    assigned: frozenset[UUID] = frozenset()
    """Officers it is allocated to."""
    assigned_teams: frozenset[UUID] = frozenset()
    acl: frozenset[UUID] = frozenset()
    """Groups that its case types admit; empty admits all."""
    assigned_roles: frozenset[str] = frozenset()
    """Job titles and names of accesses it is allocated to."""
    office_id: UUID | None = None
    """The case office it belongs to; none is every office's."""


def may_see(viewer: Viewer, facts: CaseFacts, *, supervisor_sees_assigned: bool = False) -> bool:
    """Whether this officer may see this case, in every list, count, export and notice."""
    if facts.confidential and viewer.access <= Access.BASIC:
        return False
    if _is_named(viewer, facts):
        return True
    if _elsewhere(viewer, facts):
        return False
    if viewer.access >= Access.ADMIN or viewer.roles & facts.assigned_roles:
        return True
    return _in_scope(viewer, facts, supervisor_sees_assigned) and (
        not facts.acl or bool(viewer.groups & facts.acl)
    )


def _elsewhere(viewer: Viewer, facts: CaseFacts) -> bool:
    """It belongs to an office that is not the viewer's; an administrator of no office has them all (A3.01, A3.46)."""
    of_all = viewer.office_id is None and viewer.access >= Access.ADMIN
    return facts.office_id not in (None, viewer.office_id) and not of_all


def _is_named(viewer: Viewer, facts: CaseFacts) -> bool:
    """Allocated to the officer, or to the officer's team (features A2.12)."""
    return viewer.officer_id in facts.assigned or viewer.team_id in facts.assigned_teams


def _is_assigned(viewer: Viewer, facts: CaseFacts) -> bool:
    """Allocated to the officer, or to a team or role the officer is of (features A2.12)."""
    return _is_named(viewer, facts) or bool(viewer.roles & facts.assigned_roles)


def _in_scope(viewer: Viewer, facts: CaseFacts, supervisor_sees_assigned: bool) -> bool:
    if facts.scope == Scope.OFFICE:
        return True
    own_team = facts.team_id is not None and viewer.team_id == facts.team_id
    if facts.scope == Scope.TEAM:
        return own_team
    # Anything unknown is treated as the narrowest.
    return supervisor_sees_assigned and own_team and viewer.access >= Access.SUPERVISOR


def viewer_of(officer: Officer) -> Viewer:
    """An officer as who looks."""
    return Viewer(
        officer.id,
        officer.access,
        officer.team_id,
        frozenset(officer.groups),
        frozenset(officer.roles),
        officer.office_id,
    )


def acl_of(
    case_types: Iterable[str],
    managers: Mapping[str, Iterable[UUID]],
    escalation: Mapping[str, Iterable[UUID]],
) -> tuple[UUID, ...]:
    """The groups that a case of these types admits, both groups by case type; none admits all (features A4.04).

    Every group that manages one of the types sees the case, and whoever it may be escalated to. A type that names no
    managers opens nothing that another closes.
    """
    managed = [kind for kind in case_types if tuple(managers.get(kind, ()))]
    found = [group for kind in managed for group in (*managers[kind], *escalation.get(kind, ()))]
    return tuple(sorted(dict.fromkeys(found), key=str))


def why_not_seen_otherwise(viewer: Viewer, was: CaseFacts, now: CaseFacts) -> str:
    """Why this officer may not change who sees a case from `was` to `now`; empty where it is allowed.

    Anyone but basic access may close a case further. What was closed is opened again by whoever it is allocated to,
    or by a supervisor (features A3.12, A3.18).
    """
    same = was.confidential == now.confidential and was.scope == now.scope
    if same:
        return ""
    if viewer.access <= Access.BASIC:
        return "basic access does not decide who sees a case"
    opens = (was.confidential and not now.confidential) or now.scope < was.scope
    if opens and viewer.access < Access.SUPERVISOR and not _is_assigned(viewer, was):
        return "only its staff and supervisors open a case to more people"
    if now.scope == Scope.TEAM and now.scope != was.scope and now.team_id is None:
        return "the case belongs to no team: allocate it to one first"
    return ""
