import os
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest

from data.drafts import Drafts
from data.drafts.file import TABLES
from data.types.errors import DraftsFull, DraftsUnavailable
from tests.drafts.conftest import Opener
from tests.drafts.test_drafts import a_note

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("kept", [1, 7, 60])
def test_a_killed_program_loses_nothing_that_was_kept(opened: Opener, path: Path, kept: int) -> None:
    draft_id = uuid4()
    typist = subprocess.Popen(
        [sys.executable, "-m", "tests.drafts.typist", str(path), str(draft_id)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert typist.stdout is not None
    for _ in range(kept):
        said = int(typist.stdout.readline())
    os.kill(typist.pid, signal.SIGKILL)
    typist.wait()
    typist.stdout.close()
    draft = opened().read(draft_id)
    assert draft is not None
    assert int(draft.form.sections[0].body.split()[0]) >= said
    assert len(draft.form.sections[0].body) > 2000


def test_the_file_and_its_log_are_their_owners_only(drafts: Drafts, path: Path) -> None:
    drafts.keep(a_note())
    assert {part.name for part in path.parent.iterdir()} == {"drafts.db", "drafts.db-wal", "drafts.db-shm"}
    assert {part.stat().st_mode & 0o777 for part in path.parent.iterdir()} == {0o600}
    assert path.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("content", [b"not a database at all" * 500, b"SQLite format 3\x00" + bytes(4000)])
def test_a_damaged_file_is_moved_aside_and_told(opened: Opener, path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    drafts = opened()
    aside = [part for part in path.parent.iterdir() if ".damaged-2026" in part.name]
    assert [part.read_bytes() for part in aside] == [content]
    assert aside[0].name in drafts.notice
    note = a_note()
    drafts.keep(note)
    assert drafts.listing()[0].form == note


def test_a_file_damaged_inside_is_moved_aside_too(opened: Opener, path: Path) -> None:
    drafts = opened()
    for _ in range(40):
        drafts.keep(a_note("x" * 3000))
    drafts.close()
    content = bytearray(path.read_bytes())
    content[4096:40960] = bytes(36864)
    path.write_bytes(content)
    again = opened()
    assert "damaged" in again.notice
    assert again.listing() == ()


def test_a_file_of_a_newer_casetui_is_left_as_it_is(opened: Opener, path: Path) -> None:
    opened().close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(DraftsUnavailable, match="newer casetui"):
        opened()
    assert [part.name for part in path.parent.iterdir()] == ["drafts.db"]


def test_drafts_of_a_file_from_before_ids_were_an_officers_own_are_all_there(
    opened: Opener, path: Path
) -> None:
    drafts, notes = opened(), [a_note(f"older {number}") for number in range(3)]
    for note in notes:
        drafts.keep(note)
    drafts.park(notes[1].id)
    before = drafts.listing()
    drafts.close()
    with closing(sqlite3.connect(path)) as file:
        file.executescript(
            "ALTER TABLE draft RENAME TO now;"
            f"{TABLES.split(';')[0].replace('CREATE TABLE draft', 'CREATE TABLE before')};"
            "INSERT INTO before SELECT * FROM now; DROP TABLE now; ALTER TABLE before RENAME TO draft;"
            "CREATE INDEX draft_owner ON draft (officer, store, state); PRAGMA user_version = 2"
        )
        file.execute("INSERT INTO sent VALUES ('0', '2026')")
        file.commit()
    again = opened()
    assert again.listing() == before and len(before) == 3
    opened(officer="sam").receive(notes[0])
    assert again.listing() == before


def test_a_full_disk_is_told_and_the_last_kept_text_stays(drafts: Drafts) -> None:
    note = a_note("kept")
    drafts.keep(note)
    pages = drafts._file.run(lambda connection: connection.execute("PRAGMA page_count").fetchone()[0])
    drafts._file._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DraftsFull) as told:
        drafts.keep(a_note("x" * 1_000_000))
    assert "disk is full" in told.value.sentence
    assert [draft.form for draft in drafts.listing()] == [note]
    drafts._file._connection.execute("PRAGMA max_page_count = 1000000")
    drafts.keep(a_note("x" * 1_000_000))


def test_a_place_that_is_no_file_is_told_in_a_sentence(path: Path, opened: Opener) -> None:
    path.mkdir(parents=True)
    with pytest.raises(DraftsUnavailable):
        opened()


def test_a_draft_that_cannot_be_read_is_told_and_hides_no_other(drafts: Drafts) -> None:
    good, bad = a_note("good"), a_note("bad")
    drafts.keep(bad)
    drafts.keep(good)
    drafts._file.run(
        lambda connection: connection.execute("UPDATE draft SET form = '{' WHERE id = ?", (str(bad.id),))
    )
    assert [draft.form for draft in drafts.listing()] == [good]
    assert drafts.notice == "One draft could not be read and stay in the file."


def test_threads_keep_their_drafts_side_by_side(drafts: Drafts) -> None:
    notes = [a_note(f"note {count}") for count in range(8)]

    def work(place: int) -> None:
        for _ in range(30):
            drafts.keep(notes[place])
            drafts.listing()

    threads = [threading.Thread(target=work, args=(place,)) for place in range(len(notes))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert drafts.counts() == (8, 0, 0)


def test_two_programs_share_the_file(opened: Opener) -> None:
    one, two = opened(), opened()
    note = a_note()
    one.wait(note)
    assert two.waiting()[0].form == note
    two.sent(note.id)
    assert one.waiting() == ()
