"""Configuration as data: what the lists lacked, templates, priorities, job titles, the parts kept whole."""

from alembic import op

from data.store.migrations.columns import flag, key, refers, unique, uuid, whole, words

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the columns that lists lacked; make the tables of the new lists."""
    op.add_column("team", whole("position", default="0"))
    op.add_column("team", flag("archived", added=True))
    op.add_column("case_status", words("substatuses", default=""))
    op.add_column("case_type", words("parent", null=True))
    op.add_column("case_type", words("scope", default="global"))
    for name in ("template", "follow_up_default", "due_default"):
        op.add_column("case_type", words(name, default=""))
        op.add_column("office", words(name, default=""))
    op.add_column("related_to", words("template", default=""))
    for name in ("substatus_required", "block_recording"):
        op.add_column("office", flag(name, added=True))
    op.create_table(
        "priority", words("level"), words("words"), whole("position"), flag("archived"), key("level")
    )
    op.create_table(
        "job_title",
        uuid("id"),
        words("name"),
        words("access"),
        whole("position"),
        flag("archived"),
        key("id"),
        unique("name"),
    )
    op.create_table(
        "note_template",
        uuid("id"),
        words("name"),
        words("label"),
        words("scope"),
        words("sections"),
        whole("max_issues"),
        flag("required_for_case"),
        flag("required_for_interaction"),
        whole("position"),
        flag("archived"),
        key("id"),
        unique("name"),
    )
    op.create_table(
        "custom_field",
        uuid("id"),
        words("name"),
        words("label"),
        words("kind"),
        words("case_types"),
        words("options"),
        flag("required"),
        whole("position"),
        flag("archived"),
        key("id"),
        unique("name"),
    )
    op.create_table(
        "custom_value",
        uuid("case_id"),
        uuid("field_id"),
        words("value"),
        refers("case_id", "case_record.id"),
        refers("field_id", "custom_field.id"),
        key("case_id", "field_id"),
    )
    op.create_index("ix_custom_value_field_id", "custom_value", ["field_id"])
    op.create_table("setting", words("key"), words("value"), key("key"))
