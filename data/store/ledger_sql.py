"""What a Postgres store runs to write its own history: `casetui.tell` and what it needs.

The functions belong to the owner of the tables and run as that owner; nobody else may call them, so that nobody can
attach them to a table of her own or tell history of what never was.
"""

from data.store.migrations.row_security.policies import CASE

FUNCTIONS = """
CREATE SCHEMA IF NOT EXISTS casetui;

DO $do$ BEGIN
  IF to_regtype('casetui.told') IS NULL THEN
    CREATE TYPE casetui.told AS (
      record_kind text, record_id text, owner_kind text, owner_id uuid, field text, old text, new text);
    CREATE TYPE casetui.differing AS (field text, old text, new text);
  END IF;
  -- Until officers have roles of their own: a login that is somebody's.
  IF to_regprocedure('casetui.me()') IS NULL THEN
    CREATE FUNCTION casetui.me() RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
      SET search_path = pg_catalog, public, pg_temp AS
      'SELECT id FROM public.staff WHERE login = session_user AND active';
  END IF;
END $do$;

-- What the program says of the transaction; empty is NULL.
CREATE OR REPLACE FUNCTION casetui.said(name text) RETURNS text LANGUAGE sql STABLE
  SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT nullif(current_setting('casetui.' || name, true), '') $$;

-- Whether this login is the tables' owner, or may be: the one trusted login.
CREATE OR REPLACE FUNCTION casetui.owns() RETURNS boolean LANGUAGE sql STABLE
  SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT pg_has_role(session_user, relowner, 'USAGE') FROM pg_class WHERE oid = 'public.act'::regclass $$;

-- Whether rows are told by their act alone: what the owner loads, and new members of a membership file.
CREATE OR REPLACE FUNCTION casetui.untold(operation text, of_members boolean) RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ BEGIN
  RETURN CASE casetui.said('loading')
    WHEN 'all' THEN casetui.owns()
    WHEN 'members' THEN operation = 'INSERT' AND of_members AND (casetui.owns() OR EXISTS (
      SELECT FROM public.staff WHERE id = casetui.me() AND access >= 2))
    ELSE false END;
END $$;

CREATE OR REPLACE FUNCTION casetui.measured(given text) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT coalesce(length(given) || ':' || given, '-') $$;

-- A UUIDv7 of that moment; those of one statement are in the order of their number.
CREATE OR REPLACE FUNCTION casetui.numbered_id(moment timestamptz, number bigint) RETURNS uuid LANGUAGE sql VOLATILE
  SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT (lpad(to_hex(floor(extract(epoch FROM moment) * 1000)::bigint), 12, '0') || '7'
           || lpad(to_hex((extract(microseconds FROM moment)::bigint % 1000) * 4), 3, '0') || '8'
           || lpad(to_hex(number % 1048576), 5, '0') || right(gen_random_uuid()::text, 10))::uuid $$;

-- The act of a record among those of one gesture, the same whenever it is asked for.
CREATE OR REPLACE FUNCTION casetui.own_act(act uuid, owner text) RETURNS uuid LANGUAGE sql IMMUTABLE
  SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT (left(replace(act::text, '-', ''), 12) || '7' || left(made, 3) || 'a' || substr(made, 4, 15))::uuid
     FROM md5(act::text || owner) AS made $$;

-- Hold the chains of these owners until the transaction ends: their rows, which a write of their own holds already. The
-- records whose history is told all day are named, so that how they are held is planned once and not every time.
CREATE OR REPLACE FUNCTION casetui.hold(lines casetui.told[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS
$$ DECLARE
  kind text;
  ids uuid[];
BEGIN
  FOR kind, ids IN
    SELECT owner_kind, array_agg(DISTINCT owner_id) FROM unnest(lines)
     WHERE record_kind <> owner_kind OR owner_id IS NULL GROUP BY 1 ORDER BY 1
  LOOP
    IF ids[1] IS NULL THEN
      PERFORM pg_advisory_xact_lock(hashtextextended('casetui.chain.' || kind, 0));
    ELSIF kind = 'case_record' THEN
      PERFORM FROM public.case_record WHERE id = ANY(ids) ORDER BY id FOR NO KEY UPDATE;
    ELSIF kind = 'interaction' THEN
      PERFORM FROM public.interaction WHERE id = ANY(ids) ORDER BY id FOR NO KEY UPDATE;
    ELSE
      EXECUTE format('SELECT FROM public.%I WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE', kind) USING ids;
    END IF;
  END LOOP;
END $$;

-- Whether a row that is seen was written by this transaction, or a part of it, whose number is a later one: by one
-- that has not ended, that is.
CREATE OR REPLACE FUNCTION casetui.of_this_transaction(writer xid) RETURNS boolean LANGUAGE sql STABLE
  SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT pg_xact_status((whole + CASE WHEN whole - now > 1::bigint << 31 THEN -(1::bigint << 32)
                                       WHEN now - whole > 1::bigint << 31 THEN 1::bigint << 32 ELSE 0 END)::text::xid8)
          IS NOT DISTINCT FROM 'in progress'
     FROM (SELECT now, (now >> 32 << 32) + writer::text::bigint AS whole
             FROM (SELECT pg_current_xact_id()::text::bigint AS now) AS one) AS two $$;

-- Write the acts that are not there yet, of this transaction only; who did it is who is logged in.
CREATE OR REPLACE FUNCTION casetui.begin_acts(acts uuid[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS
$$ DECLARE
  doing record := casetui.doing();
  begun bigint;
BEGIN
  INSERT INTO public.act (id, at, officer_id, action, reason, batch_id, undoes_id)
  SELECT one, doing.moment, doing.officer,
         coalesce(nullif(current_setting('casetui.action', true), ''), 'sql'),
         coalesce(current_setting('casetui.reason', true), ''),
         nullif(current_setting('casetui.batch', true), '')::uuid,
         nullif(current_setting('casetui.undoes', true), '')::uuid
    FROM unnest(acts) AS one
  ON CONFLICT (id) DO NOTHING;
  GET DIAGNOSTICS begun = ROW_COUNT;
  IF begun < cardinality(acts) AND EXISTS (
    SELECT FROM public.act WHERE id = ANY(acts) AND NOT casetui.of_this_transaction(xmin))
  THEN
    RAISE EXCEPTION 'casetui.act names an act of another transaction' USING ERRCODE = 'insufficient_privilege';
  END IF;
END $$;

-- The act of this transaction, which the program has chosen, or nobody yet.
CREATE OR REPLACE FUNCTION casetui.the_act(moment timestamptz) RETURNS uuid LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp AS
$$ BEGIN
  IF casetui.said('act') IS NULL THEN
    PERFORM set_config('casetui.act', casetui.numbered_id(moment, 0)::text, true);
  END IF;
  RETURN casetui.said('act')::uuid;
END $$;

-- Tell of these changes: acts, links, changes and values, in one statement after the chains are held. Every statement
-- of an officer comes by here: what the program said is read where it stands, and an act that was begun is seen to be.
CREATE OR REPLACE FUNCTION casetui.tell(lines casetui.told[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS
$$ DECLARE
  moment timestamptz := clock_timestamp();
  -- What the ids of this moment begin with; their number and what is drawn follow.
  stem text;
  the_act uuid;
  each boolean := coalesce(current_setting('casetui.each', true), '') <> '';
BEGIN
  IF coalesce(cardinality(lines), 0) = 0 THEN
    RETURN;
  END IF;
  stem := left(replace(casetui.numbered_id(moment, 0)::text, '-', ''), 17);
  the_act := nullif(current_setting('casetui.act', true), '')::uuid;
  IF the_act IS NULL THEN
    the_act := casetui.the_act(moment);
  END IF;
  IF EXISTS (SELECT FROM unnest(lines) WHERE record_kind <> owner_kind OR owner_id IS NULL) THEN
    PERFORM casetui.hold(lines);
  END IF;
  IF each THEN
    PERFORM casetui.begin_acts(array_agg(DISTINCT casetui.own_act(the_act, coalesce(owner_id::text, owner_kind))))
       FROM unnest(lines);
  ELSIF NOT EXISTS (SELECT FROM public.act WHERE id = the_act AND xmin = pg_current_xact_id()::xid) THEN
    PERFORM casetui.begin_acts(ARRAY[the_act]);
  END IF;
  WITH drawn AS MATERIALIZED (
    SELECT one.*, gen_random_uuid() AS salt,
           (stem || lpad(to_hex(number % 1048576), 5, '0') || right(gen_random_uuid()::text, 10))::uuid AS id
      FROM unnest(lines) WITH ORDINALITY
        AS one(record_kind, record_id, owner_kind, owner_id, field, old, new, number)
  ), line AS MATERIALIZED (
    SELECT *, sha256(convert_to(salt || '|' || casetui.measured(old) || '|' || casetui.measured(new), 'UTF8'))
                AS digest
      FROM drawn
  ), owner AS (
    SELECT owner_kind, owner_id,
           string_agg(id || '|' || record_kind || '|' || casetui.measured(record_id) || '|' || field || '|'
                      || encode(digest, 'hex'), E'\\n' ORDER BY number) AS said
      FROM line GROUP BY 1, 2
  ), link AS MATERIALIZED (
    SELECT owner.owner_kind, owner.owner_id, held.id AS held_id, coalesce(head.place, 0) + 1 AS place,
           act.id AS act_id, sha256(convert_to(
             'casetui 1' || E'\\n' || coalesce(encode(head.seal, 'hex'), '') || E'\\n'
             || owner.owner_kind || '|' || held.id || '|' || coalesce(head.place, 0) + 1 || E'\\n'
             || act.id || '|' || to_char(act.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')
             || '|' || coalesce(act.officer_id::text, '') || '|' || coalesce(act.batch_id::text, '')
             || '|' || coalesce(act.undoes_id::text, '') || '|' || casetui.measured(act.action)
             || '|' || casetui.measured(act.reason) || E'\\n' || owner.said, 'UTF8')) AS seal
      FROM owner
      CROSS JOIN LATERAL (SELECT coalesce(owner.owner_id, '00000000-0000-0000-0000-000000000000') AS id) held
      JOIN public.act ON act.id = CASE WHEN each
        THEN casetui.own_act(the_act, coalesce(owner.owner_id::text, owner.owner_kind)) ELSE the_act END
      LEFT JOIN LATERAL (
        SELECT place, seal FROM public.change_link known
         WHERE known.owner_id = held.id AND known.owner_kind = owner.owner_kind
         ORDER BY known.owner_id, known.owner_kind, place DESC LIMIT 1) head ON true
  ), linked AS (
    INSERT INTO public.change_link (owner_id, owner_kind, place, act_id, seal)
    SELECT held_id, owner_kind, place, act_id, seal FROM link
  ), changed AS (
    INSERT INTO public.change
           (id, act_id, record_kind, record_id, owner_kind, owner_id, field, link, digest)
    SELECT line.id, link.act_id, line.record_kind, line.record_id, line.owner_kind, line.owner_id, line.field,
           link.place, line.digest
      FROM line JOIN link ON link.owner_kind = line.owner_kind
                         AND link.held_id = coalesce(line.owner_id, '00000000-0000-0000-0000-000000000000')
  )
  INSERT INTO public.change_value (change_id, old, new, salt) SELECT id, old, new, salt FROM line;
END $$;

-- By whom something is done, and when: as the server knows, or in the one trusted login as the program says.
CREATE OR REPLACE FUNCTION casetui.doing(OUT officer uuid, OUT moment timestamptz) LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp AS
$$ BEGIN
  officer := casetui.me();
  moment := clock_timestamp();
  IF officer IS NULL AND casetui.owns() THEN
    officer := nullif(current_setting('casetui.officer', true), '')::uuid;
    moment := coalesce(nullif(current_setting('casetui.at', true), '')::timestamptz, moment);
  END IF;
END $$;
DROP FUNCTION IF EXISTS casetui.now(), casetui.officer();

-- Note that whoever is logged in opens a case, which is one that she sees: by the same rule as the policies.
CREATE OR REPLACE FUNCTION casetui.note_opening(opened uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS
$$ BEGIN
  IF NOT casetui.owns() AND NOT EXISTS (SELECT FROM public.case_record WHERE id = opened AND ({SEEN})) THEN
    RAISE EXCEPTION 'an opening is noted of a case that is seen' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO public.case_opening (id, case_id, officer_id, at)
  SELECT casetui.numbered_id(clock_timestamp(), 0), opened, officer, moment FROM casetui.doing();
END $$;

-- The login of somebody on the staff, with a first password; history tells of each that was given, and by whom.
CREATE OR REPLACE FUNCTION casetui.give_login(her text, verifier text) RETURNS timestamptz LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp AS
$$ DECLARE
  held record;
  until timestamptz := now() + interval '72 hours';
BEGIN
  SELECT id, access INTO held FROM public.staff WHERE staff.login = her AND staff.active;
  IF held.id IS NULL THEN
    RAISE EXCEPTION 'nobody of that login' USING ERRCODE = 'CT005';
  END IF;
  IF casetui.role_checked(her) AND NOT EXISTS (SELECT FROM public.staff_login WHERE staff_login.login = her) THEN
    RAISE EXCEPTION 'another kind of role' USING ERRCODE = 'CT003';
  END IF;
  PERFORM casetui.role_put(her, verifier, until);
  PERFORM casetui.role_group(her, held.access);
  INSERT INTO public.staff_login (login, made_at, valid_until, changed_at) VALUES (her, now(), until, NULL)
  ON CONFLICT (login) DO UPDATE SET made_at = now(), valid_until = until, changed_at = NULL;
  PERFORM casetui.tell(ARRAY[
    ROW('staff_login', her, 'staff', held.id, 'valid_until', 'null', to_json(until)::text)::casetui.told]);
  RETURN until;
END $$;

-- Nobody changes history or takes it away; only erasure empties values, and nothing but them.
CREATE OR REPLACE FUNCTION casetui.keep_history() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp AS
$$ BEGIN
  IF TG_LEVEL = 'STATEMENT' THEN
    RAISE EXCEPTION 'history is never changed: % on % is refused', TG_OP, TG_TABLE_NAME
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF casetui.said('erasing') IS NULL OR NEW.change_id <> OLD.change_id
     OR NEW.old IS NOT NULL OR NEW.new IS NOT NULL OR NEW.salt IS NOT NULL
  THEN
    RAISE EXCEPTION 'history is never changed: only erasure empties values' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;

-- Empty the values that history keeps of a member, and tell of it; the chain stays whole.
CREATE OR REPLACE FUNCTION casetui.erase_values(member uuid) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS
$$ DECLARE
  emptied bigint;
BEGIN
  IF NOT casetui.owns() AND NOT EXISTS (SELECT FROM public.staff WHERE id = casetui.me() AND access >= 2) THEN
    RAISE EXCEPTION 'values are erased by a supervisor or an administrator'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM set_config('casetui.erasing', 'on', true);
  UPDATE public.change_value SET old = NULL, new = NULL, salt = NULL
    FROM public.change
   WHERE change.id = change_id AND owner_id = member AND owner_kind = 'member' AND field NOT IN ('erased_at', 'values')
     AND change_value.salt IS NOT NULL;
  GET DIAGNOSTICS emptied = ROW_COUNT;
  PERFORM set_config('casetui.erasing', '', true);
  PERFORM casetui.tell(ARRAY[
    ROW('member', member, 'member', member, 'values', to_json(emptied)::text, 'null')::casetui.told]);
  RETURN emptied;
END $$;
""".replace("{SEEN}", CASE)
