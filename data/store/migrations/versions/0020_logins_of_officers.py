"""Logins of officers: when each was made and changed, and on Postgres the functions that make them (features B4)."""

from alembic import op

from data.store.migrations.columns import instant, key, words
from data.store.migrations.sql import run_sql

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Make the table on either store; schema and functions where the server knows roles."""
    op.create_table(
        "staff_login",
        words("login"),
        instant("made_at"),
        instant("valid_until", null=True),
        instant("changed_at", null=True),
        key("login"),
    )
    if op.get_context().dialect.name == "postgresql":
        run_sql("0020_logins_of_officers.sql")
