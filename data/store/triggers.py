"""The triggers by which a Postgres store writes its own history, made from the tables and `data.store.told`."""

from sqlalchemy import Column, Connection, Table, text
from sqlmodel import SQLModel

import data.model  # noqa: F401  (fills the metadata)
from data.store.ledger_sql import FUNCTIONS
from data.store.told import DERIVED, EITHER, HIDDEN, LEDGER, NOTES, OF_MEMBERS, OWNERS, SECTIONS, SILENT

_EVENTS = (
    ("INSERT", "REFERENCING NEW TABLE AS new_rows"),
    ("UPDATE", "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows"),
    ("DELETE", "REFERENCING OLD TABLE AS old_rows"),
)
_TELLS = """
CREATE OR REPLACE FUNCTION casetui.{name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS
$told$ BEGIN
  IF current_setting('casetui.loading', true) <> '' AND casetui.untold(TG_OP, {of_members}) THEN
    IF casetui.said('loading') = 'members' THEN
      PERFORM casetui.begin_acts(ARRAY[casetui.the_act(clock_timestamp())]);
    END IF;
    RETURN NULL;
  END IF;
  IF TG_OP = 'INSERT' THEN
    PERFORM casetui.tell(ARRAY(SELECT {made} FROM new_rows AS n));
  ELSIF TG_OP = 'DELETE' THEN
    PERFORM casetui.tell(ARRAY(SELECT {gone} FROM old_rows AS o));
  ELSE
    PERFORM casetui.tell(ARRAY(
      SELECT {changed}
        FROM new_rows AS n JOIN old_rows AS o ON {same}
       CROSS JOIN LATERAL unnest(ARRAY[{fields}]) AS f
       WHERE f.field IS NOT NULL));
    IF EXISTS (SELECT FROM old_rows AS o WHERE NOT EXISTS (SELECT FROM new_rows AS n WHERE {same})) THEN
      PERFORM casetui.tell(ARRAY(
        SELECT {gone} FROM old_rows AS o WHERE NOT EXISTS (SELECT FROM new_rows AS n WHERE {same})
        UNION ALL
        SELECT {made} FROM new_rows AS n WHERE NOT EXISTS (SELECT FROM old_rows AS o WHERE {same})));
    END IF;
  END IF;
  RETURN NULL;
END $told$
"""


def told_tables() -> list[Table]:
    """The tables of whose rows history tells."""
    return [one for one in SQLModel.metadata.sorted_tables if one.name not in SILENT]


def install(connection: Connection) -> None:
    """Make every function and trigger anew."""
    _run(connection, FUNCTIONS)
    for table in told_tables():
        _run(connection, _function(table))
        for event, rows in _EVENTS:
            _run(
                connection,
                f"CREATE TRIGGER told_{event.lower()} AFTER {event} ON public.{_quoted(table.name)} {rows}"
                f" FOR EACH STATEMENT EXECUTE FUNCTION casetui.{_quoted(_name(table))}()",
            )
    for name in (*LEDGER, "case_opening"):
        events = "DELETE OR TRUNCATE" if name == "change_value" else "UPDATE OR DELETE OR TRUNCATE"
        _run(
            connection,
            f"CREATE TRIGGER kept BEFORE {events} ON public.{name}"
            " FOR EACH STATEMENT EXECUTE FUNCTION casetui.keep_history()",
        )
    _run(
        connection,
        "CREATE TRIGGER kept_value BEFORE UPDATE ON public.change_value"
        " FOR EACH ROW EXECUTE FUNCTION casetui.keep_history()",
    )
    _run(connection, _NOBODYS)


def remove(connection: Connection) -> None:
    """Take the triggers away while migrations are at work: they bring the rows that are there to another shape."""
    found = connection.execute(_INSTALLED).all()
    for trigger, table in found:
        _run(connection, f"DROP TRIGGER {_quoted(trigger)} ON {table}")


_INSTALLED = text(
    "SELECT tgname, tgrelid::regclass::text FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
    " WHERE pronamespace = to_regnamespace('casetui') AND NOT tgisinternal"
    " AND (proname LIKE 'told\\_%' OR proname = 'keep_history')"
)
_NOBODYS = "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA casetui FROM PUBLIC"
"""Whoever may call one could attach it to a table of her own, and tell what never was."""


def _run(connection: Connection, statement: str) -> None:
    connection.exec_driver_sql(statement)


def _name(table: Table) -> str:
    return f"told_{table.name}"


def _function(table: Table) -> str:
    keys = list(table.primary_key.columns)
    fields = (one for one in table.columns if one.name not in DERIVED)
    return _TELLS.format(
        name=_quoted(_name(table)),
        of_members=str(table.name in OF_MEMBERS).lower(),
        made=_line(table, "n", f"'+', NULL, {_whole(table, 'n')}"),
        gone=_line(table, "o", f"'-', {_whole(table, 'o')}, NULL"),
        changed=_line(table, "n", "f.field, f.old, f.new"),
        same=" AND ".join(f"n.{_quoted(one.name)} = o.{_quoted(one.name)}" for one in keys),
        fields=", ".join(_differing(one) for one in fields if not one.primary_key)
        or "NULL::casetui.differing",
    )


def _line(table: Table, row: str, told: str) -> str:
    key = " || '/' || ".join(f"{row}.{_quoted(one.name)}::text" for one in table.primary_key.columns)
    kind, owner = _owner(table, row)
    return f"ROW('{table.name}', {key}, {kind}, {owner}, {told})::casetui.told"


def _whole(table: Table, row: str) -> str:
    """A row as JSON."""
    hidden = HIDDEN.get(table.name)
    return f"(to_jsonb({row}) - '{hidden}')::text" if hidden else f"to_json({row})::text"


def _owner(table: Table, row: str) -> tuple[str, str]:
    """Kind and id of the record whose history shows a row."""
    if table.name == NOTES:
        return _of_note(row)
    if table.name == SECTIONS:
        kind, owner = _of_note("known")
        note = f"FROM public.note AS known WHERE known.id = {row}.note_id"
        return f"(SELECT {kind} {note})", f"(SELECT {owner} {note})"
    if table.name in EITHER:
        named = [(kind, f"{row}.{_quoted(column)}") for kind, column in EITHER[table.name]]
        kinds = " ".join(f"WHEN {column} IS NOT NULL THEN '{kind}'" for kind, column in named)
        return (
            f"CASE {kinds} ELSE '{table.name}' END",
            f"coalesce({', '.join(column for _, column in named)})",
        )
    if table.name in OWNERS:
        kind, column = OWNERS[table.name]
        return f"'{kind}'", f"{row}.{column}"
    return f"'{table.name}'", "NULL"


def _of_note(row: str) -> tuple[str, str]:
    kind = f"CASE WHEN {row}.interaction_id IS NOT NULL THEN 'interaction' ELSE 'case_record' END"
    return kind, f"coalesce({row}.interaction_id, {row}.case_id)"


def _differing(column: Column[object]) -> str:
    name = _quoted(column.name)
    old, new = (f"coalesce(to_json({row}.{name})::text, 'null')" for row in ("o", "n"))
    return (
        f"CASE WHEN o.{name} IS DISTINCT FROM n.{name}"
        f" THEN ROW('{column.name}', {old}, {new})::casetui.differing END"
    )


def _quoted(name: str) -> str:
    return f'"{name}"'
