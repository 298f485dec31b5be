-- What changed within the last minute, a row each unit of work: of a busy office not every commit wakes everybody who
-- listens.

-- Worth nothing after a crash, when everything is read again; so its writes need no log.
CREATE UNLOGGED TABLE IF NOT EXISTS casetui.news (
  writer xid8 NOT NULL,
  at timestamptz NOT NULL,
  how text NOT NULL,
  payload text NOT NULL);
CREATE INDEX IF NOT EXISTS ix_news_at ON casetui.news (at);
CREATE INDEX IF NOT EXISTS ix_news_bell ON casetui.news (at) WHERE how = 'bell';
CREATE INDEX IF NOT EXISTS ix_news_writer ON casetui.news (writer) WHERE how <> 'told';
COMMENT ON TABLE casetui.news IS
  'Who changed which records: told by a notification of its own, or a row that is found by who heard the bell.';

-- Tell who listens what this transaction changes, once it is committed: by a notification each while there are few. Of
-- more than five within a second a bell is rung, once, and whoever hears it looks for rows until no more come.
CREATE OR REPLACE FUNCTION casetui.tell_news(payload text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  moment timestamptz := clock_timestamp();
  -- A clock that was put back leaves rows of a time to come, which say nothing of now.
  since timestamptz := moment - interval '1 second';
  others bigint;
  how text := 'told';
BEGIN
  IF payload IS NULL OR length(payload) > 400 THEN
    PERFORM casetui.refuse('what is told names a few records');
  END IF;
  SELECT count(*) INTO others FROM (SELECT FROM casetui.news WHERE at BETWEEN since AND moment LIMIT 5) AS few;
  IF others = 5 THEN
    how := CASE WHEN EXISTS (SELECT FROM casetui.news AS one WHERE one.how = 'bell' AND at BETWEEN since AND moment)
                THEN 'row' ELSE 'bell' END;
  END IF;
  IF how <> 'row' THEN
    PERFORM pg_notify('casetui', CASE how WHEN 'told' THEN payload ELSE split_part(payload, ' ', 1) || ' !' END);
  END IF;
  IF others = 0 OR how = 'bell' THEN
    -- What another transaction is taking away meanwhile is not waited for.
    DELETE FROM casetui.news WHERE ctid = ANY (ARRAY(
      SELECT ctid FROM casetui.news WHERE at < moment - interval '1 minute' FOR UPDATE SKIP LOCKED));
  END IF;
  INSERT INTO casetui.news VALUES (pg_current_xact_id(), moment, how, payload);
END $$;
REVOKE ALL ON FUNCTION casetui.tell_news(text) FROM PUBLIC;

-- What a row names, every listener has heard before. Who reads only writes none, and notifies.
INSERT INTO casetui.granted (name, privilege, access) VALUES
  ('casetui.news', 'SELECT', 0), ('casetui.news', 'SELECT', 4),
  ('casetui.tell_news(text)', 'EXECUTE', 0), ('casetui.tell_news(text)', 'EXECUTE', 4)
ON CONFLICT DO NOTHING;
