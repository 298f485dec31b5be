"""What only a server does: it refuses, is cut off, is read-only, takes too long."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import event, text
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session

from data.desk import cases, find, interactions, together
from data.desk.opening import open_desk
from data.store import engines
from data.store.store import open_store
from data.types.errors import CasetuiError, StoreReadOnly, StoreUnavailable, WrongPassword
from data.types.stop import Stop, Stopped
from tests.builders import a_case, a_member, an_interaction_form, change_case
from tests.postgres import Server
from tests.storage.test_failures import contacts


def database_of(url: str) -> str:
    """The name of the database of a URL that a Server made."""
    return url.split("@/")[1].split("?")[0]


def test_nothing_listens_at_the_port() -> None:
    with pytest.raises(StoreUnavailable):
        open_desk("postgresql://kim@127.0.0.1:1/casetui", "kim.tran")


def test_no_such_host() -> None:
    with pytest.raises(StoreUnavailable):
        open_desk("postgresql://kim@nowhere.invalid/casetui", "kim.tran")


def test_a_wrong_password_is_told_as_such(postgres_server: Server, postgres_url: str) -> None:
    role = f"casetui_pw_{os.getpid()}"
    name = database_of(postgres_url)
    postgres_server.run(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(role)))
    postgres_server.run(
        sql.SQL("CREATE ROLE {} LOGIN SUPERUSER PASSWORD 'right'").format(sql.Identifier(role))
    )
    try:
        postgres_server.ask_password_of(role)
        address = postgres_server.url(name, user=role)
        assert open_desk(address, "kim.tran", password="right").officer.name == "Kim Tran"
        for password in ("wrong", "", None):
            try:
                open_desk(address, "kim.tran", password=password).close()
            except WrongPassword as refused:
                told = refused
            else:
                pytest.skip("this server lets everyone in without a password")
            assert "wrong" not in told.sentence and role not in told.sentence
    finally:
        postgres_server.run(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))


def test_a_database_that_is_not_there(postgres_server: Server) -> None:
    with pytest.raises(CasetuiError, match="no database of that name"):
        open_desk(postgres_server.url("casetui_no_such"), "kim.tran")


def kill_back_ends(server: Server, url: str) -> None:
    """End every connection of the program to the database, as a restart would; back when they are gone."""
    server.run(
        sql.SQL(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
            " WHERE application_name = 'casetui' AND datname = {}"
        ).format(sql.Literal(database_of(url)))
    )


def test_killed_back_ends_are_replaced_without_a_word(postgres_server: Server, postgres_url: str) -> None:
    desk = open_desk(postgres_url, "kim.tran")
    member = a_member(desk.store)
    kill_back_ends(postgres_server, postgres_url)
    assert find.members(desk, "gallagher") != ()
    assert interactions.submit(desk, an_interaction_form(member)).number == "I-20001"
    desk.close()


def test_a_save_cut_in_the_middle_leaves_nothing_and_goes_out_next_time(
    postgres_server: Server, postgres_url: str
) -> None:
    desk = open_desk(postgres_url, "kim.tran")
    form = an_interaction_form(a_member(desk.store))
    cut: list[bool] = []

    def kill_once(_session: object, *_rest: object) -> None:
        if not cut:
            cut.append(True)
            kill_back_ends(postgres_server, postgres_url)

    event.listen(Session, "after_flush", kill_once)
    try:
        with pytest.raises(StoreUnavailable):
            interactions.submit(desk, form)
    finally:
        event.remove(Session, "after_flush", kill_once)
    assert contacts(desk.store) == 0
    assert not interactions.submit(desk, form).already
    desk.close()


def test_a_save_whose_answer_was_lost_is_found_again(postgres_server: Server, postgres_url: str) -> None:
    desk = open_desk(postgres_url, "kim.tran")
    form = an_interaction_form(a_member(desk.store))
    first = interactions.submit(desk, form)
    kill_back_ends(postgres_server, postgres_url)
    again = interactions.submit(desk, form)
    assert (again.already, again.number) == (True, first.number)
    desk.close()


def test_a_read_only_server_is_told(postgres_server: Server, postgres_url: str) -> None:
    desk = open_desk(postgres_url, "kim.tran")
    member = a_member(desk.store)
    desk.close()
    name = database_of(postgres_url)
    postgres_server.run(
        sql.SQL("ALTER DATABASE {} SET default_transaction_read_only = on").format(sql.Identifier(name))
    )
    desk = open_desk(postgres_url, "kim.tran")
    assert find.members(desk, "gallagher") != ()
    with pytest.raises(StoreReadOnly):
        interactions.submit(desk, an_interaction_form(member))
    desk.close()


def test_a_read_that_takes_too_long_is_told(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "READ_TIMEOUT_MS", 50)
    store = open_store(postgres_url)
    with pytest.raises(StoreUnavailable, match="too long"), store.reading() as connection:
        connection.execute(text("SELECT pg_sleep(60)"))
    store.close()


def test_at_most_four_connections_are_open(postgres_server: Server, postgres_url: str) -> None:
    """One writes, one listens, two read: a slow report does not hold up finding (docs/operations.md, Growing)."""
    desk = open_desk(postgres_url, "kim.tran")
    member = a_member(desk.store)
    case = cases.read(desk, a_case(desk, member))

    def work(number: int) -> None:
        if number % 3 == 0:
            change_case(desk, case, next_steps=case.next_steps)
        find.members(desk, "gallagher")

    ended, hears = together.Ended(), threading.Event()
    ears = threading.Thread(target=together.follow, args=(desk, lambda _news: hears.set(), ended))
    ears.start()
    assert hears.wait(20)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(40)))
    name = database_of(postgres_url)
    ((open_now,),) = postgres_server.run(
        sql.SQL(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'casetui' AND datname = {}"
        ).format(sql.Literal(name))
    )
    assert open_now == 4
    with desk.store.reading() as slow, desk.store.reading() as other:
        assert slow is not other
    ended.end()
    ears.join(20)
    desk.close()


def test_a_read_that_could_not_be_called_off_gives_its_connection_up(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(postgres_url)

    def out_of_reach(_connection: psycopg.Connection[object], **_how: object) -> None:
        raise psycopg.OperationalError("no route")

    def back_end(stop: Stop | None = None) -> int:
        with store.reading(stop) as connection:
            return int(connection.execute(text("SELECT pg_backend_pid() FROM pg_sleep(0.2)")).scalar_one())

    first = back_end()
    monkeypatch.setattr(psycopg.Connection, "cancel_safe", out_of_reach)
    stop = Stop()
    timer = threading.Timer(0.05, stop.pull)
    timer.start()
    with pytest.raises(Stopped):
        back_end(stop)
    timer.join()
    assert back_end() != first
    store.close()


def test_a_connection_is_asked_whether_it_lives_after_a_rest_and_not_at_every_key(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_desk(postgres_url, "kim.tran")
    asked: list[object] = []
    ping: Any = PGDialect_psycopg.do_ping

    def counted(dialect: PGDialect_psycopg, link: DBAPIConnection) -> Any:
        asked.append(link)
        return ping(dialect, link)

    monkeypatch.setattr(PGDialect_psycopg, "do_ping", counted)
    for text_ in ("g", "ga", "gal"):
        find.members(desk, text_)
    assert asked == []
    monkeypatch.setattr(engines, "REST_S", 0.0)
    find.members(desk, "gall")
    assert len(asked) == 1
    desk.close()
