"""A server that refuses, wants another password, or is cut between two keys: words and saves wait and go out once."""

import os
from collections.abc import Iterator

import pytest
from psycopg import sql

from tests.end_to_end.calls import a_note_ready_to_submit, leave, start_note, write
from tests.end_to_end.chair import Chair
from tests.end_to_end.terminal import Terminal
from tests.hostile.door import Door
from tests.postgres import Server


def _database(url: str) -> str:
    return url.split("@/")[1].split("?")[0]


@pytest.fixture
def door(postgres_server: Server) -> Iterator[Door]:
    with Door(postgres_server) as door:
        yield door


@pytest.fixture
def far_chair(postgres_chair: Chair, postgres_server: Server, door: Door) -> Chair:
    """A chair whose store stands behind the door."""
    straight = postgres_chair.url
    postgres_chair.url = postgres_server.url(_database(straight), host="127.0.0.1", port=str(door.port))
    postgres_chair.past = straight
    return postgres_chair.settle()


def _send_now(terminal: Terminal) -> None:
    terminal.press("f9")
    terminal.wait_for("Home   Kim Tran")
    terminal.press("ctrl+g", "w")


def test_nothing_listens_at_the_port(far_chair: Chair, door: Door) -> None:
    door.shut()
    with far_chair.running(ready="The database does not answer. Saves wait here.") as terminal:
        start_note(terminal, "Written without a database.")
        terminal.wait_for("draft kept")
        terminal.press("ctrl+s")
        terminal.wait_for("Missing: Member (F2), Type, About. The note is kept.")
        door.open()
        terminal.press("esc")
        terminal.wait_for("Home   Kim Tran", "Not submitted 1", "Written without a da", seconds=40)
        leave(terminal)
    assert far_chair.one("SELECT count(*) FROM interaction") == 0


def test_a_wrong_password_is_told_and_words_are_kept(postgres_chair: Chair, postgres_server: Server) -> None:
    if postgres_server.folder is None:
        pytest.skip("only of the tests' own server is it known that it asks for passwords")
    role = f"casetui_e2e_{os.getpid()}"
    known = sql.Identifier(role)
    postgres_server.run(sql.SQL("DROP ROLE IF EXISTS {}").format(known))
    postgres_server.run(sql.SQL("CREATE ROLE {} LOGIN SUPERUSER PASSWORD 'right'").format(known))
    try:
        postgres_server.ask_password_of(role)
        postgres_chair.url = postgres_server.url(_database(postgres_chair.url), user=role)
        postgres_chair.settle()
        refused = "The database refused the login."
        with postgres_chair.running(ready=refused, CASETUI_PASSWORD="wrong") as terminal:
            start_note(terminal, "Written with a wrong password.")
            terminal.wait_for("draft kept")
            leave(terminal)
            assert b"wrong\x1b" not in terminal.raw
        with postgres_chair.running(CASETUI_PASSWORD="right") as terminal:
            terminal.wait_for("Not submitted 1", "Written with a wrong")
            leave(terminal)
        assert "'wrong'" not in postgres_chair.log
    finally:
        postgres_server.run(sql.SQL("DROP ROLE {}").format(known))


def test_connections_ended_by_the_server_between_two_keys_are_not_noticed(
    postgres_chair: Chair, postgres_server: Server
) -> None:
    with postgres_chair.running() as terminal:
        a_note_ready_to_submit(terminal, "Before the cut.")
        terminal.press("shift+tab", "shift+tab", "shift+tab")
        postgres_server.run(
            sql.SQL(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE application_name = 'casetui' AND datname = {}"
            ).format(sql.Literal(_database(postgres_chair.url)))
        )
        write(terminal, " After the cut.")
        terminal.press("ctrl+s")
        terminal.wait_for("submitted I-20001")
        leave(terminal)
    assert postgres_chair.rows("SELECT count(*) FROM interaction") == [(1,)]
    assert postgres_chair.drafts() == []


def test_what_is_saved_while_the_way_is_cut_goes_out_once_and_in_order(far_chair: Chair, door: Door) -> None:
    with far_chair.running() as terminal:
        a_note_ready_to_submit(terminal, "The first, saved in the cut.")
        door.shut()
        terminal.press("ctrl+s")
        terminal.wait_for("The database does not answer. Saves wait here.", "waiting to send")
        terminal.press("ctrl+t")
        terminal.wait_for("New case › Andrea Gallagher")
        terminal.press("ctrl+s")
        terminal.wait_for("2 waiting to send")
        start_note(terminal, "The third goes on meanwhile.")
        terminal.wait_for("draft kept")
        assert far_chair.one("SELECT count(*) FROM interaction") == 0
        door.open()
        _send_now(terminal)
        terminal.wait_for("C-10001", "Not submitted 1", seconds=40)
        leave(terminal)
    assert far_chair.one("SELECT count(*) FROM interaction") == 1
    assert far_chair.one("SELECT count(*) FROM case_record") == 1
    assert far_chair.one("SELECT count(*) FROM interaction WHERE case_id IS NOT NULL") == 1
    assert far_chair.rows("SELECT action FROM act WHERE action <> 'test' ORDER BY at, id") == [
        ("interactions.submit",),
        ("cases.create",),
    ]
    assert [state for _, state, _ in far_chair.drafts()] == ["writing"]


