"""Checking whom a case is allocated to and who is to see it, before either is written (features A2.12, A3.12)."""

from uuid import UUID

from sqlalchemy.engine import Connection

from data.desk.desk import Desk
from data.model import CaseRow
from data.repositories.groups import ESCALATION, MANAGERS, Groups
from data.repositories.staff import Staff
from data.rules.holding import basic_of, facts_of, why_not_allocated
from data.rules.visibility import acl_of, may_see, viewer_of, why_not_seen_otherwise
from data.types.case_edits import CaseContents
from data.types.choices import Choices
from data.types.errors import BadInput, NotAllowed
from data.types.staff import Assignee

SHUT_OUT = "you would not see this case any more"


def check_assignees(
    connection: Connection,
    wanted: list[Assignee],
    now: list[Assignee],
    *,
    confidential: bool,
    known: Choices | None = None,
) -> None:
    """Raise NotAllowed for whom a case cannot go to, and where a confidential one would be basic access's.

    `known` are the people, where they have been read already.
    """
    choices = known or people(connection)
    added = [one for one in wanted if one not in now]
    why = why_not_allocated(wanted, added, choices)
    if why:
        raise NotAllowed(why, todo="Name someone else.")
    if confidential:
        barred = basic_of(wanted, choices)
        if barred:
            raise NotAllowed(
                f"a confidential case is not for {' and '.join(barred)}, of basic access",
                todo="Allocate it to someone else, or let it not be confidential.",
            )


def people(connection: Connection) -> Choices:
    """The staff and the teams alone, of all that can be chosen."""
    staff = Staff(connection)
    return Choices((), (), (), (), (), staff.active(), staff.teams())


def check_seen(
    desk: Desk,
    connection: Connection,
    row: CaseRow,
    wanted: CaseContents,
    now: CaseContents,
    *,
    leaving: bool,
) -> None:
    """Raise NotAllowed for a change of who sees the case that is not this officer's to make.

    And for one that shuts the officer out, unless she was told so and goes on.
    """
    if wanted.scope not in (0, 1, 2):
        raise BadInput("who sees it, which is the office, its team or its staff")
    viewer = viewer_of(desk.officer)
    team = wanted.assignees[0].team_id if wanted.assignees else None
    before = facts_of(now, row.team_id, (UUID(str(group)) for group in row.acl), row.office_id)
    after = facts_of(wanted, team or row.team_id, admitted(connection, wanted.case_types), row.office_id)
    why = why_not_seen_otherwise(viewer, before, after)
    if why:
        raise NotAllowed(why)
    lead = desk.officer.sees_assigned
    if not leaving and not may_see(viewer, after, supervisor_sees_assigned=lead):
        raise NotAllowed(SHUT_OUT, todo="Say so (--yes), or keep a part in it.")


def admitted(connection: Connection, case_types: list[str]) -> tuple[UUID, ...]:
    """The groups that a case of these types admits (features A4.04)."""
    groups = Groups(connection)
    return acl_of(case_types, groups.of_types(MANAGERS), groups.of_types(ESCALATION))
