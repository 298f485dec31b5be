"""What somebody tries in psql with a login of her own: refused, without effect, or harmless; a line each."""

from collections.abc import Iterator
from contextlib import nullcontext
from enum import Enum
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import Connection, sql

from data.desk import cases, views
from data.types.staff import Assignee
from data.types.views import ViewForm
from tests.builders import a_case, a_case_form, a_member, change_case, sections, staff_id, team_id
from tests.logins import GROUPS, Logins
from tests.postgres import Server

WHO = dict(zip(GROUPS, ("jo.marsh", "sam.ortiz", "lena.vogt", "ravi.admin"), strict=True))
ALL = tuple(WHO)
BELOW_ADMIN = ALL[:3]
BELOW_SUPERVISOR = ALL[:2]
SECRET = "Walrus"


class Comes(Enum):
    """What must come of it."""

    DENIED = "refused for want of a right"
    NOTHING = "no rows"
    HARMLESS = "whatever, as long as nothing hidden is told"


DENIED, NOTHING, HARMLESS = Comes


class Attack(NamedTuple):
    """Statements one after the other; the last one is what is judged."""

    what: str
    statements: str
    comes: Comes = DENIED
    who: tuple[str, ...] = ALL


LEAK = "CREATE FUNCTION pg_temp.leak(text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS "
LEAK += "'BEGIN RAISE NOTICE ''%'', $1; RETURN true; END'"
COPIED = "SELECT {columns} FROM case_record WHERE id = '{team}'"
ATTACKS = (
    # Becoming somebody else
    Attack("a new role", "CREATE ROLE evil_{db} LOGIN"),
    Attack("a group of more rights", 'GRANT "{db}_admin" TO CURRENT_USER'),
    Attack("the part of that group", 'SET ROLE "{db}_admin"', who=BELOW_ADMIN),
    Attack("the part of the owner", "SET ROLE {owner}"),
    Attack("the session of the owner", "SET SESSION AUTHORIZATION {owner}"),
    Attack("the session of a colleague", 'SET SESSION AUTHORIZATION "aisha.bello.{db}"'),
    Attack("a role past all policies", "ALTER ROLE CURRENT_USER BYPASSRLS"),
    Attack("a superuser", "ALTER ROLE CURRENT_USER SUPERUSER"),
    Attack("the login of a colleague", "UPDATE staff SET login = 'x' WHERE id = '{aisha}'"),
    Attack("an access", "UPDATE staff SET access = 3 WHERE id = '{me}'", who=BELOW_ADMIN),
    Attack("a team", "UPDATE staff SET team_id = NULL WHERE id = '{me}'", who=BELOW_ADMIN),
    Attack("a job title", "UPDATE staff SET title = 'supervisor' WHERE id = '{me}'", who=BELOW_ADMIN),
    Attack("a group of staff", "INSERT INTO group_member SELECT id, '{me}' FROM staff_group", who=BELOW_ADMIN),
    Attack(
        "a group of staff of one's own",
        "INSERT INTO staff_group VALUES (gen_random_uuid(), 'mine', 0, false)",
        who=BELOW_ADMIN,
    ),
    Attack("the identity said in a setting", "SET casetui.officer = '{aisha}'; " + COPIED.format(columns="title", team="{hidden}"), NOTHING, BELOW_ADMIN),
    Attack(
        "a temporary table in place of the staff",
        "CREATE TEMP TABLE staff AS SELECT gen_random_uuid() AS id, session_user::text AS login, 3 AS access,"
        " true AS active; SELECT 1 WHERE casetui.my_access() >= 3",
        NOTHING,
        BELOW_ADMIN,
    ),
    # The guards themselves
    Attack("policies off", "ALTER TABLE case_record DISABLE ROW LEVEL SECURITY"),
    Attack("policies off for the session", "SET row_security = off; SELECT count(*) FROM case_record"),
    Attack("one policy less", "DROP POLICY seen ON case_record"),
    Attack("one policy more", "CREATE POLICY mine ON case_record USING (true)"),
    Attack("triggers off", "ALTER TABLE case_record DISABLE TRIGGER ALL"),
    Attack("triggers off for the session", "SET session_replication_role = replica"),
    Attack("a trigger of one's own", "CREATE TRIGGER mine BEFORE UPDATE ON case_record EXECUTE FUNCTION suppress_redundant_updates_trigger()"),
    Attack("a rule of one's own", "CREATE RULE mine AS ON UPDATE TO case_record DO INSTEAD NOTHING"),
    Attack("another answer to who asks", "CREATE OR REPLACE FUNCTION casetui.me() RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid'"),
    Attack("the grants given anew", "SELECT casetui.grant_to_groups()"),
    Attack("the table of grants read", "SELECT * FROM casetui.granted"),
    Attack("the table of grants", "INSERT INTO casetui.granted VALUES ('public.act', 'DELETE', 0)"),
    Attack("a function in public", "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'"),
    Attack("a table in public", "CREATE TABLE public.mine (id int)"),
    Attack("a schema", "CREATE SCHEMA mine"),
    Attack("an extension", "CREATE EXTENSION dblink"),
    Attack("a trusted extension", "CREATE EXTENSION hstore"),
    # Reading
    Attack("a hidden case by its number", "SELECT * FROM case_record WHERE reference = {reference}", NOTHING, BELOW_ADMIN),
    Attack("a hidden case by its id", "SELECT * FROM case_record WHERE id = '{hidden}'", NOTHING, BELOW_ADMIN),
    Attack("a hidden case held", "SELECT * FROM case_record WHERE id = '{hidden}' FOR UPDATE", NOTHING, BELOW_ADMIN),
    Attack("its notes", "SELECT * FROM note_section WHERE body LIKE '%{secret}%'", NOTHING, BELOW_ADMIN),
    Attack("its history", "SELECT * FROM change_value WHERE new LIKE '%{secret}%' OR old LIKE '%{secret}%'", NOTHING, BELOW_ADMIN),
    Attack("why it was changed", "SELECT * FROM act WHERE reason LIKE '%{secret}%'", NOTHING, BELOW_ADMIN),
    Attack("who holds it", "SELECT * FROM casetui.held WHERE case_id = '{hidden}'", NOTHING, BELOW_ADMIN),
    Attack("acts of others", "SELECT * FROM casetui.my_act AS mine JOIN act USING (id) WHERE officer_id <> '{me}'", NOTHING),
    Attack("a private view of a colleague", "SELECT * FROM saved_view WHERE NOT public", NOTHING),
    Attack("the groups of its types", "SELECT casetui.acl_of('{hidden}')"),
    Attack("a function that tells what it is asked", LEAK + "; SELECT id FROM case_record WHERE pg_temp.leak(title)", HARMLESS, BELOW_ADMIN),
    Attack("the same of notes", LEAK + "; SELECT note_id FROM note_section WHERE pg_temp.leak(body)", HARMLESS, BELOW_ADMIN),
    Attack("the same past a view", LEAK + "; CREATE TEMP VIEW mine AS SELECT * FROM case_record; SELECT id FROM mine WHERE pg_temp.leak(title)", HARMLESS, BELOW_ADMIN),
    Attack("an error that quotes", "SELECT id FROM case_record WHERE title::int = 1", HARMLESS, BELOW_ADMIN),
    Attack("a plan that was run", "EXPLAIN (ANALYZE, VERBOSE) SELECT title FROM case_record WHERE id = '{hidden}'", HARMLESS, BELOW_ADMIN),
    Attack("what the planner knows", "SELECT * FROM pg_stats WHERE tablename IN ('case_record', 'note_section')", NOTHING),
    Attack("what the planner keeps", "SELECT * FROM pg_statistic"),
    Attack("a row by its place", "SELECT * FROM case_record WHERE ctid IN (SELECT format('(0,%s)', n)::tid FROM generate_series(1, 99) n) AND id = '{hidden}'", NOTHING, BELOW_ADMIN),
    Attack("a sample", "SELECT * FROM case_record TABLESAMPLE system (100) WHERE id = '{hidden}'", NOTHING, BELOW_ADMIN),
    Attack("passwords", "SELECT * FROM pg_authid"),
    Attack("passwords by the old view", "SELECT * FROM pg_shadow"),
    Attack("what others are asking", "SELECT * FROM pg_stat_activity WHERE usename <> session_user AND query NOT IN ('', '<insufficient privilege>')", NOTHING),
    # Writing
    Attack("a part in a hidden case", "INSERT INTO case_assignee (case_id, position, officer_id) VALUES ('{hidden}', 7, '{me}')", who=BELOW_ADMIN),
    Attack("a part in a case that is not", "INSERT INTO case_assignee (case_id, position, officer_id) VALUES (gen_random_uuid(), 7, '{me}')"),
    Attack("a hidden case opened", "UPDATE case_record SET scope = 0, confidential = false WHERE id = '{hidden}'", NOTHING, BELOW_ADMIN),
    Attack("a hidden case overwritten", "INSERT INTO case_record SELECT * FROM jsonb_populate_record((SELECT one FROM case_record AS one WHERE id = '{team}'), '{{\"id\": \"{hidden}\", \"created_by\": \"{me}\"}}') ON CONFLICT (id) DO UPDATE SET title = 'mine'", who=BELOW_ADMIN),
    Attack("a number that is taken", "INSERT INTO case_record SELECT * FROM jsonb_populate_record((SELECT one FROM case_record AS one WHERE id = '{team}'), '{{\"id\": \"{fresh}\", \"reference\": {reference}, \"created_by\": \"{me}\"}}')", HARMLESS, BELOW_ADMIN),
    Attack("a case in somebody's name", "INSERT INTO case_record SELECT * FROM jsonb_populate_record((SELECT one FROM case_record AS one WHERE id = '{team}'), '{{\"id\": \"{fresh}\", \"reference\": 99, \"created_by\": \"{aisha}\"}}')"),
    Attack("who sees a case, by basic access", "UPDATE case_record SET confidential = true WHERE id = '{team}'", who=("basic",)),
    Attack("a case opened that is not one's own", "UPDATE case_record SET scope = 0 WHERE id = '{team}'", who=BELOW_SUPERVISOR),
    Attack("a case to another office", "UPDATE case_record SET office_id = gen_random_uuid() WHERE id = '{team}'", who=BELOW_SUPERVISOR),
    Attack("the groups that see a case", "UPDATE case_record SET acl = ARRAY[gen_random_uuid()] WHERE id = '{team}'; SET CONSTRAINTS ALL IMMEDIATE"),
    Attack("the number of a case", "UPDATE case_record SET reference = 1 WHERE id = '{team}'"),
    Attack("who opened a case", "UPDATE case_record SET created_by = '{me}' WHERE id = '{team}'"),
    Attack("the mark of who is writing", "UPDATE case_record SET written_in = 1 WHERE id = '{team}'"),
    Attack("a case removed", "DELETE FROM case_record WHERE id = '{team}'"),
    Attack("a contact removed", "DELETE FROM member"),
    Attack("a note of a colleague removed", "DELETE FROM note WHERE author_id <> '{me}'", NOTHING),
    Attack("a note in somebody's name", "INSERT INTO note SELECT * FROM jsonb_populate_record((SELECT one FROM note AS one WHERE case_id = '{team}' LIMIT 1), '{{\"id\": \"{fresh}\", \"author_id\": \"{aisha}\"}}')"),
    Attack("a tick in somebody's name", "INSERT INTO case_tick (case_id, item, officer_id, said, line, ticked_at) VALUES ('{team}', 'x', '{aisha}', 'held', '', now())"),
    Attack("somebody away", "UPDATE staff SET available = false WHERE id = '{aisha}'", who=BELOW_SUPERVISOR),
    Attack("the rules of the office", "UPDATE office SET supervisor_sees_assigned = true", who=BELOW_ADMIN),
    Attack("a case type", "UPDATE case_type SET managers = ''", who=BELOW_ADMIN),
    Attack("a list", "UPDATE tag SET name = name || '!'", who=BELOW_ADMIN),
    Attack("a setting", "INSERT INTO setting VALUES ('x', '1')", who=BELOW_ADMIN),
    Attack("the revision of the schema", "UPDATE alembic_version SET version_num = '0001'"),
    # History
    Attack("history rewritten", "UPDATE act SET reason = ''"),
    Attack("a field of it", "UPDATE change SET field = 'title'"),
    Attack("its values", "UPDATE change_value SET new = 'x'"),
    Attack("history removed", "DELETE FROM change"),
    Attack("history emptied", "TRUNCATE act, change, change_value"),
    Attack("an act in somebody's name", "INSERT INTO act (id, at, officer_id, action, reason) VALUES (gen_random_uuid(), now(), '{aisha}', 'x', '')"),
    Attack("an act of the program's", "INSERT INTO act (id, at, action, reason) VALUES (gen_random_uuid(), now(), 'x', '')", who=BELOW_ADMIN),
    Attack("a change under an act of somebody's", "INSERT INTO change (id, act_id, record_kind, record_id, owner_kind, field) VALUES (gen_random_uuid(), '{act}', 'x', 'x', 'x', 'x')"),
    # Numbers
    Attack("a sequence set back", "SELECT setval('case_reference', 1)"),
    Attack("a sequence altered", "ALTER SEQUENCE case_reference RESTART"),
    Attack("numbers used up", "SELECT nextval('case_reference')", HARMLESS),
    Attack("everything emptied", "TRUNCATE case_record CASCADE"),
    # The machine and the others on it
    Attack("a file written", "COPY (SELECT 1) TO '/tmp/casetui_evil'"),
    Attack("a program run", "COPY (SELECT 1) TO PROGRAM 'id'"),
    Attack("a program read", "CREATE TEMP TABLE said (line text); COPY said FROM PROGRAM 'id'"),
    Attack("a file read", "SELECT pg_read_file('/etc/passwd')"),
    Attack("a folder read", "SELECT pg_ls_dir('.')"),
    Attack("a file as a large object", "SELECT lo_import('/etc/passwd')"),
    Attack("a large object as a file", "SELECT lo_export(1, '/tmp/casetui_evil')"),
    Attack("a large object", "SELECT lo_create(0)", HARMLESS),
    Attack("the server's settings", "ALTER SYSTEM SET fsync = off"),
    Attack("the server's settings read anew", "SELECT pg_reload_conf()"),
    Attack("the rules of who gets in", "SELECT * FROM pg_hba_file_rules"),
    Attack("the stream of changes", "SELECT pg_create_logical_replication_slot('evil', 'test_decoding')"),
    Attack("a publication", "CREATE PUBLICATION evil FOR TABLE case_record"),
    Attack("the statement of a colleague called off", "SELECT pg_cancel_backend({pid})"),
    Attack("a colleague cut off", "SELECT pg_terminate_backend({pid})"),
    Attack("a forged notice", "NOTIFY casetui, 'case_record {hidden}'", HARMLESS),
    Attack("whose turn it is, held up", "SELECT pg_try_advisory_xact_lock(hashtextextended('allocation', 0))", HARMLESS),
)  # fmt: skip


