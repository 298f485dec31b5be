"""What a case was due on before targets were counted becomes a completion target, and nobody is woken by it."""

from datetime import UTC, datetime

from sqlalchemy import select, text
from sqlmodel import SQLModel

from data.desk import cases, sweeping
from data.desk.opening import open_desk
from data.store import schema
from data.store.store import Store
from data.store.tables import CASE
from data.types.targets import Source
from tests.builders import an_office

BEFORE = """
INSERT INTO case_record (id, reference, member_id, title, status, is_open, substatus, close_reason, next_steps, due_on,
    opened_on, closed_at, priority, marked_for_review, confidential, scope, acl, origin, direct_reason, ticket_url,
    location, location_note, created_by, created_at, version)
VALUES (:id, :reference, :member, 'Rosters', 'Open', :open, '', '', '', :due, '2026-11-02', :closed, 3, :no, :no, 0,
    {acl}, 'direct', 'by post', '', '', '', :by, '2026-11-01 23:00:00{zone}', 1)
"""
OLD = f"{7:032x}"
ROWS: dict[str, dict[str, object]] = {
    "office": {
        "id": OLD, "name": "Ours", "zone": "Australia/Melbourne", "region": "AU", "state": "VIC", "arrears_days": 90,
    },
    "staff": {
        "id": OLD, "login": "old.hand", "name": "Old Hand", "title": "MSO", "access": 1, "active": True,
        "available": True,
    },
    "member": {
        "id": OLD, "number": "0048213", "kind": "person", "given": "Jane", "family": "Gallagher", "informal": "",
        "name": "Jane Gallagher", "given_folded": "jane", "family_folded": "gallagher", "membership_status": "Active",
        "employer": "", "do_not_contact": False, "created_at": "2026-11-01 23:00:00", "version": 1,
    },
}  # fmt: skip
MOVED = (
    "INSERT INTO act (id, at, officer_id, action, reason) VALUES (:id, '2026-11-03 01:00:00{zone}', :id, 'x', '')",
    "INSERT INTO change (id, act_id, record_kind, record_id, owner_kind, owner_id, field)"
    " VALUES (:id, :id, 'case_record', 'x', 'case_record', :case, 'status')",
)
"""The first case got its status later than it was created."""
CASES = (
    # Reference, due, closed at.
    (10001, "2999-12-04", None),
    (10002, "2026-11-06", None),
    (10003, "2026-11-06", "2026-11-05 01:00:00"),
    (10004, None, None),
)


def test_a_store_from_before_keeps_its_days_and_escalates_nothing(store: Store, url: str) -> None:
    engine, postgres = store._pools.writes, store.kind == "postgres"
    with engine.begin() as connection:
        if postgres:
            connection.execute(text("DROP SCHEMA casetui CASCADE"))
        SQLModel.metadata.drop_all(connection)
        connection.execute(text("DROP TABLE alembic_version"))
        for name in ("case_reference", "interaction_reference") if postgres else ():
            connection.execute(text(f"DROP SEQUENCE {name}"))
    schema.upgrade(engine, "0006")
    written = BEFORE.format(acl="'{}'" if postgres else "'[]'", zone="+00" if postgres else "")
    with engine.begin() as connection:
        for table, row in ROWS.items():
            names = ", ".join(row)
            connection.execute(
                text(f"INSERT INTO {table} ({names}) VALUES ({', '.join(f':{name}' for name in row)})"), row
            )
        for reference, due, closed in CASES:
            connection.execute(
                text(written),
                {
                    "id": f"{reference:032x}", "reference": reference, "member": OLD, "due": due,
                    "open": closed is None, "closed": closed, "no": False, "by": OLD,
                },
            )  # fmt: skip
        for statement in MOVED:
            said = statement.format(zone="+00" if postgres else "")
            connection.execute(text(said), {"id": OLD, "case": f"{CASES[0][0]:032x}"})
    store.upgrade()
    with store.loading("test") as connection:
        an_office(connection)
        since = connection.execute(select(CASE.c.status_since).order_by(CASE.c.reference)).scalars().all()
    assert since[:2] == [datetime(2026, 11, 3, 1, tzinfo=UTC), datetime(2026, 11, 1, 23, tzinfo=UTC)]
    desk = open_desk(url, "kim.tran")
    try:
        found = {case.reference: case for case in cases.listing(desk, open_only=False)}
        ahead, late, met, none = (cases.read(desk, found[reference].id).targets for reference, *_ in CASES)
        assert none == ()
        assert [one.source for one in (*ahead, *late, *met)] == [Source.STAFF] * 3
        # Late from the office's midnight on, which is one in the afternoon of UTC in summer time.
        assert late[0].due_at == datetime(2026, 11, 6, 13, tzinfo=UTC)
        assert late[0].breached_at == late[0].due_at
        assert (met[0].met_at, ahead[0].breached_at) == (datetime(2026, 11, 5, 1, tzinfo=UTC), None)
        assert [case.target_on is None for case in found.values()].count(True) == 2
        assert sweeping.sweep(desk) == (0, 0)
    finally:
        desk.close()
