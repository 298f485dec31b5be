"""Documents: one gate, stored once, seen by whoever sees their case; nothing is lost and nothing half written."""

import io
import os
import struct
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, text, update
from uuid_utils.compat import uuid7

from data.desk import cases, documents, history, leftover, sharing, undoing
from data.desk.desk import Desk
from data.exchange import document_file, packed
from data.repositories.documents import begin_content
from data.store.store import Store
from data.store.tables import CASE_TYPE, CASE_TYPE_OF_CASE, DOCUMENT_CONTENT, DOCUMENT_PART
from data.types.documents import Attachment, Document, DocumentContents, FileNotTaken, FileNotWritten
from data.types.errors import BadInput, Conflict, NotAllowed, NotFound
from tests.builders import Clock, a_case_form, a_member, change_case
from tests.storage.statements import statements

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


def test_bytes_that_nothing_names_any_more_go_a_day_later(
    desk: Desk, store: Store, case: UUID, clock: Clock
) -> None:
    def swept() -> tuple[int, int, int]:
        done = leftover.sweep_bytes(desk)
        return done.files, done.size, stored(store)[0]

    removed = documents.attach(desk, given(PDF + b"removed", case_id=case))
    documents.remove(desk, removed.id)
    documents.attach(desk, given(case_id=case))
    undoing.undo(desk, undoing.find(desk, ""))
    assert swept() == (0, 0, 2)
    # That it was taken back is taken back itself: the bytes are there for it.
    undo = next(one for one in undoing.undoable(desk) if one.undoes is not None)
    undoing.undo(desk, undo.id)
    clock.move(days=2)
    assert swept() == (0, 0, 2)
    again = documents.of_case(desk, case)[0]
    assert bytes_of(desk, again) == PDF
    # Nobody's anew, which nobody saw for two days: the day begins when it is seen.
    documents.attach(desk, given(PDF + b"more", case_id=case))
    undoing.undo(desk, undoing.find(desk, ""))
    assert swept() == (0, 0, 3)
    clock.move(hours=25)
    # Another attaching was taken back just now: no file goes while one might be needed.
    documents.attach(desk, given(case_id=case))
    undoing.undo(desk, undoing.find(desk, ""))
    assert swept() == (0, 0, 3)
    clock.move(hours=2)
    assert swept() == (1, len(PDF + b"more"), 2)
    assert swept() == (0, 0, 2)
    # What was removed is still put back whole.
    assert bytes_of(desk, documents.restore(desk, removed.id)) == PDF + b"removed"


def test_bytes_that_are_attached_again_while_they_are_swept_stay(
    desk: Desk, desk_for: Desks, store: Store, case: UUID, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = desk_for("sam.ortiz")
    documents.attach(desk, given(case_id=case))
    undoing.undo(desk, undoing.find(desk, ""))
    leftover.sweep_bytes(desk)
    clock.move(days=2)
    found: list[leftover.Removed] = []
    sweeper = Thread(target=lambda: found.append(leftover.sweep_bytes(elsewhere)))

    def waits() -> bool:
        asked = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        with store.reading() as connection:
            return bool(connection.execute(text(asked)).scalar())

    def begin(*args: Any) -> bool:
        fresh = begin_content(*args)
        sweeper.start()
        # It has come as far as the turn it waits for; where it takes none, it is done.
        while store.shared and sweeper.is_alive() and not waits():
            pass
        return fresh

    monkeypatch.setattr(documents, "begin_content", begin)
    again = documents.attach(desk, given(case_id=case))
    sweeper.join()
    assert found == [(0, 0)]
    assert bytes_of(desk, again) == PDF and stored(store) == (1, 1)


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


def two_ended(entries: int) -> bytes:
    """An archive whose end says that it holds one file, before which another end says that it holds many."""
    one = (
        struct.pack("<4s4B4HL2L5H2L", b"PK\1\2", 20, 0, 20, 0, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0)
        + b"a"
    )
    many = len(one) * entries
    larger = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, entries, entries, many, 4)
    where = struct.pack("<4sLQL", b"PK\6\7", 0, 4 + many, 1)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(one), 4, 0)
    return b"PK\3\4" + one * entries + larger + where + end


def test_of_an_archive_no_more_is_read_than_a_directory_may_be_long() -> None:
    class Watched(io.BytesIO):
        most = 0

        def read(self, size: int | None = -1, /) -> bytes:
            out = super().read(size)
            Watched.most = max(Watched.most, len(out))
            return out

    few, many = two_ended(3), two_ended(300_000)
    assert packed.look_into(io.BytesIO(few), len(few)) == ("a", "a", "a")
    with pytest.raises(FileNotTaken, match="more than 10000 files"):
        packed.look_into(Watched(many), len(many))
    assert Watched.most < packed.LARGEST_DIRECTORY


def with_a_second_end(archive: bytes, entries: int) -> bytes:
    """The archive with an end for large ones before its own, which is the one that counts."""
    at = archive.rindex(b"PK\x05\x06")
    *_, directory, begins, _ = struct.unpack("<4s4H2LH", archive[at : at + 22])
    second = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, entries, entries, directory, begins)
    return archive[:at] + second + struct.pack("<4sLQL", b"PK\x06\x07", 0, at, 1) + archive[at:]


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
        (zipped(*(f"{number}" for number in range(10_001))), "many.zip", "more than 10000 files"),
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


def test_an_archive_is_known_by_its_directory_and_what_it_holds_is_never_opened(
    desk: Desk, case: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opened(*_: object, **__: object) -> None:
        raise AssertionError("an entry was opened")

    nested = io.BytesIO()
    with zipfile.ZipFile(nested, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../etc/passwd", b"x")
        archive.writestr("inner.zip", zipped("bomb", size=60_000_000))
    monkeypatch.setattr(zipfile.ZipFile, "open", opened)
    made = documents.attach(desk, given(nested.getvalue(), "nested.zip", case_id=case))
    assert documents.preview(desk, made.id) == ("../../etc/passwd", "inner.zip")
    large = documents.attach(desk, given(with_a_second_end(nested.getvalue(), 2), "large.zip", case_id=case))
    assert documents.preview(desk, large.id) == ("../../etc/passwd", "inner.zip")


def test_a_list_is_three_statements_and_who_sees_the_case_is_asked_once(desk: Desk, case: UUID) -> None:
    for _ in range(3):
        documents.attach(desk, given(case_id=case))
    with statements(desk) as told:
        found = documents.listing(desk, "case", case)
    asked = [one for one in told if one.statement.startswith("SELECT")]
    assert (len(found.documents), len(asked)) == (3, 3)
    (listed,) = (one for one in asked if "document.sha256" in one.statement)
    assert "FROM case_record JOIN document ON" in listed.statement
    if desk.store.kind == "sqlite":
        # A server's plan leaves out what is true of this officer anyway.
        with desk.store.reading() as connection:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {listed.statement}", listed.parameters)
            assert "case_record" in plan.all()[0].detail


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
