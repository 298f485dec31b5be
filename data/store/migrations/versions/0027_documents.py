"""Documents of cases and members, and their bytes in parts (features A2.19 to A2.24, A3.39)."""

import sqlalchemy as sa
from alembic import op

from data.store.migrations.columns import instant, key, large, octets, refers, uuid, whole, words
from data.store.migrations.row_security.documents import statements
from data.store.migrations.row_security.run import run

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    """Add the three tables, and on Postgres what guards them."""
    op.create_table(
        "document_content", words("sha256"), large("size"), whole("parts"), key("sha256")
    )  # fmt: skip
    op.create_table(
        "document_part",
        words("sha256"),
        whole("number"),
        octets("body"),
        key("sha256", "number"),
        refers("sha256", "document_content.sha256"),
    )
    op.create_table(
        "document",
        uuid("id"),
        uuid("case_id", null=True),
        uuid("member_id", null=True),
        *(words(name) for name in ("name", "original_name", "described", "ending")),
        large("size"),
        words("sha256"),
        words("proof"),
        uuid("added_by"),
        instant("added_at"),
        instant("removed_at", null=True),
        uuid("removed_by", null=True),
        whole("version"),
        key("id"),
        refers("case_id", "case_record.id"),
        refers("member_id", "member.id"),
        refers("sha256", "document_content.sha256"),
        refers("added_by", "staff.id"),
        refers("removed_by", "staff.id"),
        sa.CheckConstraint("(member_id IS NULL) <> (case_id IS NULL)", name="one_parent"),
    )
    op.create_index("ix_document_case", "document", ["case_id", "added_at"])
    op.create_index("ix_document_member", "document", ["member_id", "added_at"])
    op.create_index("ix_document_sha256", "document", ["sha256"])
    run(op.get_bind(), statements())
