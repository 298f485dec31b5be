"""At which address the office's tickets are found by their number (domain E2); why a mailbox cannot be read (E4)."""

from alembic import op

from data.store.migrations.columns import words

revision = "0041"
down_revision = "0040"


def upgrade() -> None:
    """Nobody has said an address yet, and no mailbox is known to be in trouble."""
    op.add_column("office", words("ticket_address", default=""))
    op.add_column("mailbox", words("trouble", default=""))
