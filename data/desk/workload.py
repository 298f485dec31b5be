"""How much everyone holds, and what the open cases are, in figures (features A2.12, A5.13)."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy.engine import Connection

from data.desk.desk import Desk
from data.repositories.leave import waiting_back
from data.repositories.staff import Staff
from data.repositories.workload import Held, held_by_all, open_by
from data.rules.folding import fold
from data.types.errors import BadInput, NotAllowed
from data.types.staff import Access, Officer
from data.types.stop import Stop
from data.types.workload import Burden, By, OpenReport, Workload

NOTHING = Held(0, 0, 0, 0, None)
TOGETHER = "together"


def of(desk: Desk, team: str = "", stop: Stop | None = None) -> Workload:
    """What everyone holds: of one team, or for supervisors and administrators of the whole office.

    Others see the team they are of: what a colleague's day holds is theirs to know where they share the work, the
    comparison of an office is for those who answer for it, as `reports.direct` has it (features A2.04). Counted are
    records the reader may see. Whoever left and still holds something is among them. Raises BadInput for a team that
    is none, NotAllowed for another team.
    """
    with desk.store.reading(stop) as connection:
        staff, today = Staff(connection), desk.today()
        teams = {one.id: one.name for one in staff.teams()}
        asked = _team(desk, teams, team)
        held = held_by_all(connection, desk.officer, today)
        back = waiting_back(connection, today)
        people = [*staff.active(), *_left(connection, held)]
        lines = tuple(
            _burden(one, teams, held.get(one.id, NOTHING), one.here(today), back.get(one.id, 0))
            for one in people
            if _shown(desk, one, asked)
        )
        unclaimed = _burden(None, teams, held.get(None, NOTHING), False, 0)
        return Workload(today, lines, unclaimed, _together((*lines, unclaimed)))


def open_cases(desk: Desk, by: By, stop: Stop | None = None) -> OpenReport:
    """The open cases that the officer may see, by type, status, owner, team or priority (features A5.13)."""
    with desk.store.reading(stop) as connection:
        return OpenReport(by, *open_by(connection, desk.officer, desk.today(), by))


def _team(desk: Desk, teams: Mapping[UUID, str], name: str) -> UUID | None:
    """The team that was asked for; None where none was."""
    if not name.strip():
        return None
    found = next((key for key, said in teams.items() if fold(said) == fold(name)), None)
    if found is None:
        raise BadInput(f"the team, which is not in the list; there are {', '.join(teams.values())}")
    if desk.officer.access < Access.SUPERVISOR and found != desk.officer.team_id:
        raise NotAllowed("the workload of other teams is for supervisors and administrators")
    return found


def _shown(desk: Desk, one: Officer, asked: UUID | None) -> bool:
    me = desk.officer
    if asked is not None:
        return one.team_id == asked
    own = me.team_id is not None and one.team_id == me.team_id
    return me.access >= Access.SUPERVISOR or own or one.id == me.id


def _left(connection: Connection, held: Iterable[UUID | None]) -> tuple[Officer, ...]:
    return Staff(connection).former(one for one in held if one is not None)


def _burden(
    officer: Officer | None, teams: Mapping[UUID, str], held: Held, here: bool, to_give_back: int
) -> Burden:
    team = teams.get(officer.team_id, "") if officer and officer.team_id else ""
    age = None if held.age is None else round(held.age, 1)
    return Burden(
        officer, team, here, held.cases, held.follow_ups, held.overdue, held.week, age, to_give_back
    )


def _together(lines: tuple[Burden, ...]) -> Burden:
    cases = sum(one.cases for one in lines)
    days = sum(one.age * one.cases for one in lines if one.age is not None)
    return Burden(
        None,
        "",
        here=True,
        cases=cases,
        follow_ups=sum(one.follow_ups for one in lines),
        overdue=sum(one.overdue for one in lines),
        week=sum(one.week for one in lines),
        age=round(days / cases, 1) if cases else None,
        to_give_back=sum(one.to_give_back for one in lines),
    )
