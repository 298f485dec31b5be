"""The roles of a shared database: groups, the provisioner, who may connect; made by its owner or a superuser."""

import re
from typing import NamedTuple

from sqlalchemy import Engine, text
from sqlalchemy.engine import Connection

from data.store.refusals import told
from data.store.schema import as_owner
from data.types.errors import BadInput, CasetuiError
from data.types.staff import Access, Login

GROUPS = tuple(access.name.lower() for access in Access)
SERVICE = "service"
"""The group of the login that does what is due by the clock."""
LONGEST = 40
"""Letters of a database name: the roles are named after it."""
OF_ALL = ("me()", "standing()", "set_password(text)")
OF_ADMINS = (
    "create_officer(text, text)",
    "reset_officer(text, text)",
    "revoke_officer(text)",
    "end_sessions(text)",
    "change_role(text, int)",
    "logins()",
)
OF_PROVISIONER = (
    "role_put(text, text, timestamptz)",
    "role_group(text, int)",
    "role_sessions_ended(text)",
    "role_off(text)",
)
"""Functions that become the provisioner's, who alone may make roles."""
USED_BY_PROVISIONER = ("role_checked(text)", "group_roles()")


class MayNotProvide(CasetuiError):
    """The login may not make roles."""

    title = "This login may not make other logins"
    kept = "Nothing was changed."
    todo = "Run it as a superuser, or as the database's owner with CREATEROLE; docs/operations.md shows how."


class _Named(NamedTuple):
    """What is made at the server, quoted."""

    database: str
    owner: str
    me: str
    superuser: bool
    version: int

    def role(self, suffix: str) -> str:
        """A role of this database."""
        return f'"{self.database}_{suffix}"'


_ABOUT = text("""
SELECT current_database()::text,
       (SELECT rolname::text FROM pg_roles WHERE oid = coalesce(
           (SELECT relowner FROM pg_class WHERE oid = to_regclass('staff')), datdba)),
       session_user::text, rolsuper, current_setting('server_version_num')::int, rolcreaterole
FROM pg_database JOIN pg_roles ON rolname = session_user
WHERE datname = current_database()
""")


