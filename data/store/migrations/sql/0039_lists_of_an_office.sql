-- An office's own administrator keeps what is of her office among the lists that are shared: its case types with their
-- tasks, checklists and changes of type, and its templates. Nothing of it is deleted by her: the program archives.

CREATE OR REPLACE FUNCTION casetui.keeps(name text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT casetui.my_of_all() OR (casetui.my_access() >= 3 AND EXISTS (
        SELECT FROM public.case_office WHERE case_office.id = casetui.my_office() AND case_office.name = keeps.name))
$$;
COMMENT ON FUNCTION casetui.keeps(text) IS 'Whether who asks changes entries of the office of that name.';

CREATE OR REPLACE FUNCTION casetui.keeps_type(key text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT casetui.my_of_all() OR casetui.keeps(
        (SELECT case_type.office FROM public.case_type WHERE case_type.key = keeps_type.key))
$$;
COMMENT ON FUNCTION casetui.keeps_type(text) IS 'The same of what belongs to the case type of that key.';

INSERT INTO casetui.granted (name, privilege, access) VALUES
  ('casetui.keeps(text)', 'EXECUTE', 3), ('casetui.keeps_type(text)', 'EXECUTE', 3);

-- As before, and for an office's own administrator; what cases follow, those of other offices too, she leaves as it is.
CREATE OR REPLACE FUNCTION casetui.guard_rules() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  was jsonb := to_jsonb(OLD);
  becomes jsonb := to_jsonb(NEW);
BEGIN
  IF was - 'assign_last' = becomes - 'assign_last' OR casetui.my_of_all() THEN
    RETURN NEW;
  END IF;
  IF TG_TABLE_NAME <> 'case_type' OR NOT (casetui.keeps(was ->> 'office') AND casetui.keeps(becomes ->> 'office')) THEN
    PERFORM casetui.refuse('the configuration is changed by an administrator of the whole organisation');
  END IF;
  IF (was -> 'key', was -> 'managers', was -> 'escalation', was -> 'deadline_rule') IS DISTINCT FROM
     (becomes -> 'key', becomes -> 'managers', becomes -> 'escalation', becomes -> 'deadline_rule') THEN
    PERFORM casetui.refuse('cases of other offices follow it: an administrator of the whole organisation changes it');
  END IF;
  RETURN NEW;
END $$;

ALTER POLICY limited_insert ON public.case_type WITH CHECK ((SELECT casetui.my_of_all()) OR casetui.keeps(office));
ALTER POLICY limited_insert ON public.note_template WITH CHECK ((SELECT casetui.my_of_all()) OR casetui.keeps(office));
ALTER POLICY limited_update ON public.note_template
  USING ((SELECT casetui.my_of_all()) OR casetui.keeps(office))
  WITH CHECK ((SELECT casetui.my_of_all()) OR casetui.keeps(office));
ALTER POLICY limited_insert ON public.task_type
  WITH CHECK ((SELECT casetui.my_of_all()) OR casetui.keeps_type(case_type));
ALTER POLICY limited_update ON public.task_type
  USING ((SELECT casetui.my_of_all()) OR casetui.keeps_type(case_type))
  WITH CHECK ((SELECT casetui.my_of_all()) OR casetui.keeps_type(case_type));
ALTER POLICY limited_insert ON public.check_item
  WITH CHECK ((SELECT casetui.my_of_all()) OR casetui.keeps_type(case_type));
ALTER POLICY limited_update ON public.check_item
  USING ((SELECT casetui.my_of_all()) OR casetui.keeps_type(case_type))
  WITH CHECK ((SELECT casetui.my_of_all()) OR casetui.keeps_type(case_type));
ALTER POLICY limited_insert ON public.retype
  WITH CHECK ((SELECT casetui.my_of_all()) OR casetui.keeps_type(case_type));
ALTER POLICY limited_update ON public.retype
  USING ((SELECT casetui.my_of_all()) OR casetui.keeps_type(case_type))
  WITH CHECK ((SELECT casetui.my_of_all()) OR casetui.keeps_type(case_type));

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA casetui FROM PUBLIC;
