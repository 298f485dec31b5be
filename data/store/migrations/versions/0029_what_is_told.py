"""What happens to a case waits to be told: the acts that nobody was told of yet (issue 8)."""

from alembic import op

from data.store.migrations.columns import key, uuid
from data.store.migrations.telling import GUARDS, WAITS_ON_POSTGRES, WAITS_ON_SQLITE

revision = "0029"
down_revision = "0026"


def upgrade() -> None:
    """Add the queue, which the store itself fills: a save costs one row more. Acts of before do not wait."""
    op.create_table("act_waiting", uuid("act_id"), key("act_id"))
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        for one in (WAITS_ON_POSTGRES, *GUARDS):
            # Past SQLAlchemy, which would read parameters out of colons and per cent signs.
            cursor = connection.connection.cursor()
            cursor.execute(one)
            cursor.close()
    else:
        connection.exec_driver_sql(WAITS_ON_SQLITE)