class Scene(NamedTuple):
    """The database, its logins, and what the statements name."""

    logins: Logins
    named: dict[str, Any]


@pytest.fixture(scope="module")
def scene(postgres_server: Server, postgres_template: str) -> Iterator[Scene]:
    """A case that Aisha alone sees, one of the team of the others, and a view of hers."""
    logins = Logins(postgres_server, postgres_server.make(postgres_template))
    try:
        aisha = logins.desk_of_owner("aisha.bello")
        member = a_member(aisha.store)
        form = a_case_form(
            member,
            title=f"{SECRET} matter",
            sections=sections(issue=f"The {SECRET} was seen."),
            assignees=[Assignee(officer_id=staff_id("aisha.bello"))],
        )
        cases.create(aisha, form)
        change_case(aisha, cases.read(aisha, form.id), f"for the {SECRET}", scope=2, confidential=True)
        team = a_case(aisha, member, owner="kim.tran", scope=1, team_id=team_id("MSD"))
        views.save(aisha, ViewForm(id=uuid4(), name=SECRET))
        with logins.owner() as owner, logins.link("aisha.bello") as other:
            owner.execute("ANALYZE")
            other.execute("SELECT 'waiting'")
            (act,) = owner.execute(
                "SELECT id FROM act WHERE officer_id = %s LIMIT 1", (staff_id("aisha.bello"),)
            ).fetchone() or (None,)
            named = {
                "db": logins.database,
                "owner": postgres_server.address.get("user", "postgres"),
                "hidden": form.id,
                "team": team,
                "reference": cases.read(aisha, form.id).reference,
                "aisha": staff_id("aisha.bello"),
                "act": act,
                "secret": SECRET,
                "pid": other.info.backend_pid,
            }
            yield Scene(logins, named)
    finally:
        logins.close()


