"""Groups, watchers, availability, how cases are allocated, and what a change of type does."""

from alembic import op

from data.store.migrations.columns import day, flag, key, refers, unique, uuid, whole, words

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the tables; what an office and its staff are asked beside."""
    op.create_table(
        "staff_group",
        uuid("id"),
        words("name"),
        whole("position"),
        flag("archived"),
        key("id"),
        unique("name"),
    )
    op.create_table(
        "group_member",
        uuid("group_id"),
        uuid("officer_id"),
        refers("group_id", "staff_group.id"),
        refers("officer_id", "staff.id"),
        key("group_id", "officer_id"),
    )
    op.create_table(
        "case_watcher",
        uuid("case_id"),
        uuid("officer_id"),
        refers("case_id", "case_record.id"),
        refers("officer_id", "staff.id"),
        key("case_id", "officer_id"),
    )
    op.create_table(
        "retype",
        uuid("id"),
        words("case_type"),
        words("becomes"),
        words("status"),
        words("tags"),
        words("priority"),
        whole("position"),
        flag("archived"),
        refers("case_type", "case_type.key"),
        refers("becomes", "case_type.key"),
        key("id"),
        unique("case_type", "becomes"),
    )
    for table in ("group_member", "case_watcher"):
        op.create_index(op.f(f"ix_{table}_officer_id"), table, ["officer_id"])
    # The team's and the role's unclaimed cases are looked up by who they are allocated to.
    op.create_index(op.f("ix_case_assignee_role"), "case_assignee", ["role"])
    op.add_column("staff", day("away_until", null=True))
    op.add_column("staff", words("away_reason", default=""))
    op.add_column("staff", whole("turn", default="0"))
    op.add_column("office", whole("reopen_days", default="0"))
    op.add_column("office", flag("supervisor_sees_assigned", added=True))
    for table, usual in (("office", "me"), ("case_type", "")):
        op.add_column(table, words("assign_to", default=usual))
        op.add_column(table, words("assign_staff", default=""))
        op.add_column(table, uuid("assign_last", null=True))
    for name in ("managers", "escalation"):
        op.add_column("case_type", words(name, default=""))