def create_database(engine: Engine, name: str) -> bool:
    """Make the database, asked from the one every server has; False when it is there already."""
    with told(), engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if connection.execute(
            text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": name}
        ).first():
            return False
        connection.execute(text(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'"))
        return True


def make_roles(engine: Engine) -> None:
    """The owner, the groups and the provisioner, as far as they are missing; raises MayNotProvide, BadInput.

    A superuser has the tables belong to a role of their own that nobody logs in as.
    """
    with told(), engine.begin() as connection:
        named = _named(connection)
        if named.superuser and named.owner == named.me and not _has_tables(connection):
            owner = f"{named.database}_owner"
            _make(connection, owner, "NOLOGIN")
            connection.execute(text(f'ALTER DATABASE "{named.database}" OWNER TO "{owner}"'))
            connection.execute(text(f'GRANT USAGE, CREATE ON SCHEMA public TO "{owner}"'))
            named = named._replace(owner=owner)
        for group in (*GROUPS, SERVICE):
            _make(connection, f"{named.database}_{group}", "NOLOGIN")
        _make(connection, f"{named.database}_provisioner", "NOLOGIN CREATEROLE")
        provisioner = named.role("provisioner")
        # From 16 on a right to make roles reaches only those one administers, and belonging has to be said.
        newer = named.version >= 160_000
        if newer:
            for group in GROUPS:
                words = "WITH ADMIN TRUE, INHERIT FALSE, SET FALSE"
                connection.execute(text(f"GRANT {named.role(group)} TO {provisioner} {words}"))
        belonging = " WITH INHERIT TRUE, SET TRUE" if newer else ""
        connection.execute(text(f"GRANT {provisioner} TO {_quoted(named.owner)}{belonging}"))


def give_rights(engine: Engine) -> None:
    """Say who may connect and call what, and every right on tables; done again it changes nothing."""
    with told(), engine.begin() as connection:
        as_owner(connection)
        named = _named(connection)
        provisioner = named.role("provisioner")
        owner = _quoted(named.owner)
        groups = ", ".join(named.role(group) for group in GROUPS)
        for statement in (
            f'REVOKE ALL ON DATABASE "{named.database}" FROM PUBLIC',
            f'GRANT CONNECT ON DATABASE "{named.database}" TO {groups}',
            "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
            f"GRANT USAGE ON SCHEMA public, casetui TO {groups}",
            f"GRANT SELECT ON alembic_version TO {groups}",
            f"GRANT USAGE, CREATE ON SCHEMA casetui TO {provisioner}",
            *(one for name in OF_PROVISIONER for one in _to_provisioner(name, provisioner, owner)),
            f"REVOKE CREATE ON SCHEMA casetui FROM {provisioner}",
            *(f"GRANT EXECUTE ON FUNCTION casetui.{one} TO {provisioner}" for one in USED_BY_PROVISIONER),
            *(f"GRANT EXECUTE ON FUNCTION casetui.{one} TO {groups}" for one in OF_ALL),
            *(f"GRANT EXECUTE ON FUNCTION casetui.{one} TO {named.role('admin')}" for one in OF_ADMINS),
        ):
            connection.execute(text(statement))
        if connection.execute(
            text("SELECT to_regprocedure('casetui.grant_to_groups()') IS NOT NULL")
        ).scalar():
            connection.execute(text("SELECT casetui.grant_to_groups()"))
        if connection.execute(
            text("SELECT to_regprocedure('casetui.grant_to_service()') IS NOT NULL")
        ).scalar():
            connection.execute(text("SELECT casetui.grant_to_service()"))


def missing(connection: Connection) -> tuple[str, ...]:
    """Roles of the database that the server lacks, as after it was brought back on another server."""
    database = connection.execute(text("SELECT current_database()::text")).scalar_one()
    wanted = [f"{database}_{suffix}" for suffix in (*GROUPS, SERVICE, "provisioner")]
    found = connection.execute(
        text("SELECT rolname::text FROM pg_roles WHERE rolname = ANY (:names)"), {"names": wanted}
    ).scalars()
    return tuple(sorted(set(wanted) - set(found)))


def logins(connection: Connection) -> tuple[Login, ...]:
    """Who may log in, for administrators and the owner; raises RightMissing for others."""
    rows = connection.execute(text("SELECT * FROM casetui.logins()"))
    return tuple(Login(row.login, Access(row.access), *row[2:]) for row in rows)


def first_login(connection: Connection, login: str, verifier: str) -> None:
    """A login given by the owner, to the first administrator; raises BadInput for one that cannot be."""
    as_owner(connection)
    connection.execute(
        text("SELECT casetui.give_login(:login, :verifier)"), {"login": login, "verifier": verifier}
    )


def make_service(engine: Engine, login: str, verifier: str) -> None:
    """The login that does what is due by the clock, or a new password for it; raises MayNotProvide, BadInput."""
    with told(), engine.begin() as connection:
        named = _named(connection)
        about = connection.execute(_A_ROLE, {"login": login, "group": f"{named.database}_{SERVICE}"}).first()
        if about is not None and not about.serves:
            raise BadInput(f"the login {login}, which is another's; name one that nobody has")
        if connection.execute(_A_COLLEAGUE, {"login": login}).first():
            raise BadInput(f"the login {login}, which somebody on the staff has; name one that nobody has")
        verb = "CREATE" if about is None else "ALTER"
        # Checked by the caller to be a plain name and a verifier: neither holds a quote.
        connection.exec_driver_sql(f"{verb} ROLE \"{login}\" LOGIN PASSWORD '{verifier}'")
        connection.execute(text(f'GRANT {named.role(SERVICE)} TO "{login}"'))


_A_ROLE = text("""
SELECT EXISTS (SELECT FROM pg_auth_members JOIN pg_roles AS held ON held.oid = roleid
               WHERE member = asked.oid AND held.rolname = :group) AS serves
FROM pg_roles AS asked WHERE asked.rolname = :login
""")
_A_COLLEAGUE = text("SELECT FROM staff WHERE login = :login")


def _to_provisioner(function: str, provisioner: str, owner: str) -> tuple[str, ...]:
    return (
        f"ALTER FUNCTION casetui.{function} OWNER TO {provisioner}",
        f"REVOKE ALL ON FUNCTION casetui.{function} FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION casetui.{function} TO {owner}",
    )


def _quoted(role: str) -> str:
    return '"' + role.replace('"', '""') + '"'


def _named(connection: Connection) -> _Named:
    *about, creates = connection.execute(_ABOUT).one()
    named = _Named(*about)
    if not (named.superuser or (creates and named.owner == named.me)):
        raise MayNotProvide
    check_database_name(named.database)
    return named


def check_database_name(name: str) -> None:
    """Refuse a database whose roles could not be named after it; raises BadInput."""
    if not re.fullmatch(rf"[A-Za-z0-9_]{{1,{LONGEST}}}", name):
        raise BadInput(f"the name of the database: letters, digits and _ only, {LONGEST} at most")


def _has_tables(connection: Connection) -> bool:
    return bool(connection.execute(text("SELECT to_regclass('staff') IS NOT NULL")).scalar())


def _make(connection: Connection, role: str, kind: str) -> None:
    if not connection.execute(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": role}).first():
        connection.execute(text(f'CREATE ROLE "{role}" {kind}'))
