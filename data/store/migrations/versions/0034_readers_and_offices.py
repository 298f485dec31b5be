"""Access that is read only, lists that an office's own administrator keeps, and what a case type has besides."""

from alembic import op

from data.store.migrations.sql import run_sql

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    """On Postgres who reads and who keeps what."""
    if op.get_context().dialect.name == "postgresql":
        run_sql("0034_readers.sql")
