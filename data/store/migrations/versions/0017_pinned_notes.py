"""Notes that are put on top of their case, and what colleagues say of a case."""

from alembic import op

from data.store.migrations.columns import instant, key, refers, uuid, words

revision = "0017"
down_revision = "0015"


def upgrade() -> None:
    """Add when a note was pinned and by whom; make the table of ticks."""
    op.add_column("note", instant("pinned_at", null=True))
    op.add_column("note", uuid("pinned_by", null=True))
    op.create_table(
        "case_tick",
        uuid("case_id"),
        words("item"),
        uuid("officer_id"),
        words("said"),
        words("line"),
        instant("ticked_at"),
        refers("case_id", "case_record.id"),
        refers("officer_id", "staff.id"),
        key("case_id", "item", "officer_id"),
    )
