-- Access that is read only: its own group, <database>_reader, in front of <database>_basic. Its number is -1; nobody,
-- whom casetui.me() does not know, has that number too and is told apart by every policy asking who it is.

-- Counted from 0 on, so that the functions which ask for [access + 1] find each access where it was.
CREATE OR REPLACE FUNCTION casetui.group_roles() RETURNS text[]
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT ('[0:4]=' || ARRAY[
        current_database() || '_reader', current_database() || '_basic', current_database() || '_officer',
        current_database() || '_supervisor', current_database() || '_admin']::text)::text[]
$$;

CREATE OR REPLACE FUNCTION casetui.change_role(her text, may int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM casetui.must_administer(her);
    IF may IS NULL OR may NOT BETWEEN -1 AND 3 OR NOT EXISTS (SELECT FROM public.staff WHERE staff.login = her) THEN
        RAISE EXCEPTION 'nobody of that login' USING ERRCODE = 'CT005';
    END IF;
    UPDATE public.staff SET access = may WHERE staff.login = her AND staff.access <> may;
    IF EXISTS (SELECT FROM public.staff_login WHERE staff_login.login = her) AND casetui.role_checked(her) THEN
        PERFORM casetui.role_group(her, may);
    END IF;
END
$$;

-- As before, and for the readers: what basic access reads, the functions of basic access that cannot write, and what a
-- row of access -1 names. A function that is not volatile is kept from writing by the server itself.
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
  FOR level IN -1..3 LOOP
    grantee := (casetui.group_roles())[level + 1];
    CONTINUE WHEN NOT EXISTS (SELECT FROM pg_roles WHERE rolname = grantee);
    told := told + 1;
    EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA public, casetui FROM %I', grantee);
    EXECUTE format('REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM %I', grantee);
    EXECUTE format('GRANT USAGE ON SCHEMA public, casetui TO %I', grantee);
    EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO %I', current_database(), grantee);
    FOR one IN
      SELECT * FROM casetui.granted AS asked
       WHERE access <= level
          OR (level = -1 AND access = 0
              AND (privilege = 'SELECT'
                   OR (privilege = 'EXECUTE'
                       AND EXISTS (SELECT FROM pg_proc WHERE pg_proc.oid = to_regprocedure(asked.name)
                                                         AND provolatile <> 'v'))))
    LOOP
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

-- A reader's own: what of the inbox is read, own views and their places, and being seen to be here.
INSERT INTO casetui.granted (name, privilege, access, only_columns) VALUES
  ('public.notice', 'UPDATE', -1, '{read_at}'),
  ('public.saved_view', 'INSERT', -1, '{}'),
  ('public.saved_view', 'UPDATE', -1, '{name,filter_text,columns,sort,grouped,version,archived}'),
  ('public.view_place', 'INSERT', -1, '{}'),
  ('public.view_place', 'UPDATE', -1, '{position}'),
  ('public.view_place', 'DELETE', -1, '{}'),
  ('public.presence', 'INSERT', -1, '{}'),
  ('public.presence', 'UPDATE', -1, '{}'),
  ('public.presence', 'DELETE', -1, '{}');

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA casetui FROM PUBLIC;
