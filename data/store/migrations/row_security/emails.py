"""Who sees which e-mail, as migration 0028 puts it in place: a filed one whoever sees what it belongs to."""

FUNCTIONS = """
CREATE OR REPLACE FUNCTION casetui.email_filed(wanted uuid) RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM public.email_filing WHERE email_id = wanted);
END $$;
REVOKE ALL ON FUNCTION casetui.email_filed(uuid) FROM PUBLIC;
"""
"""Whether it belongs anywhere, also where the one who asks does not see it: else it would look like one to file."""

_STAFF = "(SELECT casetui.me()) IS NOT NULL"
SEEN = {
    "email": f"""{_STAFF} AND (
      EXISTS (SELECT FROM public.email_filing AS place WHERE place.email_id = email.id)
      OR NOT casetui.email_filed(email.id))""",
    "email_source": "EXISTS (SELECT FROM public.email AS parent WHERE parent.id = email_source.email_id)",
    "email_filing": f"""{_STAFF} AND (case_id IS NULL
      OR EXISTS (SELECT FROM public.case_record AS parent WHERE parent.id = email_filing.case_id))""",
    "mailbox": _STAFF,
}
"""Table -> the rows that are there for an officer, to read and to write; what is not filed yet is the office's."""

LIMITS = {("email", "INSERT"): "(added_by IS NULL OR added_by = (SELECT casetui.me()))"}
"""Table and command -> what must hold besides."""

GRANTED = (
    *(("public." + table, "SELECT") for table in SEEN),
    *(("public." + table, "INSERT") for table in SEEN),
    ("public.email_filing", "DELETE"),
    ("public.mailbox", "UPDATE"),
    ("casetui.email_filed(uuid)", "EXECUTE"),
)
"""Name and privilege, from basic access on; an e-mail itself is neither changed nor removed."""


def statements() -> list[str]:
    """Everything, in its order."""
    guarded = [
        statement
        for table, seen in SEEN.items()
        for statement in (
            f"ALTER TABLE public.{table} ENABLE ROW LEVEL SECURITY",
            f"CREATE POLICY seen ON public.{table} USING ({seen})",
        )
    ]
    limited = [
        f"CREATE POLICY limited_{how.lower()} ON public.{table} AS RESTRICTIVE FOR {how} WITH CHECK ({limit})"
        for (table, how), limit in LIMITS.items()
    ]
    rows = ",\n".join(f"('{name}', '{privilege}', 0)" for name, privilege in GRANTED)
    granted = f"INSERT INTO casetui.granted (name, privilege, access) VALUES {rows}"
    return [FUNCTIONS, *guarded, *limited, granted]
