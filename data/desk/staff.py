"""Who is here: availability set by oneself or by a supervisor, and who is in which group (features A5.01, A5.02)."""

from datetime import date
from uuid import UUID

from sqlalchemy.engine import Connection

from data.desk.desk import Desk
from data.model import GroupMember, StaffRow
from data.repositories.groups import Groups
from data.repositories.leave import waiting_back
from data.repositories.staff import Staff
from data.repositories.work import open_of
from data.repositories.workload import loads
from data.rules.clean import clean_line
from data.types.errors import BadInput, Incomplete, NotAllowed, NotFound
from data.types.staff import Access, Assignee, Group, Officer, Presence
from data.types.stop import Stop
from data.types.workload import Load


def listing(desk: Desk, stop: Stop | None = None) -> tuple[Presence, ...]:
    """Everyone who works here: available or away, and how many open cases each holds."""
    with desk.store.reading(stop) as connection:
        staff, load = Staff(connection), loads(connection, desk.officer, desk.today())
        teams = {team.id: team.name for team in staff.teams()}
        return tuple(
            Presence(
                one,
                teams.get(one.team_id, "") if one.team_id else "",
                one.here(desk.today()),
                load.get(Assignee(officer_id=one.id).key, Load()).open,
            )
            for one in staff.active()
        )


def set_away(desk: Desk, officer_id: UUID, until: date | None = None, reason: str = "") -> Presence:
    """Who is away gets no cases by rule, and pickers say so; of others a supervisor says it, with a reason.

    Answers how much waits for the officer meanwhile. Raises NotAllowed, Incomplete, BadInput, NotFound.
    """
    if until is not None and until <= desk.today():
        raise BadInput("until when, which is a day still to come: the day of being back")
    return _set(desk, officer_id, available=False, until=until, reason=reason)


def set_available(desk: Desk, officer_id: UUID, reason: str = "") -> Presence:
    """The officer is here again; raises NotAllowed, Incomplete, NotFound."""
    return _set(desk, officer_id, available=True, until=None, reason=reason)


def _set(desk: Desk, officer_id: UUID, *, available: bool, until: date | None, reason: str) -> Presence:
    why = clean_line(reason)
    if officer_id != desk.officer.id:
        if desk.officer.access < Access.SUPERVISOR:
            raise NotAllowed("only a supervisor says it of others")
        if not why:
            raise Incomplete(("Reason",))
    action = "staff.available" if available else "staff.away"
    with desk.store.writing(action=action, officer_id=desk.officer.id, reason=why) as session:
        row = session.get(StaffRow, officer_id, with_for_update=True)
        if row is None or not row.active:
            raise NotFound("nobody of that login works here")
        row.available, row.away_until = available, until
        row.away_reason = "" if available else why
        session.flush()
        connection = session.connection()
        held = open_of(connection, officer_id, desk.officer)
        back = waiting_back(connection, desk.today()).get(officer_id, 0)
        officer = next(one for one in Staff(connection).active() if one.id == officer_id)
        return Presence(officer, "", officer.here(desk.today()), *held, to_give_back=back)


def groups(desk: Desk, stop: Stop | None = None) -> tuple[Group, ...]:
    """Every group: who is in it, and what it is for (features A4.04, A4.05)."""
    with desk.store.reading(stop) as connection:
        return Groups(connection).all()


def join(desk: Desk, group: str, officer_id: UUID) -> bool:
    """Put someone into a group; False when she is in it already. For administrators; raises NotAllowed, BadInput."""
    return _member(desk, group, officer_id, inside=True)


def leave(desk: Desk, group: str, officer_id: UUID) -> bool:
    """Take someone out of a group; False when she was not in it. For administrators; raises NotAllowed, BadInput."""
    return _member(desk, group, officer_id, inside=False)


def _member(desk: Desk, name: str, officer_id: UUID, *, inside: bool) -> bool:
    if desk.officer.access < Access.ADMIN:
        raise NotAllowed("only an administrator says who is in a group", todo="Ask an administrator.")
    with desk.store.writing(
        action="staff.join" if inside else "staff.leave", officer_id=desk.officer.id
    ) as session:
        key = (_group(session.connection(), name), officer_id)
        desk.store.take_turns(session, f"group {key}")
        held = session.get(GroupMember, key)
        if inside and held is None:
            session.add(GroupMember(group_id=key[0], officer_id=officer_id))
        elif held is not None and not inside:
            session.delete(held)
        else:
            return False
        session.flush()
        return True


def _group(connection: Connection, name: str) -> UUID:
    known = Groups(connection).all()
    found = next((group.id for group in known if group.name.casefold() == name.strip().casefold()), None)
    if found is None:
        names = ", ".join(group.name for group in known) or "none yet; union.toml names them"
        raise BadInput(f"the group, which is not in the list; there are {names}")
    return found


def refreshed(desk: Desk, officer: Officer) -> Officer:
    """The officer at the desk as the store has it now, the rights as they were on opening."""
    return desk.officer._replace(
        available=officer.available, away_until=officer.away_until, away_reason=officer.away_reason
    )
