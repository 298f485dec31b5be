"""Before whom a case is put when a target is breached or an officer asks for it (features A4.05, A4.12, A4.13)."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from data.types.staff import Access, Officer


def before_whom(named: Sequence[str], staff: Iterable[Officer], team_id: UUID | None) -> tuple[str, ...]:
    """Logins: those the case type names who work here, else the team's supervisors, else all, else administrators."""
    people = tuple(staff)
    found = tuple(one.login for one in people if one.login in named)
    if found:
        return found
    supervisors = [one for one in people if one.access is Access.SUPERVISOR]
    of_team = [one for one in supervisors if one.team_id == team_id]
    decide = of_team or supervisors or [one for one in people if one.access is Access.ADMIN]
    return tuple(one.login for one in decide)


def of_office(staff: Iterable[Officer], office_id: UUID | None) -> tuple[Officer, ...]:
    """Those who may be told of a case: of its office, or of the whole organisation (features A3.01)."""
    return tuple(one for one in staff if office_id is None or one.office_id in (None, office_id))
