"""The whole case: closed as resolved or shelved, and what the office asks of one."""

from alembic import op

from data.store.migrations.columns import words

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add how a case was closed, and the office's policy for complete cases and their descriptions."""
    op.add_column("case_record", words("close_reason", default=""))
    op.add_column("office", words("case_completeness", default="warn"))
    op.add_column("office", words("case_sections", default=""))
