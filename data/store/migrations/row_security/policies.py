"""Which rows of each table an officer sees, and which she may write; a column at a time is said by the grants."""

from collections.abc import Iterator

ME = "(SELECT casetui.me())"
ACCESS = "(SELECT casetui.my_access())"
OF_ALL = "(SELECT casetui.my_of_all())"
STAFF = f"{ME} IS NOT NULL"
"""Whoever works here."""

_OWN_OFFICE = f"(office_id IS NULL OR office_id = (SELECT casetui.my_office()) OR {OF_ALL})"
_IN_SCOPE = (
    "(scope = 0 OR (team_id = (SELECT casetui.my_team()) AND (scope = 1 OR (SELECT casetui.my_leads()))))"
)
_ADMITTED = "(cardinality(acl) = 0 OR acl && (SELECT casetui.my_groups()))"
_HELD = "EXISTS (SELECT FROM casetui.held AS mine WHERE mine.case_id = case_record.id)"
_MINE_NOW = "written_in = pg_current_xact_id_if_assigned()::text::bigint"
CASE = f"""{STAFF} AND (
  ((NOT confidential OR {ACCESS} > 0)
   AND (({_OWN_OFFICE} AND (({_IN_SCOPE} AND {_ADMITTED}) OR {ACCESS} >= 3)) OR {_HELD}))
  OR {_MINE_NOW})"""
"""The twin of `data.rules.visibility.may_see`; the cheap tests first, which answer for most rows."""


def _of(table: str, column: str, parent: str) -> str:
    """Seen by whoever sees its parent."""
    return f"EXISTS (SELECT FROM public.{parent} AS parent WHERE parent.id = {table}.{column})"


_OWN_ACT = (
    f"EXISTS (SELECT FROM casetui.my_act AS mine WHERE mine.id = change.act_id AND mine.officer_id = {ME})"
)

PARTS_OF_CASE = (
    "case_assignee",
    "case_case_type",
    "case_deadline",
    "case_escalation",
    "case_hold",
    "case_tag",
    "case_target",
    "case_tick",
    "case_watcher",
    "check_tick",
    "custom_value",
    "task",
)
CONFIGURATION = (
    "case_office",
    "case_status",
    "case_type",
    "check_item",
    "custom_field",
    "deadline_rule",
    "interaction_type",
    "job_title",
    "macro",
    "note_template",
    "office",
    "office_view",
    "outcome",
    "outline",
    "priority",
    "related_to",
    "retype",
    "setting",
    "staff_group",
    "tag",
    "task_type",
    "team",
    "work_calendar",
)
OF_MEMBERS = (
    "member_address",
    "member_asked",
    "member_email",
    "job",
    "member_local",
    "member_name",
    "member_phone",
    "member_tag",
    "member_workplace",
    "name_term",
    "term_key",
    "workplace_word",
)
EVERYONES = (
    *CONFIGURATION,
    *OF_MEMBERS,
    "group_member",
    "interaction",
    "interaction_case_type",
    "interaction_tick",
    "member",
    "staff",
)
"""Whoever works here sees all of it: contact with a member is the office's, only cases are not everybody's."""

SEEN: dict[str, str] = {
    **dict.fromkeys(EVERYONES, STAFF),
    # So that who is not let in yet is told which schema there is.
    "alembic_version": "true",
    "case_record": CASE,
    **{table: _of(table, "case_id", "case_record") for table in PARTS_OF_CASE},
    "note": f"(case_id IS NULL AND {STAFF}) OR {_of('note', 'case_id', 'case_record')}",
    "note_section": _of("note_section", "note_id", "note"),
    "staff_login": f"login = session_user AND {STAFF}",
    "case_opening": f"officer_id = {ME} OR ({ACCESS} >= 2 AND {_of('case_opening', 'case_id', 'case_record')})",
    "presence": f"""officer_id = {ME} OR CASE
      WHEN record_kind = 'case' THEN {_of("presence", "record_id", "case_record")}
      ELSE {STAFF}
      END""",
    "shared_draft": f"""officer_id = {ME} OR taken_by = {ME}
      OR ((for_id = {ME} OR (for_id IS NULL AND (team_id = (SELECT casetui.my_team()) OR {ACCESS} >= 2)))
          AND (case_id IS NULL OR {_of("shared_draft", "case_id", "case_record")}))""",
    "change_link": f"{ACCESS} >= 3",
    "act": f"officer_id = {ME} OR EXISTS (SELECT FROM public.change AS seen WHERE seen.act_id = act.id)",
    "change": f"""CASE
      WHEN owner_kind IN ('member', 'interaction', 'staff') THEN {STAFF}
      WHEN owner_kind = 'case_record' THEN {_of("change", "owner_id", "case_record")} OR {_OWN_ACT}
      WHEN owner_kind IN ('saved_view', 'view_place') THEN {_OWN_ACT}
      ELSE {_OWN_ACT} OR {ACCESS} >= 3
      END""",
    # Of a case she no longer sees an officer is told that she changed it, and not what it says.
    "change_value": f"""EXISTS (SELECT FROM public.change AS seen
      WHERE seen.id = change_value.change_id
        AND (seen.owner_kind <> 'case_record' OR {_of("seen", "owner_id", "case_record")}))""",
    "saved_view": f"owner_id = {ME} OR (public AND {STAFF})",
    "view_place": f"officer_id = {ME}",
    "leave_handover": f"officer_id = {ME} OR made_by = {ME} OR {ACCESS} >= 2",
    "leave_handed": _of("leave_handed", "handover_id", "leave_handover"),
}
"""Table -> the rows that are there for an officer, to read and to write."""

