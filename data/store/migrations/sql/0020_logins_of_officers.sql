-- Schema, functions and their rights; roles are made by `casetui db init`, so nothing here names one.
-- Who asks is always session_user: current_user is the owner inside these functions, and changes with SET ROLE.

CREATE SCHEMA IF NOT EXISTS casetui;

-- The officer at this connection: active, and the first password changed. Every policy goes through this gate.
CREATE OR REPLACE FUNCTION casetui.me() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT staff.id
    FROM public.staff JOIN public.staff_login ON staff_login.login = staff.login
    WHERE staff.login = session_user::text AND staff.active AND staff_login.changed_at IS NOT NULL
$$;

-- What the program says to whom me() is nobody: 'officer', 'first' password, 'off', or 'stranger'.
CREATE OR REPLACE FUNCTION casetui.standing() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT CASE WHEN staff.id IS NULL OR staff_login.login IS NULL THEN 'stranger'
                WHEN NOT staff.active THEN 'off'
                WHEN staff_login.changed_at IS NULL THEN 'first'
                ELSE 'officer' END
    FROM (SELECT session_user::text AS login) AS asking
    LEFT JOIN public.staff ON staff.login = asking.login
    LEFT JOIN public.staff_login ON staff_login.login = asking.login
$$;

-- Changes of roles come one after the other, each asked by somebody who is an administrator when it is her turn.
CREATE OR REPLACE FUNCTION casetui.must_administer(about text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('casetui.roles', 0));
    IF NOT EXISTS (SELECT FROM public.staff WHERE staff.id = casetui.me() AND staff.access = 3) THEN
        RAISE EXCEPTION 'not an administrator' USING ERRCODE = 'CT001';
    END IF;
    IF about = session_user::text THEN
        RAISE EXCEPTION 'oneself' USING ERRCODE = 'CT002';
    END IF;
END
$$;

-- Refuses any login that is not a plain name, or that is a role of another kind than those made here.
CREATE OR REPLACE FUNCTION casetui.role_checked(login text) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    held pg_catalog.pg_roles;
BEGIN
    IF login IS NULL OR login !~ '^[a-z0-9][a-z0-9._-]{0,39}$' OR login ~ '^pg_' OR login IN ('public', 'none') THEN
        RAISE EXCEPTION 'not a plain name' USING ERRCODE = 'CT003';
    END IF;
    SELECT * INTO held FROM pg_catalog.pg_roles WHERE rolname = login;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    IF held.rolsuper OR held.rolcreaterole OR held.rolcreatedb OR held.rolreplication OR held.rolbypassrls
        OR EXISTS (SELECT FROM pg_catalog.pg_database WHERE datdba = held.oid)
        OR EXISTS (SELECT FROM pg_catalog.pg_class WHERE relowner = held.oid AND relpersistence <> 't')
        OR NOT EXISTS (
            SELECT FROM pg_catalog.pg_auth_members JOIN pg_catalog.pg_roles AS of ON of.oid = roleid
            WHERE member = held.oid AND of.rolname = ANY (casetui.group_roles()))
    THEN
        RAISE EXCEPTION 'another kind of role' USING ERRCODE = 'CT003';
    END IF;
    RETURN true;
END
$$;

-- The groups of this database, by access.
CREATE OR REPLACE FUNCTION casetui.group_roles() RETURNS text[]
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT ARRAY[current_database() || '_basic', current_database() || '_officer',
                 current_database() || '_supervisor', current_database() || '_admin']
$$;

-- The next three become the provisioner's, who alone may make roles; only the owner of the tables may call them.

