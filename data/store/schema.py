"""The schema's revision: asked at every opening, raised only by migrations."""

from pathlib import Path

from sqlalchemy import Engine, inspect, select, table, text
from sqlalchemy import column as sa_column
from sqlalchemy.engine import Connection

from data.store.refusals import told
from data.types.errors import NotADatabase, NotSetUp, SchemaNewer, SchemaOlder

HEAD = "0025"
"""The revision this program works with; a test compares it with the newest migration."""

_VERSION = table("alembic_version", sa_column("version_num"))


def revision(engine: Engine) -> str | None:
    """The revision of the store; None while it holds no schema."""
    with told(), engine.connect() as connection:
        return _revision(connection)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(select(_VERSION.c.version_num)).scalar()


def check(engine: Engine) -> None:
    """Refuse a store whose schema this program does not know.

    Raises NotSetUp, SchemaOlder, SchemaNewer, or NotADatabase when the tables are another program's.
    """
    with told(), engine.connect() as connection:
        found = _revision(connection)
        if found is None:
            if inspect(connection).get_table_names():
                raise NotADatabase("it holds another program's tables")
            raise NotSetUp("the database is empty")
    if not (found.isdigit() and len(found) == len(HEAD)):
        raise NotADatabase("it holds another program's tables")
    if int(found) < int(HEAD):
        raise SchemaOlder(f"its schema is {found}, this program's {HEAD}")
    if int(found) > int(HEAD):
        raise SchemaNewer(f"its schema is {found}, this program's {HEAD}")


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
        config.attributes["connection"] = connection
        command.upgrade(config, to)
