"""Drafts of secure notes: encrypted on the disk while they are typed, there again after a kill (features A3.35)."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import keyring
import pytest

from data.drafts import Drafts
from data.local.draft_key import DraftKey
from data.types.drafts import DraftState
from data.types.errors import DraftRefused
from data.types.forms import InteractionForm
from tests.drafts.conftest import Opener
from tests.drafts.test_drafts import a_note
from tests.drafts.typist import OPEN_TIMES
from tests.file_keyring import Keyring, NoRing

ROOT = Path(__file__).parents[2]
WORD = b"walrus"


@pytest.fixture(autouse=True)
def _ring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("CASETUI_HOME", str(tmp_path / "ring"))
    before = keyring.get_keyring()
    keyring.set_keyring(Keyring())
    yield
    keyring.set_keyring(before)


def a_secure_note(issue: str = "Her manager is the walrus") -> InteractionForm:
    note = a_note(issue)
    note.secure = True
    return note


def lies(path: Path) -> bool:
    """Whether the word stands in any byte of the folder."""
    return any(WORD in part.read_bytes() for part in path.parent.rglob("*") if part.is_file())


def test_no_word_of_a_secure_note_is_on_the_disk_while_it_is_typed_and_a_kill_loses_none(
    opened: Opener, path: Path
) -> None:
    draft_id = uuid4()
    typist = subprocess.Popen(
        [sys.executable, "-m", "tests.drafts.typist", str(path), str(draft_id), "secure"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert typist.stdout is not None
    said = [int(typist.stdout.readline()) for _ in range(OPEN_TIMES + 1)][-1]
    # What it said while it was an open note is gone too, from the log beside the file as well.
    for _ in range(20):
        assert not lies(path)
        said = int(typist.stdout.readline())
    os.kill(typist.pid, signal.SIGKILL)
    typist.wait()
    typist.stdout.close()
    assert not lies(path)
    draft = opened(key_of=DraftKey()).read(draft_id)
    assert draft is not None and isinstance(draft.form, InteractionForm) and draft.form.secure
    assert int(draft.form.sections[0].body.split()[0]) >= said
    assert "walrus" in draft.form.sections[0].body and not lies(path)


def test_it_goes_its_way_to_the_store_and_none_of_it_is_left(opened: Opener, path: Path) -> None:
    drafts = opened(key_of=DraftKey())
    note = a_secure_note()
    drafts.keep(note)
    assert drafts.sealed(note) and not drafts.sealed(a_note())
    drafts.park(note.id)
    assert drafts.listing()[0].first_words == "Her manager is the walrus"
    drafts.take_up(note.id)
    assert drafts.wait(note).state is DraftState.WAITING
    # The same text again is the same place in the order, though each writing is encrypted anew.
    assert drafts.wait(note).position == 1
    with pytest.raises(DraftRefused):
        drafts.wait(_saying(note, "It was the seal."))
    assert [draft.form for draft in drafts.waiting()] == [note]
    assert not lies(path)
    drafts.sent(note.id)
    assert drafts.waiting() == () and not lies(path)


def _saying(note: InteractionForm, issue: str) -> InteractionForm:
    other = a_secure_note(issue)
    other.id = note.id
    return other


def test_a_keyring_that_is_lost_or_another_is_told_and_the_draft_stays(
    opened: Opener, path: Path, tmp_path: Path
) -> None:
    note = a_secure_note()
    opened(key_of=DraftKey()).keep(note)
    key = (tmp_path / "ring" / "keyring.json").read_text()
    for lost in (None, key.replace(key[-10:-4], "000000"), "{}"):
        if lost is None:
            keyring.set_keyring(NoRing())
        else:
            keyring.set_keyring(Keyring())
            (tmp_path / "ring" / "keyring.json").write_text(lost)
        drafts = opened(key_of=DraftKey())
        assert drafts.listing() == () and drafts.read(note.id) is None
        assert drafts.counts() == (1, 0, 0)
        assert "of a secure note and encrypted; the key is not in this machine's keyring" in drafts.notice
    (tmp_path / "ring" / "keyring.json").write_text(key)
    assert [draft.form for draft in opened(key_of=DraftKey()).listing()] == [note]


def test_without_a_keyring_it_is_kept_in_the_open_and_says_so(opened: Opener, path: Path) -> None:
    keyring.set_keyring(NoRing())
    drafts: Drafts = opened(key_of=DraftKey())
    note = a_secure_note()
    drafts.keep(note)
    assert not drafts.sealed(note) and lies(path)
    # No word is lost for want of a keyring, nor when there is one later.
    keyring.set_keyring(Keyring())
    later = opened(key_of=DraftKey())
    assert [draft.form for draft in later.listing()] == [note]
    later.keep(note)
    assert later.sealed(note) and not lies(path)
