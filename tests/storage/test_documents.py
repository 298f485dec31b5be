"""Documents: one gate, stored once, seen by whoever sees their case; nothing is lost and nothing half written."""

import io
import os
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select, update
from uuid_utils.compat import uuid7

from data.desk import cases, documents, history, sharing, undoing
from data.desk.desk import Desk
from data.exchange import document_file
from data.store.store import Store
from data.store.tables import CASE_TYPE, CASE_TYPE_OF_CASE, DOCUMENT_CONTENT, DOCUMENT_PART
from data.types.documents import Attachment, Document, DocumentContents, FileNotTaken, FileNotWritten
from data.types.errors import BadInput, Conflict, NotAllowed, NotFound
from tests.builders import a_case_form, a_member, change_case

PDF = b"%PDF-1.7\n"
Desks = Callable[[str], Desk]


@pytest.fixture
def member(store: Store) -> UUID:
    """Whose case it is."""
    return a_member(store)


@pytest.fixture
def case(desk: Desk, member: UUID) -> UUID:
    """A case everyone sees."""
    return opened(desk, member)


def opened(desk: Desk, member: UUID) -> UUID:
    form = a_case_form(member)
    cases.create(desk, form)
    return form.id


def given(
    source: Path | bytes = PDF,
    name: str = "letter.pdf",
    case_id: UUID | None = None,
    member_id: UUID | None = None,
) -> Attachment:
    return Attachment(uuid7(), name, source, case_id, member_id)


def bytes_of(desk: Desk, document: Document) -> bytes:
    return b"".join(documents.read(desk, document.id))


def stored(store: Store) -> tuple[int, int]:
    """Files and parts."""
    with store.reading() as connection:
        asked = (select(func.count()).select_from(one) for one in (DOCUMENT_CONTENT, DOCUMENT_PART))
        first, second = (connection.execute(one).scalar_one() for one in asked)
        return first, second


def test_a_file_is_attached_under_the_unions_name_and_its_bytes_stand_once(
    desk: Desk, store: Store, member: UUID, case: UUID, tmp_path: Path
) -> None:
    whole = PDF + os.urandom(700_000)
    path = tmp_path / "medical_certificate.PDF"
    path.write_bytes(whole)
    wanted = given(path, path.name, case_id=case)
    first = documents.attach(desk, wanted)
    assert first.name == "20261123 – Andrea Gallagher – Medical certificate.pdf"
    assert (first.original_name, first.described) == ("medical_certificate.pdf", "Medical certificate")
    assert (first.ending, first.size, first.added_by) == ("pdf", len(whole), "Kim Tran")
    assert (first.case_id, first.member_id, first.member_name) == (case, member, "Andrea Gallagher")
    assert stored(store) == (1, 3)
    # Sent again it is the same; attached elsewhere the bytes stand where they stood.
    assert documents.attach(desk, wanted) == first
    other = documents.attach(desk, given(whole, "again.pdf", member_id=member))
    assert stored(store) == (1, 3)
    assert bytes_of(desk, first) == bytes_of(desk, other) == whole
    assert documents.of_case(desk, case) == (first,)
    assert set(documents.of_member(desk, member)) == {first, other}
    assert other.case_number == "" and first.case_number.startswith("C-")
    told = history.of_case(desk, case)
    assert [(line.field, line.new) for line in told if line.action == "documents.attach"] == [
        ("document", first.name)
    ]


