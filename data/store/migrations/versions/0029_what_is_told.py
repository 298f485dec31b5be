"""What happens to a case is told: the acts that wait for it, notices to officers, mail that leaves the office."""

import sqlalchemy as sa
from alembic import op

from data.store.migrations.columns import day, flag, instant, key, refers, unique, uuid, whole, words
from data.store.migrations.row_security.run import run
from data.store.migrations.telling import GUARDS, WAITS_ON_POSTGRES, WAITS_ON_SQLITE

revision = "0029"
down_revision = "0028"

_UNREAD = sa.text("read_at IS NULL")


def upgrade() -> None:
    """Add the queue, which the store itself fills, and what is made of it. Acts of before do not wait."""
    op.create_table("act_waiting", uuid("act_id"), key("act_id"))
    op.create_table(
        "notice",
        uuid("id"),
        uuid("officer_id"),
        words("key"),
        uuid("act_id", null=True),
        words("kind"),
        words("what"),
        uuid("case_id", null=True),
        uuid("member_id", null=True),
        uuid("subject_id", null=True),
        uuid("actor_id", null=True),
        instant("at"),
        instant("read_at", null=True),
        instant("mailed_at", null=True),
        key("id"),
        unique("officer_id", "key"),
        refers("officer_id", "staff.id"),
        refers("case_id", "case_record.id"),
        refers("member_id", "member.id"),
    )
    op.create_index(
        "ix_notice_unread", "notice", ["officer_id", "at"], sqlite_where=_UNREAD, postgresql_where=_UNREAD
    )
    op.create_index("ix_notice_at", "notice", ["at"])
    op.create_index(op.f("ix_notice_act_id"), "notice", ["act_id"])
    op.create_table(
        "outgoing_mail",
        uuid("id"),
        words("key"),
        words("to_address"),
        words("subject"),
        words("body"),
        uuid("about_case_id", null=True),
        uuid("about_member_id", null=True),
        words("kind"),
        words("state"),
        flag("unsure"),
        whole("tries"),
        instant("next_try_at"),
        instant("claimed_at", null=True),
        words("error"),
        instant("posted_at"),
        instant("sent_at", null=True),
        key("id"),
        unique("key"),
        refers("about_case_id", "case_record.id"),
        refers("about_member_id", "member.id"),
    )
    op.create_index("ix_outgoing_mail_next", "outgoing_mail", ["state", "next_try_at"])
    op.create_index(op.f("ix_outgoing_mail_about_case_id"), "outgoing_mail", ["about_case_id"])
    op.add_column("case_target", instant("reminded_at", null=True))
    op.add_column("task", day("reminded_on", null=True))
    op.add_column("task", day("late_on", null=True))
    connection = op.get_bind()
    run(connection, (WAITS_ON_POSTGRES, *GUARDS))
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(WAITS_ON_SQLITE)
