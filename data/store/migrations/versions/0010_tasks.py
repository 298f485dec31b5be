"""Tasks of a case, their kinds by case type, and checklists."""

import sqlalchemy as sa
from alembic import op

from data.store.migrations.columns import day, flag, instant, key, refers, unique, uuid, whole, words

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the tables; an office that was there before goes on to add whatever tasks it likes."""
    op.add_column("office", sa.Column("free_tasks", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.create_table(
        "task_type",
        uuid("id"),
        words("case_type"),
        words("label"),
        words("performers"),
        flag("auto_generate"),
        words("condition"),
        whole("target_working_days", null=True),
        flag("required"),
        whole("position"),
        flag("archived"),
        refers("case_type", "case_type.key"),
        key("id"),
        unique("case_type", "label"),
    )
    op.create_table(
        "task",
        uuid("id"),
        uuid("case_id"),
        uuid("task_type_id", null=True),
        words("title"),
        words("note"),
        whole("position"),
        words("status"),
        uuid("officer_id", null=True),
        uuid("team_id", null=True),
        flag("follows_owner"),
        day("due_on", null=True),
        day("remind_on", null=True),
        instant("starts_at", null=True),
        whole("minutes", null=True),
        uuid("done_by", null=True),
        instant("done_at", null=True),
        words("cancel_reason"),
        uuid("created_by"),
        instant("created_at"),
        whole("version"),
        refers("case_id", "case_record.id"),
        refers("task_type_id", "task_type.id"),
        refers("officer_id", "staff.id"),
        refers("team_id", "team.id"),
        refers("done_by", "staff.id"),
        refers("created_by", "staff.id"),
        key("id"),
    )
    op.create_index("ix_task_case", "task", ["case_id", "position"])
    op.create_index("ix_task_officer", "task", ["officer_id", "status", "due_on"])
    op.create_index("ix_task_team", "task", ["team_id", "status", "due_on"])
    op.create_index("ix_task_task_type_id", "task", ["task_type_id"])
    op.create_table(
        "check_item",
        uuid("id"),
        words("case_type"),
        words("text"),
        words("task"),
        whole("position"),
        flag("archived"),
        refers("case_type", "case_type.key"),
        key("id"),
        unique("case_type", "text"),
    )
    op.create_table(
        "check_tick",
        uuid("case_id"),
        uuid("item_id"),
        flag("ticked"),
        uuid("ticked_by", null=True),
        instant("ticked_at", null=True),
        uuid("other_case_id", null=True),
        refers("case_id", "case_record.id"),
        refers("item_id", "check_item.id"),
        refers("ticked_by", "staff.id"),
        refers("other_case_id", "case_record.id"),
        key("case_id", "item_id"),
    )
    op.create_index("ix_check_tick_item_id", "check_tick", ["item_id"])
