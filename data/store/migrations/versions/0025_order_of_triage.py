"""Indexes that give each order of the whole queue, and an officer's own part of it."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0023"

NEARER = (
    "(CASE WHEN target_on IS NULL THEN follow_up_on WHEN follow_up_on IS NULL THEN target_on"
    " WHEN target_on < follow_up_on THEN target_on ELSE follow_up_on END)"
)


def upgrade() -> None:
    """Add them; the one of owners by follow-up becomes one of owners by the day that places a case."""
    op.drop_index("ix_case_owner", "case_record")
    op.create_index("ix_case_owner", "case_record", ["owner_id", "is_open", sa.text(NEARER)])
    op.create_index(
        "ix_case_priority",
        "case_record",
        ["is_open", "priority", sa.text(f"COALESCE({NEARER}, '9999-12-31')")],
    )
    op.create_index("ix_case_opened", "case_record", ["is_open", "opened_on", "reference"])
    op.create_index("ix_case_number", "case_record", ["is_open", "reference"])
    op.create_index("ix_case_title", "case_record", ["is_open", "title", "id"])
    op.create_index("ix_case_case_type_case_type", "case_case_type", ["case_type", "case_id"])
