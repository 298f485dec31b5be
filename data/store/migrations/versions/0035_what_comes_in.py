"""Which e-mail answered a question; since when bytes are nobody's; the number of a ticket (features A4.22, A2.23)."""

import sqlalchemy as sa
from alembic import op

from data.store.migrations.columns import instant, sought, uuid
from data.store.migrations.row_security.run import run
from data.store.migrations.what_comes_in import statements

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    """Add the columns, and on Postgres who writes them."""
    op.add_column("message", uuid("answer_id", null=True))
    op.create_index("ix_message_answer", "message", ["answer_id"])
    op.add_column("document_content", instant("unnamed_since", null=True))
    op.add_column("note", sought("ticket_number", default=""))
    op.create_index(
        "ix_note_ticket_number",
        "note",
        ["ticket_number"],
        sqlite_where=sa.text("ticket_number <> ''"),
        postgresql_where=sa.text("ticket_number <> ''"),
    )
    run(op.get_bind(), statements())
