"""The login of the clock tells, asks again, sends the mail that waits and reads the mailbox."""

from alembic import op

from data.store.migrations.mail_of_the_clock import statements
from data.store.migrations.row_security.run import run

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    """Put the policies and grants in place; SQLite has nothing of the kind."""
    run(op.get_bind(), statements())
