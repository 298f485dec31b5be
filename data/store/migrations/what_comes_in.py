"""What migration 0035 puts into Postgres."""

from collections.abc import Iterator

from data.store.migrations.serving import SERVICE

_ANSWER = """
UPDATE casetui.granted SET only_columns = only_columns || '{answer_id}'
 WHERE name = 'public.message' AND privilege = 'UPDATE';
"""

_GRANTED: tuple[tuple[str, str, str], ...] = (
    ("document", "SELECT", "sha256"),
    ("document_part", "SELECT", "sha256,number"),
    ("document_content", "SELECT", ""),
    ("document_content", "UPDATE", "unnamed_since"),
    ("document_content", "DELETE", ""),
    ("document_part", "DELETE", ""),
)
"""The login of the clock removes bytes that no document has: it sees digests, no names and no bytes."""


def statements() -> Iterator[str]:
    """The statements, in their order."""
    yield _ANSWER
    rows = ", ".join(
        f"('public.{table}', '{how}', {SERVICE}, '{{{only}}}', '{{}}')" for table, how, only in _GRANTED
    )
    yield f"INSERT INTO casetui.granted VALUES {rows}"