def tried(link: Connection[Any], attack: Attack, named: dict[str, Any]) -> str:
    """What came of it that should not have; empty where it went as it must."""
    said: list[str] = []
    link.add_notice_handler(lambda notice: said.append(str(notice.message_primary)))
    first, _, last = attack.statements.format(**named, fresh=UUID(int=1)).rpartition("; ")
    try:
        # A setting of the server's cannot be part of a transaction, and nobody may change one.
        with nullcontext() if "ALTER SYSTEM" in last else link.transaction(force_rollback=True):
            if first:
                link.execute(first)  # type: ignore[arg-type]
            cursor = link.execute(last)  # type: ignore[arg-type]
            rows = cursor.fetchall() if cursor.description else []
            said.extend(str(row) for row in rows)
            came = f"{len(rows) or cursor.rowcount} rows" if rows or cursor.rowcount > 0 else NOTHING.name
    except psycopg.Error as error:
        said.append(f"{error} {error.diag.message_detail}")
        came = DENIED.name if error.sqlstate == "42501" else f"{error.sqlstate}: {error}"
    if any(SECRET in line for line in said) and attack.who != ALL:
        return f"{attack.what}: told {said}"
    if attack.comes is HARMLESS or came == attack.comes.name:
        return ""
    return f"{attack.what}: {came}"


