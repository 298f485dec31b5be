"""A store that is gone, locked, read-only, full or slow: one sentence, nothing half written."""

import os
import shutil
import sqlite3
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.pool import ConnectionPoolEntry

from data.desk import find, interactions
from data.desk.desk import Desk
from data.desk.opening import open_desk
from data.steward.keeping import back_up
from data.store import engines
from data.store.pool import Pool
from data.store.store import Store, open_store
from data.store.tables import INTERACTION, MEMBER
from data.types.errors import CasetuiError, StoreFull, StoreReadOnly, StoreUnavailable
from data.types.stop import Stop, Stopped
from tests.builders import a_member, an_interaction_form

SLOW = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n",
    "postgres": "SELECT pg_sleep(60)",
}

HALF_A_SECOND = {
    "sqlite": SLOW["sqlite"].replace("FROM n)", "FROM n WHERE i < 1500000)"),
    "postgres": "SELECT pg_sleep(0.5)",
}


def contacts(store: Store) -> int:
    with store.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(INTERACTION)).scalar_one())


def written(url: str, *pragmas: str) -> Store:
    """A store whose writing connection runs these settings first."""
    store = open_store(url)
    with store.writing(action="test", officer_id=None) as session:
        for pragma in pragmas:
            session.execute(text(f"PRAGMA {pragma}"))
    return store


def desk_at(store: Store, desk: Desk) -> Desk:
    return replace(desk, store=store)


def test_a_running_read_stops_when_nobody_waits_any_more(store: Store) -> None:
    stop = Stop()
    timer = threading.Timer(0.2, stop.pull)
    timer.start()
    with pytest.raises(Stopped), store.reading(stop) as connection:
        connection.execute(text(SLOW[store.kind]))
    timer.join()


def test_the_connection_of_a_stopped_read_serves_the_next(store: Store) -> None:
    for _ in range(4):
        stop = Stop()
        timer = threading.Timer(0.05, stop.pull)
        timer.start()
        with pytest.raises(Stopped), store.reading(stop) as connection:
            connection.execute(text(SLOW[store.kind]))
        timer.join()
        assert contacts(store) == 0


def test_a_read_called_off_before_it_begins_does_not_begin(desk: Desk) -> None:
    stop = Stop()
    stop.pull()
    with pytest.raises(Stopped):
        find.members(desk, "jane", stop=stop)
    assert find.members(desk, "jane") == ()


def test_pulling_after_the_read_has_ended_harms_nobody(desk: Desk, store: Store) -> None:
    stop = Stop()
    find.members(desk, "jane", stop=stop)
    stop.pull()
    assert contacts(store) == 0


def test_reads_stopped_at_any_moment_never_hit_another(desk: Desk, store: Store) -> None:
    a_member(store, "Jane", "Smith")

    def ask(number: int) -> bool:
        stop = Stop()
        thread = threading.Thread(target=stop.pull)
        if number % 2:
            thread.start()
        try:
            answered = len(find.members(desk, "jane", stop=stop)) == 1
        except Stopped:
            answered = bool(number % 2)
        if number % 2:
            thread.join()
        return answered

    with ThreadPoolExecutor(2) as pool:
        assert all(pool.map(ask, range(60)))


def test_an_interrupt_that_comes_too_late_does_not_hit_the_next_read(store: Store) -> None:
    stop = Stop()
    with store.reading(stop):
        late = stop._interrupt
    assert late is not None
    timer = threading.Timer(0.1, late)
    timer.start()
    with store.reading() as connection:
        connection.execute(text(HALF_A_SECOND[store.kind]))
    timer.join()


def test_a_read_cannot_write(store: Store) -> None:
    with pytest.raises(StoreReadOnly), store.reading() as connection:
        connection.execute(text("DELETE FROM interaction"))


def test_a_full_file_is_told_and_what_was_there_stays(sqlite_url: str) -> None:
    desk = open_desk(sqlite_url, "kim.tran")
    member = a_member(desk.store)
    full = written(sqlite_url, "max_page_count = 1")  # SQLite raises it to the pages in use
    form = an_interaction_form(member)
    form.sections[0] = type(form.sections[0])("Background", "x" * 1_000_000)
    with pytest.raises(StoreFull, match="waits to be sent"):
        interactions.submit(desk_at(full, desk), form)
    assert contacts(desk.store) == 0
    assert interactions.submit(desk, form).number == "I-20001"


def test_a_file_that_cannot_be_written_is_told(sqlite_url: str) -> None:
    desk = open_desk(sqlite_url, "kim.tran")
    member = a_member(desk.store)
    fixed = written(sqlite_url, "query_only = ON")
    with pytest.raises(StoreReadOnly):
        interactions.submit(desk_at(fixed, desk), an_interaction_form(member))
    assert find.members(desk_at(fixed, desk), "gallagher") != ()


