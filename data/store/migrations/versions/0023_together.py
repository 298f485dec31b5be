"""Who looks at what and who types there, and drafts that were given out of hand (features B2, B4)."""

from alembic import op

from data.store.migrations.columns import instant, key, refers, uuid, words

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Add the two tables; what presence holds is worth nothing after a crash, so its writes need no log."""
    op.create_table(
        "presence",
        uuid("window_id"),
        uuid("officer_id"),
        words("record_kind"),
        uuid("record_id"),
        words("what"),
        instant("since"),
        instant("seen_at"),
        key("window_id"),
        refers("officer_id", "staff.id"),
    )
    op.create_index(op.f("ix_presence_record_id"), "presence", ["record_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE presence SET UNLOGGED")
    op.create_table(
        "shared_draft",
        uuid("id"),
        words("kind"),
        words("form"),
        uuid("officer_id"),
        uuid("for_id", null=True),
        uuid("team_id", null=True),
        uuid("case_id", null=True),
        words("label"),
        instant("shared_at"),
        uuid("taken_by", null=True),
        instant("taken_at", null=True),
        key("id"),
        refers("officer_id", "staff.id"),
        refers("for_id", "staff.id"),
        refers("taken_by", "staff.id"),
    )
    op.create_index(op.f("ix_shared_draft_officer_id"), "shared_draft", ["officer_id"])
