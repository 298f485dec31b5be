"""Acts that belong together, and acts that take others back."""

from alembic import op

from data.store.migrations.columns import uuid

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add what says so, and the way to an officer's latest acts."""
    for name in ("batch_id", "undoes_id"):
        op.add_column("act", uuid(name, null=True))
        op.create_index(f"ix_act_{name}", "act", [name])
    op.create_index("ix_act_officer", "act", ["officer_id", "at"])
