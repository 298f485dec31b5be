"""A union of very many cases, of which some are open: one in either store, the same rows in both."""

import os
import shutil
from pathlib import Path

from psycopg import sql

from benchmarks.people import TODAY
from benchmarks.population import filled_postgres, members_url
from benchmarks.prepared import HOME
from data.store.schema import HEAD
from data.store.store import Store, open_store
from tests import postgres
from tests.builders import PEOPLE, staff_id, team_id

CASES = int(os.environ.get("CASES", "1000000"))
OPEN = int(os.environ.get("OPEN", "100000"))
"""Of them; a fifth as many follow-ups without a case are open too."""
MEMBERS = 10_000
FIRST = 1_000_001
"""The number of the first, which is open as every tenth is."""
OFFICER = "kim.tran"
"""Her own work list does not begin with the rows of the queue, which are waited for."""
_SQLITE = {
    "id": "printf('{kind}%031x', n)",
    "day": "date('{today}', (({days}) || ' days'))",
    "at": "'{today} 01:00:00.000000'",
    "none": "'[]'",
    "yes": "1",
    "no": "0",
    "uuid": "'{hex}'",
    "null": "NULL",
}
_POSTGRES = {
    "id": "('{kind}' || lpad(to_hex(n), 31, '0'))::uuid",
    "day": "(date '{today}' + ({days})::int)",
    "at": "timestamptz '{today} 01:00:00+00'",
    "none": "'{{}}'::uuid[]",
    "yes": "true",
    "no": "false",
    "uuid": "'{hex}'::uuid",
    "null": "NULL::uuid",
}


def sqlite_url() -> str:
    """A file of them, which is kept for the next time."""
    path = HOME / f"open-{OPEN}-of-{CASES}-{HEAD}.db"
    if not path.exists():
        begun = path.with_suffix(".part")
        shutil.copy(Path(members_url(MEMBERS).removeprefix("sqlite:///")), begun)
        _filled(open_store(f"sqlite:///{begun}"))
        begun.rename(path)
    return f"sqlite:///{path}"


def postgres_database(server: postgres.Server) -> str:
    """The name of a database of them, which a server that stays keeps for the next time; it is there to be copied."""
    kept = sql.Identifier(name := f"casetui_bench_open_{OPEN}_of_{CASES}_{HEAD}")
    if (name,) not in server.run(sql.SQL("SELECT datname FROM pg_database")):
        begun = filled_postgres(server, MEMBERS)
        _filled(open_store(server.url(begun)))
        server.run(sql.SQL("VACUUM ANALYZE"), begun)
        server.run(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(begun), kept))
    return name


def _filled(store: Store) -> None:
    words = _POSTGRES if store.shared else _SQLITE
    try:
        with store.loading("benchmark") as connection:
            if store.shared:
                connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            for statement in _statements(words):
                connection.exec_driver_sql(statement)
    finally:
        store.close()


def _dice(at: int) -> str:
    """A number that looks drawn by lot, another for every case and every `at`."""
    return f"((n * {48_271 + 10_368 * at} + {at}) % 2147483647 * {69_621 + 7_126 * at} % 2147483647 / 64)"


