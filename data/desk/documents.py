"""Documents of cases and members: attached through one gate, kept once, moved, removed, written to files.

Features A2.19, A2.20, A2.23, A2.24, A3.37 to A3.39, A5.07, A5.08.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from data.desk.desk import Desk
from data.desk.leftover import attaching
from data.exchange.document_file import Looked, look, opened, same_parts
from data.exchange.document_preview import TEXTS, StoredFile, names_in, text_lines
from data.model import DocumentRow, MemberRow
from data.repositories.cases import Cases
from data.repositories.documents import Documents, begin_content, parts_of, put_parts, rules
from data.repositories.members import Members
from data.repositories.writing import locked_case
from data.rules.clean import clean_line
from data.rules.document_names import described_of, kept_name, proposed_name, safe_name
from data.rules.document_references import counted
from data.rules.merging import merge
from data.types.documents import (
    Attachment,
    Document,
    DocumentContents,
    DocumentsOf,
    FileNotTaken,
    FileNotWritten,
    FileRules,
)
from data.types.errors import BadInput, Conflict, NotFound
from data.types.stop import Stop

DAMAGED = "its bytes in the database are not those that were attached"


def of_case(desk: Desk, case_id: UUID, stop: Stop | None = None) -> tuple[Document, ...]:
    """The documents of a case, the newest first; raises NotFound for a case that is none or may not be seen."""
    with desk.store.reading(stop) as connection:
        Cases(connection, desk.officer).seen(case_id)
        return Documents(connection, desk.officer).of_case(case_id)


def of_member(desk: Desk, member_id: UUID, stop: Stop | None = None) -> tuple[Document, ...]:
    """Those of the profile and of all cases of the member that may be seen; raises NotFound."""
    with desk.store.reading(stop) as connection:
        if not Members(connection, desk.officer).exists(member_id):
            raise NotFound("no such member")
        return Documents(connection, desk.officer).of_member(member_id)


def listing(desk: Desk, record: str, record_id: UUID, stop: Stop | None = None) -> DocumentsOf:
    """What the screen shows of a `case` or a `member`: the documents, and in how many notes each is named.

    Raises NotFound.
    """
    with desk.store.reading(stop) as connection:
        documents = Documents(connection, desk.officer)
        if record == "case":
            label, member_id = documents.case_said(record_id)
            found = documents.of_case(record_id)
        else:
            label, member_id = documents.member_said(record_id), record_id
            found = documents.of_member(record_id)
        noted = counted(documents.notes_that_refer(member_id), (one.name for one in found)) if found else {}
        return DocumentsOf(label, member_id, found, {one.id: noted.get(one.name, 0) for one in found})


def one(desk: Desk, document_id: UUID, stop: Stop | None = None) -> Document:
    """A document, also a removed one; raises NotFound."""
    with desk.store.reading(stop) as connection:
        return _seen(desk, connection, document_id)


def taken(desk: Desk, stop: Stop | None = None) -> FileRules:
    """Which files the office takes."""
    with desk.store.reading(stop) as connection:
        return rules(connection)


def attach(desk: Desk, wanted: Attachment) -> Document:
    """Keep the file as a document of the case, or of the member; sent again it is one (features A3.39).

    The bytes stand once, however often and wherever they are attached. Raises FileNotTaken for what the gate does
    not take and for a file that changes while it is read, NotFound for a case or member that is none or may not be
    seen, BadInput where neither is named.
    """
    if (wanted.case_id is None) == (wanted.member_id is None):
        raise BadInput("where the document belongs; it is a case or a member")
    allowed = taken(desk)
    if wanted.case_id is not None:
        with desk.store.reading() as connection:
            _refuse_more(desk, connection, wanted.case_id, wanted.id)
    with opened(wanted.source) as file:
        looked = look(file, safe_name(wanted.original_name), wanted.id, allowed)
        with desk.store.writing(
            action="documents.attach", officer_id=desk.officer.id, key=wanted.id
        ) as session:
            connection = session.connection()
            member = _whose(desk, session, wanted.case_id, wanted.member_id)
            if session.get(DocumentRow, wanted.id) is None:
                # Asked once more under the lock of the case: another may have been attached meanwhile.
                _refuse_more(desk, connection, wanted.case_id)
                desk.store.take_turns(session, attaching(looked.sha256))
                fresh = begin_content(connection, looked.sha256, looked.size, looked.parts)
                _add(desk, session, wanted, looked, member)
                if fresh:
                    put_parts(connection, looked.sha256, same_parts(file, looked))
            return _seen(desk, connection, wanted.id)


def _refuse_more(
    desk: Desk, connection: Connection, case_id: UUID | None, document_id: UUID | None = None
) -> None:
    """Raise FileNotTaken for a case that has as many documents as its types allow (features A5.14).

    One that stands there already is no other one.
    """
    documents = Documents(connection, desk.officer)
    most = documents.most_of(case_id) if case_id is not None else None
    if case_id is None or most is None:
        return
    there = documents.of_case(case_id)
    if len(there) >= most.many and all(one.id != document_id for one in there):
        raise FileNotTaken(
            f"a case of {most.case_type} has at most {most.many} documents, and this one has {len(there)}",
            todo="Remove one that is not needed, or attach it to the member.",
        )


def _whose(desk: Desk, session: Session, case_id: UUID | None, member_id: UUID | None) -> str:
    """The name of whom a document there is about; raises NotFound."""
    if case_id is not None:
        case = locked_case(session, case_id)
        # After the lock: someone may have hidden the case from this officer meanwhile.
        Cases(session.connection(), desk.officer).seen(case_id)
        member_id = case.member_id if case is not None else None
    member = session.get(MemberRow, member_id) if member_id is not None else None
    if member is None:
        raise NotFound("no such member")
    return member.name


def _add(desk: Desk, session: Session, wanted: Attachment, looked: Looked, member: str) -> None:
    original = safe_name(wanted.original_name)
    described = clean_line(wanted.described) or described_of(original)
    name = wanted.name.strip() or proposed_name(original, desk.today(), member, described)
    session.add(
        DocumentRow(
            id=wanted.id,
            case_id=wanted.case_id,
            member_id=wanted.member_id,
            name=kept_name(name, original),
            original_name=original,
            described=described,
            ending=looked.ending,
            size=looked.size,
            sha256=looked.sha256,
            proof=looked.proof,
            added_by=desk.officer.id,
            added_at=desk.clock(),
        )
    )
    session.flush()


def change(
    desk: Desk, document_id: UUID, was: DocumentContents, now: DocumentContents, key: UUID | None = None
) -> Document:
    """Give it another name or description; the ending stays the file's own.

    Another's change of the other field stands. Raises Conflict where it was the same one, BadInput for an empty
    name, NotFound.
    """
    with desk.store.writing(
        action="documents.change", officer_id=desk.officer.id, key=key or document_id
    ) as session:
        row = _held(desk, session, document_id)
        if not clean_line(now.name):
            raise BadInput("the name, which is empty")
        mine = DocumentContents(kept_name(now.name, row.original_name), clean_line(now.described))
        merged = merge(was, mine, DocumentContents(row.name, row.described))
        if merged.both:
            raise Conflict(" and ".join(merged.both), row.id, merged.both)
        row.name, row.described = merged.contents.name, merged.contents.described
        return _written(desk, session, row)


def move(
    desk: Desk, document_id: UUID, *, case_id: UUID | None = None, member_id: UUID | None = None
) -> Document:
    """Have it belong to another case, or to a member's profile; raises NotFound, BadInput where neither is named."""
    if (case_id is None) == (member_id is None):
        raise BadInput("where the document belongs; it is a case or a member")
    with desk.store.writing(action="documents.move", officer_id=desk.officer.id, key=document_id) as session:
        row = _held(desk, session, document_id)
        _whose(desk, session, case_id, member_id)
        _refuse_more(desk, session.connection(), case_id, document_id)
        row.case_id, row.member_id = case_id, member_id
        return _written(desk, session, row)


