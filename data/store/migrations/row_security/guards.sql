-- What an officer may not change though she sees the row. Rules of whole rows are policies; these compare what a row
-- said with what it is to say. They watch only whom policies watch: the owner of the tables passes.

ALTER TABLE public.case_record ADD COLUMN IF NOT EXISTS written_in bigint;
COMMENT ON COLUMN public.case_record.written_in IS
  'The transaction that wrote it last: who hands a case on, or makes one, sees it until that transaction ends.';

CREATE OR REPLACE FUNCTION casetui.note_writer() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  NEW.written_in := pg_current_xact_id()::text::bigint;
  RETURN NEW;
END $$;

-- Who gives up a part in a case goes on with it in the same transaction. Run with the rights of whoever writes, so that
-- only a case is marked that is seen; what is written into the mark is the trigger's above, whatever was asked.
CREATE OR REPLACE FUNCTION casetui.note_holder() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE public.case_record SET written_in = NULL
   WHERE id = OLD.case_id AND written_in IS DISTINCT FROM pg_current_xact_id()::text::bigint;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION casetui.refuse(why text) RETURNS void
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION '%', why USING ERRCODE = 'insufficient_privilege';
END $$;

-- The twin of data.rules.visibility.why_not_seen_otherwise, with what else of a case is not for everyone.
CREATE OR REPLACE FUNCTION casetui.guard_case() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  access integer := casetui.my_access();
BEGIN
  IF OLD.confidential <> NEW.confidential OR OLD.scope <> NEW.scope THEN
    IF access <= 0 THEN
      PERFORM casetui.refuse('basic access does not decide who sees a case');
    END IF;
    IF ((OLD.confidential AND NOT NEW.confidential) OR NEW.scope < OLD.scope) AND access < 2
       AND NOT EXISTS (SELECT FROM casetui.held AS mine WHERE mine.case_id = OLD.id) THEN
      PERFORM casetui.refuse('only its staff and supervisors open a case to more people');
    END IF;
    IF NEW.scope = 1 AND OLD.scope <> 1 AND NEW.team_id IS NULL THEN
      PERFORM casetui.refuse('the case belongs to no team');
    END IF;
  END IF;
  IF OLD.office_id IS DISTINCT FROM NEW.office_id AND access < 2 THEN
    PERFORM casetui.refuse('a supervisor hands a case over to another office');
  END IF;
  IF OLD.marked_for_review <> NEW.marked_for_review AND access <= 0 THEN
    PERFORM casetui.refuse('basic access does not mark cases for review');
  END IF;
  RETURN NEW;
END $$;

-- Asked when the transaction ends: the case and its types are written one after the other.
CREATE OR REPLACE FUNCTION casetui.guard_acl() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  stands uuid[] := (SELECT acl FROM public.case_record WHERE id = NEW.id);
  wanted uuid[] := casetui.acl_of(NEW.id);
BEGIN
  IF NOT (stands @> wanted AND stands <@ wanted) THEN
    PERFORM casetui.refuse('the groups that see a case follow its types');
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION casetui.guard_staff() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF OLD.office_id IS DISTINCT FROM NEW.office_id AND NOT casetui.my_of_all() THEN
    PERFORM casetui.refuse('an administrator of the whole organisation says who is of which office');
  END IF;
  IF (OLD.available, OLD.away_until, OLD.away_reason) IS DISTINCT FROM
     (NEW.available, NEW.away_until, NEW.away_reason)
     AND NEW.id <> casetui.me() AND casetui.my_access() < 2 THEN
    PERFORM casetui.refuse('only a supervisor says of others whether they are here');
  END IF;
  RETURN NEW;
END $$;

-- Whose turn it was is written by whoever makes a case; all else is the configuration.
CREATE OR REPLACE FUNCTION casetui.guard_rules() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF to_jsonb(OLD) - 'assign_last' <> to_jsonb(NEW) - 'assign_last' AND NOT casetui.my_of_all() THEN
    PERFORM casetui.refuse('the configuration is changed by an administrator of the whole organisation');
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER writer BEFORE INSERT OR UPDATE ON public.case_record
  FOR EACH ROW WHEN (row_security_active('public.case_record')) EXECUTE FUNCTION casetui.note_writer();
CREATE OR REPLACE TRIGGER writer BEFORE UPDATE OR DELETE ON public.case_assignee
  FOR EACH ROW WHEN (row_security_active('public.case_assignee')) EXECUTE FUNCTION casetui.note_holder();
CREATE OR REPLACE TRIGGER guarded BEFORE UPDATE ON public.case_record
  FOR EACH ROW WHEN (
    (OLD.confidential, OLD.scope, OLD.office_id, OLD.marked_for_review) IS DISTINCT FROM
    (NEW.confidential, NEW.scope, NEW.office_id, NEW.marked_for_review)
    AND row_security_active('public.case_record'))
  EXECUTE FUNCTION casetui.guard_case();
DROP TRIGGER IF EXISTS guarded_acl ON public.case_record;
CREATE CONSTRAINT TRIGGER guarded_acl AFTER UPDATE ON public.case_record DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.acl IS DISTINCT FROM NEW.acl AND row_security_active('public.case_record'))
  EXECUTE FUNCTION casetui.guard_acl();
CREATE OR REPLACE TRIGGER guarded BEFORE UPDATE ON public.staff
  FOR EACH ROW WHEN (row_security_active('public.staff')) EXECUTE FUNCTION casetui.guard_staff();
CREATE OR REPLACE TRIGGER guarded BEFORE UPDATE ON public.office
  FOR EACH ROW WHEN (row_security_active('public.office')) EXECUTE FUNCTION casetui.guard_rules();
CREATE OR REPLACE TRIGGER guarded BEFORE UPDATE ON public.case_type
  FOR EACH ROW WHEN (row_security_active('public.case_type')) EXECUTE FUNCTION casetui.guard_rules();
