"""What migration 0030 puts into Postgres: the login that does what is due by the clock, and the least it may.

Its group is `<database>_service`. It is nobody on the staff, so that no policy of officers lets it see anything: it has
policies of its own, on the tables it is granted and for its role alone, which cost officers nothing.
"""

from collections.abc import Iterator
from uuid import UUID

from data.store.migrations.row_security.policies import ACCESS, CONFIGURATION, ME, OF_ALL, PARTS_OF_CASE

PROGRAM = UUID("9a215db7-e415-5f2b-ad49-22fbe5c704cb")
SERVICE = 4
"""In `casetui.granted`, after the four kinds of access."""

_FUNCTIONS = """
CREATE OR REPLACE FUNCTION casetui.serves() RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM pg_roles AS wanted WHERE wanted.rolname = current_database() || '_service'
                   AND pg_has_role(session_user, wanted.oid, 'MEMBER'));
END $$;

-- Gives the group <database>_service what the table says for it and no more, and lets it see the rows of those tables.
-- To be run by the owner of the tables, after every upgrade, as often as one likes; false where there is no such group.
CREATE OR REPLACE FUNCTION casetui.grant_to_service() RETURNS boolean
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  grantee text := current_database() || '_service';
  one record;
  columns text;
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = grantee) THEN
    RETURN false;
  END IF;
  EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA public, casetui FROM %I', grantee);
  EXECUTE format('REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM %I', grantee);
  EXECUTE format('GRANT USAGE ON SCHEMA public, casetui TO %I', grantee);
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), grantee);
  FOR one IN SELECT * FROM casetui.granted WHERE access = 4 LOOP
    CONTINUE WHEN one.privilege <> 'EXECUTE' AND to_regclass(one.name) IS NULL;
    IF one.privilege = 'EXECUTE' THEN
      EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', one.name, grantee);
      CONTINUE;
    END IF;
    columns := NULL;
    IF cardinality(one.only_columns) + cardinality(one.but_columns) > 0 THEN
      SELECT string_agg(quote_ident(attname), ', ') INTO columns
        FROM pg_attribute
       WHERE attrelid = to_regclass(one.name) AND attnum > 0 AND NOT attisdropped
         AND (attname = ANY (one.only_columns)
              OR (cardinality(one.but_columns) > 0 AND attname <> ALL (one.but_columns)));
    END IF;
    EXECUTE format('GRANT %s%s ON TABLE %s TO %I',
                   one.privilege, coalesce(' (' || columns || ')', ''), one.name, grantee);
    IF one.privilege = 'SELECT' AND (SELECT relrowsecurity FROM pg_class WHERE oid = to_regclass(one.name)) THEN
      EXECUTE format('DROP POLICY IF EXISTS service ON %s', one.name);
      EXECUTE format('CREATE POLICY service ON %s TO %I USING (true)', one.name, grantee);
    END IF;
  END LOOP;
  RETURN true;
END $$;

-- As it was, but that a routine may mark a case for review.
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
  IF OLD.marked_for_review <> NEW.marked_for_review AND access <= 0 AND NOT casetui.serves() THEN
    PERFORM casetui.refuse('basic access does not mark cases for review');
  END IF;
  RETURN NEW;
END $$;

REVOKE ALL ON FUNCTION casetui.serves(), casetui.grant_to_service() FROM PUBLIC;
"""
_SERVES = "(SELECT casetui.serves())"
_OWN_CASE = "EXISTS (SELECT FROM public.case_record AS parent WHERE parent.id = routine_run.case_id)"
_TO_HER = """EXISTS (SELECT FROM public.member_email AS hers
  WHERE hers.member_id = outgoing_mail.about_member_id AND hers.address = outgoing_mail.to_address)"""
