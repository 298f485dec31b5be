"""Limits set by law: the rules, what they come to for a case, and the day they run from."""

from alembic import op

from data.store.migrations.columns import day, flag, key, refers, uuid, whole, words

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make both tables; a case gets its day and its first last day, to be filled when it is next changed."""
    op.create_table(
        "deadline_rule",
        words("key"),
        words("jurisdiction"),
        words("label"),
        whole("length"),
        words("unit"),
        words("runs_from"),
        flag("first_day_counted"),
        flag("roll_forward"),
        words("source"),
        day("verified_on", null=True),
        words("act"),
        words("instead_of"),
        words("warning"),
        whole("position"),
        flag("archived"),
        key("key"),
    )
    op.create_table(
        "case_deadline",
        uuid("case_id"),
        words("rule"),
        whole("position"),
        day("effect_on", null=True),
        day("last_on", null=True),
        words("counted"),
        flag("applies"),
        refers("case_id", "case_record.id"),
        refers("rule", "deadline_rule.key"),
        key("case_id", "rule"),
    )
    op.create_index("ix_case_deadline_rule", "case_deadline", ["rule"])
    op.add_column("case_record", words("effect", default=""))
    op.add_column("case_record", day("lodged_on", null=True))
    op.add_column("case_record", day("lodge_by", null=True))
    op.add_column("case_record", flag("effect_wanted", added=True))
    op.create_index("ix_case_lodge_by", "case_record", ["is_open", "lodge_by"])
