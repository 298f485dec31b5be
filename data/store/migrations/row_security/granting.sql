-- Which group of logins may do what: a row a table, sequence, view or function. Later migrations add theirs.

CREATE TABLE IF NOT EXISTS casetui.granted (
  name text NOT NULL,
  privilege text NOT NULL,
  access integer NOT NULL,
  only_columns text[] NOT NULL DEFAULT '{}',
  but_columns text[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (name, privilege, access));
COMMENT ON TABLE casetui.granted IS
  'What is granted from that access on: to all columns, only to some, or to all but some.';

-- Gives the groups <database>_basic to <database>_admin what the table says and no more; those that are not there get
-- nothing. To be run by the owner of the tables, after every upgrade, as often as one likes.
CREATE OR REPLACE FUNCTION casetui.grant_to_groups() RETURNS integer
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  grantee text;
  level integer;
  one record;
  columns text;
  kind "char";
  told integer := 0;
BEGIN
  FOR level IN 0..3 LOOP
    grantee := current_database() || '_' || (ARRAY['basic', 'officer', 'supervisor', 'admin'])[level + 1];
    CONTINUE WHEN NOT EXISTS (SELECT FROM pg_roles WHERE rolname = grantee);
    told := told + 1;
    EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA public, casetui FROM %I', grantee);
    EXECUTE format('REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM %I', grantee);
    EXECUTE format('GRANT USAGE ON SCHEMA public, casetui TO %I', grantee);
    EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO %I', current_database(), grantee);
    FOR one IN SELECT * FROM casetui.granted WHERE access <= level LOOP
      IF one.privilege = 'EXECUTE' THEN
        IF to_regprocedure(one.name) IS NOT NULL THEN
          EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', to_regprocedure(one.name)::text, grantee);
        END IF;
        CONTINUE;
      END IF;
      SELECT relkind INTO kind FROM pg_class WHERE oid = to_regclass(one.name);
      CONTINUE WHEN NOT FOUND;
      columns := NULL;
      IF cardinality(one.only_columns) + cardinality(one.but_columns) > 0 THEN
        SELECT string_agg(quote_ident(attname), ', ') INTO columns
          FROM pg_attribute
         WHERE attrelid = to_regclass(one.name) AND attnum > 0 AND NOT attisdropped
           AND (attname = ANY (one.only_columns)
                OR (cardinality(one.but_columns) > 0 AND attname <> ALL (one.but_columns)));
      END IF;
      EXECUTE format(
        'GRANT %s%s ON %s %s TO %I', one.privilege, coalesce(' (' || columns || ')', ''),
        CASE WHEN kind = 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, to_regclass(one.name)::text, grantee);
    END LOOP;
  END LOOP;
  RETURN told;
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA casetui FROM PUBLIC;