_OWN_TICK = f"officer_id = {ME}"
_LEFT = "NOT EXISTS (SELECT FROM public.staff AS owner WHERE owner.id = saved_view.owner_id AND owner.active)"
_LATELY = "now() - interval '1 day'"

LIMITS: dict[tuple[str, str], str] = {
    ("case_record", "INSERT"): f"created_by = {ME}",
    ("interaction", "INSERT"): f"officer_id = {ME}",
    ("interaction", "DELETE"): f"officer_id = {ME} AND submitted_at > {_LATELY}",
    ("note", "INSERT"): f"author_id = {ME}",
    ("note", "DELETE"): f"author_id = {ME} AND written_at > {_LATELY}",
    **{(table, "INSERT"): _OWN_TICK for table in ("case_tick", "interaction_tick", "case_watcher")},
    **{(table, "UPDATE"): _OWN_TICK for table in ("case_tick", "interaction_tick")},
    **{(table, "DELETE"): _OWN_TICK for table in ("case_tick", "interaction_tick", "case_watcher")},
    ("case_escalation", "INSERT"): f"officer_id = {ME} OR (officer_id IS NULL AND {ACCESS} >= 3)",
    ("task", "INSERT"): f"created_by = {ME}",
    **{("presence", how): f"officer_id = {ME}" for how in ("INSERT", "UPDATE")},
    ("presence", "DELETE"): f"officer_id = {ME} OR seen_at < now() - interval '1 minute'",
    ("shared_draft", "INSERT"): f"officer_id = {ME}",
    # Of many who would take it up one does, and nobody takes it from her.
    ("shared_draft", "UPDATE"): f"taken_by IS NULL OR taken_by = {ME}",
    ("shared_draft", "DELETE"): f"officer_id = {ME} OR taken_by = {ME}",
    ("saved_view", "INSERT"): f"owner_id = {ME} AND (NOT public OR {ACCESS} > 0)",
    ("saved_view", "UPDATE"): f"owner_id = {ME} OR {ACCESS} >= 2 OR ({ACCESS} > 0 AND {_LEFT})",
    ("leave_handover", "INSERT"): f"made_by = {ME} AND (officer_id = {ME} OR {ACCESS} >= 2)",
    ("staff", "INSERT"): f"{ACCESS} >= 3",
    **{("group_member", how): f"{ACCESS} >= 3" for how in ("INSERT", "DELETE")},
    **{(table, how): OF_ALL for table in CONFIGURATION for how in ("INSERT", "DELETE")},
    # Of these two a trigger watches all columns but one, which is written with every case.
    **{(table, "UPDATE"): OF_ALL for table in CONFIGURATION if table not in ("office", "case_type")},
}
"""Table and command -> what must hold besides."""

CHECKED: dict[tuple[str, str], str] = {
    ("saved_view", "UPDATE"): f"NOT public OR {ACCESS} > 0",
}
"""The same of what a row says afterwards, where that is something else."""


ADDED = {
    # The program itself, which is nobody, runs under the login of an administrator; seen is an act by what it changed.
    "act": f"officer_id IS NULL AND {ACCESS} >= 3",
}
"""Rows that may be added though they are not seen yet."""


def policies() -> Iterator[str]:
    """The statements that put them in place, for tables that are there."""
    for table, seen in SEEN.items():
        yield f"ALTER TABLE public.{table} ENABLE ROW LEVEL SECURITY"
        yield f"CREATE POLICY seen ON public.{table} USING ({seen})"
    for table, added in ADDED.items():
        yield f"CREATE POLICY added ON public.{table} FOR INSERT WITH CHECK ({added})"
    for table, how in sorted(LIMITS.keys() | CHECKED.keys()):
        limit = LIMITS.get((table, how), "true")
        after = CHECKED.get((table, how), limit)
        using = "" if how == "INSERT" else f" USING ({limit})"
        check = "" if how == "DELETE" else f" WITH CHECK ({after})"
        name = f"limited_{how.lower()}"
        yield f"CREATE POLICY {name} ON public.{table} AS RESTRICTIVE FOR {how}{using}{check}"
