"""Functions of the owner take no name from what a caller has made for herself: her own tables and types come last.

A search path that does not say where `pg_temp` stands has it first, for tables and types. Somebody could so put a type
of her own, with a check that is a function of hers, in the place of `uuid`: it ran with the rights of the owner, who
passes every policy.
"""

from alembic import op

revision = "0042"
down_revision = "0041"

_PATHS = """
DO $$ DECLARE one record; BEGIN
  FOR one IN
    SELECT pg_proc.oid::regprocedure AS name, replace(path, 'search_path=', '') AS path
      FROM pg_proc CROSS JOIN LATERAL unnest(proconfig) AS path
     WHERE pronamespace = to_regnamespace('casetui') AND path LIKE 'search_path=%' AND path NOT LIKE '%pg_temp'
  LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = %s, pg_temp', one.name, one.path);
  END LOOP;
END $$
"""


def upgrade() -> None:
    """Of every function that is there; a database in a file has none."""
    if op.get_bind().dialect.name == "postgresql":
        op.get_bind().exec_driver_sql(_PATHS)
