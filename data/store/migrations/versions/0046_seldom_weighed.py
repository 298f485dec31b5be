"""The server weighs a small table seldom, since everybody plans anew what names it."""

from alembic import op

from data.store.migrations.sql import run_sql

revision = "0046"
down_revision = "0045"


def upgrade() -> None:
    """On Postgres; a file is weighed when the program does."""
    if op.get_context().dialect.name == "postgresql":
        run_sql("0046_seldom_weighed.sql")
