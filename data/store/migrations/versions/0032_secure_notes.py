"""Secure notes: encrypted texts, envelopes, requests for keys, and the keys themselves (features A3.35)."""

from alembic import op

from data.store.migrations.columns import instant, key, octets, refers, uuid, whole, words
from data.store.migrations.sql import run_sql

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    """Make the tables; on Postgres who sees and writes them too."""
    op.add_column("note", whole("secure_revision", default="0"))
    op.create_table(
        "officer_key",
        uuid("officer_id"),
        whole("number"),
        words("sealing"),
        words("signing"),
        instant("made_at"),
        key("officer_id", "number"),
        refers("officer_id", "staff.id"),
    )
    op.create_table(
        "key_list",
        whole("version"),
        words("text"),
        words("signature"),
        uuid("signed_by"),
        instant("signed_at"),
        key("version"),
        refers("signed_by", "staff.id"),
    )
    op.create_table(
        "wrapped_key",
        uuid("officer_id"),
        words("sealing"),
        words("salt"),
        whole("rounds"),
        whole("memory"),
        words("wrapped"),
        key("officer_id", "sealing"),
        refers("officer_id", "staff.id"),
    )
    op.create_table(
        "secure_text",
        uuid("note_id"),
        whole("revision"),
        uuid("case_id"),
        uuid("author_id"),
        instant("written_at"),
        octets("text"),
        words("key_mark"),
        words("signature"),
        key("note_id", "revision"),
        refers("note_id", "note.id"),
        refers("case_id", "case_record.id"),
        refers("author_id", "staff.id"),
    )
    op.create_index(op.f("ix_secure_text_case_id"), "secure_text", ["case_id"])
    op.create_table(
        "secure_envelope",
        uuid("note_id"),
        whole("revision"),
        uuid("reader_id"),
        uuid("case_id"),
        words("sealing"),
        octets("sealed"),
        uuid("sealed_by"),
        key("note_id", "revision", "reader_id"),
        refers("note_id", "note.id"),
        refers("case_id", "case_record.id"),
        refers("sealed_by", "staff.id"),
    )
    op.create_index(op.f("ix_secure_envelope_case_id"), "secure_envelope", ["case_id"])
    op.create_table(
        "key_request",
        uuid("note_id"),
        uuid("officer_id"),
        uuid("case_id"),
        key("note_id", "officer_id"),
        refers("note_id", "note.id"),
        refers("officer_id", "staff.id"),
        refers("case_id", "case_record.id"),
    )
    op.create_index("ix_key_request_case", "key_request", ["case_id"])
    op.create_table(
        "key_recovery",
        uuid("id"),
        uuid("case_id"),
        uuid("officer_id"),
        instant("at"),
        whole("notes"),
        key("id"),
        refers("case_id", "case_record.id"),
        refers("officer_id", "staff.id"),
    )
    op.create_index(op.f("ix_key_recovery_case_id"), "key_recovery", ["case_id"])
    if op.get_context().dialect.name == "postgresql":
        run_sql("0032_secure_notes.sql")
