"""A store in a file that is read-only, full, no database, or newer: told in a sentence, and nothing is lost."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.end_to_end.calls import a_note_ready_to_submit, attach, leave, name_topic, start_note
from tests.end_to_end.chair import Chair
from tests.end_to_end.terminal import Terminal
from tests.hostile.broken import FULL_WHILE_THERE, NO_RIGHT_PAST_MODES, broken

OPENED_AGAIN = 60
"""Seconds for the program to look again by itself."""


def _file(chair: Chair) -> Path:
    return Path(chair.url.removeprefix("sqlite:///"))


def _second_note_while_the_first_waits(terminal: Terminal) -> None:
    terminal.wait_for("Saves wait here", "waiting to send")
    start_note(terminal, "The second is written meanwhile.")
    terminal.wait_for("draft kept")
    attach(terminal)
    name_topic(terminal)
    terminal.press("ctrl+s")
    terminal.wait_for("2 waiting to send")


def _both_went_out_in_order(chair: Chair) -> None:
    assert chair.rows("SELECT reference, body FROM note_section JOIN note ON note.id = note_id"
        " JOIN interaction ON interaction.id = interaction_id WHERE title = 'Background' ORDER BY reference") == [
        (20001, "The first, which waits."), (20002, "The second is written meanwhile.")
    ]  # fmt: skip
    assert chair.drafts() == []


def test_a_file_that_cannot_be_written(chair: Chair) -> None:
    path = _file(chair)
    path.chmod(0o444)
    with chair.running(command=NO_RIGHT_PAST_MODES) as terminal:
        a_note_ready_to_submit(terminal, "The first, which waits.")
        terminal.press("ctrl+s")
        terminal.wait_for("The database can be read but not written.")
        _second_note_while_the_first_waits(terminal)
        assert chair.one("SELECT count(*) FROM interaction") == 0
        path.chmod(0o644)
        terminal.press("f9", "ctrl+g", "w")
        terminal.wait_for("I-20002")
        leave(terminal)
    _both_went_out_in_order(chair)


def test_a_full_file(chair: Chair, tmp_path: Path) -> None:
    sign = tmp_path / "full"
    sign.touch()
    with closing(sqlite3.connect(_file(chair))) as file:
        # No page free within either: the first save needs a new one.
        file.execute("VACUUM")
    with chair.running(command=broken(FULL_WHILE_THERE.format(sign=str(sign)))) as terminal:
        start_note(terminal, "The first, which waits.")
        terminal.press("tab")
        terminal.paste("as long as a page and more " * 2000)
        attach(terminal)
        name_topic(terminal)
        terminal.press("ctrl+s")
        terminal.wait_for("The database is full.", "waiting to send")
        _second_note_while_the_first_waits(terminal)
        assert chair.one("SELECT count(*) FROM interaction") == 0
        sign.unlink()
        terminal.press("f9", "ctrl+g", "w")
        terminal.wait_for("I-20002")
        leave(terminal)
    _both_went_out_in_order(chair)


def _no_database(path: Path) -> None:
    path.write_bytes(b"This is a letter and no database. " * 400)


def _damaged(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
        file.commit()


def _older(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute("UPDATE alembic_version SET version_num = '0000'")
        file.commit()


def _another_programs(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as file:
        file.execute("CREATE TABLE recipe (name TEXT)")
        file.commit()


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_no_database, "The file is not a casetui database, or it is damaged."),
        (_damaged, "The file is not a casetui database, or it is damaged."),
        (_another_programs, "The file is not a casetui database, or it is damaged."),
        (_newer, "The database is newer than casetui."),
        (_older, "The database is older than casetui."),
    ],
)
def test_a_file_that_cannot_be_used_is_told_and_left_as_it_is(
    chair: Chair, tmp_path: Path, spoil: object, told: str
) -> None:
    assert callable(spoil)
    path, kept = _file(chair), tmp_path / "kept.db"
    shutil.copy(path, kept)
    spoil(path)
    before = path.read_bytes()
    with chair.running(ready=told) as terminal:
        start_note(terminal, "Typing goes on.")
        terminal.wait_for("draft kept")
        assert path.read_bytes() == before
        path.unlink()
        shutil.copy(kept, path)
        terminal.press("esc")
        terminal.wait_for("Home   Kim Tran", "Typing goes on.", seconds=OPENED_AGAIN)
        leave(terminal)
    assert [state for _, state, _ in chair.drafts()] == ["writing"]


def test_a_file_that_is_not_there(chair: Chair) -> None:
    path = _file(chair)
    kept = path.rename(path.with_suffix(".kept"))
    with chair.running(ready="No database is set up.") as terminal:
        start_note(terminal, "Typing goes on.")
        terminal.wait_for("draft kept")
        kept.rename(path)
        terminal.press("esc")
        terminal.wait_for("Home   Kim Tran", "Typing goes on.", seconds=OPENED_AGAIN)


def test_a_file_another_program_is_writing_to(chair: Chair) -> None:
    with chair.running() as terminal:
        a_note_ready_to_submit(terminal, "Waits for its turn.")
        with closing(sqlite3.connect(_file(chair), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            terminal.press("ctrl+s")
            terminal.wait_for("waiting to send")
            start_note(terminal, "Meanwhile.")
            other.execute("ROLLBACK")
        terminal.press("f9")
        terminal.wait_for("Home   Kim Tran", "I-20001 is saved.")
        leave(terminal)
    assert chair.one("SELECT count(*) FROM interaction") == 1
