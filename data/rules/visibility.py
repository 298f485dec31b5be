"""Who may see a case: confidentiality, scope and groups are independent, and the most restrictive wins.

Features A3.12, A3.17, A3.18, A4.04, and what the specification decides where the sources leave it open:
being assigned admits past team and group, never past confidential for basic access.
"""

from dataclasses import dataclass
from enum import IntEnum
from uuid import UUID

from data.types.staff import Access


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


def may_see(viewer: Viewer, facts: CaseFacts, *, supervisor_sees_assigned: bool = False) -> bool:
    """Whether this officer may see this case, in every list, count, export and notice."""
    if facts.confidential and viewer.access <= Access.BASIC:
        return False
    if viewer.access >= Access.ADMIN or _is_assigned(viewer, facts):
        return True
    return _in_scope(viewer, facts, supervisor_sees_assigned) and (
        not facts.acl or bool(viewer.groups & facts.acl)
    )


def _is_assigned(viewer: Viewer, facts: CaseFacts) -> bool:
    """Allocated to the officer, or to the officer's team (features A2.12)."""
    return viewer.officer_id in facts.assigned or viewer.team_id in facts.assigned_teams


def _in_scope(viewer: Viewer, facts: CaseFacts, supervisor_sees_assigned: bool) -> bool:
    if facts.scope == Scope.OFFICE:
        return True
    own_team = facts.team_id is not None and viewer.team_id == facts.team_id
    if facts.scope == Scope.TEAM:
        return own_team
    # Anything unknown is treated as the narrowest.
    return supervisor_sees_assigned and own_team and viewer.access >= Access.SUPERVISOR
