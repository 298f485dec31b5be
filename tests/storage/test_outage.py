"""A network that says nothing, an answer that is lost, a server that is none: each is noticed and told."""

import os
from collections.abc import Iterator

import pytest
from psycopg import sql
from sqlalchemy import text

from data.desk import find, holding, interactions
from data.desk.desk import Desk
from data.desk.lasting import lasting
from data.desk.opening import open_desk
from data.store import engines, guard, unsure
from data.store.hosts import places
from data.store.refusals import translated
from data.store.store import open_store
from data.types.errors import (
    BadInput,
    ConnectionLost,
    NoPrimary,
    SavedOrNot,
    StoreFull,
    StoreTrouble,
    StoreUnavailable,
)
from tests.builders import a_case, a_member, an_interaction_form
from tests.hostile.door import Door
from tests.postgres import Server
from tests.storage.test_failures import contacts
from tests.storage.test_server import database_of


@pytest.fixture
def door(postgres_server: Server) -> Iterator[Door]:
    with Door(postgres_server) as door:
        yield door


@pytest.fixture
def far(postgres_server: Server, postgres_url: str, door: Door) -> Iterator[Desk]:
    """Kim Tran's desk, behind the door."""
    desk = open_desk(behind(postgres_server, postgres_url, door), "kim.tran")
    yield desk
    desk.close()


def behind(server: Server, url: str, door: Door) -> str:
    return server.url(database_of(url), host="127.0.0.1", port=str(door.port))


