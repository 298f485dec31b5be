"""Postgres itself shows every officer what the one rule says, and no more: tables, parts, history, counts, text."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any, cast
from uuid import UUID, uuid4

import pytest
from psycopg import Connection
from sqlalchemy import text

from data.desk import cases, notes
from data.rules.visibility import CaseFacts, Viewer, may_see
from data.store.store import open_store
from data.types.staff import Access
from tests.builders import a_member, staff_id, team_id, two_offices
from tests.granted import Logins
from tests.postgres import Server

BY_ACCESS = {
    Access.READER: "rae.reader",
    Access.BASIC: "jo.marsh",
    Access.OFFICER: "kim.tran",
    Access.SUPERVISOR: "lena.vogt",
    Access.ADMIN: "ravi.admin",
}
OURS, ANOTHER, GONE = UUID(int=5), UUID(int=6), UUID(int=7)
TITLE = "Field officer"
HELD: dict[str, dict[str, Any]] = {
    "nobody": {},
    **{login: {"officer_id": staff_id(login)} for login in BY_ACCESS.values()},
    "team": {"team_id": team_id("MSD")},
    "title": {"role": TITLE},
    "access": {"role": "supervisor"},
}
NO_POLICY: dict[str, str] = {}
"""Tables of `public` that no policy guards -> why; there are none."""
PAST_POLICIES = {"held", "my_act", "my_change", "seen_case"}
"""Views that pass the policies of what they read: they answer ids of one's own, which policies ask for."""

PARTS = {
    "case_assignee": "SELECT case_id FROM case_assignee WHERE position = 1",
    "case_case_type": "SELECT case_id FROM case_case_type",
    "case_deadline": "SELECT case_id FROM case_deadline",
    "case_escalation": "SELECT case_id FROM case_escalation",
    "case_hold": "SELECT case_id FROM case_hold",
    "case_tag": "SELECT case_id FROM case_tag",
    "case_target": "SELECT case_id FROM case_target",
    "case_tick": "SELECT case_id FROM case_tick",
    "case_watcher": "SELECT case_id FROM case_watcher",
    "check_tick": "SELECT case_id FROM check_tick",
    "custom_value": "SELECT case_id FROM custom_value",
    "task": "SELECT case_id FROM task",
    "document": "SELECT case_id FROM document",
    "document_content": "SELECT sha256::uuid FROM document_content",
    "document_part": "SELECT sha256::uuid FROM document_part",
    "message": "SELECT case_id FROM message WHERE case_id IS NOT NULL",
    "note": "SELECT case_id FROM note WHERE case_id IS NOT NULL",
    "email": "SELECT id FROM email",
    "email_source": "SELECT email_id FROM email_source",
    "email_filing": "SELECT case_id FROM email_filing",
    "full text": "SELECT note_id FROM note_section WHERE body ILIKE '%walrus%'",
    "secure_text": "SELECT case_id FROM secure_text",
    "secure_envelope": "SELECT case_id FROM secure_envelope",
    "key_request": "SELECT case_id FROM key_request",
    "key_recovery": "SELECT case_id FROM key_recovery",
    "act": "SELECT id FROM act WHERE action = 'matrix'",
    "change": "SELECT owner_id FROM change WHERE owner_kind = 'case_record'",
    "change_value": "SELECT change_id FROM change_value WHERE new = 'matrix'",
}
"""Every table that tells of a case, by the case it tells of; notes and history were given its id."""

