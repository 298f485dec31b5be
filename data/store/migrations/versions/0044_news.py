"""Of a busy office what changed is told by rows and a bell; history is told with less work, as on every upgrade."""

from alembic import op

from data.store.migrations.sql import run_sql

revision = "0044"
down_revision = "0043"


def upgrade() -> None:
    """On Postgres; whoever works with a file looks at the file."""
    if op.get_context().dialect.name == "postgresql":
        run_sql("0044_news.sql")