_POLICIES = f"""
ALTER TABLE public.routine ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON public.routine USING ({ME} IS NOT NULL);
CREATE POLICY limited_insert ON public.routine AS RESTRICTIVE FOR INSERT WITH CHECK ({OF_ALL});
CREATE POLICY limited_update ON public.routine AS RESTRICTIVE FOR UPDATE USING ({OF_ALL}) WITH CHECK ({OF_ALL});
CREATE POLICY limited_delete ON public.routine AS RESTRICTIVE FOR DELETE USING ({OF_ALL});
ALTER TABLE public.routine_run ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON public.routine_run USING ({_OWN_CASE});
ALTER TABLE public.clock_run ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON public.clock_run USING ({ME} IS NOT NULL);
ALTER POLICY limited_insert ON public.notice WITH CHECK ({ACCESS} >= 3 OR {_SERVES});
ALTER POLICY limited_insert ON public.outgoing_mail
  WITH CHECK ({ACCESS} >= 3 OR {_SERVES} OR (state = 'waiting' AND {_TO_HER}));
ALTER POLICY limited_update ON public.outgoing_mail
  USING ({ACCESS} >= 3 OR {_SERVES}) WITH CHECK ({ACCESS} >= 3 OR {_SERVES});
ALTER POLICY limited_insert ON public.note
  WITH CHECK (author_id = {ME} OR ({_SERVES} AND author_id = '{PROGRAM}'));
ALTER POLICY limited_insert ON public.task
  WITH CHECK (created_by = {ME} OR ({_SERVES} AND created_by = '{PROGRAM}'));
ALTER POLICY limited_insert ON public.case_escalation
  WITH CHECK (officer_id = {ME} OR (officer_id IS NULL AND ({ACCESS} >= 3 OR {_SERVES})));
ALTER POLICY limited_insert ON public.staff
  WITH CHECK ({ACCESS} >= 3 OR ({_SERVES} AND id = '{PROGRAM}' AND NOT active));
"""
_READ = (
    "alembic_version",
    *CONFIGURATION,
    *PARTS_OF_CASE,
    "act",
    "act_waiting",
    "case_record",
    "change",
    "change_value",
    "clock_run",
    "group_member",
    "interaction",
    "job",
    "member",
    "member_address",
    "member_email",
    "member_phone",
    "note",
    "note_section",
    "notice",
    "outgoing_mail",
    "routine",
    "routine_run",
    "staff",
)
_WRITTEN_ONCE = ("id", "reference", "created_by", "created_at", "origin", "direct_reason")
_WRITES: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("case_record", "UPDATE", (), _WRITTEN_ONCE),
    *((table, "INSERT", (), ()) for table in (*("case_assignee", "case_tag", "case_target", "case_hold"),
      "case_escalation", "case_deadline", "task", "note", "note_section", "staff", "routine_run")),
    *((table, "UPDATE", (), ("case_id",)) for table in
      ("case_assignee", "case_target", "case_hold", "case_escalation", "case_deadline", "task")),
    *((table, "DELETE", (), ()) for table in
      ("case_assignee", "case_tag", "case_target", "case_hold", "case_deadline", "act_waiting")),
    ("act_waiting", "UPDATE", (), ()),
    *(("notice", how, (), ()) for how in ("INSERT", "DELETE")),
    ("notice", "UPDATE", ("read_at", "mailed_at"), ()),
    ("outgoing_mail", "INSERT", (), ()),
    ("outgoing_mail", "UPDATE",
     ("state", "unsure", "tries", "next_try_at", "claimed_at", "error", "sent_at"), ()),
    ("clock_run", "UPDATE", ("begun_at", "ended_at"), ()),
    ("staff", "UPDATE", ("turn",), ()),
)  # fmt: skip
"""Table, privilege, columns it is for, columns it is not for."""
_VIEWS = ("held", "my_act")
_CALLS = ("me()", "my_access()", "my_team()", "my_office()", "my_groups()", "my_roles()", "my_of_all()",
          "my_leads()", "standing()", "serves()")  # fmt: skip
"""What its own policies and those of officers, which stand beside them, ask."""


def statements() -> Iterator[str]:
    """The statements, in their order."""
    yield _FUNCTIONS
    yield _POLICIES
    rows = [
        *(("public.routine", how, 3, (), ()) for how in ("INSERT", "UPDATE", "DELETE")),
        *((f"public.{table}", "SELECT", 0, (), ()) for table in ("routine", "routine_run", "clock_run")),
        ("public.clock_run", "UPDATE", 3, ("begun_at", "ended_at"), ()),
        ("casetui.serves()", "EXECUTE", 0, (), ()),
        *((f"public.{table}", "SELECT", SERVICE, (), ()) for table in _READ),
        *((f"public.{table}", how, SERVICE, only, but) for table, how, only, but in _WRITES),
        *((f"casetui.{view}", "SELECT", SERVICE, (), ()) for view in _VIEWS),
        *((f"casetui.{call}", "EXECUTE", SERVICE, (), ()) for call in _CALLS),
    ]
    said = ",\n".join(
        f"('{name}', '{how}', {access}, '{_array(only)}', '{_array(but)}')"
        for name, how, access, only, but in rows
    )
    yield f"INSERT INTO casetui.granted VALUES {said}"


def _array(columns: tuple[str, ...]) -> str:
    return "{" + ",".join(columns) + "}"