FILL = """
CREATE TEMP TABLE picked AS SELECT * FROM case_record WHERE reference % 3 = 0;
INSERT INTO case_assignee (case_id, position, role) SELECT id, 1, 'Nobody has this title' FROM picked;
INSERT INTO case_case_type SELECT id, 'ROS', 0 FROM picked;
INSERT INTO deadline_rule (key, jurisdiction, label, length, unit, runs_from, first_day_counted, roll_forward, source,
                           act, instead_of, warning, position, archived)
  VALUES ('m', '', '', 1, 'days', '', false, false, '', '', '', '', 99, true);
INSERT INTO case_deadline (case_id, rule, position, counted, applies) SELECT id, 'm', 0, '', true FROM picked;
INSERT INTO case_escalation (id, case_id, raised_at, reason, told) SELECT id, id, now(), '', '' FROM picked;
INSERT INTO case_hold (case_id, position, started_at, why) SELECT id, 0, now(), '' FROM picked;
INSERT INTO case_tag SELECT id, (SELECT id FROM tag LIMIT 1) FROM picked;
INSERT INTO case_target (case_id, kind, source, started_at, length, unit, due_at, due_on, because)
  SELECT id, 'completion', '', now(), 1, 'days', now(), now(), '' FROM picked;
INSERT INTO case_tick (case_id, item, officer_id, said, line, ticked_at)
  SELECT id, 'm', (SELECT id FROM staff LIMIT 1), 'held', '', now() FROM picked;
INSERT INTO case_watcher SELECT id, (SELECT id FROM staff LIMIT 1) FROM picked;
INSERT INTO check_item (id, case_type, text, task, position, archived)
  VALUES ('00000000-0000-0000-0000-0000000000aa', 'ROS', 'matrix', '', 99, true);
INSERT INTO check_tick (case_id, item_id, ticked) SELECT id, '00000000-0000-0000-0000-0000000000aa', true FROM picked;
INSERT INTO custom_field (id, name, label, kind, case_types, options, required, position, archived)
  VALUES ('00000000-0000-0000-0000-0000000000ab', 'm', '', 'text', '', '', false, 99, true);
INSERT INTO custom_value SELECT id, '00000000-0000-0000-0000-0000000000ab', 'x' FROM picked;
INSERT INTO task (id, case_id, title, note, position, status, follows_owner, cancel_reason, created_by, created_at,
                  version)
  SELECT id, id, '', '', 0, 'open', false, '', created_by, now(), 1 FROM picked;
INSERT INTO document_content SELECT id::text, 1, 1 FROM picked;
INSERT INTO document (id, case_id, name, original_name, described, ending, size, sha256, proof, added_by, added_at,
                      version)
  SELECT id, id, '', '', '', 'txt', 1, id::text, '', created_by, now(), 1 FROM picked;
INSERT INTO document_part SELECT id::text, 0, 'x' FROM picked;
INSERT INTO message (id, case_id, member_id, kind, way, template, to_address, subject, body, sent_at, reply, reminded)
  SELECT id, id, member_id, 'email', 'copied', '', '', '', '', now(), '', 0 FROM picked;
INSERT INTO note (id, case_id, template, security, author_id, written_at, channel, ticket_url, ticket_ref, spoke_with,
                  identity_checked, no_advice, reviewed_prior)
  SELECT id, id, 'none', 'standard', created_by, now(), '', '', '', '', false, false, false FROM picked;
INSERT INTO email (id, message_id, direction, sender, sender_name, recipients, cc, addresses, at, subject, body, ticket,
                   attachments, is_whole, size, digest, file_name, added_at)
  SELECT id, id::text, 'in', '', '', '', '', '', now(), 'The walrus', 'It came.', '', '[]', true, 1, '', '', now()
    FROM picked;
INSERT INTO email_source SELECT id, 'x' FROM picked;
INSERT INTO email_filing SELECT gen_random_uuid(), id, id, NULL, created_by, now() FROM picked;
INSERT INTO note_section SELECT id, 0, 'Note', 'The walrus case.' FROM picked;
INSERT INTO secure_text SELECT id, 1, id, created_by, now(), 'x', '', '' FROM picked;
INSERT INTO secure_envelope SELECT id, 1, created_by, id, '', 'x', created_by FROM picked;
INSERT INTO key_request SELECT id, created_by, id FROM picked;
INSERT INTO key_recovery SELECT id, id, created_by, now(), 1 FROM picked;
INSERT INTO act (id, at, action, reason) SELECT id, now(), 'matrix', '' FROM picked;
INSERT INTO change (id, act_id, record_kind, record_id, owner_kind, owner_id, field)
  SELECT id, id, 'case_record', id::text, 'case_record', id, 'title' FROM picked;
INSERT INTO change_value SELECT id, 'before', 'matrix' FROM picked;
ANALYZE;
"""
CASE = """
INSERT INTO case_record (id, reference, member_id, title, status, is_open, substatus, kept_open, close_reason,
  next_steps, opened_on, priority, marked_for_review, confidential, scope, team_id, office_id, acl, origin,
  direct_reason, ticket_url, location, location_note, effect, effect_wanted, created_by, created_at, version)
VALUES (%s, %s, %s, 'A matter', 'Open', true, '', '', '', '', now(), 3, false, %s, %s, %s, %s, %s, 'direct',
  '', '', '', '', '', false, %s, now(), 1)
"""
ASSIGNEE = (
    "INSERT INTO case_assignee (case_id, position, officer_id, team_id, role) VALUES (%s, 0, %s, %s, %s)"
)


