"""Routines, reminders as acts, and the login under which what is due by the clock is done."""

import sqlalchemy as sa
from alembic import op

from data.store.migrations.columns import flag, instant, key, refers, unique, uuid, whole, words
from data.store.migrations.row_security.run import run
from data.store.migrations.serving import statements

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    """Make the tables; what is late or near already is not told of anew."""
    op.create_table(
        "routine",
        uuid("id"),
        words("name"),
        words("trigger"),
        words("case_types"),
        words("condition"),
        words("actions"),
        flag("switched_on"),
        whole("position"),
        flag("archived"),
        key("id"),
        unique("name"),
    )
    op.create_table(
        "routine_run",
        uuid("id"),
        uuid("routine_id"),
        uuid("case_id"),
        words("key"),
        instant("at"),
        words("outcome"),
        words("said"),
        words("chain"),
        uuid("act_id", null=True),
        key("id"),
        unique("routine_id", "case_id", "key"),
        refers("routine_id", "routine.id"),
        refers("case_id", "case_record.id"),
    )
    for name in ("case_id", "act_id"):
        op.create_index(op.f(f"ix_routine_run_{name}"), "routine_run", [name])
    op.create_table(
        "clock_run", whole("id"), instant("begun_at", null=True), instant("ended_at", null=True), key("id")
    )
    op.execute("INSERT INTO clock_run (id) VALUES (1)")
    op.add_column("case_target", whole("reminded", null=True))
    op.execute("UPDATE task SET reminded_on = remind_on WHERE remind_on <= CURRENT_DATE")
    op.execute("UPDATE task SET late_on = due_on WHERE due_on < CURRENT_DATE")
    for column in ("remind_on", "due_on"):
        op.create_index(
            op.f(f"ix_task_{column}"),
            "task",
            [column],
            sqlite_where=sa.text("status = 'open'"),
            postgresql_where=sa.text("status = 'open'"),
        )
    run(op.get_bind(), statements())
