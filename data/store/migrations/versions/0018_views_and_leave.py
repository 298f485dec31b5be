"""Saved views, and what is handed over for a leave."""

from alembic import op

from data.store.migrations.columns import day, flag, instant, key, refers, unique, uuid, whole, words

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "office_view",
        uuid("id"),
        words("name"),
        *(words(name) for name in ("filter_text", "columns", "sort", "grouped")),
        whole("position"),
        flag("archived"),
        key("id"),
        unique("name"),
    )
    op.create_table(
        "saved_view",
        uuid("id"),
        words("name"),
        uuid("owner_id"),
        flag("public"),
        *(words(name) for name in ("filter_text", "columns", "sort", "grouped")),
        whole("version"),
        flag("archived"),
        refers("owner_id", "staff.id"),
        key("id"),
    )
    op.create_table(
        "view_place",
        uuid("officer_id"),
        uuid("view_id"),
        whole("position"),
        refers("officer_id", "staff.id"),
        key("officer_id", "view_id"),
    )
    op.create_table(
        "leave_handover",
        uuid("id"),
        uuid("officer_id"),
        uuid("made_by"),
        instant("made_at"),
        day("until", null=True),
        words("reason"),
        instant("back_at", null=True),
        refers("officer_id", "staff.id"),
        refers("made_by", "staff.id"),
        key("id"),
    )
    op.create_table(
        "leave_handed",
        uuid("handover_id"),
        words("record"),
        uuid("record_id"),
        words("number"),
        uuid("to_id"),
        flag("beside"),
        refers("handover_id", "leave_handover.id"),
        refers("to_id", "staff.id"),
        key("handover_id", "record", "record_id"),
    )
    op.create_index("ix_saved_view_owner_id", "saved_view", ["owner_id"])
    op.create_index("ix_leave_handover_officer_id", "leave_handover", ["officer_id"])
