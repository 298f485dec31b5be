import logging
from pathlib import Path

import pytest

from data.local.log import log_error, start_log
from data.types.errors import StoreFull

SECRET = "Andrew Gallagher rang about his knee"


def failing(text: str) -> None:
    secret_local = text
    raise ValueError(secret_local)


def logged(path: Path) -> str:
    for handler in logging.getLogger("casetui").handlers:
        handler.flush()
    return path.read_text()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "logs" / "casetui.log"
    start_log(path)
    return path


def test_an_error_is_logged_by_type_and_place_and_never_by_its_text(path: Path) -> None:
    try:
        failing(SECRET)
    except ValueError as error:
        log_error("finding", error)
    text = logged(path)
    assert "finding failed" in text
    assert "ValueError at tests.program.test_log:" in text
    assert "Andrew" not in text


def test_what_an_error_came_of_is_logged_without_its_text_too(path: Path) -> None:
    try:
        try:
            failing(SECRET)
        except ValueError as error:
            raise RuntimeError(SECRET) from error
    except RuntimeError as error:
        log_error("saving", error)
    text = logged(path)
    assert "RuntimeError at" in text and "; after ValueError at" in text
    assert "Andrew" not in text


def test_our_own_errors_are_logged_by_their_title(path: Path) -> None:
    log_error("saving", StoreFull(SECRET))
    text = logged(path)
    assert "StoreFull (The database is full)" in text
    assert "Andrew" not in text


def test_the_log_is_its_owners_only_and_turns_over(path: Path) -> None:
    for _ in range(30):
        logging.getLogger("casetui").info("x" * 100_000)
    assert {part.stat().st_mode & 0o777 for part in path.parent.iterdir()} == {0o600}
    assert sum(part.stat().st_size for part in path.parent.iterdir()) < 4_000_000


def test_where_no_log_can_be_written_the_program_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    start_log(tmp_path / "file" / "casetui.log").info("nobody hears this")
