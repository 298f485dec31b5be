"""E-mails, their originals, what they belong to, and how far a mailbox was read (features A2.21, A2.23)."""

import sqlalchemy as sa
from alembic import op

from data.store.migrations.columns import (
    flag,
    instant,
    key,
    large,
    octets,
    refers,
    sought,
    unique,
    uuid,
    whole,
    words,
)
from data.store.migrations.row_security.emails import statements
from data.store.migrations.row_security.run import run

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """Add the tables, and on Postgres who sees what of them."""
    op.create_table(
        "email",
        uuid("id"),
        sought("message_id"),
        words("direction"),
        words("sender"),
        words("sender_name"),
        words("recipients"),
        words("cc"),
        words("addresses"),
        instant("sent_at", null=True),
        instant("at"),
        words("subject"),
        words("body"),
        words("ticket"),
        words("attachments"),
        flag("is_whole"),
        whole("size"),
        words("digest"),
        words("file_name"),
        uuid("added_by", null=True),
        instant("added_at"),
        key("id"),
        unique("message_id"),
        refers("added_by", "staff.id"),
    )
    op.create_table(
        "email_source",
        uuid("email_id"),
        octets("content"),
        key("email_id"),
        refers("email_id", "email.id"),
    )
    op.create_table(
        "email_filing",
        uuid("id"),
        uuid("email_id"),
        uuid("case_id", null=True),
        uuid("member_id", null=True),
        uuid("filed_by"),
        instant("filed_at"),
        key("id"),
        unique("email_id"),
        refers("email_id", "email.id"),
        refers("case_id", "case_record.id"),
        refers("member_id", "member.id"),
        refers("filed_by", "staff.id"),
        sa.CheckConstraint("case_id IS NULL OR member_id IS NULL", name="one_place"),
    )
    for column in ("case_id", "member_id"):
        op.create_index(op.f(f"ix_email_filing_{column}"), "email_filing", [column])
    op.create_table(
        "mailbox", words("name"), large("uid_validity"), large("last_uid"), instant("read_at"), key("name")
    )
    run(op.get_bind(), statements())
