"""An office's own administrator keeps what is of her office among the lists that are shared."""

from alembic import op

from data.store.migrations.sql import run_sql

revision = "0039"
down_revision = "0038"


def upgrade() -> None:
    """Say so to Postgres; on SQLite the program alone says it."""
    if op.get_context().dialect.name == "postgresql":
        run_sql("0039_lists_of_an_office.sql")