class Union:
    """The database, its logins, and what decides of every case."""

    def __init__(self, logins: Logins, offices: tuple[UUID, ...], facts: dict[UUID, CaseFacts]) -> None:
        self.logins = logins
        self.offices = offices
        self.facts = facts

    def seen_by(self, viewer: Viewer, *, leads: bool = False) -> set[UUID]:
        """What the one rule says."""
        return {
            case for case, fact in self.facts.items() if may_see(viewer, fact, supervisor_sees_assigned=leads)
        }


@pytest.fixture(scope="module")
def union(postgres_server: Server, postgres_template: str) -> Iterator[Union]:
    """Cases of every kind, a third of them with everything that can hang on a case."""
    logins = Logins(postgres_server, postgres_server.make(postgres_template))
    logins.join("rae.reader", Access.READER)
    try:
        yield filled(logins)
    finally:
        logins.close()


def filled(logins: Logins) -> Union:
    """The cases, written as the owner of the tables."""
    desk = logins.desk_of_owner()
    offices = two_offices(desk.store, victoria=(), queensland=())
    member = a_member(desk.store)
    facts: dict[UUID, CaseFacts] = {}
    made: list[tuple[Any, ...]] = []
    holders: list[tuple[Any, ...]] = []
    with logins.owner() as link, link.transaction():
        for group in (OURS, ANOTHER, GONE):
            link.execute("INSERT INTO staff_group VALUES (%s, %s, 0, %s)", (group, str(group), group == GONE))
        teams, acls = ("MSD", "Industrial", None), ((), (OURS,), (ANOTHER, GONE))
        kinds = product((False, True), (0, 1, 2), teams, acls, (None, *offices), HELD)
        for number, (confidential, scope, team, acl, office, held) in enumerate(kinds):
            case, named = uuid4(), HELD[held]
            of_team = team_id(team) if team else None
            made.append(
                (
                    case,
                    20_000 + number,
                    member,
                    confidential,
                    scope,
                    of_team,
                    office,
                    list(acl),
                    staff_id("kim.tran"),
                )
            )
            if named:
                holders.append((case, *(named.get(key) for key in ("officer_id", "team_id", "role"))))
            facts[case] = CaseFacts(
                confidential,
                scope,
                of_team,
                frozenset([named["officer_id"]] if "officer_id" in named else []),
                frozenset([named["team_id"]] if "team_id" in named else []),
                frozenset(acl),
                frozenset([named["role"]] if "role" in named else []),
                office,
            )
        cursor = link.cursor()
        cursor.executemany(CASE, made)
        cursor.executemany(ASSIGNEE, holders)
        link.execute(FILL)
    return Union(logins, offices, facts)


