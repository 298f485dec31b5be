"""History is told alike by both stores, also of what no program wrote; and what was altered in it shows."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from uuid_utils.compat import uuid7

from data.desk import (
    bulk,
    cases,
    choices,
    details,
    history,
    holding,
    interactions,
    members,
    notes,
    openings,
    tasks,
    undoing,
)
from data.desk.desk import Desk
from data.desk.opening import open_desk
from data.rules import deeds
from data.steward import anchoring, erasing
from data.steward.verifying import Verified, verify_store
from data.store.store import Store, open_store
from data.store.tables import ACT, CHANGE, CHANGE_LINK, CHANGE_VALUE
from data.types.details import Deed, DetailEdit, Part
from data.types.errors import BadInput, NotAllowed, NotFound
from data.types.staff import Assignee
from data.types.triage import Picked
from tests.builders import TODAY, Clock, a_case, a_member, an_interaction_form, change_case, staff_id

KEY = bytes(range(32))


def a_day(desk: Desk, store: Store) -> tuple[UUID, UUID]:
    """A representative set of use cases; the case, and the member."""
    member = a_member(store)
    contact = an_interaction_form(member, follow_up_on=TODAY, ticket_url="")
    interactions.submit(desk, contact)
    form = interactions.begin_edit(interactions.read(desk, contact.id), uuid7())
    form.now.follow_up_on = None
    interactions.edit(desk, form)
    case = a_case(desk, member, confidential=False)
    change_case(desk, cases.read(desk, case), "She asked.", title="Hours “and” breaks\n\t\x07", priority=1)
    change_case(desk, cases.read(desk, case), case_types=["LEG"], tags=[], scope=1)
    change_case(desk, cases.read(desk, case), assignees=[Assignee(officer_id=staff_id("sam.ortiz"))])
    tasks.save(desk, tasks.begin_new(desk, cases.read(desk, case), title="Ring them"))
    holding.watch(desk, case, on=True)
    notes.pin(desk, case, cases.read(desk, case).notes[0].id, on=True)
    two = [a_case(desk, member, confidential=False) for _ in range(2)]
    known = deeds.Known(choices.read(desk), desk.today())
    picked = [Picked("case", one, "", 0) for one in two]
    wanted = deeds.parse_all(("priority 1", "assign sam.ortiz"), known)
    assert not bulk.apply(desk, picked, wanted, batch_id=uuid7()).refused
    four = [a_case(desk, member, confidential=False) for _ in range(4)]
    batch = uuid7()
    wanted = deeds.parse_all(("priority 2", "follow-up fri", "review on"), known)
    assert not bulk.apply(desk, [Picked("case", one, "", 0) for one in four], wanted, batch_id=batch).refused
    assert undoing.undo(desk, batch).done == 4
    rename(desk, member, "Zoë")
    undoing.undo(desk, undoing.find(desk, cases.read(desk, case).number))
    return case, member


def rename(desk: Desk, member: UUID, informal: str) -> None:
    was = {"informal": members.card(desk, member).informal}
    values = {"informal": informal}
    details.change(desk, DetailEdit(uuid7(), member, "", 0, Part.MEMBER, Deed.CHANGE, values=values, was=was))


def told(url: str) -> list[tuple[Any, ...]]:
    """Every change and its act, without ids: the two stores make their own."""
    store = open_store(url)
    try:
        with store.reading() as connection:
            rows = connection.execute(
                select(
                    CHANGE,
                    CHANGE_VALUE.c.old,
                    CHANGE_VALUE.c.new,
                    ACT.c.action,
                    ACT.c.reason,
                    ACT.c.officer_id,
                )
                .join(CHANGE_VALUE, CHANGE_VALUE.c.change_id == CHANGE.c.id)
                .join(ACT, ACT.c.id == CHANGE.c.act_id)
            ).all()
    finally:
        store.close()
    return sorted(
        (
            row.action,
            row.reason,
            str(row.officer_id),
            row.record_kind,
            row.owner_kind,
            row.record_id.count("/"),
            (row.owner_id is None),
            row.field,
            *(
                json.dumps(_without_ids(None if one is None else json.loads(one)), sort_keys=True)
                for one in (row.old, row.new)
            ),
        )
        for row in rows
    )


def _without_ids(value: Any) -> Any:
    """The same in both stores: of ids only that there is one."""
    if isinstance(value, dict):
        return {key: _without_ids(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_without_ids(one) for one in value]
    try:
        return "an id" if isinstance(value, str) and UUID(value) else value
    except ValueError:
        return value


def test_triggers_tell_what_the_hook_tells(sqlite_url: str, postgres_url: str) -> None:
    found = []
    for url in (sqlite_url, postgres_url):
        desk = open_desk(url, "kim.tran", clock=Clock())
        a_day(desk, desk.store)
        desk.close()
        found.append(told(url))
        assert verify_store(url, None).faults == 0
    ours, theirs = (Counter(one) for one in found)
    assert ours - theirs == theirs - ours == Counter()
    assert len(found[0]) > 60


def test_who_writes_by_hand_leaves_history_too(postgres_url: str, clock: Clock) -> None:
    store = open_store(postgres_url, clock=clock)
    desk = open_desk(postgres_url, "kim.tran", clock=clock)
    case = a_case(desk, a_member(store), confidential=False)
    with store._pools.writes.begin() as connection:
        connection.execute(text("SET LOCAL timezone = 'Australia/Sydney'"))
        connection.execute(text("UPDATE case_record SET title = 'X', closed_at = created_at"))
        connection.execute(text("UPDATE case_assignee SET position = 5"))
        connection.execute(text("DELETE FROM case_assignee"))
    lines = [line for line in history.of_case(desk, case) if line.action == "sql"]
    assert {(line.field, line.who) for line in lines} == {("title", ""), ("closed_at", ""), ("staff", "")}
    assert next(line.new for line in lines if line.field == "closed_at") == clock().isoformat()
    assert len(lines) == 5  # moved to another place: gone from one, come to the other; then gone
    assert verify_store(postgres_url, None).faults == 0
    for statement in (
        "UPDATE act SET reason = 'x'", "DELETE FROM change", "TRUNCATE change_value CASCADE",
        "UPDATE change_value SET new = NULL", "DELETE FROM change_link",
        "SET LOCAL casetui.erasing = 'on'; UPDATE change_value SET new = 'x'",
    ):  # fmt: skip
        with (
            pytest.raises(Exception, match="history is never changed"),
            store._pools.writes.begin() as connection,
        ):
            connection.exec_driver_sql(statement)
    with store.reading() as connection:
        act = connection.execute(select(ACT.c.id).limit(1)).scalar_one()
    with pytest.raises(Exception, match="another transaction"), store._pools.writes.begin() as connection:
        connection.execute(text("SELECT set_config('casetui.act', :id, true)"), {"id": str(act)})
        connection.execute(text("UPDATE case_record SET title = 'Y'"))
    desk.close()
    store.close()


TAMPERED = [
    ("UPDATE change_value SET new = '\"Forged\"' WHERE new LIKE '%Zeller%'", 'the value of "informal" was altered'),
    ("UPDATE change_value SET old = NULL, new = NULL, salt = NULL WHERE new LIKE '%Zeller%'", "no erasure tells of it"),
    ("DELETE FROM change_value WHERE new LIKE '%Zeller%'", 'the row with the value of "informal" is missing'),
    ("UPDATE change SET field = 'family' WHERE field = 'informal'", "was altered, added or taken away"),
    ("UPDATE act SET reason = 'Other' WHERE action = 'members.member.change'", "was altered, added or taken away"),
    ("DELETE FROM change_link WHERE owner_kind = 'member' AND place = 1", "link 1 is missing"),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "said"), TAMPERED, ids=[said for _, said in TAMPERED])
def test_a_row_that_was_altered_is_named(
    url: str, desk: Desk, store: Store, statement: str, said: str
) -> None:
    member = a_member(store)
    rename(desk, member, "Zeller")
    rename(desk, member, "Z")
    assert (whole := verify_store(url, None)).faults == 0 and whole.chains == 1
    tamper(store, statement)
    done = verify_store(url, None)
    assert done.faults
    assert said in done.broken[0].said
    assert "Zeller" not in str(done)


def tamper(store: Store, *statements: str) -> None:
    """As somebody with the rights of the owner."""
    with store._pools.writes.begin() as connection:
        for statement in statements:
            if store.kind == "postgres":
                connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            connection.exec_driver_sql(statement)


def test_an_anchor_shows_a_tail_that_was_cut_off(url: str, desk: Desk, store: Store, tmp_path: Path) -> None:
    case, _other = (a_case(desk, a_member(store), confidential=False) for _ in range(2))
    for title in ("One", "Two"):
        change_case(desk, cases.read(desk, case), title=title)
    file = tmp_path / "anchor"
    done = anchoring.write_anchor(url, None, file, KEY, desk.clock())
    change_case(desk, cases.read(desk, case), title="Three")
    anchor = anchoring.read_anchor(file, KEY)
    assert len(anchor.ends) == done.chains == 2
    number = cases.read(desk, case).reference

    def walked(**more: Any) -> Verified:
        return verify_store(url, None, anchor=anchor, **more)

    assert (walked().faults, walked(case=number).faults, walked(case=number).chains) == (0, 0, 1)
    with store.reading() as connection:
        last = connection.execute(
            select(CHANGE_LINK.c.place).order_by(CHANGE_LINK.c.place.desc()).limit(1)
        ).scalar_one()
    here = "owner_kind = 'case_record' AND owner_id = (SELECT id FROM case_record WHERE title <> 'Three')"
    gone = "(SELECT id FROM case_record WHERE title = 'Three')"
    tamper(
        store,
        "DELETE FROM change_value WHERE change_id IN (SELECT id FROM change WHERE owner_id = "
        f"{gone} AND link >= {last - 1})",
        f"DELETE FROM change WHERE owner_id = {gone} AND link >= {last - 1}",
        f"DELETE FROM change_link WHERE owner_id = {gone} AND place >= {last - 1}",
        f"DELETE FROM change_value WHERE change_id IN (SELECT id FROM change WHERE {here})",
        f"DELETE FROM change WHERE {here}",
        f"DELETE FROM change_link WHERE {here}",
    )
    assert verify_store(url, None).faults == 0
    said = " ".join(one.said for one in walked().broken)
    assert "1 link that the anchor knows were cut off" in said
    assert "links that the anchor knows are gone" in said
    file.write_text(file.read_text().replace("chains 2", "chains 1"))
    with pytest.raises(BadInput, match="changed after it was signed"):
        anchoring.read_anchor(file)


def test_values_are_erased_and_the_chain_holds(
    url: str, desk: Desk, desk_for: Callable[[str], Desk], store: Store
) -> None:
    lena, member = desk_for("lena.vogt"), a_member(store)
    rename(desk, member, "Zeller")
    with pytest.raises(NotAllowed):
        erasing.erase_values(desk, member, "She asked.")
    with pytest.raises(BadInput):
        erasing.erase_values(lena, member, " ")
    erased = erasing.erase_values(lena, member, "She asked.")
    lines = history.of_member(lena, member)
    assert erased == 2 and all(line.new is None for line in lines)
    assert (lines[0].field, lines[0].who, lines[0].reason) == ("values", "Lena Vogt", "She asked.")
    done = verify_store(url, None)
    assert (done.faults, done.erased) == (0, 2)
    rename(desk, member, "Zoë")
    assert verify_store(url, None).faults == 0


def test_who_opens_a_confidential_case_is_noted(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store, clock: Clock
) -> None:
    """Features A3.12: once in a while, before its contents are handed out, and told to those who may know."""
    case = a_case(desk, a_member(store), confidential=False)
    cases.read(desk, case)
    change_case(desk, cases.read(desk, case), confidential=True)
    clock.move(minutes=1)
    sam, lena = desk_for("sam.ortiz"), desk_for("lena.vogt")
    for _ in range(2):
        cases.by_reference(sam, cases.read(sam, case).reference)
    clock.move(minutes=20)
    cases.read(sam, case)
    cases.read(lena, case)
    with pytest.raises(NotFound):
        cases.read(desk_for("jo.marsh"), case)
    with pytest.raises(NotAllowed):
        openings.of_case(sam, case)
    opened = [(one.who, one.at) for one in openings.of_case(lena, case)]
    assert [who for who, _ in opened] == ["Lena Vogt", "Sam Ortiz", "Sam Ortiz"]
    assert opened[0][1] == clock()
    lines = [line for line in history.of_case(lena, case) if line.field == "opened"]
    assert [(line.who, line.at) for line in lines] == opened
    assert not any(line.field == "opened" for line in history.of_case(sam, case))


def test_history_from_before_the_chain_is_sealed_by_the_migration(url: str, desk: Desk, store: Store) -> None:
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    from data.store.migrations.versions import __name__ as versions

    a_day(desk, store)
    module = __import__(f"{versions}.0022_the_chain", fromlist=["upgrade"])
    tamper(
        store,
        "UPDATE change SET link = 0, digest = ''",
        "UPDATE change_value SET salt = NULL",
        "DELETE FROM change_link",
    )
    assert verify_store(url, None).faults == 1
    with store._pools.writes.begin() as connection:
        if store.kind == "postgres":
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        with Operations.context(MigrationContext.configure(connection)):
            module._seal_what_is_there()
    done = verify_store(url, None)
    assert (done.faults, done.erased) == (0, 0) and done.chains > 3
