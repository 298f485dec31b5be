"""Messages to members with the texts the office has ready, and where an appointment is and with whom."""

import sqlalchemy as sa
from alembic import op

from data.store.migrations.columns import day, flag, instant, key, refers, unique, uuid, whole, words
from data.store.migrations.messages_security import statements

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    """Add the two tables, the loop of a case type, and two columns of a task."""
    op.create_table(
        "message_template",
        uuid("id"),
        words("name"),
        words("kind"),
        words("subject"),
        words("body"),
        words("case_types"),
        words("close_reasons"),
        whole("reply_days", null=True),
        whole("position"),
        flag("archived"),
        key("id"),
        unique("name"),
    )
    op.create_table(
        "message",
        uuid("id"),
        uuid("case_id", null=True),
        uuid("member_id"),
        words("kind"),
        words("way"),
        words("template"),
        words("to_address"),
        words("subject"),
        words("body"),
        uuid("sent_by", null=True),
        instant("sent_at"),
        words("reply"),
        day("reply_by", null=True),
        whole("reminded"),
        instant("ended_at", null=True),
        uuid("ended_by", null=True),
        uuid("reminds_id", null=True),
        key("id"),
        refers("case_id", "case_record.id"),
        refers("member_id", "member.id"),
        refers("sent_by", "staff.id"),
        refers("ended_by", "staff.id"),
        refers("reminds_id", "message.id"),
    )
    op.create_index("ix_message_case", "message", ["case_id", "sent_at"])
    op.create_index("ix_message_member", "message", ["member_id", "sent_at"])
    op.create_index("ix_message_reply", "message", ["reply", "reply_by"])
    op.add_column("case_type", whole("remind_member_after", null=True))
    op.add_column("case_type", whole("remind_member_times", default="1"))
    op.add_column("case_type", words("remind_member_with", default=""))
    op.add_column("task", words("place", default=""))
    op.add_column("task", words("with_whom", default=""))
    op.create_index("ix_task_starts", "task", ["starts_at"])
    if op.get_bind().dialect.name == "postgresql":
        for one in statements():
            op.execute(sa.text(one))
