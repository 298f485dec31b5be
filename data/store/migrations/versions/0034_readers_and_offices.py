"""Access that is read only, lists that an office's own administrator keeps, and what a case type has besides."""

from alembic import op

from data.store.migrations.columns import whole, words
from data.store.migrations.sql import run_sql

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    """Add the columns; on Postgres who reads and who keeps what."""
    op.add_column("case_type", whole("attachments", null=True))
    op.add_column("case_type", words("form", default=""))
    op.add_column("case_type", words("filed_in", default=""))
    if op.get_context().dialect.name == "postgresql":
        run_sql("0034_readers.sql")
