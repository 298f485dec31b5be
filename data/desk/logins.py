"""Who works here, as administrators say it: added, given an access and a team, switched off and on (features A3.46).

Where officers have logins of their own at the server, the login follows in the same transaction.
"""

from secrets import token_bytes
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.desk.desk import Desk
from data.desk.granting import granted
from data.desk.program import PROGRAM
from data.model import StaffRow
from data.repositories.logins import Logins
from data.repositories.secure import forget_envelopes
from data.repositories.staff import Staff
from data.rules.clean import clean_line
from data.rules.folding import fold
from data.rules.naming import LOGIN
from data.rules.passwords import first_password, password_fault, verifier
from data.store.store import Store, open_store
from data.types.errors import BadInput, NotAllowed, NotFound
from data.types.staff import Access, FirstGiven

SALT = 16
"""Bytes of chance in a verifier; the server's function takes no other number."""


def add(desk: Desk, login: str, name: str, access: Access, team: str = "", title: str = "") -> FirstGiven:
    """Take somebody on to the staff, with a first password where there are logins; raises NotAllowed, BadInput."""
    _administers(desk)
    shown = clean_line(name)
    if not LOGIN.fullmatch(login):
        raise BadInput(f"the login {clean_line(login)!r}: up to 40 of a to z, digits, and . _ - are allowed")
    if not shown:
        raise BadInput("the name is empty; give the name that colleagues see")
    with desk.store.writing(action="staff.add", officer_id=desk.officer.id) as session:
        desk.store.take_turns(session, f"login {login}")
        if _row(session, login) is not None:
            raise BadInput(
                f"the login {login}, which somebody has; `casetui staff enable` brings back who left"
            )
        row = StaffRow(
            id=desk.new_id(),
            login=login,
            name=shown,
            title=clean_line(title) or TITLES[access],
            access=int(access),
            team_id=_team(session, team),
        )
        session.add(row)
        session.flush()
        return _first(desk, session, login, new=True)


def give_access(desk: Desk, login: str, access: Access) -> bool:
    """Let somebody do more or less; False when it was so already. It holds when she next opens the program.

    Raises NotAllowed, NotFound.
    """
    with desk.store.writing(action="staff.role", officer_id=desk.officer.id) as session:
        row = granted(desk, session, login)
        if row.access == access:
            return False
        row.access = int(access)
        session.flush()
        if desk.store.roles:
            Logins(session.connection()).change_role(login, int(access))
        return True


def give_team(desk: Desk, login: str, team: str) -> bool:
    """Put somebody into a team; False when she was in it. Raises NotAllowed, NotFound, BadInput."""
    _administers(desk)
    with desk.store.writing(action="staff.team", officer_id=desk.officer.id) as session:
        row, wanted = _found(session, login), _team(session, team)
        if row.team_id == wanted:
            return False
        row.team_id = wanted
        session.flush()
        return True


def disable(desk: Desk, login: str) -> bool:
    """Nobody works here under that login any more: it opens nothing, and her sessions end; False when it was so.

    What she holds stays hers until it is given on; of secure notes her envelopes go. Raises NotAllowed, NotFound.
    """
    _administers(desk)
    _another(desk, login)
    with desk.store.writing(action="staff.disable", officer_id=desk.officer.id) as session:
        row = _found(session, login)
        was = row.active
        row.active = False
        session.flush()
        forget_envelopes(session, row.id)
        if desk.store.roles:
            Logins(session.connection()).revoke(login)
    if desk.store.roles:
        # Until that was committed she could still come in again.
        with desk.store.writing(action="staff.disable", officer_id=desk.officer.id) as session:
            Logins(session.connection()).end_sessions(login)
    return was


def enable(desk: Desk, login: str) -> FirstGiven:
    """Somebody works here again, with a new first password where there are logins. Raises NotAllowed, NotFound."""
    _administers(desk)
    _another(desk, login)
    with desk.store.writing(action="staff.enable", officer_id=desk.officer.id) as session:
        row = _found(session, login)
        row.active = True
        session.flush()
        return _first(desk, session, login, new=False)


def reset(desk: Desk, login: str) -> FirstGiven:
    """A new first password for who forgot hers; her sessions end. Raises NotAllowed, NotFound, BadInput."""
    _administers(desk)
    _another(desk, login)
    if not desk.store.roles:
        raise BadInput("the password: this database has one login for all, so nobody has one of her own")
    with desk.store.writing(action="staff.reset", officer_id=desk.officer.id) as session:
        if not _found(session, login).active:
            raise NotFound(
                "nobody of that login works here", todo="`casetui staff enable` brings back who left."
            )
        return _first(desk, session, login, new=False)


def change_password(url: str, before: str | None, new: str, again: str) -> str:
    """Choose the own password; only what the server knows it by is sent. Answers the login.

    Raises BadInput for one that is too weak, NotAllowed where the login is one for all, and what opening raises.
    """
    store = open_store(url, before)
    try:
        mode = store.check()
        if not mode.roles or mode.owner:
            raise NotAllowed("only officers with a login of their own change its password here", todo="")
        if fault := password_fault(new, again, mode.login, before):
            raise BadInput(f"the new password. {fault}")
        _send_password(store, verifier(new, token_bytes(SALT)))
        return mode.login
    finally:
        store.close()


TITLES = {
    Access.READER: "Reader",
    Access.BASIC: "Office",
    Access.OFFICER: "MSO",
    Access.SUPERVISOR: "Supervisor",
    Access.ADMIN: "Administrator",
}
"""Job title where none is given."""


def _send_password(store: Store, made: str) -> None:
    with store.deriving() as connection:
        Logins(connection).set_password(made)


def _first(desk: Desk, session: Session, login: str, *, new: bool) -> FirstGiven:
    if not desk.store.roles:
        return FirstGiven(login, "", None)
    password = first_password(token_bytes(16))
    made = verifier(password, token_bytes(SALT))
    logins = Logins(session.connection())
    return FirstGiven(login, password, (logins.create if new else logins.reset)(login, made))


def _administers(desk: Desk) -> None:
    if desk.officer.access < Access.ADMIN:
        raise NotAllowed("only an administrator says who works here", todo="Ask an administrator.")


def _another(desk: Desk, login: str) -> None:
    if login == desk.officer.login:
        raise NotAllowed("nobody does it to the own login", todo="Ask another administrator.")


def _row(session: Session, login: str) -> StaffRow | None:
    return session.scalars(select(StaffRow).filter_by(login=login).with_for_update()).first()


def _found(session: Session, login: str) -> StaffRow:
    row = _row(session, login)
    if row is None or row.id == PROGRAM.id:
        raise NotFound("nobody of that login works here", todo="`casetui staff list` names who does.")
    return row


def _team(session: Session, name: str) -> UUID | None:
    if not name.strip():
        return None
    teams = Staff(session.connection()).teams()
    found = next((one.id for one in teams if fold(one.name) == fold(name)), None)
    if found is None:
        raise BadInput(f"the team {clean_line(name)!r}; there are {', '.join(one.name for one in teams)}")
    return found
