"""Who asks is looked up by an index, once for every question of it."""

from alembic import op

from data.store.migrations.sql import run_sql

revision = "0045"
down_revision = "0044"


def upgrade() -> None:
    """On Postgres; whoever opens a file is not asked who she is."""
    if op.get_context().dialect.name == "postgresql":
        run_sql("0045_who_asks.sql")
