-- Who sees and writes keys, encrypted texts and envelopes. What they are worth is decided by those who open them, by
-- signatures that no login here can make; this keeps officers from spoiling each other's.

-- Whether that officer may open that case: the twin of data.rules.visibility.may_see for whoever is named. For the
-- function below alone, or it would tell of cases that are not seen.
CREATE OR REPLACE FUNCTION casetui.opens(officer uuid, wanted uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
SELECT EXISTS (
  SELECT FROM public.case_record AS one
    JOIN public.staff AS her ON her.id = officer AND her.active
   CROSS JOIN LATERAL (
     SELECT one.office_id IS NULL OR one.office_id = her.office_id OR (her.access >= 3 AND her.office_id IS NULL)
   ) AS place (own)
   WHERE one.id = wanted
     AND (NOT one.confidential OR her.access > 0)
     AND (EXISTS (
            SELECT FROM public.case_assignee AS held
             WHERE held.case_id = one.id
               AND (held.officer_id = her.id OR held.team_id = her.team_id
                    OR (place.own AND held.role IN (
                      her.title, (ARRAY['basic', 'officer', 'supervisor', 'admin'])[her.access + 1]))))
       OR (place.own AND (her.access >= 3 OR (
            (one.scope = 0 OR (one.team_id = her.team_id AND (one.scope = 1 OR (her.access >= 2
               AND coalesce((SELECT supervisor_sees_assigned FROM public.office LIMIT 1), false)))))
            AND (cardinality(one.acl) = 0 OR one.acl && ARRAY(
              SELECT of.group_id FROM public.group_member AS of
                JOIN public.staff_group AS named ON named.id = of.group_id
               WHERE of.officer_id = her.id AND NOT named.archived)))))))
$$;

CREATE OR REPLACE FUNCTION casetui.may_open(officer uuid, wanted uuid) RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN casetui.opens(casetui.me(), wanted) AND casetui.opens(officer, wanted);
END $$;

-- Whether whoever asks may write that revision: the first as the note's author, another as a reader of the last one.
CREATE OR REPLACE FUNCTION casetui.secure_due(noted uuid, wanted uuid, due integer) RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN EXISTS (
      SELECT FROM public.note
       WHERE id = noted AND case_id = wanted AND security = 'secure' AND (due > 1 OR author_id = casetui.me()))
    AND due = coalesce((SELECT max(revision) FROM public.secure_text WHERE note_id = noted), 0) + 1
    AND (due = 1 OR EXISTS (
      SELECT FROM public.secure_envelope
       WHERE note_id = noted AND revision = due - 1 AND reader_id = casetui.me()));
END $$;

-- A note is secure from its first word, or not at all; its number of revisions is what stands there.
CREATE OR REPLACE FUNCTION casetui.guard_note() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF (OLD.security = 'secure') <> (NEW.security = 'secure') THEN
    PERFORM casetui.refuse('a note is secure from its first word, or not at all');
  END IF;
  IF NEW.secure_revision <> OLD.secure_revision
     AND NEW.secure_revision <> (SELECT max(revision) FROM public.secure_text WHERE note_id = NEW.id) THEN
    PERFORM casetui.refuse('the revision of a secure note is that of its text');
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guarded BEFORE UPDATE ON public.note
  FOR EACH ROW WHEN (
    (OLD.security, OLD.secure_revision) IS DISTINCT FROM (NEW.security, NEW.secure_revision)
    AND row_security_active('public.note'))
  EXECUTE FUNCTION casetui.guard_note();

ALTER TABLE public.officer_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.key_list ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.wrapped_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.secure_text ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.secure_envelope ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.key_request ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.key_recovery ENABLE ROW LEVEL SECURITY;

CREATE POLICY seen ON public.officer_key USING ((SELECT casetui.me()) IS NOT NULL);
CREATE POLICY limited_insert ON public.officer_key AS RESTRICTIVE FOR INSERT
  WITH CHECK (officer_id = (SELECT casetui.me()));

CREATE POLICY seen ON public.key_list USING ((SELECT casetui.me()) IS NOT NULL);
CREATE POLICY limited_insert ON public.key_list AS RESTRICTIVE FOR INSERT
  WITH CHECK (signed_by = (SELECT casetui.me()) AND (SELECT casetui.my_of_all()));

CREATE POLICY seen ON public.wrapped_key USING (officer_id = (SELECT casetui.me()));

CREATE POLICY seen ON public.secure_text
  USING (EXISTS (SELECT FROM public.case_record AS parent WHERE parent.id = secure_text.case_id));
CREATE POLICY limited_insert ON public.secure_text AS RESTRICTIVE FOR INSERT
  WITH CHECK (author_id = (SELECT casetui.me()) AND casetui.secure_due(note_id, case_id, revision));

CREATE POLICY seen ON public.secure_envelope
  USING (EXISTS (SELECT FROM public.case_record AS parent WHERE parent.id = secure_envelope.case_id));
CREATE POLICY limited_insert ON public.secure_envelope AS RESTRICTIVE FOR INSERT
  WITH CHECK (sealed_by = (SELECT casetui.me())
    AND (reader_id = '00000000-0000-0000-0000-000000000000' OR casetui.may_open(reader_id, case_id))
    AND EXISTS (SELECT FROM public.secure_text AS of
                 WHERE of.note_id = secure_envelope.note_id AND of.revision = secure_envelope.revision
                   AND of.case_id = secure_envelope.case_id));
CREATE POLICY limited_delete ON public.secure_envelope AS RESTRICTIVE FOR DELETE
  USING (reader_id = (SELECT casetui.me()) OR (SELECT casetui.my_access()) >= 3);

CREATE POLICY seen ON public.key_request
  USING (EXISTS (SELECT FROM public.case_record AS parent WHERE parent.id = key_request.case_id));
CREATE POLICY limited_insert ON public.key_request AS RESTRICTIVE FOR INSERT
  WITH CHECK (officer_id = (SELECT casetui.me())
    AND EXISTS (SELECT FROM public.note AS of WHERE of.id = note_id AND of.case_id = key_request.case_id));
-- Answered by an envelope, or taken back.
CREATE POLICY limited_delete ON public.key_request AS RESTRICTIVE FOR DELETE
  USING (officer_id = (SELECT casetui.me()) OR EXISTS (
    SELECT FROM public.secure_envelope AS given
     WHERE given.note_id = key_request.note_id AND given.reader_id = key_request.officer_id));

CREATE POLICY seen ON public.key_recovery
  USING (EXISTS (SELECT FROM public.case_record AS parent WHERE parent.id = key_recovery.case_id));
CREATE POLICY limited_insert ON public.key_recovery AS RESTRICTIVE FOR INSERT
  WITH CHECK (officer_id = (SELECT casetui.me()));

INSERT INTO casetui.granted (name, privilege, access, only_columns) VALUES
  ('public.officer_key', 'SELECT', 0, '{}'), ('public.officer_key', 'INSERT', 0, '{}'),
  ('public.key_list', 'SELECT', 0, '{}'), ('public.key_list', 'INSERT', 3, '{}'),
  ('public.wrapped_key', 'SELECT', 0, '{}'), ('public.wrapped_key', 'INSERT', 0, '{}'),
  ('public.wrapped_key', 'DELETE', 0, '{}'),
  ('public.secure_text', 'SELECT', 0, '{}'), ('public.secure_text', 'INSERT', 0, '{}'),
  ('public.secure_envelope', 'SELECT', 0, '{}'), ('public.secure_envelope', 'INSERT', 0, '{}'),
  ('public.secure_envelope', 'DELETE', 0, '{}'),
  ('public.key_request', 'SELECT', 0, '{}'), ('public.key_request', 'INSERT', 0, '{}'),
  ('public.key_request', 'DELETE', 0, '{}'),
  ('public.key_recovery', 'SELECT', 0, '{}'), ('public.key_recovery', 'INSERT', 0, '{}'),
  ('casetui.may_open(uuid,uuid)', 'EXECUTE', 0, '{}'),
  ('casetui.secure_due(uuid,uuid,integer)', 'EXECUTE', 0, '{}');

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA casetui FROM PUBLIC;
