"""Several deeds under one name, as an office writes them."""

from alembic import op

from data.store.migrations.columns import flag, key, unique, uuid, whole, words

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Make the table; an office that is there already has no macro until it writes one."""
    op.create_table(
        "macro",
        uuid("id"),
        words("name"),
        words("deeds"),
        whole("position"),
        flag("archived"),
        key("id"),
        unique("name"),
    )
