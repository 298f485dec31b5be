"""The first schema: members, staff, lists, interactions, cases, notes, history."""

import sqlalchemy as sa
from alembic import op

from data.store.migrations.columns import (
    day,
    flag,
    groups,
    instant,
    key,
    refers,
    sought,
    unique,
    uuid,
    whole,
    words,
)

revision = "0001"
down_revision = None

REFERENCES = {"case_reference": 10001, "interaction_reference": 20001}
"""Where the numbers that people say begin: C-10001, I-20001."""


def upgrade() -> None:
    """Make every table, and on Postgres the sequences of the numbers that people say."""
    _lists()
    _members()
    _staff()
    _cases()
    _interactions()
    _notes()
    _history()
    if op.get_bind().dialect.name == "postgresql":
        for name, first in REFERENCES.items():
            op.execute(sa.text(f"CREATE SEQUENCE {name} START WITH {first}"))


def _lists() -> None:
    op.create_table(
        "case_status",
        uuid("id"),
        words("name"),
        words("kind"),
        whole("position"),
        flag("pauses_target"),
        flag("archived"),
        key("id"),
        unique("name"),
    )
    op.create_table(
        "case_type",
        words("key"),
        words("label"),
        whole("position"),
        whole("target_working_days", null=True),
        words("deadline_rule", null=True),
        flag("archived"),
        key("key"),
    )
    op.create_table(
        "interaction_type",
        uuid("id"),
        words("name"),
        whole("position"),
        flag("archived"),
        key("id"),
        unique("name"),
    )
    op.create_table(
        "outcome", uuid("id"), words("name"), whole("position"), flag("archived"), key("id"), unique("name")
    )
    op.create_table(
        "related_to",
        uuid("id"),
        words("name"),
        whole("position"),
        flag("industrial"),
        words("default_case_type", null=True),
        flag("archived"),
        refers("default_case_type", "case_type.key"),
        key("id"),
        unique("name"),
    )


def _members() -> None:
    op.create_table(
        "member",
        uuid("id"),
        sought("number"),
        words("kind"),
        words("given"),
        words("family"),
        words("informal"),
        words("name"),
        words("given_folded"),
        words("family_folded"),
        words("membership_status"),
        day("paid_through", null=True),
        day("joined_on", null=True),
        day("born_on", null=True),
        flag("do_not_contact"),
        words("employer"),
        instant("created_at"),
        whole("version"),
        key("id"),
        unique("number"),
    )
    op.create_index("ix_member_sorting", "member", ["family_folded", "given_folded"])
    op.create_table(
        "job",
        uuid("id"),
        uuid("member_id"),
        words("employer"),
        words("worksite"),
        words("department"),
        words("role_title"),
        words("classification"),
        words("pay_point"),
        words("award_agreement"),
        words("employment_type"),
        day("start_on", null=True),
        day("end_on", null=True),
        words("hours_fte"),
        words("state"),
        flag("is_delegate"),
        flag("is_primary"),
        refers("member_id", "member.id"),
        key("id"),
    )
    op.create_index("ix_job_member_id", "job", ["member_id"])
    op.create_table(
        "member_address",
        uuid("id"),
        uuid("member_id"),
        words("street"),
        words("suburb"),
        words("state"),
        words("postcode"),
        words("country"),
        words("kind"),
        refers("member_id", "member.id"),
        key("id"),
    )
    op.create_index("ix_member_address_member_id", "member_address", ["member_id"])
    op.create_table(
        "member_email",
        uuid("id"),
        uuid("member_id"),
        words("address"),
        sought("folded"),
        words("kind"),
        flag("is_primary"),
        refers("member_id", "member.id"),
        key("id"),
    )
    op.create_index("ix_member_email_folded", "member_email", ["folded"])
    op.create_index("ix_member_email_member_id", "member_email", ["member_id"])
    op.create_table(
        "member_name",
        sought("a"),
        sought("b"),
        uuid("member_id"),
        refers("member_id", "member.id"),
        key("a", "b", "member_id"),
    )
    op.create_index("ix_member_name_member_id", "member_name", ["member_id"])
    op.create_table(
        "member_phone",
        uuid("id"),
        uuid("member_id"),
        words("shown"),
        words("e164"),
        words("kind"),
        flag("is_primary"),
        sought("digits"),
        sought("digits_reversed"),
        refers("member_id", "member.id"),
        key("id"),
    )
    op.create_index("ix_member_phone_digits", "member_phone", ["digits"])
    op.create_index("ix_member_phone_digits_reversed", "member_phone", ["digits_reversed"])
    op.create_index("ix_member_phone_member_id", "member_phone", ["member_id"])


def _staff() -> None:
    op.create_table(
        "office", uuid("id"), words("name"), words("zone"), words("region"), whole("arrears_days"), key("id")
    )
    op.create_table("team", uuid("id"), words("name"), key("id"), unique("name"))
    op.create_table(
        "staff",
        uuid("id"),
        words("login"),
        words("name"),
        words("title"),
        whole("access"),
        uuid("team_id", null=True),
        flag("active"),
        flag("available"),
        refers("team_id", "team.id"),
        key("id"),
        unique("login"),
    )


