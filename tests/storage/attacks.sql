-- What somebody tries in psql with a login of her own, and what must come of the last statement of each: denied,
-- nothing (no rows), or harmless (whatever, as long as nothing hidden is told). Of every access, or those named.
-- {names} are put in by the test.

-- # Becoming somebody else

-- a new role: denied
CREATE ROLE evil_{db} LOGIN;

-- a group of more rights: denied
GRANT "{db}_admin" TO CURRENT_USER;

-- the part of that group: denied (below admin)
SET ROLE "{db}_admin";

-- the part of the owner: denied
SET ROLE {owner};

-- the session of the owner: denied
SET SESSION AUTHORIZATION {owner};

-- the session of a colleague: denied
SET SESSION AUTHORIZATION "aisha.bello.{db}";

-- a role past all policies: denied
ALTER ROLE CURRENT_USER BYPASSRLS;

-- a superuser: denied
ALTER ROLE CURRENT_USER SUPERUSER;

-- the login of a colleague: denied
UPDATE staff SET login = 'x' WHERE id = '{aisha}';

-- an access: denied (below admin)
UPDATE staff SET access = 3 WHERE id = '{me}';

-- a team: denied (below admin)
UPDATE staff SET team_id = NULL WHERE id = '{me}';

-- a job title: denied (below admin)
UPDATE staff SET title = 'supervisor' WHERE id = '{me}';

-- a group of staff: denied (below admin)
INSERT INTO group_member SELECT id, '{me}' FROM staff_group;

-- a group of staff of one's own: denied (below admin)
INSERT INTO staff_group VALUES (gen_random_uuid(), 'mine', 0, false);

-- the identity said in a setting: nothing (below admin)
SET casetui.officer = '{aisha}';
SELECT title FROM case_record WHERE id = '{hidden}';

-- a temporary table in place of the staff: nothing (below admin)
CREATE TEMP TABLE staff AS SELECT gen_random_uuid() AS id, session_user::text AS login, 3 AS access, true AS
active;
SELECT 1 WHERE casetui.my_access() >= 3;

-- # The guards themselves

-- policies off: denied
ALTER TABLE case_record DISABLE ROW LEVEL SECURITY;

-- policies off for the session: denied
SET row_security = off;
SELECT count(*) FROM case_record;

-- one policy less: denied
DROP POLICY seen ON case_record;

-- one policy more: denied
CREATE POLICY mine ON case_record USING (true);

-- triggers off: denied
ALTER TABLE case_record DISABLE TRIGGER ALL;

-- triggers off for the session: denied
SET session_replication_role = replica;

-- a trigger of one's own: denied
CREATE TRIGGER mine BEFORE UPDATE ON case_record EXECUTE FUNCTION suppress_redundant_updates_trigger();

-- a rule of one's own: denied
CREATE RULE mine AS ON UPDATE TO case_record DO INSTEAD NOTHING;

-- another answer to who asks: denied
CREATE OR REPLACE FUNCTION casetui.me() RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid';

-- the grants given anew: denied
SELECT casetui.grant_to_groups();

-- the table of grants read: denied
SELECT * FROM casetui.granted;

-- the table of grants: denied
INSERT INTO casetui.granted VALUES ('public.act', 'DELETE', 0);

-- a function in public: denied
CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1';

-- a table in public: denied
CREATE TABLE public.mine (id int);

-- a schema: denied
CREATE SCHEMA mine;

-- an extension: denied
CREATE EXTENSION dblink;

-- a trusted extension: denied
CREATE EXTENSION hstore;

-- # Reading

-- a hidden case by its number: nothing (below admin)
SELECT * FROM case_record WHERE reference = {reference};

-- a hidden case by its id: nothing (below admin)
SELECT * FROM case_record WHERE id = '{hidden}';

-- a hidden case held: nothing (below admin)
SELECT * FROM case_record WHERE id = '{hidden}' FOR UPDATE;

-- its e-mails: nothing (below admin)
SELECT * FROM email WHERE body LIKE '%{secret}%';

-- the original of one: nothing (below admin)
SELECT * FROM email_source;

-- where one belongs: nothing (below admin)
SELECT * FROM email_filing WHERE case_id = '{hidden}';

-- one taken out of its case: nothing (below admin)
DELETE FROM email_filing WHERE email_id = '{email}';
SELECT * FROM email;

