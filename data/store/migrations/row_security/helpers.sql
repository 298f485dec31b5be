-- Who asks, by the login of the session. Each is asked once a statement: policies wrap it as (SELECT casetui.me()).
-- What is not there names nobody: access -1, no team, no group, no role.

CREATE SCHEMA IF NOT EXISTS casetui;

DO $$
BEGIN
  IF to_regprocedure('casetui.me()') IS NULL THEN
    CREATE FUNCTION casetui.me() RETURNS uuid
      LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp
      AS 'BEGIN RETURN (SELECT id FROM public.staff WHERE login = session_user AND active); END';
  END IF;
END $$;

CREATE OR REPLACE FUNCTION casetui.my_access() RETURNS integer
  LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN coalesce((SELECT access FROM public.staff WHERE id = casetui.me()), -1);
END $$;

CREATE OR REPLACE FUNCTION casetui.my_team() RETURNS uuid
  LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN (SELECT team_id FROM public.staff WHERE id = casetui.me());
END $$;

CREATE OR REPLACE FUNCTION casetui.my_office() RETURNS uuid
  LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN (SELECT office_id FROM public.staff WHERE id = casetui.me());
END $$;

CREATE OR REPLACE FUNCTION casetui.my_groups() RETURNS uuid[]
  LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN ARRAY(
    SELECT held.group_id FROM public.group_member AS held
      JOIN public.staff_group AS named ON named.id = held.group_id
     WHERE held.officer_id = casetui.me() AND NOT named.archived);
END $$;

-- What a case can be allocated to that this officer has: the job title, and the name of the access.
CREATE OR REPLACE FUNCTION casetui.my_roles() RETURNS text[]
  LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN coalesce(
    (SELECT ARRAY[title::text, (ARRAY['basic', 'officer', 'supervisor', 'admin'])[access + 1]]
       FROM public.staff WHERE id = casetui.me()),
    '{}');
END $$;

-- An administrator of no office: every office is hers, and the configuration.
CREATE OR REPLACE FUNCTION casetui.my_of_all() RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM public.staff WHERE id = casetui.me() AND access >= 3 AND office_id IS NULL);
END $$;

-- The office lets this supervisor see what only the assigned of the own team see.
CREATE OR REPLACE FUNCTION casetui.my_leads() RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN casetui.my_access() >= 2
     AND coalesce((SELECT supervisor_sees_assigned FROM public.office LIMIT 1), false);
END $$;

-- The groups a case admits by its types (the twin of data.rules.visibility.acl_of).
CREATE OR REPLACE FUNCTION casetui.acl_of(wanted uuid) RETURNS uuid[]
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN ARRAY(
    SELECT DISTINCT named.id
      FROM public.case_case_type AS held
      JOIN public.case_type AS kind ON kind.key = held.case_type
      JOIN public.staff_group AS named
        ON named.name = ANY (string_to_array(kind.managers || E'\n' || kind.escalation, E'\n'))
     WHERE held.case_id = wanted AND kind.managers <> '');
END $$;

-- Cases that the one who asks sees because they are allocated to her, her team or a role of hers. These views pass
-- the policies of what they read, or those of cases would ask themselves; they answer nothing but ids of one's own.
CREATE OR REPLACE VIEW casetui.held WITH (security_barrier) AS
SELECT held.case_id
  FROM public.case_assignee AS held
 WHERE (held.officer_id = (SELECT casetui.me())
     OR held.team_id = (SELECT casetui.my_team())
     OR (held.role = ANY ((SELECT casetui.my_roles())::text[])
         AND EXISTS (SELECT FROM public.case_record AS one
                      WHERE one.id = held.case_id
                        AND (one.office_id IS NULL OR one.office_id = (SELECT casetui.my_office())
                             OR (SELECT casetui.my_of_all())))))
   -- Being named admits past office, team and group, never past confidential for basic access.
   AND ((SELECT casetui.my_access()) > 0
     OR EXISTS (SELECT FROM public.case_record AS one WHERE one.id = held.case_id AND NOT one.confidential));

CREATE OR REPLACE VIEW casetui.my_act WITH (security_barrier) AS
SELECT id, officer_id FROM public.act
 WHERE officer_id = (SELECT casetui.me())
    OR (officer_id IS NULL AND (SELECT casetui.my_access()) >= 3);

CREATE OR REPLACE VIEW casetui.my_change WITH (security_barrier) AS
SELECT change.id FROM public.change
 WHERE EXISTS (SELECT FROM casetui.my_act AS mine WHERE mine.id = change.act_id);
