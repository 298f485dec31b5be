"""Policies ask less of the server; of whom a case is allocated to, an index tells the case as well."""

from alembic import op

from data.store.migrations.sql import run_sql

revision = "0040"
down_revision = "0039"


def upgrade() -> None:
    """Widen the indexes; on Postgres the views and policies that use them."""
    for holder in ("officer_id", "team_id", "role"):
        op.drop_index(f"ix_case_assignee_{holder}", "case_assignee")
        op.create_index(f"ix_case_assignee_{holder}", "case_assignee", [holder, "case_id"])
    if op.get_context().dialect.name == "postgresql":
        run_sql("0040_asked_once.sql")