@pytest.mark.parametrize("access", ALL)
def test_every_statement_is_refused_without_effect_or_harmless(scene: Scene, access: str) -> None:
    named = {**scene.named, "me": staff_id(WHO[access])}
    found = []
    for attack in ATTACKS:
        if access in attack.who:
            with scene.logins.link(WHO[access]) as link:
                found.append(tried(link, attack, named))
    assert [one for one in found if one] == []
    assert len(found) > 60


def test_the_list_would_see_a_hole(scene: Scene) -> None:
    """The owner of the tables, who passes, is told of by nearly every line."""
    named = {**scene.named, "me": staff_id("kim.tran")}
    reading = [one for one in ATTACKS if one.comes is NOTHING and "SELECT" in one.statements]
    with scene.logins.owner() as link:
        passed = [one.what for one in reading if tried(link, one, named)]
    assert len(passed) > len(reading) // 2, passed


def test_copying_out_gives_what_is_seen(scene: Scene) -> None:
    with scene.logins.link("sam.ortiz") as link, link.cursor().copy("COPY note_section TO STDOUT") as copy:
        out = b"".join(bytes(part) for part in copy)
    assert SECRET.encode() not in out and out != b""


def test_whoever_is_no_longer_active_sees_nothing_more(scene: Scene) -> None:
    """In the session she has open: identity is asked with every statement."""
    with scene.logins.owner() as owner, scene.logins.link("jo.marsh") as link:
        tables = [row[0] for row in owner.execute("SELECT relname::text FROM pg_class WHERE relrowsecurity")]
        counted = sql.SQL(" UNION ALL ").join(
            sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(str(name)))
            for name in tables
            if name != "alembic_version"
        )
        before = sum(int(str(row[0])) for row in link.execute(counted).fetchall())
        owner.execute("UPDATE staff SET active = false WHERE id = %s", (staff_id("jo.marsh"),))
        after = sum(int(str(row[0])) for row in link.execute(counted).fetchall())
        owner.execute("UPDATE staff SET active = true WHERE id = %s", (staff_id("jo.marsh"),))
    assert before > 50 and after == 0