CREATE OR REPLACE FUNCTION casetui.role_put(login text, verifier text, until timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    verb text := CASE WHEN casetui.role_checked(login) THEN 'ALTER' ELSE 'CREATE' END;
BEGIN
    -- Exactly what the server takes for a verifier: it would store anything else as a password in clear.
    IF verifier IS NULL OR verifier !~
        '^SCRAM-SHA-256\$[1-9][0-9]{3,5}:[A-Za-z0-9+/]{22}==\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=$'
        OR split_part(split_part(verifier, '$', 2), ':', 1)::int < 4096
    THEN
        RAISE EXCEPTION 'not a verifier' USING ERRCODE = 'CT004';
    END IF;
    EXECUTE format('%s ROLE %I LOGIN PASSWORD %L VALID UNTIL %L', verb, login, verifier, coalesce(until, 'infinity'));
END
$$;

CREATE OR REPLACE FUNCTION casetui.role_group(login text, access int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    wanted text := (casetui.group_roles())[access + 1];
    held text;
BEGIN
    -- A role just made is of no group yet, so what it is cannot be asked here: whoever calls has asked it.
    EXECUTE format('GRANT %I TO %I', wanted, login);
    FOR held IN
        SELECT of.rolname FROM pg_catalog.pg_auth_members
        JOIN pg_catalog.pg_roles AS of ON of.oid = roleid
        JOIN pg_catalog.pg_roles AS her ON her.oid = member
        WHERE her.rolname = login AND of.rolname = ANY (casetui.group_roles()) AND of.rolname <> wanted
    LOOP
        EXECUTE format('REVOKE %I FROM %I', held, login);
    END LOOP;
END
$$;

-- May end sessions because it belongs to the role for that moment: the right to end anybody's would be too much.
CREATE OR REPLACE FUNCTION casetui.role_sessions_ended(login text) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    ended int;
BEGIN
    IF NOT casetui.role_checked(login) THEN
        RETURN 0;
    END IF;
    EXECUTE format('GRANT %I TO %I', login, current_user);
    SELECT count(pg_terminate_backend(pid)) INTO ended
    FROM pg_catalog.pg_stat_activity WHERE usename = login AND pid <> pg_backend_pid();
    EXECUTE format('REVOKE %I FROM %I', login, current_user);
    RETURN ended;
END
$$;

CREATE OR REPLACE FUNCTION casetui.role_off(login text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF casetui.role_checked(login) THEN
        EXECUTE format('ALTER ROLE %I NOLOGIN', login);
    END IF;
END
$$;

-- For the owner alone, and for the functions below: the login of somebody on the staff, with a first password.
CREATE OR REPLACE FUNCTION casetui.give_login(her text, verifier text) RETURNS timestamptz
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    may int := (SELECT staff.access FROM public.staff WHERE staff.login = her AND staff.active);
    until timestamptz := now() + interval '72 hours';
BEGIN
    IF may IS NULL THEN
        RAISE EXCEPTION 'nobody of that login' USING ERRCODE = 'CT005';
    END IF;
    IF casetui.role_checked(her) AND NOT EXISTS (SELECT FROM public.staff_login WHERE staff_login.login = her) THEN
        RAISE EXCEPTION 'another kind of role' USING ERRCODE = 'CT003';
    END IF;
    PERFORM casetui.role_put(her, verifier, until);
    PERFORM casetui.role_group(her, may);
    INSERT INTO public.staff_login (login, made_at, valid_until, changed_at) VALUES (her, now(), until, NULL)
    ON CONFLICT (login) DO UPDATE SET made_at = now(), valid_until = until, changed_at = NULL;
    RETURN until;
END
$$;

-- For administrators.

-- The login of somebody who is on the staff and has none; answers until when the first password holds.
CREATE OR REPLACE FUNCTION casetui.create_officer(login text, verifier text) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM casetui.must_administer(login);
    IF casetui.role_checked(login) THEN
        RAISE EXCEPTION 'a login of that name' USING ERRCODE = 'CT006';
    END IF;
    RETURN casetui.give_login(login, verifier);
END
$$;

-- A new first password, for whoever forgot hers or is switched on again; her sessions end.
CREATE OR REPLACE FUNCTION casetui.reset_officer(login text, verifier text) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    until timestamptz;
BEGIN
    PERFORM casetui.must_administer(login);
    until := casetui.give_login(login, verifier);
    PERFORM casetui.role_sessions_ended(login);
    RETURN until;
END
$$;

-- Works here no more: no login, no row through any policy, and her sessions end; answers how many did.
CREATE OR REPLACE FUNCTION casetui.revoke_officer(her text) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM casetui.must_administer(her);
    UPDATE public.staff SET active = false WHERE staff.login = her AND staff.active;
    IF NOT EXISTS (SELECT FROM public.staff_login WHERE staff_login.login = her) THEN
        RETURN 0;
    END IF;
    PERFORM casetui.role_off(her);
    RETURN casetui.role_sessions_ended(her);
END
$$;

-- Asked once more after revoking is committed: whoever came in between is sent out too.
CREATE OR REPLACE FUNCTION casetui.end_sessions(her text) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM casetui.must_administer(her);
    IF NOT EXISTS (SELECT FROM public.staff_login WHERE staff_login.login = her) THEN
        RETURN 0;
    END IF;
    RETURN casetui.role_sessions_ended(her);
END
$$;

CREATE OR REPLACE FUNCTION casetui.change_role(her text, may int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM casetui.must_administer(her);
    IF may IS NULL OR may NOT BETWEEN 0 AND 3 OR NOT EXISTS (SELECT FROM public.staff WHERE staff.login = her) THEN
        RAISE EXCEPTION 'nobody of that login' USING ERRCODE = 'CT005';
    END IF;
    UPDATE public.staff SET access = may WHERE staff.login = her AND staff.access <> may;
    IF EXISTS (SELECT FROM public.staff_login WHERE staff_login.login = her) AND casetui.role_checked(her) THEN
        PERFORM casetui.role_group(her, may);
    END IF;
END
$$;

-- Who can log in: for administrators, and for the owner.
CREATE OR REPLACE FUNCTION casetui.logins()
RETURNS TABLE (login text, access int, active boolean, enters boolean, valid_until timestamptz, changed_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT staff.login::text, staff.access, staff.active, coalesce(pg_roles.rolcanlogin, false) AND staff_login.login IS NOT NULL,
           staff_login.valid_until, staff_login.changed_at
    FROM public.staff
    LEFT JOIN public.staff_login ON staff_login.login = staff.login
    LEFT JOIN pg_catalog.pg_roles ON pg_roles.rolname = staff.login
    ORDER BY staff.login
$$;

-- For oneself.

-- The password after the first one: from here on me() is somebody.
CREATE OR REPLACE FUNCTION casetui.set_password(verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM public.staff JOIN public.staff_login ON staff_login.login = staff.login
        WHERE staff.login = session_user::text AND staff.active
          AND (staff_login.changed_at IS NOT NULL OR staff_login.valid_until > now()))
    THEN
        RAISE EXCEPTION 'not an officer, or too late' USING ERRCODE = 'CT005';
    END IF;
    PERFORM casetui.role_put(session_user::text, verifier, NULL);
    UPDATE public.staff_login SET changed_at = now(), valid_until = NULL WHERE staff_login.login = session_user::text;
END
$$;

-- Nobody calls any of them until `casetui db init` says who may.
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA casetui FROM PUBLIC;
