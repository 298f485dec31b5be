"""What colleagues say of a submitted note, and whether an office wants an outcome of every contact."""

from alembic import op

from data.store.migrations.columns import instant, key, refers, uuid, words

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Make the table of ticks; add the office's policy, which asks as before."""
    op.create_table(
        "interaction_tick",
        uuid("interaction_id"),
        words("item"),
        uuid("officer_id"),
        words("said"),
        words("line"),
        instant("ticked_at"),
        refers("interaction_id", "interaction.id"),
        refers("officer_id", "staff.id"),
        key("interaction_id", "item", "officer_id"),
    )
    op.add_column("office", words("outcome", default="ask"))
