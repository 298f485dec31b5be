"""Who may raise a case of a type, statuses whose cases close by themselves, and the offices of an organisation."""

from alembic import op

from data.store.migrations.columns import flag, instant, key, unique, uuid, whole, words

revision = "0019"
down_revision = "0018"

_SINCE = """
UPDATE case_record SET status_since = COALESCE(
  (SELECT max(act.at) FROM act JOIN change ON change.act_id = act.id
   WHERE change.owner_kind = 'case_record' AND change.owner_id = case_record.id
     AND change.record_kind = 'case_record' AND change.field = 'status'),
  created_at)
"""


def upgrade() -> None:
    """Add what a type and a status say of it, since when each case has been in its status, and whose office it is."""
    op.add_column("case_type", words("starters", default=""))
    op.add_column("case_status", whole("close_after_days", null=True))
    op.add_column("case_record", instant("status_since", null=True))
    op.add_column("case_record", words("kept_open", default=""))
    op.execute(_SINCE)
    op.create_table(
        "case_office",
        uuid("id"),
        words("name"),
        whole("position"),
        flag("archived"),
        key("id"),
        unique("name"),
    )
    for table in ("staff", "case_record"):
        op.add_column(table, uuid("office_id", null=True))
        op.create_index(op.f(f"ix_{table}_office_id"), table, ["office_id"])
    for table in ("case_type", "note_template"):
        op.add_column(table, words("office", default=""))
