"""Postgres refuses by itself what an officer may not see or change: policies, guards and what is granted."""

from alembic import op

from data.store.migrations.row_security import statements

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    """Put them in place; the owner of the tables passes them all, and SQLite has nothing of the kind."""
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    for one in statements():
        # Past SQLAlchemy, which would read parameters out of colons and per cent signs.
        cursor = connection.connection.cursor()
        cursor.execute(one)
        cursor.close()
