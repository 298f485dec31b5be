"""What migration 0033 puts into Postgres: notices, messages and mail for the login that does what is due by the clock.

Each of them came with its own policies for officers; the login of the program is nobody on the staff.
"""

from collections.abc import Iterator

from data.store.migrations.row_security.policies import ACCESS, ME
from data.store.migrations.serving import SERVICE
from data.store.migrations.telling import TELLER, TO_HER

_SERVES = "(SELECT casetui.serves())"
_TELLS = f"({TELLER} OR {_SERVES})"
_POLICIES = f"""
ALTER POLICY limited_insert ON public.notice WITH CHECK ({_TELLS});
ALTER POLICY limited_insert ON public.outgoing_mail WITH CHECK ({_TELLS} OR (state = 'waiting' AND {TO_HER}));
ALTER POLICY limited_update ON public.outgoing_mail USING ({_TELLS}) WITH CHECK ({_TELLS});
ALTER POLICY limited_insert ON public.message
  WITH CHECK (sent_by = {ME} OR (sent_by IS NULL AND ({ACCESS} >= 3 OR {_SERVES})));
"""
_GRANTED: tuple[tuple[str, str, str], ...] = (
    *((f"public.{table}", "SELECT", "") for table in ("notice", "outgoing_mail", "message", "message_template",
      "email", "email_source", "email_filing", "mailbox")),
    *((f"public.{table}", "INSERT", "") for table in
      ("notice", "outgoing_mail", "message", "email", "email_source", "mailbox")),
    ("public.notice", "UPDATE", "mailed_at"),
    ("public.notice", "DELETE", ""),
    ("public.outgoing_mail", "UPDATE", "state,unsure,tries,next_try_at,claimed_at,error,sent_at"),
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