def as_nobody(url: str, act: Callable[[Desk], object]) -> int:
    """Do this at a desk as a user to whom modes of files matter; answers the exit code: 3 when it was refused."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.setgid(65534)
            os.setuid(65534)
            act(open_desk(url, "kim.tran"))
            code = 0
        except StoreReadOnly:
            code = 3
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.skipif(os.geteuid() != 0, reason="becomes a second user")
def test_a_file_and_a_folder_without_the_right_to_write(sqlite_template: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path, url = folder / "casetui.db", f"sqlite:///{folder}/casetui.db"
        shutil.copy(sqlite_template, path)
        desk = open_desk(url, "kim.tran")
        form = an_interaction_form(a_member(desk.store))
        desk.close()

        def find_her(desk: Desk) -> None:
            assert find.members(desk, "gallagher") != ()

        path.chmod(0o444)
        folder.chmod(0o555)
        assert as_nobody(url, find_her) == 3
        folder.chmod(0o777)
        assert as_nobody(url, find_her) == 0
        assert as_nobody(url, lambda desk: interactions.submit(desk, form)) == 3


def test_a_file_that_another_holds_is_told_after_a_while(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "BUSY_MS", 50)
    desk = open_desk(sqlite_url, "kim.tran")
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailable, match="another program"):
        interactions.submit(desk, an_interaction_form(None))
    assert find.members(desk, "x") == ()  # reading goes on meanwhile
    other.execute("ROLLBACK")
    other.close()


def test_an_error_never_repeats_what_was_saved(desk: Desk, store: Store) -> None:
    member = a_member(store, "Secret", "Person", number="77")
    with pytest.raises(CasetuiError) as told:
        a_member(store, "Secret", "Person", number="77", id=member)
    assert "Secret" not in told.value.sentence and "77" not in told.value.sentence
    assert told.value.__cause__ is None and told.value.__suppress_context__
    with pytest.raises(CasetuiError) as told, store.reading() as connection:
        connection.execute(select(MEMBER.c.id).where(text("nothing = 'Secret'")))
    assert "Secret" not in told.value.sentence


def test_a_unit_of_work_that_has_only_read_is_the_writer_already(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """BEGIN IMMEDIATE: one that read first and wrote later would be refused for what another wrote in between."""
    monkeypatch.setattr(engines, "BUSY_MS", 50)
    one, two = open_store(sqlite_url), open_store(sqlite_url)
    with one.writing(action="test", officer_id=None) as session:
        before = session.execute(select(func.count()).select_from(MEMBER)).scalar_one()
        with (
            pytest.raises(StoreUnavailable, match="another program"),
            two.writing(action="x", officer_id=None),
        ):
            raise AssertionError("two write at once")
        assert contacts(two) == before == 0  # reading goes on meanwhile
    with two.writing(action="test", officer_id=None):
        pass
    one.close()
    two.close()


def test_a_read_that_begins_while_the_store_is_closed_waits_for_no_connection(store: Store) -> None:
    with store.reading(), store.reading():
        pass  # all connections there may be are made
    pool = store._pools.reads.pool
    assert isinstance(pool, Pool)
    free = pool._pool
    take = free.get

    def closed_first(block: bool = True, timeout: float | None = None) -> ConnectionPoolEntry:
        free.get = take  # type: ignore[method-assign]
        store.close()
        assert not block or free.qsize(), "it would wait for what nobody gives back"
        return take(block, timeout)

    free.get = closed_first  # type: ignore[method-assign]
    assert contacts(store) == 0


def test_a_backup_is_made_while_another_program_writes(sqlite_url: str, tmp_path: Path) -> None:
    """SQLite's own copying: what is not committed yet is not in it, and nobody waits for anybody."""
    store = open_store(sqlite_url)
    a_member(store)
    file = tmp_path / "union.backup"
    with store.writing(action="test", officer_id=None) as session:
        session.execute(text("UPDATE member SET given = 'Unfinished'"))
        session.flush()
        back_up(sqlite_url, None, file)
    store.close()
    with sqlite3.connect(file) as copied:
        assert copied.execute("SELECT given FROM member").fetchall() == [("Andrea",)]
        assert copied.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    copied.close()


def test_many_threads_write_at_once_and_none_is_lost(desk_for: Callable[[str], Desk], store: Store) -> None:
    member = a_member(store)
    desks = [desk_for("kim.tran"), desk_for("sam.ortiz")]

    def submit(number: int) -> str:
        return interactions.submit(desks[number % 2], an_interaction_form(member)).number

    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(submit, range(24)))
    assert len(set(numbers)) == contacts(store) == 24