-- one filed to a hidden case: denied (below admin)
INSERT INTO email_filing SELECT gen_random_uuid(), '{email}', '{hidden}', NULL, '{me}', now();

-- the words of an e-mail: denied
UPDATE email SET body = 'x';

-- an e-mail removed: denied
DELETE FROM email;

-- an e-mail brought in by somebody else: denied
INSERT INTO email (id, message_id, direction, sender, sender_name, recipients, cc, addresses, at, subject, body, ticket,
attachments, is_whole, size, digest, file_name, added_at, added_by) VALUES ('{fresh}', 'x', 'in', '', '', '', '', '',
now(), '', '', '', '[]', true, 1, '', '', now(), '{aisha}');

-- its notes: nothing (below admin)
SELECT * FROM note_section WHERE body LIKE '%{secret}%';

-- its history: nothing (below admin)
SELECT * FROM change_value WHERE new LIKE '%{secret}%' OR old LIKE '%{secret}%';

-- why it was changed: nothing (below admin)
SELECT * FROM act WHERE reason LIKE '%{secret}%';

-- who holds it: nothing (below admin)
SELECT * FROM casetui.held WHERE case_id = '{hidden}';

-- whether it is seen: nothing (below admin)
SELECT * FROM casetui.seen_case WHERE id = '{hidden}';

-- more rights than one's own: nothing (below admin)
SELECT * FROM casetui.asker() WHERE access >= 3;

-- what all of that is asked of: denied
SELECT * FROM casetui.who;

-- who somebody else is: nothing
SELECT * FROM casetui.asker() WHERE id <> '{me}';

-- acts of others: nothing
SELECT * FROM casetui.my_act WHERE officer_id <> '{me}';

-- a private view of a colleague: nothing
SELECT * FROM saved_view WHERE NOT public;

-- the groups of its types: denied
SELECT casetui.acl_of('{hidden}');

