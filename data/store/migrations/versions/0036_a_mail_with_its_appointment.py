"""A mail about an appointment carries it as a calendar file."""

from alembic import op

from data.store.migrations.columns import words

revision = "0036"
down_revision = "0035"


def upgrade() -> None:
    """Mails that wait already carry none."""
    op.add_column("outgoing_mail", words("calendar", default=""))
