"""By which address the office's tickets are found, so that a bare number is one (domain E2)."""

from alembic import op

from data.store.migrations.columns import words

revision = "0043"
down_revision = "0039"


def upgrade() -> None:
    """Nobody has said one yet."""
    op.add_column("office", words("ticket_address", default=""))
