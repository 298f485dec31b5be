"""Snippets of the office: everybody's, a team's, an office's."""

from alembic import op

from data.store.migrations.columns import flag, key, unique, uuid, whole, words
from data.store.migrations.sql import run_sql

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    """Add the table; on Postgres it is guarded as the other lists of the configuration are."""
    op.create_table(
        "snippet",
        uuid("id"),
        words("name"),
        words("text"),
        words("team"),
        words("office"),
        whole("position"),
        flag("archived"),
        key("id"),
        unique("name", "team", "office"),
    )
    if op.get_context().dialect.name == "postgresql":
        run_sql("0038_snippets.sql")