def _statements(words: dict[str, str]) -> tuple[str, ...]:
    def to(name: str, **given: object) -> str:
        return words[name].format(today=TODAY, **given)

    def one_of(ids: list[str], by: str) -> str:
        cases = " ".join(f"WHEN {at} THEN {to('uuid', hex=one)}" for at, one in enumerate(ids))
        return f"CASE {by} % {len(ids) + 1} {cases} ELSE {to('null')} END"

    people, teams = [staff_id(one).hex for one in PEOPLE], [team_id(one).hex for one in ("MSD", "Industrial")]
    step = CASES // OPEN
    numbers = (
        "WITH RECURSIVE numbers(n) AS (SELECT CAST(0 AS BIGINT) UNION ALL SELECT n + 1 FROM numbers"
        f" WHERE n < {CASES - 1})"
    )
    members = "held AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS at FROM member)"
    follow = to("day", days=f"{_dice(1)} % 300 - 30")
    case = f"""
        INSERT INTO case_record (id, reference, member_id, title, status, is_open, substatus, next_steps, follow_up_on,
         target_on, opened_on, priority, marked_for_review, owner_id, confidential, scope, team_id, acl, origin,
         direct_reason, ticket_url, created_by, created_at, version, location, location_note, close_reason, effect,
         lodge_by, effect_wanted, kept_open)
        {numbers}, {members}
        SELECT {to("id", kind="c")}, {FIRST} + n, held.id, 'Matter ' || n,
         CASE WHEN n % {step} > 0 THEN 'Closed' WHEN {_dice(2)} % 7 = 0 THEN 'Waiting on member' ELSE 'Open' END,
         CASE WHEN n % {step} > 0 THEN {to("no")} ELSE {to("yes")} END, '', 'Call back.',
         CASE WHEN {_dice(3)} % 25 = 0 THEN NULL ELSE {follow} END,
         CASE WHEN {_dice(4)} % 5 = 0 THEN {to("day", days=f"{_dice(5)} % 200 - 20")} END,
         {to("day", days=f"-({_dice(6)} % 500)")}, {_dice(7)} % 5 + 1,
         CASE WHEN {_dice(8)} % 50 = 0 THEN {to("yes")} ELSE {to("no")} END, {one_of(people, _dice(9))},
         CASE WHEN {_dice(10)} % 20 = 0 THEN {to("yes")} ELSE {to("no")} END,
         CASE {_dice(11)} % 20 WHEN 0 THEN 2 WHEN 1 THEN 1 WHEN 2 THEN 1 ELSE 0 END,
         {one_of(teams, _dice(12))}, {to("none")}, 'converted', '', '',
         {to("uuid", hex=people[0])}, {to("at")}, 1, '', '', '', '',
         CASE WHEN {_dice(13)} % 1250 = 0 THEN {to("day", days="n % 7")} END, {to("no")}, ''
        FROM numbers JOIN held ON held.at = {_dice(14)} % {MEMBERS}"""
    is_open = f"FROM case_record WHERE is_open IS {'TRUE' if words is _POSTGRES else '1'}"
    follow_ups = numbers.replace(str(CASES - 1), str(OPEN // 5 - 1))
    return (
        case,
        "INSERT INTO case_assignee (case_id, position, officer_id)"
        f" SELECT id, 0, owner_id {is_open} AND owner_id IS NOT NULL",
        "INSERT INTO case_case_type (case_id, case_type, position) SELECT id,"
        f" CASE WHEN reference % 1000 = 1 THEN 'UFD' WHEN reference % 30 = 1 THEN 'DISC' ELSE 'ROS' END, 0 {is_open}",
        "INSERT INTO note (id, case_id, template, security, author_id, written_at, channel, ticket_url)"
        f" SELECT id, id, 'bimaa', 'standard', created_by, created_at, '', '' {is_open}",
        "INSERT INTO note_section (note_id, position, title, body)"
        f" SELECT id, 0, 'Background', 'Works nights.' {is_open}",
        f"""
        INSERT INTO interaction (id, reference, member_id, officer_id, interaction_type, related_to, outcome,
         follow_up_on, follow_up_officer_id, ticket_url, started_at, submitted_at, version)
        {follow_ups}, {members}
        SELECT {to("id", kind="d")}, {FIRST} + n, held.id, {to("uuid", hex=people[0])}, 'Letter', 'Leave', 'Follow-up',
         {follow}, {one_of(people, _dice(9)).replace(to("null"), to("uuid", hex=people[0]))}, '',
         {to("at")}, {to("at")}, 1
        FROM numbers JOIN held ON held.at = {_dice(14)} % {MEMBERS}""",
        """
        INSERT INTO interaction (id, reference, member_id, officer_id, interaction_type, related_to, outcome,
         case_id, ticket_url, started_at, submitted_at, version)
        SELECT id, 1000000 + reference, member_id, created_by, 'Letter',
         CASE WHEN reference % 1000 = 1 THEN 'Dismissal / termination' WHEN reference % 30 = 1
          THEN 'Disciplinary / performance' ELSE 'Hours, rosters & breaks' END, 'Converted to case', id, '',
         created_at, created_at, 1 FROM case_record""",
    )  # fmt: skip