def remove(desk: Desk, document_id: UUID) -> Document:
    """Mark it removed: it stands in no list any more, and can be put back; raises NotFound."""
    with desk.store.writing(
        action="documents.remove", officer_id=desk.officer.id, key=document_id
    ) as session:
        row = _held(desk, session, document_id)
        if row.removed_at is None:
            row.removed_at, row.removed_by = desk.clock(), desk.officer.id
        return _written(desk, session, row)


def restore(desk: Desk, document_id: UUID) -> Document:
    """Put a removed one back; raises NotFound."""
    with desk.store.writing(
        action="documents.restore", officer_id=desk.officer.id, key=document_id
    ) as session:
        row = _held(desk, session, document_id)
        _refuse_more(desk, session.connection(), row.case_id, document_id)
        row.removed_at = row.removed_by = None
        return _written(desk, session, row)


def _held(desk: Desk, session: Session, document_id: UUID) -> DocumentRow:
    found = _seen(desk, session.connection(), document_id)
    if found.case_id is not None:
        locked_case(session, found.case_id)
    row = session.get(DocumentRow, document_id, with_for_update=True, populate_existing=True)
    # After the lock: it may have been moved, or its case hidden, meanwhile.
    _seen(desk, session.connection(), document_id)
    if row is None:
        raise NotFound("no such document")
    return row


