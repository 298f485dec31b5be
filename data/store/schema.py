"""The schema's revision: asked at every opening, raised only by migrations."""

from pathlib import Path

from sqlalchemy import Engine, inspect, select, table, text
from sqlalchemy import column as sa_column
from sqlalchemy.engine import Connection

from data.store import triggers
from data.store.mode import Mode, mode_of
from data.store.refusals import told
from data.types.errors import NotADatabase, NotSetUp, SchemaNewer, SchemaOlder

HEAD = "0046"
"""The revision this program works with; a test compares it with the newest migration."""

OF_THE_OWNER = "Ask whoever looks after the database to run `casetui db upgrade`."

VERSION = table("alembic_version", sa_column("version_num"))
"""Where the revision stands."""


_OWNER = text("""
SELECT owner.rolname::text
FROM pg_roles AS asking, pg_database JOIN pg_roles AS owner ON owner.oid = coalesce(
    (SELECT relowner FROM pg_class WHERE oid = to_regclass('staff')), datdba)
WHERE datname = current_database() AND asking.rolname = current_user
  AND owner.oid <> asking.oid AND asking.rolsuper
""")


def mode(engine: Engine) -> Mode:
    """The revision of the store, and how it tells its officers apart; on SQLite there is one, and no login."""
    with told(), engine.connect() as connection:
        return _mode(connection)


def _mode(connection: Connection) -> Mode:
    if connection.dialect.name == "postgresql":
        return mode_of(connection)
    if not inspect(connection).has_table("alembic_version"):
        return Mode(None, False, "", False, "")
    return Mode(connection.execute(select(VERSION.c.version_num)).scalar(), False, "", False, "")


def check(engine: Engine) -> Mode:
    """Refuse a store whose schema this program does not know; answers what was learnt of it.

    Raises NotSetUp, SchemaOlder, SchemaNewer, or NotADatabase when the tables are another program's.
    """
    with told(), engine.connect() as connection:
        found = _mode(connection)
        if found.revision is None:
            if inspect(connection).get_table_names():
                raise NotADatabase("it holds another program's tables")
            raise NotSetUp("the database is empty")
    refuse(found)
    return found


def refuse(found: Mode) -> None:
    """Raise SchemaOlder, SchemaNewer or NotADatabase for a revision that is not this program's."""
    assert found.revision is not None
    if not (found.revision.isdigit() and len(found.revision) == len(HEAD)):
        raise NotADatabase("it holds another program's tables")
    words = f"its schema is {found.revision}, this program's {HEAD}"
    if int(found.revision) < int(HEAD):
        # Where officers have logins of their own, only who looks after the database may change its schema.
        raise SchemaOlder(words, todo=OF_THE_OWNER if found.roles and not found.owner else None)
    if int(found.revision) > int(HEAD):
        raise SchemaNewer(words)


def upgrade(engine: Engine, to: str = "head") -> None:
    """Bring the schema to HEAD, or to an earlier revision, in one transaction; does nothing when it is there."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    folder = Path(__file__).with_name("migrations")
    # Alembic reads its settings with interpolation, so a per cent sign in the path must be doubled.
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with told(), engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            # Two set-ups at once: the second waits and then finds nothing to do.
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('casetui.upgrade'))"))
            as_owner(connection)
        config.attributes["connection"] = connection
        before = _mode(connection).revision
        own_history = connection.dialect.name == "postgresql" and before != HEAD
        if own_history:
            triggers.remove(connection)
        command.upgrade(config, to)
        if own_history and _mode(connection).revision == HEAD:
            triggers.install(connection)


def as_owner(connection: Connection) -> None:
    """Work as the owner of the tables until the transaction ends: what a superuser makes is the owner's too."""
    owner = connection.execute(_OWNER).scalar()
    if owner is not None:
        connection.execute(text(f"SET LOCAL ROLE {connection.dialect.identifier_preparer.quote(owner)}"))
