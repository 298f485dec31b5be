"""Any two things that are known find a member (acceptance 6): 500 queries, half of them on each store."""

from benchmarks.find_quality import MISSED, missed_of
from benchmarks.people import people
from benchmarks.population import insert_rows, put
from data.desk.desk import Desk
from data.store.store import Store
from tests.storage.statements import statements

MEMBERS = 600
QUERIES = 250


def test_any_two_fragments_put_the_member_among_the_first_three(desk: Desk, store: Store) -> None:
    with store.loading("test") as connection:
        put(connection, MEMBERS, insert_rows)
    with statements(desk) as asked:
        missed = missed_of(desk, list(people(MEMBERS)), QUERIES, len(store.kind))
    assert len(missed) <= QUERIES * MISSED / 100, missed
    sent = [one for one in asked if not one.statement.startswith("BEGIN")]
    assert QUERIES <= len(sent) <= 2 * QUERIES
