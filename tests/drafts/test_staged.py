"""Files on their way: copies beside the drafts, which live and go with what they were attached to."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from data.desk import staging
from data.drafts import Drafts
from data.types.documents import Attachment, FileNotTaken
from data.types.errors import DraftsFull, NotFound
from tests.drafts.conftest import Opener
from tests.drafts.test_drafts import a_note

PDF = b"%PDF-1.7\n"
Stage = Callable[..., Attachment]


@pytest.fixture
def stage(drafts: Drafts, tmp_path: Path) -> Stage:
    """Chooses a file of those bytes."""

    def of(body: bytes = PDF, name: str = "letter.pdf", with_form: UUID | None = None) -> Attachment:
        path = tmp_path / name
        path.write_bytes(body)
        return staging.stage(drafts, Attachment(uuid4(), name, path, with_form=with_form))

    return of


def kept(drafts: Drafts) -> list[str]:
    return sorted(path.name for path in drafts.files.folder.iterdir())


def test_a_copy_is_kept_that_is_nobody_elses(drafts: Drafts, stage: Stage, tmp_path: Path) -> None:
    one = stage(name="medical_certificate.pdf")
    (tmp_path / "medical_certificate.pdf").unlink()
    assert isinstance(one.source, Path) and one.source.read_bytes() == PDF
    assert one.source.stat().st_mode & 0o777 == 0o600
    assert one.source.parent.stat().st_mode & 0o777 == 0o700
    assert one.described == "Medical certificate"
    draft = drafts.read(one.id)
    assert draft is not None and draft.form == one
    drafts.wait(one)
    drafts.sent(one.id)
    assert kept(drafts) == []


def test_what_is_not_taken_leaves_no_copy(
    drafts: Drafts, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(FileNotTaken, match="it is a Windows program"):
        stage(b"MZ\x90")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fdopen", full)
    with pytest.raises(DraftsFull):
        drafts.files.keep(uuid4(), [PDF])
    monkeypatch.undo()
    assert drafts.listing() == () and [name for name in kept(drafts) if not name.endswith(".part")] == []


def test_files_go_and_come_back_with_what_they_were_attached_to(
    drafts: Drafts, stage: Stage, opened: Opener
) -> None:
    note = a_note()
    drafts.keep(note)
    first, second = (stage(name=name, with_form=note.id) for name in ("a.pdf", "b.pdf"))
    assert [draft.id for draft in drafts.listing()] == [note.id]
    assert drafts.counts() == (1, 0, 0)
    # After a crash, and for nobody else.
    assert opened().attached_to(note.id) == (first, second)
    assert opened(officer="sam").attached_to(note.id) == ()
    # One that was thrown away by itself stays away when the note comes back.
    drafts.discard(second.id)
    drafts.discard(note.id)
    assert drafts.attached_to(note.id) == ()
    drafts.restore(note.id)
    assert drafts.attached_to(note.id) == (first,)
    # They wait behind it, and are given back with it.
    other = a_note("another")
    drafts.wait(note)
    drafts.wait(other)
    assert [draft.id for draft in drafts.waiting()] == [note.id, first.id, other.id]
    drafts.sent(note.id)
    drafts.refused(first.id, "no such case")
    # What it went with is in the store: it stands by itself now.
    assert [draft.id for draft in drafts.listing()] == [first.id]


def test_copies_that_belong_to_no_draft_are_swept(
    drafts: Drafts, stage: Stage, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = stage()
    lost, fresh = drafts.files.keep(uuid4(), [PDF]), drafts.files.keep(uuid4(), [PDF])
    shown = drafts.files.opened() / "shown.pdf"
    shown.write_bytes(PDF)
    for old in (lost, shown, drafts.files.path(one.id)):
        os.utime(old, (0, 0))
    opened()
    assert kept(drafts) == sorted([str(one.id), fresh.name, "opened"])
    assert not shown.exists()


def test_a_folder_lists_what_can_be_chosen(tmp_path: Path) -> None:
    for name in ("a.pdf", "B.TXT", "tool.exe", ".hidden.pdf"):
        (tmp_path / name).write_bytes(PDF)
    (tmp_path / "inner").mkdir()
    os.utime(tmp_path / "a.pdf", (0, 0))
    assert [one.name for one in staging.entries(tmp_path)] == ["inner", "B.TXT", "a.pdf"]
    assert [one.name for one in staging.entries(tmp_path, "b")] == ["B.TXT"]
    assert [one.name for one in staging.entries(tmp_path, ".h")] == [".hidden.pdf"]
    assert staging.entries(tmp_path / "none") == staging.entries(tmp_path / "a.pdf") == ()
    assert [one.name for one in staging.dropped(str(tmp_path))] == ["B.TXT", "a.pdf"]
    assert staging.dropped("") == ()
    assert staging.folder_of(f"{tmp_path}/in") == (tmp_path, "in")
    assert staging.folder_of("~/x") == (Path.home(), "x")


def test_what_was_attached_goes_aside_under_a_name_of_its_own(tmp_path: Path) -> None:
    watched = tmp_path / "in"
    watched.mkdir()
    for _ in range(2):
        (watched / "a.pdf").write_bytes(PDF)
        assert staging.move_aside(watched / "a.pdf", str(watched))
    assert sorted(path.name for path in (watched / "attached").iterdir()) == ["a (2).pdf", "a.pdf"]
    elsewhere = tmp_path / "b.pdf"
    elsewhere.write_bytes(PDF)
    assert not staging.move_aside(elsewhere, str(watched)) and elsewhere.exists()
    assert not staging.move_aside(watched / "gone.pdf", str(watched))


def test_a_refused_copy_can_be_gone_on_with(drafts: Drafts, stage: Stage) -> None:
    one = stage()
    drafts.wait(one)
    drafts.refused(one.id, "it was refused")
    drafts.keep(replace(one, described="Another"))
    assert drafts.listing()[0].problem == "it was refused"
    with pytest.raises(NotFound):
        drafts.restore(uuid4())
