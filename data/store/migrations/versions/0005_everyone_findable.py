"""Everyone findable: the words of names, of workplaces, days of birth, tickets."""

import sqlalchemy as sa
from alembic import op

from data.store.migrations.columns import key, large, refers, sought, uuid, whole

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the derived tables, to be filled by the program; index days of birth and tickets."""
    op.create_table("name_term", sought("term"), whole("df"), key("term"))
    op.create_table("term_key", sought("key"), sought("term"), key("key", "term"), sqlite_with_rowid=False)
    op.create_index("ix_term_key_term", "term_key", ["term"])
    op.create_table(
        "workplace_word",
        sought("word"),
        large("workplace"),
        key("word", "workplace"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_workplace_word_workplace", "workplace_word", ["workplace"])
    op.create_table(
        "member_workplace",
        large("workplace"),
        sought("word"),
        uuid("member_id"),
        refers("member_id", "member.id"),
        key("workplace", "word", "member_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_member_workplace_member_id", "member_workplace", ["member_id"])
    op.create_index("ix_member_born_on", "member", ["born_on"])
    op.add_column("note", sought("ticket_ref", default=""))
    op.create_index(
        "ix_note_ticket",
        "note",
        ["ticket_ref"],
        sqlite_where=sa.text("ticket_ref <> ''"),
        postgresql_where=sa.text("ticket_ref <> ''"),
    )
