"""Whether a Postgres store tells its officers apart: asked with one statement at every opening."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.engine import Connection

from data.types.errors import FirstPassword, LoginOff, OtherLogin, OwnerLogin, UnknownOfficer

_ASKED = text("""
SELECT to_regclass('alembic_version') IS NOT NULL AS ours,
       EXISTS (SELECT FROM pg_proc AS made JOIN pg_proc AS asks ON asks.pronamespace = made.pronamespace
               JOIN pg_namespace ON pg_namespace.oid = made.pronamespace
               WHERE nspname = 'casetui' AND made.proname = 'role_put' AND asks.proname = 'me'
                 AND made.proowner <> asks.proowner) AS roles,
       session_user::text AS login,
       EXISTS (SELECT FROM pg_class JOIN pg_roles ON rolname = session_user
               WHERE pg_class.oid = to_regclass('staff')
                 AND (rolsuper OR pg_has_role(session_user, relowner, 'MEMBER'))) AS owner,
       EXISTS (SELECT FROM pg_roles WHERE rolname = current_database() || '_service'
                 AND pg_has_role(session_user, oid, 'MEMBER')) AS service,
       coalesce(row_security_active(to_regclass('public.case_record')), false) AS watched,
       clock_timestamp() AS now
""")
"""Roles are in use where the function that makes them is another's than the tables'."""

_REVISION = text("SELECT version_num FROM alembic_version")
_STANDING = text("SELECT version_num, casetui.standing() AS standing FROM alembic_version")


SERVICE = "service"
"""How the login stands that does what is due by the clock: it is nobody on the staff."""


class Mode(NamedTuple):
    """What a server says of its database and of who is connected."""

    revision: str | None
    """None while the database holds no schema of ours."""
    roles: bool
    """Officers have logins of their own."""
    login: str
    """Who is connected."""
    owner: bool
    """The login passes every policy."""
    standing: str
    """Where there are roles, of others than the owner: `officer`, `first` password, `off`, `stranger`, `service`."""
    now: datetime | None = None
    """What the clock of the server said; None on SQLite, which has none."""
    watched: bool = False
    """Policies hold for the login: the server asks of every row what is asked elsewhere by the program."""


def mode_of(connection: Connection) -> Mode:
    """Ask a Postgres connection."""
    ours, roles, login, owner, service, watched, now = connection.execute(_ASKED).one()
    if not ours:
        return Mode(None, False, login, owner, "", now)
    if not roles or owner:
        return Mode(connection.execute(_REVISION).scalar(), roles, login, owner, "", now, watched)
    if service:
        return Mode(connection.execute(_REVISION).scalar(), roles, login, owner, SERVICE, now, watched)
    revision, standing = connection.execute(_STANDING).one()
    return Mode(revision, roles, login, owner, standing, now, watched)


def check_login(mode: Mode, login: str, *, first: bool = False) -> None:
    """Refuse to work for anybody but who is connected, where there are roles; `first` admits a first password.

    Raises OwnerLogin, LoginOff, UnknownOfficer, OtherLogin, FirstPassword.
    """
    if not mode.roles:
        return
    if mode.owner:
        raise OwnerLogin
    if mode.standing == "off":
        raise LoginOff
    if mode.standing == "stranger":
        raise UnknownOfficer
    if login != mode.login:
        raise OtherLogin(f"it knows you as {mode.login}")
    if mode.standing == "first" and not first:
        raise FirstPassword