def test_a_document_is_moved_renamed_and_removed_and_each_is_taken_back(
    desk: Desk, desk_for: Desks, member: UUID, case: UUID
) -> None:
    made = documents.attach(desk, given(case_id=case))
    moved = documents.move(desk, made.id, member_id=member)
    assert (moved.case_id, documents.of_case(desk, case)) == (None, ())
    undoing.undo(desk, undoing.find(desk, ""))
    assert documents.one(desk, made.id).case_id == case
    was = made.contents
    named = documents.change(desk, made.id, was, replace(was, name="Roster of June"))
    assert named.name == "Roster of June.pdf"
    sam = desk_for("sam.ortiz")
    both = documents.change(sam, made.id, was, replace(was, described="Roster"))
    assert (both.name, both.described) == ("Roster of June.pdf", "Roster")
    with pytest.raises(Conflict, match="Name"):
        documents.change(sam, made.id, was, replace(was, name="Another"))
    with pytest.raises(BadInput, match="empty"):
        documents.change(sam, made.id, was, DocumentContents(" ", ""))
    assert documents.remove(desk, made.id).removed_at is not None
    assert documents.of_case(desk, case) == documents.of_member(desk, member) == ()
    assert undoing.undo(desk, undoing.find(desk, "")).done == 1
    assert len(documents.of_case(desk, case)) == 1
    documents.remove(desk, made.id)
    assert documents.restore(desk, made.id).removed_at is None
    # What was attached is taken back too; the bytes wait for who attaches them again.
    fresh = documents.attach(desk, given(case_id=case))
    undoing.undo(desk, undoing.find(desk, ""))
    with pytest.raises(NotFound):
        documents.one(desk, fresh.id)


def test_a_document_of_a_hidden_case_is_not_there(
    desk: Desk, desk_for: Desks, member: UUID, case: UUID, tmp_path: Path
) -> None:
    made = documents.attach(desk, given(case_id=case))
    own = documents.attach(desk, given(member_id=member))
    change_case(desk, cases.read(desk, case), "hers alone", scope=2, confidential=True)
    aisha, out = desk_for("aisha.bello"), tmp_path / "out"
    out.mkdir()
    assert documents.of_member(aisha, member) == (own,)
    for refused in (
        lambda: documents.of_case(aisha, case),
        lambda: documents.one(aisha, made.id),
        lambda: bytes_of(aisha, made),
        lambda: documents.save(aisha, made.id, out),
        lambda: documents.remove(aisha, made.id),
        lambda: documents.move(aisha, made.id, member_id=member),
        lambda: documents.move(aisha, own.id, case_id=case),
        lambda: documents.attach(aisha, given(case_id=case)),
        lambda: documents.attach(aisha, given(member_id=uuid7())),
    ):
        with pytest.raises(NotFound):
            refused()
    assert list(out.iterdir()) == []


def test_a_document_is_written_to_a_file_whole_or_not_at_all(
    desk: Desk, case: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = documents.attach(desk, given(PDF * 90_000, case_id=case))
    out = tmp_path / "out"
    out.mkdir()
    path = documents.save(desk, made.id, out)
    assert path == out / made.name
    assert path.read_bytes() == PDF * 90_000
    assert path.stat().st_mode & 0o077 == 0
    for bad in (path, out, out / "none" / "x.pdf"):
        with pytest.raises(FileNotWritten):
            documents.save(desk, made.id, bad)
    path.write_bytes(b"old")
    assert documents.save(desk, made.id, path, anew=True).read_bytes() == PDF * 90_000
    # What stands in the database is not what was attached: nothing of it is written.
    monkeypatch.setattr(documents, "parts_of", lambda *_: iter([b"%PDF-damaged"]))
    with pytest.raises(FileNotWritten, match="not those that were attached"):
        documents.save(desk, made.id, out / "new.pdf")
    assert sorted(one.name for one in out.iterdir()) == [path.name]


def zipped(*names: str, size: int = 3) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, b"\0" * size)
    return out.getvalue()


class Growing(io.BytesIO):
    """A file that another program writes into while it is read."""

    def read(self, size: int | None = -1, /) -> bytes:
        out = super().read(size)
        at = self.tell()
        self.seek(0, os.SEEK_END)
        self.write(b"more")
        self.seek(at)
        return out


