"""Colleagues who are mentioned in a note of a case that they may not open (features B6, B14)."""

from collections.abc import Iterable
from uuid import UUID

from data.desk.desk import Desk
from data.repositories.cases import Cases
from data.repositories.staff import Staff
from data.rules.completing import mentioned
from data.rules.holding import assigned_facts
from data.rules.visibility import may_see, viewer_of
from data.types.stop import Stop


def shut_out(desk: Desk, case_id: UUID, texts: Iterable[str], stop: Stop | None = None) -> tuple[str, ...]:
    """The names of those mentioned with @ who may not open the case, in the order of the staff.

    It is told and never blocks. Raises NotFound for a case that is none or may not be seen.
    """
    with desk.store.reading(stop) as connection:
        case = Cases(connection, desk.officer).read(case_id)
        staff = Staff(connection)
        named = mentioned("\n".join(texts), staff.active())
        groups = staff.groups_of([one.id for one in named])
        facts = assigned_facts(
            case.assignees, case.confidential, case.scope, case.team_id, case.acl, case.office_id
        )
        leads = staff.sees_assigned()
    return tuple(
        one.name
        for one in named
        if not may_see(
            viewer_of(one._replace(groups=groups.get(one.id, ()))), facts, supervisor_sees_assigned=leads
        )
    )
