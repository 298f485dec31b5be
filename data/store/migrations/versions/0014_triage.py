"""Ways to the open cases in the order of their day, to those that wait for one, and to open follow-ups."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

NEARER = (
    "CASE WHEN target_on IS NULL THEN follow_up_on WHEN follow_up_on IS NULL THEN target_on"
    " WHEN target_on < follow_up_on THEN target_on ELSE follow_up_on END"
)
OPEN = sa.text("follow_up_officer_id IS NOT NULL AND follow_up_on IS NOT NULL")


def upgrade() -> None:
    """Add three indexes: a page of the whole queue is a seek."""
    op.create_index("ix_case_placed", "case_record", ["is_open", sa.text(f"({NEARER})")])
    op.create_index("ix_case_effect_wanted", "case_record", ["is_open", "effect_wanted"])
    op.create_index(
        "ix_interaction_open_follow_up",
        "interaction",
        ["follow_up_on"],
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