-- a function that tells what it is asked: harmless (below admin)
CREATE FUNCTION pg_temp.leak(text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS 'BEGIN RAISE NOTICE
''%'', $1;
RETURN true;
END';
SELECT id FROM case_record WHERE pg_temp.leak(title);

-- the same of notes: harmless (below admin)
CREATE FUNCTION pg_temp.leak(text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS 'BEGIN RAISE NOTICE
''%'', $1;
RETURN true;
END';
SELECT note_id FROM note_section WHERE pg_temp.leak(body);

-- the same past a view: harmless (below admin)
CREATE FUNCTION pg_temp.leak(text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS 'BEGIN RAISE NOTICE
''%'', $1;
RETURN true;
END';
CREATE TEMP VIEW mine AS SELECT * FROM case_record;
SELECT id FROM mine WHERE pg_temp.leak(title);

-- an error that quotes: harmless (below admin)
SELECT id FROM case_record WHERE title::int = 1;

-- a plan that was run: harmless (below admin)
EXPLAIN (ANALYZE, VERBOSE) SELECT title FROM case_record WHERE id = '{hidden}';

-- what the planner knows: nothing
SELECT * FROM pg_stats WHERE tablename IN ('case_record', 'note_section');

-- what the planner keeps: denied
SELECT * FROM pg_statistic;

-- a row by its place: nothing (below admin)
SELECT * FROM case_record WHERE ctid IN (SELECT format('(0,%s)', n)::tid FROM generate_series(1, 99) n) AND id
= '{hidden}';

-- a sample: nothing (below admin)
SELECT * FROM case_record TABLESAMPLE system (100) WHERE id = '{hidden}';

-- passwords: denied
SELECT * FROM pg_authid;

-- passwords by the old view: denied
SELECT * FROM pg_shadow;

-- what others are asking: nothing
SELECT * FROM pg_stat_activity WHERE usename <> session_user AND query NOT IN ('', '<insufficient
privilege>');

-- # Writing

-- a part in a hidden case: denied (below admin)
INSERT INTO case_assignee (case_id, position, officer_id) VALUES ('{hidden}', 7, '{me}');

-- a part in a case that is not: denied
INSERT INTO case_assignee (case_id, position, officer_id) VALUES (gen_random_uuid(), 7, '{me}');

-- a hidden case opened: nothing (below admin)
UPDATE case_record SET scope = 0, confidential = false WHERE id = '{hidden}';

-- a hidden case overwritten: denied (below admin)
INSERT INTO case_record SELECT * FROM jsonb_populate_record((SELECT one FROM case_record AS one WHERE id =
'{team}'), '{"id": "{hidden}", "created_by": "{me}"}') ON CONFLICT (id) DO UPDATE SET title = 'mine';

-- a number that is taken: harmless (below admin)
INSERT INTO case_record SELECT * FROM jsonb_populate_record((SELECT one FROM case_record AS one WHERE id =
'{team}'), '{"id": "{fresh}", "reference": {reference}, "created_by": "{me}"}');

-- a case in somebody's name: denied
INSERT INTO case_record SELECT * FROM jsonb_populate_record((SELECT one FROM case_record AS one WHERE id =
'{team}'), '{"id": "{fresh}", "reference": 99, "created_by": "{aisha}"}');

-- who sees a case, by basic access: denied (basic)
UPDATE case_record SET confidential = true WHERE id = '{team}';

-- a case opened that is not one's own: denied (below supervisor)
UPDATE case_record SET scope = 0 WHERE id = '{team}';

-- a case to another office: denied (below supervisor)
UPDATE case_record SET office_id = gen_random_uuid() WHERE id = '{team}';

-- the groups that see a case: denied
UPDATE case_record SET acl = ARRAY[gen_random_uuid()] WHERE id = '{team}';
SET CONSTRAINTS ALL IMMEDIATE;

-- the number of a case: denied
UPDATE case_record SET reference = 1 WHERE id = '{team}';

-- who opened a case: denied
UPDATE case_record SET created_by = '{me}' WHERE id = '{team}';

-- the mark of who is writing: nothing
UPDATE case_record SET written_in = 1 WHERE id = '{team}';
SELECT id FROM case_record WHERE written_in = 1;

-- a case removed: denied
DELETE FROM case_record WHERE id = '{team}';

-- a contact removed: denied
DELETE FROM member;

-- a note of a colleague removed: nothing
DELETE FROM note WHERE author_id <> '{me}';

-- what was sent to a member made to say something else: denied
UPDATE message SET body = 'x';

-- what was sent to a member removed: denied
DELETE FROM message;

-- a message in somebody's name: denied
INSERT INTO message SELECT * FROM jsonb_populate_record(NULL::message, jsonb_build_object('id', gen_random_uuid(),
  'member_id', (SELECT id FROM member LIMIT 1), 'kind', 'email', 'way', 'mail', 'template', '', 'to_address', '',
  'subject', '', 'body', '', 'sent_by', '{aisha}', 'sent_at', now(), 'reply', '', 'reminded', 0));

-- a note in somebody's name: denied
INSERT INTO note SELECT * FROM jsonb_populate_record((SELECT one FROM note AS one WHERE case_id = '{team}'
LIMIT 1), '{"id": "{fresh}", "author_id": "{aisha}"}');

-- a tick in somebody's name: denied
INSERT INTO case_tick (case_id, item, officer_id, said, line, ticked_at) VALUES ('{team}', 'x', '{aisha}',
'held', '', now());

-- somebody away: denied (below supervisor)
UPDATE staff SET available = false WHERE id = '{aisha}';

-- the rules of the office: denied (below admin)
UPDATE office SET supervisor_sees_assigned = true;

-- a case type: denied (below admin)
UPDATE case_type SET managers = '';

-- a list: denied (below admin)
UPDATE tag SET name = name || '!';

-- a snippet for everybody: denied (below admin)
INSERT INTO snippet VALUES (gen_random_uuid(), 'sum', 'x', '', '', 1, false);

-- a setting: denied (below admin)
INSERT INTO setting VALUES ('x', '1');

-- the revision of the schema: denied
UPDATE alembic_version SET version_num = '0001';

-- # History

-- history rewritten: denied
UPDATE act SET reason = '';

-- a field of it: denied
UPDATE change SET field = 'title';

-- its values: denied
UPDATE change_value SET new = 'x';

-- history removed: denied
DELETE FROM change;

-- history emptied: denied
TRUNCATE act, change, change_value;

-- an act in somebody's name: denied
INSERT INTO act (id, at, officer_id, action, reason) VALUES (gen_random_uuid(), now(), '{aisha}', 'x', '');

-- an act of the program's: denied (below admin)
INSERT INTO act (id, at, action, reason) VALUES (gen_random_uuid(), now(), 'x', '');

-- a change under an act of somebody's: denied
INSERT INTO change (id, act_id, record_kind, record_id, owner_kind, field) VALUES (gen_random_uuid(), '{act}',
'x', 'x', 'x', 'x');

-- # Numbers

-- a sequence set back: denied
SELECT setval('case_reference', 1);

-- a sequence altered: denied
ALTER SEQUENCE case_reference RESTART;

-- numbers used up: harmless
SELECT nextval('case_reference');

-- everything emptied: denied
TRUNCATE case_record CASCADE;

-- # The machine and the others on it

-- a file written: denied
COPY (SELECT 1) TO '/tmp/casetui_evil';

-- a program run: denied
COPY (SELECT 1) TO PROGRAM 'id';

-- a program read: denied
CREATE TEMP TABLE said (line text);
COPY said FROM PROGRAM 'id';

-- a file read: denied
SELECT pg_read_file('/etc/passwd');

-- a folder read: denied
SELECT pg_ls_dir('.');

-- a file as a large object: denied
SELECT lo_import('/etc/passwd');

-- a large object as a file: denied
SELECT lo_export(1, '/tmp/casetui_evil');

-- a large object: harmless
SELECT lo_create(0);

-- the server's settings: denied
ALTER SYSTEM SET fsync = off;

-- the server's settings read anew: denied
SELECT pg_reload_conf();

-- the rules of who gets in: denied
SELECT * FROM pg_hba_file_rules;

-- the stream of changes: denied
SELECT pg_create_logical_replication_slot('evil', 'test_decoding');

-- a publication: denied
CREATE PUBLICATION evil FOR TABLE case_record;

-- the statement of a colleague called off: denied
SELECT pg_cancel_backend({pid});

-- a colleague cut off: denied
SELECT pg_terminate_backend({pid});

-- a forged notice: harmless
NOTIFY casetui, 'case_record {hidden}';

-- whose turn it is, held up: harmless
SELECT pg_try_advisory_xact_lock(hashtextextended('allocation', 0));

-- # What colleagues do, and what they gave out of hand

-- a draft for somebody else: nothing
SELECT form FROM shared_draft WHERE id = '{lent}';

-- a draft that somebody has taken up: nothing
UPDATE shared_draft SET taken_by = '{me}' WHERE id = '{taken}';

-- a draft shared in somebody's name: denied
INSERT INTO shared_draft (id, kind, form, officer_id, label, shared_at) VALUES ('{fresh}', 'interaction', '', '{aisha}',
'', now());

-- a draft taken up in somebody's name: denied
INSERT INTO shared_draft (id, kind, form, officer_id, label, shared_at) VALUES ('{fresh}', 'interaction', '', '{me}',
'', now());
UPDATE shared_draft SET taken_by = '{aisha}' WHERE id = '{fresh}';

-- who is at a case that is hidden: nothing (below admin)
SELECT officer_id FROM presence WHERE record_id = '{hidden}';

-- a sign of life in somebody's name: denied
INSERT INTO presence VALUES ('{fresh}', '{aisha}', 'case', '{team}', 'editing', now(), now());

-- a colleague's sign of life: nothing
UPDATE presence SET what = 'editing' WHERE officer_id = '{aisha}';

-- a colleague gone: nothing
DELETE FROM presence WHERE officer_id = '{aisha}';

-- who opened a hidden case: nothing (below admin)
SELECT officer_id FROM case_opening WHERE case_id = '{hidden}';

-- an opening of a case that is hidden: denied (below admin)
SELECT casetui.note_opening('{hidden}');

-- an opening of a case that is none: denied
SELECT casetui.note_opening('{fresh}');

-- an opening in somebody's name: denied
INSERT INTO case_opening VALUES ('{fresh}', '{team}', '{aisha}', now());

-- the seals of history: nothing (below admin)
SELECT seal FROM change_link;

-- a seal of one's own: denied
INSERT INTO change_link VALUES ('{team}', 'case_record', 99, '{act}', 'x');

-- the logins of colleagues: nothing
SELECT changed_at FROM staff_login WHERE login <> session_user;

-- a first password let stand: denied
UPDATE staff_login SET changed_at = now();

-- values that history keeps, emptied: denied (below supervisor)
SELECT casetui.erase_values('{me}');

-- history told of what never was: denied
SELECT casetui.tell('{}'::casetui.told[]);

-- # Documents

-- a document of a hidden case: nothing (below admin)
SELECT name FROM document WHERE id = '{paper}';

-- the bytes of a document of a hidden case: nothing (below admin)
SELECT convert_from(body, 'UTF8') FROM document_part WHERE sha256 = '{digest}';

-- whether such bytes are there at all: nothing (below admin)
SELECT size FROM document_content WHERE sha256 = '{digest}';

-- bytes opened by their digest alone: denied
INSERT INTO document (id, member_id, name, original_name, described, ending, size, sha256, proof, added_by, added_at,
version) VALUES ('{fresh}', '{member}', 'x.txt', 'x.txt', '', 'txt', 6, '{digest}', '{digest}', '{me}', now(), 1);
SET CONSTRAINTS ALL IMMEDIATE;

-- false bytes in the place of a file to come: denied
INSERT INTO document_content VALUES (repeat('a', 64), 0, 0);
SET CONSTRAINTS ALL IMMEDIATE;

-- one part more of what is there: denied
INSERT INTO document_part VALUES ('{digest}', 1, 'x');

-- bytes changed: denied
UPDATE document_part SET body = 'x';

-- bytes removed: denied
DELETE FROM document_content;

-- a hidden document moved to where it is seen: nothing (below admin)
UPDATE document SET case_id = NULL, member_id = '{member}' WHERE id = '{paper}';

-- a document attached in somebody's name: denied
INSERT INTO document (id, member_id, name, original_name, described, ending, size, sha256, proof, added_by, added_at,
version) VALUES ('{fresh}', '{member}', 'x.txt', 'x.txt', '', 'txt', 6, '{digest}', '', '{aisha}', now(), 1);

-- a document of one's own, whose bytes become others: denied
UPDATE document SET sha256 = '{digest}' WHERE added_by = '{me}';

-- the bytes of any digest, asked of the guard: denied
SELECT casetui.bytes_of('{digest}');

-- # Secure notes

-- the ciphertext of a hidden note: nothing (below admin)
SELECT text FROM secure_text WHERE note_id = '{sealed}';

-- who has an envelope of a hidden note: nothing (below admin)
SELECT reader_id FROM secure_envelope WHERE note_id = '{sealed}';

-- whether a colleague may open a hidden case: nothing (below admin)
SELECT 1 WHERE casetui.may_open('{aisha}', '{hidden}');

-- the same of any case: denied
SELECT casetui.opens('{aisha}', '{hidden}');

-- a text in a colleague's name: denied
INSERT INTO secure_text VALUES ('{ours}', 2, '{team}', '{aisha}', now(), 'x', '', '');

-- another text by who has no envelope: denied
INSERT INTO secure_text VALUES ('{ours}', 2, '{team}', '{me}', now(), 'x', '', '');

-- a text written over: denied
UPDATE secure_text SET text = 'x' WHERE note_id = '{ours}';

-- a text taken away: denied
DELETE FROM secure_text WHERE note_id = '{ours}';

-- an envelope written over: denied
UPDATE secure_envelope SET sealed = 'x' WHERE note_id = '{ours}';

-- a colleague's envelope taken away: nothing (below admin)
DELETE FROM secure_envelope WHERE note_id = '{ours}' AND reader_id <> '{me}';

-- an envelope in a colleague's name: denied
INSERT INTO secure_envelope VALUES ('{ours}', 1, '{me}', '{team}', '', 'x', '{aisha}');

-- an envelope for who may not see the case: denied
INSERT INTO secure_envelope VALUES ('{ours}', 1, '{aisha}', '{team}', '', 'x', '{me}');

-- an envelope of another case's note: denied
INSERT INTO secure_envelope VALUES ('{sealed}', 1, '{me}', '{team}', '', 'x', '{me}');

-- a key in a colleague's name: denied
INSERT INTO officer_key VALUES ('{aisha}', 9, 'aa', 'bb', now());

-- a colleague's key swapped: denied
UPDATE officer_key SET sealing = 'aa' WHERE officer_id = '{aisha}';

-- a colleague's key taken away: denied
DELETE FROM officer_key WHERE officer_id = '{aisha}';

-- a list of keys: denied (below admin)
INSERT INTO key_list VALUES (9, '', '', '{me}', now());

-- a list of keys written over: denied
UPDATE key_list SET text = 'x';

-- a list of keys taken away: denied
DELETE FROM key_list;

-- a colleague's key under her passphrase: nothing
SELECT wrapped FROM wrapped_key WHERE officer_id <> '{me}';

-- a colleague's passphrase: nothing
DELETE FROM wrapped_key WHERE officer_id <> '{me}';

-- a secure note made an open one: denied
UPDATE note SET security = 'standard' WHERE id = '{ours}';

-- an open note made a secure one: denied
UPDATE note SET security = 'secure' WHERE id = '{team}';

-- the number of its revisions: denied
UPDATE note SET secure_revision = 7 WHERE id = '{ours}';

-- a key asked for in a colleague's name: denied
INSERT INTO key_request VALUES ('{ours}', '{aisha}', '{team}');

-- the paper key used in a colleague's name: denied
INSERT INTO key_recovery VALUES (gen_random_uuid(), '{team}', '{aisha}', now(), 1);

-- # What is told, and mail that leaves

-- the inbox of a colleague: nothing (below admin)
SELECT kind FROM notice WHERE officer_id = '{aisha}';

-- the inbox of a colleague, read for her: nothing (below admin)
UPDATE notice SET read_at = now() WHERE officer_id = '{aisha}' RETURNING id;

-- a notice in a colleague's inbox: denied (below admin)
INSERT INTO notice (id, officer_id, key, kind, what, at) VALUES ('{fresh}', '{aisha}', 'mine', 'note.mention', '', now());

-- what waits to be told: nothing (below admin)
SELECT act_id FROM act_waiting;

-- what waits to be told, taken away: denied (below admin)
DELETE FROM act_waiting;

-- the mail about a hidden case: nothing (below admin)
SELECT body FROM outgoing_mail WHERE about_case_id = '{hidden}';

-- a mail to the world: denied (below admin)
INSERT INTO outgoing_mail (id, key, to_address, subject, body, kind, state, unsure, tries, next_try_at, error, posted_at)
VALUES ('{fresh}', 'mine', 'anyone@example.com', '', 'The list', 'x', 'waiting', false, 0, now(), '', now());

-- a mail sent elsewhere: denied
UPDATE outgoing_mail SET to_address = 'anyone@example.com';


-- # Writing, by who only reads, in what she sees

-- a note on a case: denied (reader)
INSERT INTO note (id, case_id, template, security, author_id, written_at, channel, ticket_url, ticket_ref, spoke_with,
identity_checked, no_advice, reviewed_prior) VALUES ('{fresh}', '{team}', 'none', 'standard', '{me}', now(), '', '',
'', '', false, false, false);

-- a contact: denied (reader)
INSERT INTO interaction (id, officer_id, member_id) VALUES ('{fresh}', '{me}', '{member}');

-- a case: denied (reader)
UPDATE case_record SET priority = 1 WHERE id = '{team}';

-- a case of hers by claiming: denied (reader)
INSERT INTO case_assignee (case_id, position, officer_id) VALUES ('{team}', 9, '{me}');

-- a member's telephone: denied (reader)
UPDATE member_phone SET shown = '1' WHERE member_id = '{member}';

-- a task: denied (reader)
DELETE FROM task;

-- a view for everybody: denied (reader)
INSERT INTO saved_view (id, name, owner_id, public, filter_text, columns, sort, grouped, version, archived)
VALUES ('{fresh}', 'x', '{me}', true, '', '', '', '', 1, false);

-- a mail: denied (reader)
DELETE FROM outgoing_mail;

-- a number used up: denied (reader)
SELECT nextval('case_reference');

-- # Types and tables of one's own, in the place of those that a guard means

-- a type that is asked by the owner's functions: harmless (below admin)
CREATE FUNCTION pg_temp.tell(pg_catalog.uuid) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RAISE NOTICE ''%'',
(SELECT string_agg(title, '','') FROM public.case_record);
RETURN true;
END';
CREATE DOMAIN pg_temp.uuid AS pg_catalog.uuid CHECK (pg_temp.tell(VALUE));
SELECT casetui.note_opening('{team}');

-- a type that is asked by what writes history: harmless (below admin)
CREATE FUNCTION pg_temp.tell(pg_catalog.text) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RAISE NOTICE ''%'',
(SELECT string_agg(title, '','') FROM public.case_record);
RETURN true;
END';
CREATE DOMAIN pg_temp.text AS pg_catalog.text CHECK (pg_temp.tell(VALUE));
UPDATE public.case_record SET priority = 2 WHERE id = '{team}';

-- a table of who holds a case, for an opening: denied (below admin)
CREATE TEMP TABLE case_assignee AS SELECT '{hidden}'::uuid AS case_id, '{me}'::uuid AS officer_id;
SELECT casetui.note_opening('{hidden}');

-- an operator of one's own: harmless (below admin)
CREATE FUNCTION pg_temp.same(text, text) RETURNS boolean LANGUAGE plpgsql COST 0.0001 AS 'BEGIN RAISE NOTICE ''%'', $1;
RETURN true;
END';
CREATE OPERATOR pg_temp.=== (FUNCTION = pg_temp.same, LEFTARG = text, RIGHTARG = text);
SELECT id FROM case_record WHERE title OPERATOR(pg_temp.===) 'x';

-- a function that is believed to leak nothing: denied
CREATE FUNCTION pg_temp.quiet(text) RETURNS boolean LANGUAGE sql LEAKPROOF AS 'SELECT true';

-- a table that inherits: denied
CREATE TEMP TABLE child () INHERITS (public.case_record);

-- a reference that asks whether a case is there: harmless
CREATE TEMP TABLE probe (id uuid REFERENCES public.case_record (id));

-- statistics of one's own: denied
CREATE STATISTICS pg_temp.seen ON title, status FROM public.case_record;

-- # Settings of one's own login and session

-- triggers off for the login: denied
ALTER ROLE CURRENT_USER SET session_replication_role = replica;

-- policies off for the login: harmless
ALTER ROLE CURRENT_USER SET row_security = off;

-- names of one's own first, for the login: harmless
ALTER ROLE CURRENT_USER SET search_path = pg_temp, public;

-- a password for ever: denied
ALTER ROLE CURRENT_USER VALID UNTIL 'infinity';

-- settings for everybody: denied
ALTER DATABASE {db} SET row_security = off;

-- rights for everybody: harmless
GRANT SELECT ON public.case_record TO PUBLIC;
SELECT 1 WHERE has_table_privilege('pg_monitor', 'public.case_record', 'SELECT');

-- what is written, into the log of the server: denied
SET log_statement = 'all';

-- a library: denied
LOAD 'auto_explain';

-- history that is not told: nothing (below admin)
SET casetui.loading = 'all';
UPDATE case_record SET priority = CASE priority WHEN 2 THEN 3 ELSE 2 END WHERE id = '{team}';
SELECT 1 WHERE NOT EXISTS (SELECT FROM change WHERE record_id = '{team}' AND field = 'priority' AND xmin =
pg_current_xact_id()::xid) AND EXISTS (SELECT FROM case_record WHERE id = '{team}' AND written_in IS NOT NULL AND
casetui.my_access() > 0);

-- values emptied by a word: denied
SET casetui.erasing = 'on';
UPDATE change_value SET old = NULL, new = NULL, salt = NULL;

-- # What may be known, and what may be disturbed (docs/security.md says both)

-- how many rows a table has: harmless
SELECT relname, n_live_tup FROM pg_stat_user_tables;

-- how far the numbers are: harmless
SELECT last_value FROM pg_sequences;

-- a flood of notices: harmless
SELECT pg_notify('casetui', repeat('x', 7999));

-- every notice heard: harmless
LISTEN casetui;

-- what others changed a moment ago, by its number alone: harmless
SELECT payload FROM casetui.news;

-- news of what never was: harmless
SELECT casetui.tell_news('deadbeef r {hidden}');

-- news that is longer than any: denied
SELECT casetui.tell_news(repeat('x', 401));

-- news in the name of another transaction: denied
INSERT INTO casetui.news VALUES ('3', now(), 'row', 'deadbeef *');

-- news taken away: denied
DELETE FROM casetui.news;

-- a table that nobody else may use: denied
LOCK TABLE public.case_record IN ACCESS EXCLUSIVE MODE;

-- rows of colleagues held up: harmless
SELECT count(*) FROM (SELECT FROM staff FOR UPDATE) AS held;

-- a large object written: harmless
SELECT lo_from_bytea(0, 'x');
