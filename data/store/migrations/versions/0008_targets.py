"""Targets: when they are due and why, the times that do not count, escalations, the calendars of an office."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

from data.store.migrations.columns import day, flag, instant, key, refers, unique, uuid, whole, words

revision = "0008"
down_revision = "0007"

_RUNS = sa.text("met_at IS NULL AND paused_since IS NULL AND breached_at IS NULL")
_CASE = sa.table(
    "case_record",
    sa.column("id", sa.Uuid()),
    sa.column("due_on", sa.Date()),
    sa.column("created_at", sa.DateTime(timezone=True)),
    sa.column("closed_at", sa.DateTime(timezone=True)),
)
_TARGET = sa.table(
    "case_target",
    sa.column("case_id", sa.Uuid()),
    *(sa.column(name, sa.String()) for name in ("kind", "source", "unit", "because")),
    *(
        sa.column(name, sa.DateTime(timezone=True))
        for name in ("started_at", "due_at", "met_at", "breached_at")
    ),
    sa.column("length", sa.Integer()),
    sa.column("due_on", sa.Date()),
)


def upgrade() -> None:
    """Make the tables; what a case was due on before becomes a completion target that staff have set."""
    _calendars()
    _targets()
    op.add_column("case_record", day("target_on", null=True))
    op.add_column("case_record", instant("escalated_at", null=True))
    op.execute("UPDATE case_record SET target_on = due_on WHERE is_open")
    _what_was_due()


def _calendars() -> None:
    op.create_table(
        "work_calendar",
        uuid("id"),
        words("name"),
        words("hours"),
        words("closed", default=""),
        whole("position"),
        flag("archived"),
        key("id"),
        unique("name"),
    )
    for name, default in (
        ("target_unit", "working days"),
        ("first_response", ""),
        ("next_follow_up", ""),
        ("calendar", ""),
        ("escalate_to", ""),
    ):
        op.add_column("case_type", words(name, default=default))
    for name in ("target_on_reopening", "target_on_retyping", "target_reminders"):
        op.add_column("case_type", sa.Column(name, sa.String(), nullable=True))
    for name in ("may_set_target", "may_extend_target"):
        op.add_column("case_type", sa.Column(name, sa.Boolean(), nullable=True))
    for name, default in (("reopening", "continue"), ("retyping", "restart"), ("reminders", "")):
        op.add_column("office", words(f"target_{name}", default=default))
    for name in ("may_set", "may_extend"):
        op.add_column(
            "office", sa.Column(f"target_{name}", sa.Boolean(), nullable=False, server_default=sa.true())
        )


def _targets() -> None:
    op.create_table(
        "case_target",
        uuid("case_id"),
        words("kind"),
        words("source"),
        instant("started_at"),
        whole("length"),
        words("unit"),
        instant("due_at"),
        day("due_on"),
        words("because"),
        *(instant(name, null=True) for name in ("paused_since", "met_at", "breached_at", "escalated_at")),
        refers("case_id", "case_record.id"),
        key("case_id", "kind"),
    )
    op.create_index(
        "ix_case_target_runs", "case_target", ["due_at"], sqlite_where=_RUNS, postgresql_where=_RUNS
    )
    op.create_index("ix_case_target_due", "case_target", ["kind", "due_on"])
    op.create_table(
        "case_hold",
        uuid("case_id"),
        whole("position"),
        instant("started_at"),
        instant("ended_at", null=True),
        words("why"),
        refers("case_id", "case_record.id"),
        key("case_id", "position"),
    )
    op.create_table(
        "case_escalation",
        uuid("id"),
        uuid("case_id"),
        instant("raised_at"),
        uuid("officer_id", null=True),
        words("reason"),
        words("told"),
        instant("settled_at", null=True),
        refers("case_id", "case_record.id"),
        refers("officer_id", "staff.id"),
        key("id"),
    )
    op.create_index("ix_case_escalation_case", "case_escalation", ["case_id", "raised_at"])


def _what_was_due() -> None:
    """A completion target for each case that had a day; one that is late already is not escalated by the upgrade."""
    bind = op.get_bind()
    zone = bind.execute(sa.select(sa.column("zone")).select_from(sa.table("office"))).scalar()
    here, now = ZoneInfo(zone or "UTC"), datetime.now(UTC)
    rows = []
    for row in bind.execute(sa.select(_CASE).where(_CASE.c.due_on.is_not(None))):
        due_at = datetime.combine(row.due_on + timedelta(days=1), time(), here).astimezone(UTC)
        made = row.created_at if row.created_at.tzinfo else row.created_at.replace(tzinfo=UTC)
        rows.append(
            {
                "case_id": row.id,
                "kind": "completion",
                "source": "staff",
                "started_at": row.created_at,
                "length": max((row.due_on - made.astimezone(here).date()).days, 0),
                "unit": "days",
                "due_at": _kept(due_at),
                "due_on": row.due_on,
                "because": "set before targets were counted",
                "met_at": row.closed_at,
                "breached_at": _kept(due_at) if row.closed_at is None and due_at < now else None,
            }
        )
    if rows:
        op.bulk_insert(_TARGET, rows)


def _kept(at: datetime) -> datetime:
    """SQLite keeps an instant without its zone, and always in UTC."""
    return at.replace(tzinfo=None) if op.get_bind().dialect.name == "sqlite" else at