def put(owner: Connection[Any], viewer: Viewer, title: str, leads: bool) -> None:
    """Make an officer be this viewer."""
    owner.execute(
        "UPDATE staff SET team_id = %s, office_id = %s, title = %s WHERE id = %s",
        (viewer.team_id, viewer.office_id, title, viewer.officer_id),
    )
    owner.execute("DELETE FROM group_member WHERE officer_id = %s", (viewer.officer_id,))
    for group in (*viewer.groups, GONE):
        owner.execute("INSERT INTO group_member VALUES (%s, %s)", (group, viewer.officer_id))
    owner.execute("UPDATE office SET supervisor_sees_assigned = %s", (leads,))


def viewers(access: Access, offices: tuple[UUID, ...]) -> Iterator[tuple[Viewer, str, bool]]:
    """Everyone who could have that access."""
    for team, groups, office, title in product(
        ("MSD", None), ((), (OURS,)), (None, offices[0]), (TITLE, "Adviser")
    ):
        viewer = Viewer(
            staff_id(BY_ACCESS[access]),
            access,
            team_id(team) if team else None,
            frozenset(groups),
            frozenset([title, access.name.lower()]),
            office,
        )
        yield viewer, title, access is Access.SUPERVISOR and title == TITLE


@pytest.mark.parametrize("access", list(Access), ids=lambda access: access.name.lower())
def test_every_table_agrees_with_the_rule_over_the_whole_matrix(union: Union, access: Access) -> None:
    parts = " UNION ALL ".join(
        f"SELECT '{name}', array_agg(DISTINCT part.case_id) FROM ({asked}) AS part (case_id)"
        for name, asked in PARTS.items()
    )
    sizes = set()
    with union.logins.owner() as owner, union.logins.link(BY_ACCESS[access]) as link:
        with_parts = {row[0] for row in owner.execute("SELECT case_id FROM task").fetchall()}
        for viewer, title, leads in viewers(access, union.offices):
            put(owner, viewer, title, leads)
            expected = union.seen_by(viewer, leads=leads)
            seen = {row[0] for row in link.execute("SELECT id FROM case_record").fetchall()}
            assert seen == expected, viewer
            # As everything that hangs on a case asks for it.
            assert {row[0] for row in link.execute("SELECT id FROM casetui.seen_case").fetchall()} == seen
            # The same rule asked of a colleague, for whom an envelope is sealed; of a fifth of the cases.
            opened = owner.execute(
                "SELECT id, casetui.opens(%s, id) FROM case_record WHERE reference %% 5 = 0",
                (viewer.officer_id,),
            ).fetchall()
            assert {row[0] for row in opened if row[1]} == expected & {row[0] for row in opened}
            (counted,) = link.execute("SELECT count(*) FROM case_record").fetchone() or ()
            assert counted == len(expected)
            for name, found in link.execute(parts.encode()).fetchall():
                # Every case has a history: of each its making.
                whole = expected if name == "change" else expected & with_parts
                assert set(cast("list[UUID] | None", found) or ()) == whole, (name, viewer)
            sizes.add(len(expected))
    assert len(sizes) > 2 and max(sizes) <= len(union.facts)


def test_the_program_finds_over_a_login_what_it_would_find_as_the_owner(union: Union) -> None:
    """Lists, text and export: policies take nothing away that the rule shows."""
    everyone = {access: next(viewers(access, union.offices)) for access in Access}
    with union.logins.owner() as owner:
        for viewer, title, _leads in everyone.values():
            put(owner, viewer, title, leads=False)
        with_parts = {row[0] for row in owner.execute("SELECT case_id FROM task").fetchall()}
    for access, (viewer, _title, _leads) in everyone.items():
        desk = union.logins.desk(BY_ACCESS[access])
        expected = union.seen_by(replace(viewer))
        assert {line.id for line in cases.listing(desk, limit=5000)} == expected
        found = {hit.record_id for hit in notes.find(desk, "walrus", limit=5000)}
        assert found == expected & with_parts


