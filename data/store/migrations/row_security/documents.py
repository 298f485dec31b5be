"""What Postgres itself refuses of documents: policies, checks of the bytes, and what is granted."""

from collections.abc import Iterator
from pathlib import Path

_ME = "(SELECT casetui.me())"
_STAFF = f"{_ME} IS NOT NULL"
_OF_ONE_SEEN = (
    f"{_STAFF} AND EXISTS (SELECT FROM public.document AS held WHERE held.sha256 = {{table}}.sha256)"
)
_ITS_NUMBER = """EXISTS (SELECT FROM public.document_content AS whole
  WHERE whole.sha256 = document_part.sha256 AND document_part.number >= 0 AND document_part.number < whole.parts)"""

_SEEN = {
    "document": f"""(case_id IS NULL AND {_STAFF})
      OR EXISTS (SELECT FROM public.case_record AS parent WHERE parent.id = document.case_id)""",
    "document_content": _OF_ONE_SEEN.format(table="document_content"),
    "document_part": _OF_ONE_SEEN.format(table="document_part"),
}
"""Bytes are there for whoever sees a document of them."""
_ADDED = {"document_content": _STAFF}
"""Written before the document that shows them."""
_LIMITS = {
    ("document", "INSERT"): f"added_by = {_ME}",
    ("document", "DELETE"): f"added_by = {_ME} AND added_at > now() - interval '1 day'",
    ("document_part", "INSERT"): _ITS_NUMBER,
}
_KEPT = "{id,original_name,ending,size,sha256,proof,added_by,added_at}"
_GRANTED = (
    *(("SELECT", table, "{}") for table in _SEEN),
    *(("INSERT", table, "{}") for table in _SEEN),
    ("UPDATE", "document", _KEPT),
    ("DELETE", "document", "{}"),
)


def statements() -> Iterator[str]:
    """Everything, in its order."""
    for table, seen in _SEEN.items():
        yield f"ALTER TABLE public.{table} ENABLE ROW LEVEL SECURITY"
        yield f"CREATE POLICY seen ON public.{table} USING ({seen})"
    for table, added in _ADDED.items():
        yield f"CREATE POLICY added ON public.{table} FOR INSERT WITH CHECK ({added})"
    for (table, how), limit in _LIMITS.items():
        clause = f"WITH CHECK ({limit})" if how == "INSERT" else f"USING ({limit})"
        yield f"CREATE POLICY limited_{how.lower()} ON public.{table} AS RESTRICTIVE FOR {how} {clause}"
    yield Path(__file__).with_name("documents.sql").read_text("utf-8")
    for privilege, table, but in _GRANTED:
        yield (
            "INSERT INTO casetui.granted (name, privilege, access, only_columns, but_columns)"
            f" VALUES ('public.{table}', '{privilege}', 0, '{{}}', '{but}')"
        )
