"""What migration 0033 puts into Postgres: messages and the mailbox for the login that does what is due by the clock.

Both came with their policies for officers; the login of the program is nobody on the staff.
"""

from collections.abc import Iterator

from data.store.migrations.row_security.policies import ACCESS, ME
from data.store.migrations.serving import SERVICE

_SERVES = "(SELECT casetui.serves())"
_POLICIES = f"""
ALTER POLICY limited_insert ON public.message
  WITH CHECK (sent_by = {ME} OR (sent_by IS NULL AND ({ACCESS} >= 3 OR {_SERVES})));
"""
_GRANTED: tuple[tuple[str, str, str], ...] = (
    *((f"public.{table}", "SELECT", "") for table in ("message", "message_template", "email",
      "email_source", "email_filing", "mailbox")),
    *((f"public.{table}", "INSERT", "") for table in ("message", "email", "email_source", "mailbox")),
    ("public.message", "UPDATE", "reply,reply_by,reminded,ended_at,ended_by"),
    ("public.mailbox", "UPDATE", ""),
    ("casetui.email_filed(uuid)", "EXECUTE", ""),
)  # fmt: skip
"""Name, privilege, and the columns it is for."""


def statements() -> Iterator[str]:
    """The statements, in their order."""
    yield _POLICIES
    rows = ",\n".join(f"('{name}', '{how}', {SERVICE}, '{{{only}}}', '{{}}')" for name, how, only in _GRANTED)
    yield f"INSERT INTO casetui.granted VALUES {rows}"
