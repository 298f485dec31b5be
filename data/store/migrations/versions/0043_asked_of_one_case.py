"""Policies cost an opened case less: one question of who looks, and each rule begun once a statement."""

from alembic import op

from data.store.migrations.sql import run_sql

revision = "0043"
down_revision = "0042"


def upgrade() -> None:
    """On Postgres; a database in a file has none."""
    if op.get_context().dialect.name == "postgresql":
        run_sql("0043_asked_of_one_case.sql")
