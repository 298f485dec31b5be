"""Whom a task may be given to, and who may finish it (features A4.27, A5.15)."""

from collections.abc import Sequence

from sqlalchemy.engine import Connection

from data.model import CaseRow
from data.repositories.staff import Staff
from data.rules.folding import fold
from data.rules.performers import OWNER, Candidate, may_do, may_finish, performers_said, read_performer
from data.rules.tasks import first_performer
from data.types.errors import BadInput, NotAllowed
from data.types.staff import Assignee, Officer
from data.types.tasks import CASE_OWNER, TaskType


def given_first(connection: Connection, kind: TaskType) -> Assignee | None:
    """Whose a task of this kind is when it is made: of a team or officer that is no more nobody's."""
    text = first_performer(kind)
    if not text:
        return None
    first, staff = read_performer(text), Staff(connection)
    if first.kind == OWNER:
        return CASE_OWNER
    if first.kind == "team":
        team = next((one for one in staff.teams() if fold(one.name) == fold(first.name)), None)
        return Assignee(team_id=team.id) if team else None
    person = next((one for one in staff.active() if one.login == first.name), None)
    return Assignee(officer_id=person.id) if person else None


def check_performer(
    connection: Connection, case: CaseRow, performers: Sequence[str], who: Assignee | None
) -> None:
    """Raise BadInput for somebody who is not there, NotAllowed for one who may not do it, which says who may."""
    if who is None or (who == CASE_OWNER and (not performers or OWNER in performers)):
        return
    staff = Staff(connection)
    if who.officer_id is not None:
        person = next((one for one in staff.active() if one.id == who.officer_id), None)
        if person is None:
            raise BadInput("whose it is, who does not work here now")
        candidate, name = _candidate(staff, case, person), person.name
    elif who.team_id is not None:
        team = next((one for one in staff.teams() if one.id == who.team_id), None)
        if team is None:
            raise BadInput("whose it is, a team that is no more")
        candidate, name = Candidate(team=team.name), f"the {team.name} team"
    else:
        candidate, name = Candidate(), f"the {who.role}"
    if not may_do(performers, candidate):
        raise NotAllowed(f"{name} may not do this task", todo=f"It is for {performers_said(performers)}.")


def check_finisher(
    connection: Connection, case: CaseRow, performers: Sequence[str], officer: Officer
) -> None:
    """Raise NotAllowed for somebody whose task it may not be; a supervisor finishes it for anyone."""
    if not may_finish(performers, _candidate(Staff(connection), case, officer)):
        raise NotAllowed(
            "this task is not one of yours to do",
            todo=f"It is for {performers_said(performers)}, or a supervisor.",
        )


def _candidate(staff: Staff, case: CaseRow, person: Officer) -> Candidate:
    team = next((one.name for one in staff.teams() if one.id == person.team_id), "")
    return Candidate(person.login, team, person.access, owner=case.owner_id == person.id)
