"""The whole call: who was spoken with, tickets once, tags, a place for a case, contact details changed here."""

import sqlalchemy as sa
from alembic import op

from data.store.migrations.columns import flag, key, refers, sought, unique, uuid, whole, words

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add columns to notes, interactions, cases and contact details; make the tables of tags and local values."""
    _notes()
    _tags()
    _members()
    op.add_column("case_record", words("location", default=""))
    op.add_column("case_record", words("location_note", default=""))
    for name in ("representation_months", "tribunal_months", "duplicate_days"):
        op.add_column("office", whole(name, default="0"))
    for name in ("pre_existing", "state"):
        op.add_column("office", words(name, default=""))


def _notes() -> None:
    op.add_column("note", words("spoke_with", default=""))
    for name in ("identity_checked", "no_advice", "reviewed_prior"):
        op.add_column("note", flag(name, added=True))
    op.add_column("interaction", sought("ticket_key", default=""))
    op.create_index(
        "ix_interaction_ticket",
        "interaction",
        ["ticket_key"],
        unique=True,
        sqlite_where=sa.text("ticket_key <> ''"),
        postgresql_where=sa.text("ticket_key <> ''"),
    )


def _tags() -> None:
    op.create_table(
        "tag", uuid("id"), words("name"), whole("position"), flag("archived"), key("id"), unique("name")
    )
    for owner, table in (("member", "member"), ("case", "case_record")):
        op.create_table(
            f"{owner}_tag",
            uuid(f"{owner}_id"),
            uuid("tag_id"),
            refers(f"{owner}_id", f"{table}.id"),
            refers("tag_id", "tag.id"),
            key(f"{owner}_id", "tag_id"),
        )
        op.create_index(f"ix_{owner}_tag_tag_id", f"{owner}_tag", ["tag_id"])


def _members() -> None:
    for table in ("member_phone", "member_email", "member_address", "job"):
        op.add_column(table, flag("is_local", added=True))
        op.add_column(table, words("replaces", default=""))
    op.create_table(
        "member_local",
        uuid("member_id"),
        words("field"),
        words("source_value"),
        refers("member_id", "member.id"),
        key("member_id", "field"),
    )