def _cases() -> None:
    op.create_table(
        "case_record",
        uuid("id"),
        whole("reference"),
        uuid("member_id"),
        words("title"),
        words("status"),
        flag("is_open"),
        words("substatus"),
        words("next_steps"),
        uuid("job_id", null=True),
        day("follow_up_on", null=True),
        day("due_on", null=True),
        day("opened_on"),
        instant("closed_at", null=True),
        whole("priority"),
        flag("marked_for_review"),
        uuid("owner_id", null=True),
        flag("confidential"),
        whole("scope"),
        uuid("team_id", null=True),
        groups("acl"),
        words("origin"),
        words("direct_reason"),
        words("ticket_url"),
        uuid("created_by"),
        instant("created_at"),
        whole("version"),
        refers("created_by", "staff.id"),
        refers("job_id", "job.id"),
        refers("member_id", "member.id"),
        refers("owner_id", "staff.id"),
        refers("team_id", "team.id"),
        key("id"),
        unique("reference"),
    )
    op.create_index("ix_case_member", "case_record", ["member_id", "created_at"])
    op.create_index("ix_case_open_follow_up", "case_record", ["is_open", "follow_up_on"])
    op.create_index("ix_case_owner", "case_record", ["owner_id", "is_open", "follow_up_on"])
    op.create_table(
        "case_assignee",
        uuid("case_id"),
        whole("position"),
        uuid("officer_id", null=True),
        uuid("team_id", null=True),
        words("role", null=True),
        refers("case_id", "case_record.id"),
        refers("officer_id", "staff.id"),
        refers("team_id", "team.id"),
        key("case_id", "position"),
    )
    op.create_index("ix_case_assignee_officer_id", "case_assignee", ["officer_id"])
    op.create_index("ix_case_assignee_team_id", "case_assignee", ["team_id"])
    op.create_table(
        "case_case_type",
        uuid("case_id"),
        words("case_type"),
        whole("position"),
        refers("case_id", "case_record.id"),
        refers("case_type", "case_type.key"),
        key("case_id", "case_type"),
    )


def _interactions() -> None:
    op.create_table(
        "interaction",
        uuid("id"),
        whole("reference"),
        uuid("member_id"),
        uuid("officer_id"),
        words("interaction_type"),
        words("related_to"),
        words("outcome"),
        day("follow_up_on", null=True),
        uuid("follow_up_officer_id", null=True),
        uuid("job_id", null=True),
        words("ticket_url"),
        whole("duration_s", null=True),
        instant("started_at"),
        instant("submitted_at"),
        uuid("case_id", null=True),
        whole("version"),
        refers("case_id", "case_record.id"),
        refers("follow_up_officer_id", "staff.id"),
        refers("job_id", "job.id"),
        refers("member_id", "member.id"),
        refers("officer_id", "staff.id"),
        key("id"),
        unique("reference"),
    )
    op.create_index("ix_interaction_case_id", "interaction", ["case_id"])
    op.create_index("ix_interaction_follow_up", "interaction", ["follow_up_officer_id", "follow_up_on"])
    op.create_index("ix_interaction_member_time", "interaction", ["member_id", "submitted_at"])
    op.create_index("ix_interaction_officer_time", "interaction", ["officer_id", "submitted_at"])
    op.create_table(
        "interaction_case_type",
        uuid("interaction_id"),
        words("case_type"),
        whole("position"),
        refers("case_type", "case_type.key"),
        refers("interaction_id", "interaction.id"),
        key("interaction_id", "case_type"),
    )


def _notes() -> None:
    op.create_table(
        "note",
        uuid("id"),
        uuid("interaction_id", null=True),
        uuid("case_id", null=True),
        words("template"),
        words("security"),
        uuid("author_id"),
        instant("written_at"),
        words("channel"),
        words("ticket_url"),
        whole("duration_s", null=True),
        sa.CheckConstraint("(interaction_id IS NULL) <> (case_id IS NULL)", name="one_parent"),
        refers("author_id", "staff.id"),
        refers("case_id", "case_record.id"),
        refers("interaction_id", "interaction.id"),
        key("id"),
    )
    op.create_index("ix_note_case_id", "note", ["case_id"])
    op.create_index("ix_note_interaction_id", "note", ["interaction_id"])
    op.create_table(
        "note_section",
        uuid("note_id"),
        whole("position"),
        words("title"),
        words("body"),
        refers("note_id", "note.id"),
        key("note_id", "position"),
    )


def _history() -> None:
    op.create_table(
        "act",
        uuid("id"),
        instant("at"),
        uuid("officer_id", null=True),
        words("action"),
        words("reason"),
        refers("officer_id", "staff.id"),
        key("id"),
    )
    op.create_table(
        "change",
        uuid("id"),
        uuid("act_id"),
        words("record_kind"),
        words("record_id"),
        words("owner_kind"),
        uuid("owner_id", null=True),
        words("field"),
        refers("act_id", "act.id"),
        key("id"),
    )
    op.create_index("ix_change_act_id", "change", ["act_id"])
    op.create_index("ix_change_owner_id", "change", ["owner_id"])
    op.create_index("ix_change_record", "change", ["record_kind", "record_id"])
    op.create_table(
        "change_value",
        uuid("change_id"),
        words("old", null=True),
        words("new", null=True),
        refers("change_id", "change.id"),
        key("change_id"),
    )