def test_a_black_hole_is_told_for_a_read_a_save_a_rested_connection_and_a_new_one(
    far: Desk, door: Door, postgres_server: Server, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What passes is added up from these; here each is made short.
    assert guard.SILENCE_S + guard.PROBE_S + guard.ANSWER_S < 6
    assert 2 * guard.ANSWER_S + 3 < 6
    monkeypatch.setattr(guard.Guarded, "patience", 0.2)
    monkeypatch.setattr("psycopg.connection.timeout_from_conninfo", lambda _given: 0.3)
    form = an_interaction_form(a_member(far.store))
    find.members(far, "gallagher")
    door.fall_silent()
    with pytest.raises(StoreUnavailable, match="nothing is heard"):
        find.members(far, "gallagher")
    with pytest.raises(StoreUnavailable, match="nothing is heard"):
        interactions.submit(far, form)
    with pytest.raises(StoreUnavailable, match="nothing is heard"):
        open_desk(behind(postgres_server, postgres_url, door), "kim.tran")
    door.speak()
    assert interactions.submit(far, form).number == "I-20001"
    monkeypatch.setattr(engines, "REST_S", 0.0)
    monkeypatch.setattr(guard, "ANSWER_S", 0.1)
    door.fall_silent()
    with pytest.raises(StoreUnavailable):
        find.members(far, "gallagher")
    door.speak()
    assert contacts(far.store) == 1


def test_a_statement_that_is_only_slow_is_waited_for(far: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard.Guarded, "patience", 0.1)
    with far.store.reading() as connection:
        assert connection.execute(text("SELECT 7 FROM pg_sleep(0.8)")).scalar() == 7


@pytest.mark.parametrize("keyed", [True, False])
def test_a_commit_whose_answer_was_lost_is_found_in_the_history(far: Desk, door: Door, keyed: bool) -> None:
    member = a_member(far.store)
    case = a_case(far, member)
    door.cut_after(b"COMMIT")
    if keyed:
        assert interactions.submit(far, an_interaction_form(member)).number == "I-20001"
        assert contacts(far.store) == 1
    else:
        # A second key takes the first one back, so it shows whether that was saved.
        assert holding.watch(far, case)[1] is not holding.watch(far, case)[1]


def test_a_commit_nobody_can_be_asked_about_is_told_as_such_and_found_by_its_key(
    far: Desk, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unsure, "UNSURE", (0.001,))
    form = an_interaction_form(a_member(far.store))
    door.cut_after(b"COMMIT")

    def away(_steps: tuple[float, ...], _tries: int, _roll: float) -> float:
        door.shut()
        return 0.0

    monkeypatch.setattr("data.store.unsure.pause", away)
    with pytest.raises(SavedOrNot):
        interactions.submit(far, form)
    door.open()
    again = interactions.submit(far, form)
    assert (again.already, again.number) == (True, "I-20001")
    assert contacts(far.store) == 1


def test_a_commit_that_never_arrived_is_not_taken_for_saved(far: Desk, door: Door) -> None:
    case = a_case(far, a_member(far.store))
    watched = holding.watch(far, case)[1]
    door.cut_before(b"COMMIT")
    with pytest.raises(StoreUnavailable) as told:
        holding.watch(far, case)
    assert not isinstance(told.value, SavedOrNot)
    assert holding.watch(far, case)[1] is not watched


def test_a_read_is_asked_once_more_where_its_connection_was_gone(far: Desk, door: Door) -> None:
    a_member(far.store)
    asked: list[int] = []

    def read() -> int:
        asked.append(1)
        if len(asked) == 1:
            door.cut_before(b"FROM member")
        return len(find.members(far, "gallagher"))

    with pytest.raises(ConnectionLost):
        read()
    asked.clear()
    assert lasting(read) == 1
    assert len(asked) == 2


@pytest.mark.parametrize(
    ("words", "kind", "said"),
    [
        ("FATAL:  sorry, too many clients already", StoreUnavailable, "too many people"),
        ('FATAL:  too many connections for role "kim"', StoreUnavailable, "too many people"),
        ("FATAL:  the database system is starting up", StoreUnavailable, "starting"),
        ("FATAL:  the database system is not accepting connections", StoreUnavailable, "starting"),
        ("connection timeout expired", StoreUnavailable, "nothing is heard"),
        ("session is read-only", NoPrimary, "takes changes"),
        ("connection refused - and: server is in hot standby mode", NoPrimary, "takes changes"),
    ],
)
def test_a_server_that_admits_nobody_is_told_by_its_reason(
    words: str, kind: type[StoreUnavailable], said: str
) -> None:
    from psycopg import OperationalError as Refused
    from sqlalchemy.exc import OperationalError

    told = translated(OperationalError(None, None, Refused(words)))
    assert type(told) is kind
    assert said in str(told)


def test_what_a_url_with_several_hosts_means() -> None:
    at = places("postgresql://kim@one:5432,two:5433/union?read_from=standby", "secret")
    assert at.several
    assert at.writes["target_session_attrs"] == "read-write"
    assert at.reads["target_session_attrs"] == "primary"
    assert at.standby is not None and at.standby["target_session_attrs"] == "prefer-standby"
    assert (at.writes["host"], at.writes["port"], at.writes["password"]) == ("one,two", "5432,5433", "secret")
    assert (at.writes["connect_timeout"], at.writes["tcp_user_timeout"]) == (2, 5000)
    one = places("postgresql://kim@one/union?read_from=two:5433&connect_timeout=9", None)
    assert not one.several and "target_session_attrs" not in one.writes and "read_from" not in one.writes
    assert one.standby is not None and (one.standby["host"], one.standby["port"]) == ("two", "5433")
    assert one.reads["connect_timeout"] == "9"
    for wrong in ("postgresql://kim@one/union?read_from=:5", "postgresql://kim@one/union?read_from=a:b"):
        with pytest.raises(BadInput):
            places(wrong, None)


def test_of_several_hosts_the_one_that_answers_is_found_and_one_that_turned_read_only_is_left(
    postgres_server: Server, postgres_url: str, door: Door
) -> None:
    name = database_of(postgres_url)
    url = postgres_server.url(name, host="127.0.0.1,127.0.0.1", port=f"1,{door.port}")
    desk = open_desk(url, "kim.tran")
    form = an_interaction_form(a_member(desk.store))
    turn = sql.SQL("ALTER DATABASE {} SET default_transaction_read_only = {}")
    postgres_server.run(turn.format(sql.Identifier(name), sql.SQL("on")))
    postgres_server.run(
        sql.SQL("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = {}").format(
            sql.Literal(name)
        )
    )
    with pytest.raises(NoPrimary):
        interactions.submit(desk, form)
    assert find.members(desk, "gallagher") != ()
    postgres_server.run(turn.format(sql.Identifier(name), sql.SQL("off")))
    assert interactions.submit(desk, form).number == "I-20001"
    desk.close()


def test_a_server_says_what_it_is_and_how_far_its_clock_is_from_ours(postgres_url: str) -> None:
    from datetime import UTC, datetime, timedelta

    store = open_store(postgres_url, clock=lambda: datetime.now(UTC) - timedelta(minutes=5))
    found = store.health()
    assert found is not None
    assert 290 < found.ahead_s < 310
    assert not found.standby
    assert 1 <= found.connected <= found.admitted
    store.close()


def test_a_standby_that_is_none_or_away_leaves_reading_to_the_primary(postgres_url: str, door: Door) -> None:
    desk = open_desk(f"{postgres_url}&read_from=127.0.0.1:{door.port}", "kim.tran")
    a_member(desk.store)
    assert find.members(desk, "gallagher") != ()
    assert desk.store.lag_s is None
    door.shut()
    assert find.members(desk, "gallagher") != ()
    desk.close()


@pytest.mark.parametrize(
    ("state", "kind", "said"),
    [
        ("53100", StoreFull, "full"),
        ("53200", StoreUnavailable, "no memory"),
        ("53300", StoreUnavailable, "too many people"),
        ("53400", StoreUnavailable, "larger than the server allows"),
        ("57P03", StoreUnavailable, "starting or ending"),
        ("57P01", ConnectionLost, "connection was lost"),
    ],
)
def test_what_a_server_in_trouble_answers_is_told(
    postgres_url: str, state: str, kind: type[StoreTrouble], said: str
) -> None:
    store = open_store(postgres_url)
    with pytest.raises(kind, match=said) as told, store.writing(action="test", officer_id=None) as session:
        session.execute(text(f"DO $$ BEGIN RAISE EXCEPTION 'Secret' USING ERRCODE = '{state}'; END $$"))
    assert type(told.value) is kind and "Secret" not in str(told.value)
    store.close()


def test_a_login_beyond_what_is_admitted_is_told_and_not_taken_for_a_wrong_password(
    postgres_server: Server, postgres_url: str
) -> None:
    role = sql.Identifier(f"casetui_full_{os.getpid()}")
    postgres_server.run(sql.SQL("CREATE ROLE {} LOGIN CONNECTION LIMIT 0").format(role))
    try:
        with pytest.raises(StoreUnavailable, match="too many people"):
            open_desk(
                postgres_server.url(database_of(postgres_url), user=f"casetui_full_{os.getpid()}"), "kim.tran"
            )
    finally:
        postgres_server.run(sql.SQL("DROP ROLE {}").format(role))
