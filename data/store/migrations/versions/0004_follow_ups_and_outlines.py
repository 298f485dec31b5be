"""What a follow-up is for, and the outlines an office begins its notes with."""

from alembic import op

from data.store.migrations.columns import flag, key, unique, uuid, whole, words

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the action of a follow-up; make the list of outlines."""
    op.add_column("interaction", words("follow_up_action", default=""))
    op.create_table(
        "outline",
        uuid("id"),
        words("name"),
        words("body"),
        whole("position"),
        flag("archived"),
        key("id"),
        unique("name"),
    )
