"""What Postgres itself refuses of messages, as migration 0031 puts it in place."""

from data.store.migrations.row_security.policies import ACCESS, ME, OF_ALL, STAFF

SEEN = {
    "message": f"""(case_id IS NULL AND {STAFF})
      OR EXISTS (SELECT FROM public.case_record AS parent WHERE parent.id = message.case_id)""",
    "message_template": STAFF,
}
"""A message of a case is seen by whoever sees the case; one of a member alone is the office's."""

LIMITS = {
    # The program itself, which is nobody, runs under the login of an administrator.
    ("message", "INSERT"): f"sent_by = {ME} OR (sent_by IS NULL AND {ACCESS} >= 3)",
    **{("message_template", how): OF_ALL for how in ("INSERT", "UPDATE", "DELETE")},
}
GRANTED = (
    ("message", "SELECT", 0, ""),
    ("message", "INSERT", 0, ""),
    ("message", "UPDATE", 0, "reply,reply_by,reminded,ended_at,ended_by"),
    ("message_template", "SELECT", 0, ""),
    *(("message_template", how, 3, "") for how in ("INSERT", "UPDATE", "DELETE")),
)
"""What was sent is not changed and does not go: only what became of it is written."""


def statements() -> list[str]:
    """Policies, and the rows of what is granted."""
    out = []
    for table, seen in SEEN.items():
        out.append(f"ALTER TABLE public.{table} ENABLE ROW LEVEL SECURITY")
        out.append(f"CREATE POLICY seen ON public.{table} USING ({seen})")
    for (table, how), limit in LIMITS.items():
        using = "" if how == "INSERT" else f" USING ({limit})"
        check = "" if how == "DELETE" else f" WITH CHECK ({limit})"
        out.append(
            f"CREATE POLICY limited_{how.lower()} ON public.{table} AS RESTRICTIVE FOR {how}{using}{check}"
        )
    rows = ", ".join(
        f"('public.{table}', '{privilege}', {access}, '{{{only}}}', '{{}}')"
        for table, privilege, access, only in GRANTED
    )
    out.append(f"INSERT INTO casetui.granted VALUES {rows}")
    return out