def test_every_table_is_guarded(union: Union) -> None:
    with union.logins.owner() as owner:
        rows = owner.execute(
            "SELECT relname::text, relrowsecurity, relforcerowsecurity,"
            " EXISTS (SELECT FROM pg_policy WHERE polrelid = c.oid AND polpermissive)"
            " FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'm', 'f')"
        ).fetchall()
        views = owner.execute(
            "SELECT relnamespace::regnamespace::text, relname::text, coalesce(reloptions::text, '')"
            " FROM pg_class WHERE relkind = 'v' AND relnamespace::regnamespace::text IN ('public', 'casetui')"
        ).fetchall()
        loose = owner.execute(
            "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'casetui'::regnamespace AND"
            " (has_function_privilege('public', oid, 'EXECUTE')"
            # Without a path of its own it becomes a part of those that call it, and has theirs.
            "  OR (proname <> 'measured' AND NOT coalesce(proconfig::text, '') LIKE '%search_path=pg_catalog, p%'))"
        ).fetchall()
    assert len(rows) > 60
    assert {name for name, guarded, _forced, named in rows if not (guarded and named)} == NO_POLICY.keys()
    assert not [name for name, _guarded, forced, _named in rows if forced], "the owner passes"
    past = {name for schema, name, how in views if "security_invoker=true" not in str(how)}
    assert past == PAST_POLICIES
    assert loose == []


def test_what_hangs_on_a_case_asks_the_one_view_of_what_is_seen(union: Union) -> None:
    """The rule of cases unfolded in each of them is what opening one took its time for."""
    with union.logins.owner() as owner:
        rows = owner.execute(
            "SELECT tablename::text FROM pg_policies WHERE schemaname = 'public'"
            " AND concat(qual, with_check) LIKE '%case_record parent%'"
        ).fetchall()
    assert rows == []


def test_who_asks_is_looked_up_by_an_index(union: Union) -> None:
    """Compared as the server gives it, the name of a session has every row of the staff looked at."""
    with union.logins.owner() as owner:
        owner.execute("SET enable_seqscan = off")
        plan = [str(line) for (line,) in owner.execute("EXPLAIN SELECT id FROM casetui.who")]
    assert [line for line in plan if "SESSION_USER" in line and "Index Cond" not in line] == []
    assert any("SESSION_USER" in line for line in plan)


def test_a_name_is_sought_where_the_staff_is_larger_than_a_page(union: Union) -> None:
    """The program's logins plan for pages in memory; a URL that says otherwise is followed."""
    url = union.logins.url("kim.tran")
    for given, said in (("", ("0.25", "1")), ("&options=-c%20random_page_cost%3D4", ("0.25", "4"))):
        store = open_store(url + given)
        try:
            with store.reading() as connection:
                found = connection.execute(
                    text("SELECT current_setting('seq_page_cost'), current_setting('random_page_cost')")
                ).one()
        finally:
            store.close()
        assert tuple(found) == said


def test_no_table_is_weighed_for_a_few_rows(union: Union) -> None:
    """A table that is weighed anew has everybody plan again what names it (docs/decisions/logins.md)."""
    with union.logins.owner() as owner:
        rows = owner.execute(
            "SELECT relname::text, count(*) FROM pg_class, pg_options_to_table(reloptions)"
            " WHERE relkind = 'r' AND relnamespace::regnamespace::text IN ('public', 'casetui')"
            "   AND option_name ~ '^autovacuum_(analyze|vacuum|vacuum_insert)_threshold$' AND option_value::int >= 5000"
            " GROUP BY 1"
        ).fetchall()
        tables = owner.execute(
            "SELECT relname::text FROM pg_class"
            " WHERE relkind = 'r' AND relnamespace::regnamespace::text IN ('public', 'casetui')"
        ).fetchall()
    weighed = {name for name, options in rows if options == 3}
    assert [name for (name,) in tables if name not in weighed] == []