def test_what_is_not_taken_is_refused_in_words_and_leaves_nothing(
    desk: Desk, store: Store, case: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large, pipe = tmp_path / "large.pdf", tmp_path / "pipe.pdf"
    with large.open("wb") as file:
        file.write(PDF)
        file.truncate(200_000_000)
    os.mkfifo(pipe)
    bad: list[tuple[Path | bytes, str, str]] = [
        (b"", "empty.pdf", "it is empty"),
        (large, "large.pdf", "200.0 MB, and 25 MB are the most"),
        (b"\x7fELF....", "letter.pdf", "named .pdf, but it is a program"),
        (b"MZ\x90\x00", "letter.txt", "it is a Windows program"),
        (PDF, "letter.exe", "files of type .exe are not taken"),
        (PDF, "letter", "no ending"),
        (zipped("a", size=60_000_000), "bomb.zip", "unpacked it would be"),
        (zipped("a")[:-4], "cut.zip", "damaged"),
        (zipped("a"), "letter.docx", "without word/"),
        (zipped("word/x.xml", "word/vbaProject.bin"), "letter.docx", "macros"),
        (tmp_path, "folder.pdf", "it is a folder"),
        (pipe, "pipe.pdf", "a pipe"),
        (tmp_path / "none.pdf", "none.pdf", "no such file"),
        (Path("a\0b.pdf"), "x.pdf", "cannot be read"),
    ]
    for source, name, why in bad:
        with pytest.raises(FileNotTaken, match=why):
            documents.attach(desk, given(source, name, case_id=case))
    with pytest.raises(BadInput, match="case or a member"):
        documents.attach(desk, given())
    with pytest.raises(NotAllowed, match="on this machine alone"):
        sharing.share(desk, given(case_id=case))
    monkeypatch.setattr(io, "BytesIO", Growing)
    with pytest.raises(FileNotTaken, match="changed while it was read"):
        documents.attach(desk, given(PDF * 99, case_id=case))
    assert (documents.of_case(desk, case), stored(store)) == ((), (0, 0))


def test_a_case_has_no_more_documents_than_its_type_allows(
    desk: Desk, store: Store, member: UUID, case: UUID
) -> None:
    """Features A5.14: said before a byte is copied; what is moved or put back counts too."""
    with store.loading("test") as connection:
        kinds = select(CASE_TYPE_OF_CASE.c.case_type).where(CASE_TYPE_OF_CASE.c.case_id == case)
        connection.execute(update(CASE_TYPE).where(CASE_TYPE.c.key.in_(kinds)).values(attachments=2))
    first = given(PDF, "a.pdf", case_id=case)
    kept, gone = documents.attach(desk, first), documents.attach(desk, given(PDF, "b.pdf", case_id=case))
    assert documents.attach(desk, first) == kept
    with pytest.raises(FileNotTaken, match="has at most 2 documents, and this one has 2"):
        documents.attach(desk, given(b"", "c.pdf", case_id=case))
    elsewhere = documents.attach(desk, given(PDF, "c.pdf", member_id=member))
    with pytest.raises(FileNotTaken):
        documents.move(desk, elsewhere.id, case_id=case)
    documents.remove(desk, gone.id)
    assert documents.move(desk, elsewhere.id, case_id=case).case_id == case
    with pytest.raises(FileNotTaken):
        documents.restore(desk, gone.id)
    assert len(documents.of_case(desk, case)) == 2


def test_a_file_that_changes_between_the_two_readings_is_noticed(
    desk: Desk, store: Store, case: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(PDF + b"a" * 400_000)
    before = document_file.look

    def look(*args: object) -> document_file.Looked:
        found = before(*args)  # type: ignore[arg-type]
        path.write_bytes(PDF + b"b" * 400_000)
        return found

    monkeypatch.setattr(documents, "look", look)
    with pytest.raises(FileNotTaken, match="changed"):
        documents.attach(desk, given(path, case_id=case))
    assert (documents.of_case(desk, case), stored(store)) == ((), (0, 0))


@pytest.fixture
def nobody(tmp_path: Path) -> Iterator[Path]:
    """A file that may not be read."""
    path = tmp_path / "closed.pdf"
    path.write_bytes(PDF)
    path.chmod(0)
    if os.geteuid() != 0:
        yield path
        return
    # Root reads everything: for this test it is somebody else.
    tmp_path.chmod(0o755)
    for above in tmp_path.parents:
        if above.stat().st_uid == 0 and "pytest" in above.name:
            above.chmod(0o755)
    os.seteuid(65534)
    yield path
    os.seteuid(0)


def test_a_file_one_may_not_read_is_refused_in_words(nobody: Path) -> None:
    with pytest.raises(FileNotTaken, match="no right to read"), document_file.opened(nobody):
        pass
