"""Which cases came of contacts about a topic is looked up in an index."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"


def upgrade() -> None:
    """Add it, over contacts that belong to a case."""
    of_case = sa.text("case_id IS NOT NULL")
    op.create_index(
        "ix_interaction_topic",
        "interaction",
        ["related_to", "case_id"],
        sqlite_where=of_case,
        postgresql_where=of_case,
    )
