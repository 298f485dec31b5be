"""Officers with logins of their own at work at once: what each was answered stands in the history, once."""

import random
from collections import Counter
from collections.abc import Iterator
from threading import Thread

import pytest

from benchmarks.kept import kept
from benchmarks.load import desks_at, given_for, seats_for
from benchmarks.officers import Answers, Officer, all_at_work
from data.store.store import open_store
from tests.builders import a_member
from tests.granted import Logins
from tests.postgres import Server

OFFICERS, ACTS = 12, 12
EDITORS = 5
EDITS = pytest.mark.parametrize(
    "edits",
    [pytest.param(40, id="two hundred"), pytest.param(200, id="a thousand", marks=pytest.mark.long)],
)
"""Of each; a thousand are run by `make test-long`, since the gate has no time for them."""


@pytest.fixture
def logins(postgres_server: Server, postgres_template: str) -> Iterator[Logins]:
    made = Logins(postgres_server, postgres_server.make(postgres_template))
    try:
        yield made
    finally:
        made.close()


def test_nothing_that_was_answered_is_lost_and_no_case_is_claimed_twice(logins: Logins) -> None:
    """Features B5, C6, A4.17."""
    store = open_store(logins.server.url(logins.database))
    for number in range(20):
        a_member(store, "Jane", f"Smith{number}")
    seats = seats_for(logins, store, OFFICERS)
    given = given_for(store, 3, 3)
    store.close()
    desks = desks_at(seats)
    officers = [Officer(desk, given, random.Random(at)) for at, desk in enumerate(desks)]
    for one in officers:
        one.listen()
    answers = all_at_work(officers, lambda done: done < ACTS, 0.02)
    for desk in desks:
        desk.close()
    with logins.owner() as link:
        found = kept(link, answers)
        assert (found.lost, found.doubled, found.claimed_twice) == (0, 0, 0), found
        # All of it was really tried, and they did get in each other's way.
        assert found.changes and found.claims
        refused = sum((each.refused for each in answers), Counter[str]())
        # Who could not be served in time on a slow machine was told so, and nothing of it was acknowledged.
        assert refused["Conflict"] + refused["NotAllowed"] > 0
        assert set(refused) <= {"Conflict", "NotAllowed", "StoreUnavailable"}
        # What was not written is noticed.
        claimed = next(each.claimed[0] for each in answers if each.claimed)
        (first, second) = (answers[0].officer, answers[1].officer)
        forged = [
            Answers(
                first, changed=[(given.shared[0], "", "Never written.")], noted=[first], claimed=[claimed]
            ),
            Answers(second, claimed=[claimed]),
        ]
        wrong = kept(link, forged)
        assert wrong.lost >= 3 and wrong.claimed_twice == 1


@EDITS
def test_of_many_edits_of_one_case_none_is_lost_or_written_over_unread(logins: Logins, edits: int) -> None:
    """Features A4.17, B5: whatever was answered stands in the history once, over what its writer had read."""
    store = open_store(logins.server.url(logins.database))
    a_member(store)
    seats = seats_for(logins, store, EDITORS)
    given = given_for(store, 1, 1)
    store.close()
    desks = desks_at(seats)
    officers = [Officer(desk, given, random.Random(at)) for at, desk in enumerate(desks)]
    threads = [Thread(target=one.edit, args=(edits,)) for one in officers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for desk in desks:
        desk.close()
    answers = [one.answers for one in officers]
    refused = sum((each.refused for each in answers), Counter[str]())
    with logins.owner() as link:
        found = kept(link, answers)
        # Each was answered or refused, and who was refused had been overtaken.
        assert found.changes + sum(refused.values()) == EDITORS * edits
        assert (found.lost, found.doubled) == (0, 0), found
        assert set(refused) <= {"Conflict", "StoreUnavailable"}, refused
        # What stands there is what the last one of them wrote.
        last = link.execute("SELECT next_steps FROM case_record WHERE id = %s", (given.shared[0],)).fetchone()
        assert last is not None and last[0] in {words for each in answers for _, _, words in each.changed}
