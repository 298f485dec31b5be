-- Who asks is looked up by an index: the name of a session sorts by the rules of C, and compared like that with a login it
-- had every row of the staff looked at, by each table of each statement.

-- The officer at this connection, active and with the first password changed: every other question of who asks is asked
-- of this. Nobody but the owner reads it.
CREATE OR REPLACE VIEW casetui.who WITH (security_invoker = true) AS
SELECT her.id, her.access, her.team_id, her.office_id, her.access >= 3 AND her.office_id IS NULL AS of_all,
       ARRAY[her.title::text, (ARRAY['basic', 'officer', 'supervisor', 'admin'])[her.access + 1]] AS roles
  FROM public.staff AS her JOIN public.staff_login AS known ON known.login = her.login
 WHERE her.login = session_user::text COLLATE "default" AND her.active AND known.changed_at IS NOT NULL;

CREATE OR REPLACE FUNCTION casetui.me() RETURNS uuid
  LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN (SELECT id FROM casetui.who);
END $$;

CREATE OR REPLACE FUNCTION casetui.my_access() RETURNS integer
  LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN coalesce((SELECT access FROM casetui.who), -1);
END $$;

CREATE OR REPLACE FUNCTION casetui.my_team() RETURNS uuid
  LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN (SELECT team_id FROM casetui.who);
END $$;

CREATE OR REPLACE FUNCTION casetui.my_office() RETURNS uuid
  LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN (SELECT office_id FROM casetui.who);
END $$;

CREATE OR REPLACE FUNCTION casetui.my_of_all() RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN coalesce((SELECT of_all FROM casetui.who), false);
END $$;

CREATE OR REPLACE FUNCTION casetui.my_roles() RETURNS text[]
  LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN coalesce((SELECT roles FROM casetui.who), '{}');
END $$;

-- All of it in one row that a statement keeps; none for who is nobody here.
CREATE OR REPLACE FUNCTION casetui.asker()
  RETURNS TABLE (id uuid, access integer, team_id uuid, office_id uuid, of_all boolean, roles text[])
  LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE ROWS 1 SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT * FROM casetui.who;
END $$;

-- As before; her groups, and whether she leads, are asked for by the cases alone that ask.
CREATE OR REPLACE VIEW casetui.seen_case WITH (security_barrier) AS
SELECT one.id
  FROM casetui.asker() AS her CROSS JOIN public.case_record AS one
 WHERE one.written_in = pg_current_xact_id_if_assigned()::text::bigint
    OR ((NOT one.confidential OR her.access > 0)
      AND (((one.office_id IS NULL OR one.office_id = her.office_id OR her.of_all)
          AND (((one.scope = 0 OR (one.team_id = her.team_id AND (one.scope = 1 OR (SELECT casetui.my_leads()))))
              AND (cardinality(one.acl) = 0 OR one.acl && (SELECT casetui.my_groups())))
            OR her.access >= 3))
        OR EXISTS (
          SELECT FROM public.case_assignee AS held
           WHERE held.case_id = one.id
             AND (held.officer_id = her.id OR held.team_id = her.team_id
               OR (held.role = ANY (her.roles)
                 AND (one.office_id IS NULL OR one.office_id = her.office_id OR her.of_all))))));

-- As before.
CREATE OR REPLACE VIEW casetui.held WITH (security_barrier) AS
SELECT mine.case_id
  FROM casetui.asker() AS her
 CROSS JOIN LATERAL (
   SELECT held.case_id FROM public.case_assignee AS held
    WHERE held.officer_id = her.id
      -- Being named admits past office, team and group, never past confidential for basic access.
      AND (her.access > 0
        OR EXISTS (SELECT FROM public.case_record AS one WHERE one.id = held.case_id AND NOT one.confidential))
   UNION ALL
   SELECT held.case_id FROM public.case_assignee AS held
    WHERE held.team_id = her.team_id
      AND (her.access > 0
        OR EXISTS (SELECT FROM public.case_record AS one WHERE one.id = held.case_id AND NOT one.confidential))
   UNION ALL
   SELECT held.case_id
     FROM public.case_assignee AS held JOIN public.case_record AS one ON one.id = held.case_id
    WHERE held.role = ANY (her.roles)
      AND (one.office_id IS NULL OR one.office_id = her.office_id OR her.of_all)
      AND (her.access > 0 OR NOT one.confidential)) AS mine;

DROP FUNCTION IF EXISTS casetui.asking();
UPDATE casetui.granted SET name = 'casetui.asker()' WHERE name = 'casetui.asking()';
REVOKE ALL ON FUNCTION casetui.asker() FROM PUBLIC;