def test_a_field_of_a_case_changed_while_the_way_is_cut_goes_out_once(far_chair: Chair, door: Door) -> None:
    with far_chair.running() as terminal:
        a_note_ready_to_submit(terminal, "Becomes a case.")
        terminal.press("ctrl+t")
        terminal.wait_for("New case ›")
        terminal.press("ctrl+s")
        terminal.wait_for("Case › C-10001", "ctrl+g d Details")
        terminal.press("ctrl+g", "d")
        terminal.wait_for("Details › C-10001", "3, Normal")
        door.shut()
        terminal.press("enter")
        terminal.wait_for("Title of C-10001")
        write(terminal, ", in the cut")
        terminal.press("enter")
        terminal.wait_for("The database does not answer. Saves wait here.", "1 waiting to send")
        door.open()
        terminal.wait_for("Title changed. u takes it back.", seconds=40)
        leave(terminal)
    assert str(far_chair.one("SELECT title FROM case_record")).endswith(", in the cut")
    assert far_chair.one("SELECT version FROM case_record") == 2


def test_a_task_written_while_the_way_is_cut_goes_out_once(far_chair: Chair, door: Door) -> None:
    with far_chair.running() as terminal:
        a_note_ready_to_submit(terminal, "Becomes a case.")
        terminal.press("ctrl+t")
        terminal.wait_for("New case ›")
        terminal.press("ctrl+s")
        terminal.wait_for("Case › C-10001", "ctrl+g d Details")
        terminal.press("ctrl+g", "w")
        terminal.wait_for("Tasks › C-10001", "No tasks yet")
        terminal.press("n")
        terminal.wait_for("New task ›")
        door.shut()
        write(terminal, "Ring in the cut")
        terminal.press("ctrl+s")
        terminal.wait_for("The database does not answer. Saves wait here.", "1 waiting to send")
        door.open()
        terminal.wait_for("the task is saved", seconds=40)
        leave(terminal)
    assert far_chair.one("SELECT count(*) FROM task WHERE title = 'Ring in the cut'") == 1


def test_it_goes_out_by_itself_when_the_way_is_open_again(far_chair: Chair, door: Door) -> None:
    with far_chair.running() as terminal:
        a_note_ready_to_submit(terminal, "Saved in the cut.")
        door.shut()
        terminal.press("ctrl+s")
        terminal.wait_for("waiting to send")
        door.open()
        terminal.wait_for("submitted I-20001", seconds=40)
        leave(terminal)
    assert far_chair.one("SELECT count(*) FROM interaction") == 1


def test_a_read_without_an_answer_is_told_with_the_next_try_and_forgotten_when_there_is_one(
    far_chair: Chair, door: Door
) -> None:
    with far_chair.running() as terminal:
        door.shut()
        write(terminal, "gall")
        terminal.wait_for("The database does not answer. Saves wait here. Next try ")
        door.open()
        terminal.wait_until_gone("Next try", seconds=40)
        terminal.wait_for("Andrea Gallagher")
        leave(terminal)


def test_what_waits_when_the_program_is_killed_goes_out_at_the_next_start(
    far_chair: Chair, door: Door
) -> None:
    with far_chair.running() as terminal:
        a_note_ready_to_submit(terminal, "Saved, then killed.")
        door.shut()
        terminal.press("ctrl+s")
        terminal.wait_for("waiting to send")
        terminal.kill()
    assert [state for _, state, _ in far_chair.drafts()] == ["waiting"]
    door.open()
    with far_chair.running() as terminal:
        terminal.wait_for("I-20001 is saved.")
        leave(terminal)
    assert far_chair.one("SELECT count(*) FROM interaction") == 1
    assert far_chair.drafts() == []


def test_ctrl_q_asks_while_something_waits(far_chair: Chair, door: Door) -> None:
    with far_chair.running() as terminal:
        a_note_ready_to_submit(terminal, "Saved in the cut.")
        door.shut()
        terminal.press("ctrl+s")
        terminal.wait_for("waiting to send")
        terminal.press("ctrl+q")
        terminal.wait_for("One save waits to be sent to the database")
        terminal.press("n")
        terminal.wait_until_gone("One save waits")
        terminal.press("ctrl+q")
        terminal.wait_for("One save waits to be sent to the database")
        terminal.press("y")
        assert terminal.wait_exit() == 0
    assert [state for _, state, _ in far_chair.drafts()] == ["waiting"]
