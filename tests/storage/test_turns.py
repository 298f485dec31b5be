"""How often a key waits for a server: what lies between is paid each time, however quick the server is."""

import math
from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import text

from data.desk import cases, find, holding, interactions, notes
from data.desk.desk import Desk
from data.search.statements import FEW
from data.store import kept_ready
from data.store.kept_ready import MOST, READY
from data.store.store import Store
from data.types.errors import CasetuiError, Conflict
from tests.builders import a_case, a_case_form, a_member, an_interaction_form, change_case
from tests.storage.statements import statements
from tests.storage.turns import turns

OFTEN = 7
"""Times, past the five after which the driver would have a statement prepared on a way of its own."""


@pytest.fixture
def url(postgres_url: str) -> str:
    """A server: a file is not far away."""
    return postgres_url


@pytest.fixture(autouse=True)
def near_by(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy this machine is."""
    monkeypatch.setattr(kept_ready, "FAR_S", math.inf)


@pytest.fixture
def people(store: Store) -> None:
    """Enough of one name, and one of another."""
    for number in range(FEW):
        a_member(store, f"Jane{chr(97 + number)}", "Smith", phones=(f"0491 570 {number:03}",))
    a_member(store, "Rosa", "Galloway", number="004711")


@pytest.mark.parametrize(
    ("ways", "texts"),
    [
        (1, ("j", "jane", "jane smi", "0491570", "4711", "", "rosa@", "4/3/1981", "C-10001", "zz")),
        (2, ("rosa", "galaway", "rosa galaway", "jnae smiht marie")),
    ],
)
def test_a_key_waits_as_often_as_it_asks_also_the_first_time(
    desk: Desk, people: None, ways: int, texts: tuple[str, ...]
) -> None:
    with turns(desk) as counted:
        find.by_phone(desk, "0491 570 006")
        assert counted.take() == 1  # nothing is asked of a connection that has just been made
        told = {text: [_waited(desk, text, counted.take) for _ in range(OFTEN)] for text in texts}
    assert told == {text: [ways] * OFTEN for text in texts}


def test_where_a_server_is_far_who_is_spelt_alike_comes_with_the_first_answer(
    desk: Desk, people: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with turns(desk) as counted:
        near = {text: find.members(desk, text) for text in ("galaway", "smiht", "jnae", "xqzv")}
        counted.take()
        assert _waited(desk, "galaway", counted.take) == 2
        monkeypatch.setattr(kept_ready, "FAR_S", 0.0)
        assert {text: find.members(desk, text) for text in near} == near
        counted.take()
        assert _waited(desk, "galaway", counted.take) == 1


def test_all_that_finding_asks_is_kept_ready_at_once(desk: Desk, people: None) -> None:
    texts = [
        " ".join(words)
        for number in range(1, 6)
        for start in ("j", "jnae")
        for words in ((start, "smiht", "marie", "anne", "rosa")[:number],)
    ]
    texts += [f"{text}{more}" for text in texts for more in (" 4/3/1981", " 570")]
    with turns(desk) as counted:
        for text in texts:
            find.members(desk, text)
        counted.take()
        asked = {text: _waited(desk, text, counted.take) for text in texts}
        with desk.store.reading() as connection:
            ready = connection.exec_driver_sql("SELECT count(*) FROM pg_prepared_statements").scalar_one()
    assert max(asked.values()) <= 2
    assert ready < MOST / 2


def _waited(desk: Desk, typed: str, take: Callable[[], int]) -> int:
    find.members(desk, typed)
    return take()


def test_opening_a_case_asks_nine_questions_also_the_first_time(desk: Desk, store: Store) -> None:
    case = a_case(desk, a_member(store, "Rosa", "Galloway"))
    with turns(desk) as counted:
        find.by_phone(desk, "0491 570 006")
        counted.take()
        told = []
        for _ in range(OFTEN):
            cases.read(desk, case)
            notes.of_case(desk, case)
            told.append(counted.take())
    assert told == [9] * OFTEN


def test_the_sections_of_a_note_are_told_at_once(desk: Desk, store: Store) -> None:
    case = a_case(desk, a_member(store, "Rosa", "Galloway"))
    before = _links(store, case)
    form = an_interaction_form(None, follow_up_on=None)
    assert len(form.sections) > 2
    cases.add_note(desk, case, form)
    # The note, its sections, and what the case says of the contact.
    assert _links(store, case) - before <= 3


def _links(store: Store, case: UUID) -> int:
    """How often history was told something of a case: each costs more than a row of it."""
    with store.reading() as connection:
        asked = text("SELECT count(*) FROM change_link WHERE owner_id = :case")
        return int(connection.execute(asked, {"case": case}).scalar_one())


def test_a_save_is_planned_once_also_after_one_that_was_refused(desk: Desk, store: Store) -> None:
    case = a_case(desk, a_member(store, "Rosa", "Galloway"))
    read = cases.read(desk, case)
    change_case(desk, read, next_steps="Ring her.")
    with pytest.raises(Conflict):
        change_case(desk, read, next_steps="Ring HR.")
    known, custom, generic = _planned(desk)
    assert custom == 0
    read = cases.read(desk, case)
    with statements(desk, writing=True) as asked:
        change_case(desk, read, next_steps="Ring the manager.")
    again = _planned(desk)
    # All but the first, which says how they are planned.
    assert known >= len(asked) - 1 > 10
    assert again == (known, 0, generic + len(asked) - 1)


def test_what_an_act_asks_of_the_server_is_counted(desk: Desk, store: Store) -> None:
    """A statement costs more than its answer, in the program and at the server: none is asked for nothing."""
    member = a_member(store)
    case = a_case(desk, member)
    free = a_case(desk, member, owner=None)
    contact = an_interaction_form(member)
    read = cases.read(desk, case)
    acts: dict[str, Callable[[], object]] = {
        "change": lambda: change_case(desk, read, next_steps="Ring her."),
        "note": lambda: cases.add_note(desk, case, an_interaction_form(None, follow_up_on=None)),
        "claim": lambda: holding.claim(desk, free),
        "contact": lambda: interactions.submit(desk, contact),
        "case": lambda: cases.create(desk, a_case_form(member, contact.id)),
    }
    told = {}
    for act, done in acts.items():
        with statements(desk, writing=True) as asked:
            done()
        told[act] = len(asked)
    assert told == {"change": 16, "note": 10, "claim": 18, "contact": 13, "case": 31}


def _planned(desk: Desk) -> tuple[int, ...]:
    """Statements that stand prepared where is written, and how often one was planned for its values, and not."""
    with desk.store._pools.writes.connect() as connection:
        # What says how they are planned is planned before.
        asked = text(
            "SELECT count(*), sum(custom_plans), sum(generic_plans) FROM pg_prepared_statements"
            " WHERE statement NOT LIKE '%plan_cache_mode%' AND statement NOT LIKE '%set_config%'"
        )
        return tuple(int(one) for one in connection.execute(asked).one())


def test_what_fails_while_it_is_made_ready_leaves_a_connection_that_answers(desk: Desk) -> None:
    share = text("SELECT 6 / CAST(:by AS integer)")
    with turns(desk) as counted:
        for _ in range(2):
            with pytest.raises(CasetuiError), desk.store.reading() as connection:
                connection.execute(share, {"by": 0}, execution_options=READY)
        counted.take()
        with desk.store.reading() as connection:
            assert connection.execute(share, {"by": 2}, execution_options=READY).scalar_one() == 3
        assert counted.take() == 1
