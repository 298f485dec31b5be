-- The same policies, asked with less: what hangs on a case asks one view whether its case is seen, which asks once who
-- looks, where each of them had the whole rule of cases unfolded in it. Half of what a case costs to open was that.

-- Who asks is found once a call. As SQL it was planned anew with every call on servers before 18.
CREATE OR REPLACE FUNCTION casetui.me() RETURNS uuid
  LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN (
    SELECT staff.id
      FROM public.staff JOIN public.staff_login ON staff_login.login = staff.login
     WHERE staff.login = session_user::text AND staff.active AND staff_login.changed_at IS NOT NULL);
END $$;

-- As before, but that it was asked of every row of a short staff list who she is.
CREATE OR REPLACE FUNCTION casetui.my_access() RETURNS integer
  LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN coalesce((SELECT access FROM public.staff WHERE id = (SELECT casetui.me())), -1);
END $$;

CREATE OR REPLACE FUNCTION casetui.my_team() RETURNS uuid
  LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN (SELECT team_id FROM public.staff WHERE id = (SELECT casetui.me()));
END $$;

CREATE OR REPLACE FUNCTION casetui.my_office() RETURNS uuid
  LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN (SELECT office_id FROM public.staff WHERE id = (SELECT casetui.me()));
END $$;

CREATE OR REPLACE FUNCTION casetui.my_groups() RETURNS uuid[]
  LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN ARRAY(
    SELECT held.group_id FROM public.group_member AS held
      JOIN public.staff_group AS named ON named.id = held.group_id
     WHERE held.officer_id = (SELECT casetui.me()) AND NOT named.archived);
END $$;

CREATE OR REPLACE FUNCTION casetui.my_roles() RETURNS text[]
  LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN coalesce(
    (SELECT ARRAY[title::text, (ARRAY['basic', 'officer', 'supervisor', 'admin'])[access + 1]]
       FROM public.staff WHERE id = (SELECT casetui.me())),
    '{}');
END $$;

CREATE OR REPLACE FUNCTION casetui.my_of_all() RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM public.staff WHERE id = (SELECT casetui.me()) AND access >= 3 AND office_id IS NULL);
END $$;

-- All of that in one row; none for who is nobody here.
CREATE FUNCTION casetui.asking()
  RETURNS TABLE (id uuid, access integer, team_id uuid, office_id uuid, of_all boolean, leads boolean,
                 groups uuid[], roles text[])
  LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE ROWS 1 SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN QUERY
  SELECT her.id, her.access, her.team_id, her.office_id, her.access >= 3 AND her.office_id IS NULL,
         her.access >= 2 AND coalesce((SELECT supervisor_sees_assigned FROM public.office LIMIT 1), false),
         ARRAY(SELECT held.group_id FROM public.group_member AS held
                 JOIN public.staff_group AS named ON named.id = held.group_id
                WHERE held.officer_id = her.id AND NOT named.archived),
         ARRAY[her.title::text, (ARRAY['basic', 'officer', 'supervisor', 'admin'])[her.access + 1]]
    FROM public.staff AS her
   WHERE her.id = (SELECT casetui.me());
END $$;

-- As before, each way of being named by an index alone.
CREATE OR REPLACE VIEW casetui.held WITH (security_barrier) AS
SELECT held.case_id
  FROM public.case_assignee AS held
 WHERE held.officer_id = (SELECT casetui.me())
   -- Being named admits past office, team and group, never past confidential for basic access.
   AND ((SELECT casetui.my_access()) > 0
     OR EXISTS (SELECT FROM public.case_record AS one WHERE one.id = held.case_id AND NOT one.confidential))
UNION ALL
SELECT held.case_id
  FROM public.case_assignee AS held
 WHERE held.team_id = (SELECT casetui.my_team())
   AND ((SELECT casetui.my_access()) > 0
     OR EXISTS (SELECT FROM public.case_record AS one WHERE one.id = held.case_id AND NOT one.confidential))
UNION ALL
SELECT held.case_id
  FROM public.case_assignee AS held JOIN public.case_record AS one ON one.id = held.case_id
 WHERE held.role = ANY ((SELECT casetui.my_roles())::text[])
   AND (one.office_id IS NULL OR one.office_id = (SELECT casetui.my_office()) OR (SELECT casetui.my_of_all()))
   AND ((SELECT casetui.my_access()) > 0 OR NOT one.confidential);

-- The cases that are seen, as the policy of cases has it, for what asks after one at a time. It passes the policies of
-- what it reads, and answers nothing but ids that case_record answers too.
CREATE VIEW casetui.seen_case WITH (security_barrier) AS
SELECT one.id
  FROM public.case_record AS one
 WHERE EXISTS (
   SELECT FROM casetui.asking() AS her
    WHERE one.written_in = pg_current_xact_id_if_assigned()::text::bigint
       OR ((NOT one.confidential OR her.access > 0)
         AND (((one.office_id IS NULL OR one.office_id = her.office_id OR her.of_all)
             AND (((one.scope = 0 OR (one.team_id = her.team_id AND (one.scope = 1 OR her.leads)))
                 AND (cardinality(one.acl) = 0 OR one.acl && her.groups))
               OR her.access >= 3))
           OR EXISTS (
             SELECT FROM public.case_assignee AS held
              WHERE held.case_id = one.id
                AND (held.officer_id = her.id OR held.team_id = her.team_id
                  OR (held.role = ANY (her.roles)
                    AND (one.office_id IS NULL OR one.office_id = her.office_id OR her.of_all)))))));

INSERT INTO casetui.granted (name, privilege, access) VALUES
  ('casetui.seen_case', 'SELECT', 0), ('casetui.seen_case', 'SELECT', 4),
  ('casetui.asking()', 'EXECUTE', 0), ('casetui.asking()', 'EXECUTE', 4);

-- Who holds a case is read with thousands of cases at once, for which the rule unfolded is the quicker.
DO $$
DECLARE
  one record;
  before constant text := current_setting('search_path');
  whole constant text := 'public.case_record parent';
  asked constant text := 'casetui.seen_case parent';
BEGIN
  -- With nothing else on it, every table is written with its schema.
  SET LOCAL search_path = pg_catalog;
  FOR one IN
    SELECT * FROM pg_policies
     WHERE schemaname = 'public' AND tablename NOT IN ('case_record', 'case_assignee')
       AND (position(whole IN qual) > 0 OR position(whole IN with_check) > 0)
  LOOP
    EXECUTE format('ALTER POLICY %I ON public.%I', one.policyname, one.tablename)
      || coalesce(' USING (' || replace(one.qual, whole, asked) || ')', '')
      || coalesce(' WITH CHECK (' || replace(one.with_check, whole, asked) || ')', '');
  END LOOP;
  PERFORM set_config('search_path', before, true);
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA casetui FROM PUBLIC;
