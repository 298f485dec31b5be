"""Notes that are put on top of their case, and by whom."""

from alembic import op

from data.store.migrations.columns import instant, uuid

revision = "0017"
down_revision = "0013"


def upgrade() -> None:
    """Add when a note was pinned and by whom; none is."""
    op.add_column("note", instant("pinned_at", null=True))
    op.add_column("note", uuid("pinned_by", null=True))
