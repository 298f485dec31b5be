"""What an officer may do and see, as administrators say it: her access, her groups (features A2.30, A3.46, A4.04)."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy.orm import Session

from data.desk.desk import Desk
from data.model import GroupMember, StaffRow
from data.repositories.groups import Groups
from data.repositories.staff import Staff
from data.rules.clean import clean_line
from data.rules.folding import fold
from data.rules.granting import why_not_granted
from data.types.errors import BadInput, NotAllowed, NotFound


def put_into(desk: Desk, login: str, groups: Iterable[str]) -> bool:
    """Put somebody into these groups and out of every other; False when it was so already.

    Raises NotAllowed, NotFound, BadInput for a group that the office does not have.
    """
    with desk.store.writing(action="staff.groups", officer_id=desk.officer.id) as session:
        row = granted(desk, session, login)
        known = Groups(session.connection()).all()
        wanted = {_of_name(name, {fold(one.name): one.id for one in known}) for name in groups}
        changed = False
        for group in known:
            key = (group.id, row.id)
            desk.store.take_turns(session, f"group {key}")
            held = session.get(GroupMember, key)
            if group.id in wanted and held is None:
                session.add(GroupMember(group_id=group.id, officer_id=row.id))
                changed = True
            elif group.id not in wanted and held is not None:
                session.delete(held)
                changed = True
        session.flush()
        return changed


def _of_name(name: str, known: dict[str, UUID]) -> UUID:
    found = known.get(fold(name))
    if found is None:
        raise BadInput(f"the group {clean_line(name)!r}, which is not in the list")
    return found


def granted(desk: Desk, session: Session, login: str) -> StaffRow:
    """The row of whom it is about, locked; raises NotFound, NotAllowed."""
    officer = Staff(session.connection()).of_login(login)
    if officer is None:
        raise NotFound("nobody of that login works here", todo="`casetui staff list` names who does.")
    if why := why_not_granted(desk.officer, officer):
        raise NotAllowed(why, todo="")
    row = session.get(StaffRow, officer.id, with_for_update=True)
    if row is None or not row.active:
        raise NotFound("nobody of that login works here", todo="`casetui staff list` names who does.")
    return row