def _written(desk: Desk, session: Session, row: DocumentRow) -> Document:
    if session.is_modified(row):
        row.version += 1
    session.flush()
    return _seen(desk, session.connection(), row.id)


def _seen(desk: Desk, connection: Connection, document_id: UUID) -> Document:
    found = Documents(connection, desk.officer).one(document_id)
    if found is None:
        raise NotFound("no such document")
    return found


# The bytes


def read(desk: Desk, document_id: UUID, stop: Stop | None = None) -> Iterator[bytes]:
    """The bytes of a document, part by part; raises NotFound."""
    with desk.store.reading(stop) as connection:
        yield from parts_of(connection, _seen(desk, connection, document_id).sha256)


def preview(desk: Desk, document_id: UUID, stop: Stop | None = None) -> tuple[str, ...]:
    """How a text begins, or what is in an archive; empty for what is neither. Raises NotFound."""
    with desk.store.reading(stop) as connection:
        found = _seen(desk, connection, document_id)
        if found.ending in TEXTS:
            return text_lines(next(parts_of(connection, found.sha256, beyond=1), b""))
        if found.ending == "zip":
            return names_in(StoredFile(connection, found.sha256, found.size), found.size)
    return ()


def save(desk: Desk, document_id: UUID, to: Path, stop: Stop | None = None, *, anew: bool = False) -> Path:
    """Write a document to a file, under its name where `to` is a folder; answers which file it is.

    Raises FileNotWritten where that file is there already (unless it may be written `anew`), the folder is none or
    may not be written into, or the disk is full; a file that was begun is removed. Raises NotFound.
    """
    found = one(desk, document_id, stop)
    try:
        target = to / safe_name(found.name) if to.is_dir() else to
        if not anew and target.exists():
            raise FileNotWritten("a file of that name is there already", todo="Give another name.")
        begun = target.with_name(f".{document_id}.part")
        _write(desk, found, begun, stop)
        try:
            if anew:
                begun.replace(target)
            else:
                # A link fails where somebody was quicker; a rename would write over his file.
                _put_in_place(begun, target)
        finally:
            with suppress(OSError):
                begun.unlink()
    except OSError as error:
        why = error.strerror or "its path is none"
        raise FileNotWritten(why[:1].lower() + why[1:], todo="Choose another folder or name.") from None
    return target


def _put_in_place(begun: Path, target: Path) -> None:
    try:
        os.link(begun, target)
    except FileExistsError:
        raise FileNotWritten("a file of that name is there already", todo="Give another name.") from None
    except OSError:
        # A drive without links.
        begun.rename(target)


def _write(desk: Desk, found: Document, target: Path, stop: Stop | None) -> None:
    whole = hashlib.sha256()
    try:
        with suppress(FileNotFoundError):
            target.unlink()
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for part in read(desk, found.id, stop):
                whole.update(part)
                file.write(part)
        if whole.hexdigest() != found.sha256:
            raise FileNotWritten(DAMAGED, todo="Run `casetui doctor`, and restore a backup.")
    except BaseException:
        with suppress(OSError):
            target.unlink()
        raise
