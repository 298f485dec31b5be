-- After so many changed rows, and a tenth of the table, the server weighs a table anew; as it comes, fifty and a tenth.
-- Each time, every login makes every statement ready again that names the table: with eighty officers in an office of a
-- few hundred cases all of them waited, once a minute. A table of so few rows is read well unweighed.
DO $$
DECLARE
  one record;
  rows integer;
BEGIN
  FOR one IN
    SELECT oid::regclass AS named, relname FROM pg_class
     WHERE relkind = 'r' AND relnamespace IN ('public'::regnamespace, 'casetui'::regnamespace)
  LOOP
    -- History is only ever added to, and found by its record.
    rows := CASE WHEN one.relname IN ('act', 'change', 'change_value', 'change_link') THEN 50000 ELSE 5000 END;
    EXECUTE format(
      'ALTER TABLE %s SET (autovacuum_analyze_threshold = %s, autovacuum_vacuum_threshold = %s,'
      ' autovacuum_vacuum_insert_threshold = %s)', one.named, rows, rows, rows);
  END LOOP;
END $$;
