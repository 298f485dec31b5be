"""E-mails: filed to a case or a member, moved on the record, discarded and brought back (features A2.21, A2.23)."""

import json
from uuid import UUID, uuid5

from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlmodel import col, select

from data.desk import awaiting, documents
from data.desk.checking import check_member
from data.desk.desk import Desk
from data.exchange.mail_file import read_letter
from data.exchange.mail_on_disk import read_file, write_file
from data.exchange.mail_parts import File
from data.model import CaseRow, FilingRow, LetterRow, LetterSource
from data.repositories.cases import Cases
from data.repositories.email_places import Places
from data.repositories.emails import Emails, line_of
from data.repositories.mailboxes import mail_settings
from data.repositories.members import Members
from data.rules.clean import clean_line
from data.rules.emails import (
    belongs,
    direction_of,
    is_same,
    key_of,
    other_key,
    others,
    path_typed,
    people_said,
    placed_at,
    ticket_named,
)
from data.rules.reference import say_case
from data.types.documents import Attachment, FileNotTaken
from data.types.emails import Direction, EmailLine, EmailRecord, Filed, FilesKept, Letter, Target
from data.types.errors import BadInput, Incomplete, NotAllowed, NotFound
from data.types.stop import Stop

LISTED = 500
"""E-mails of a case or a member that are read at once."""
TO_FILE = 200
HIDDEN = "it is on record already, where you may not see it"


def of(desk: Desk, target: Target, stop: Stop | None = None) -> tuple[EmailLine, ...]:
    """The e-mails of a case, or of a member and her cases, the newest first; raises NotFound."""
    with desk.store.reading(stop) as connection:
        _named(desk, connection, target)
        return Emails(connection, desk.officer).of(target, LISTED)


def whose(desk: Desk, target: Target, stop: Stop | None = None) -> str:
    """`C-10482`, or the member's name; raises NotFound."""
    with desk.store.reading(stop) as connection:
        return _named(desk, connection, target)


def read(desk: Desk, email_id: UUID, stop: Stop | None = None) -> EmailRecord:
    """The whole of one; raises NotFound."""
    with desk.store.reading(stop) as connection:
        return Emails(connection, desk.officer).read(email_id)


def original(desk: Desk, email_id: UUID, stop: Stop | None = None) -> tuple[bytes, str]:
    """The file as it came, and a name for it; raises NotFound."""
    with desk.store.reading(stop) as connection:
        content, name = Emails(connection, desk.officer).source(email_id)
        return content, name or f"{email_id}.eml"


def files(desk: Desk, email_id: UUID) -> tuple[File, ...]:
    """The files in it, with their bytes; raises NotFound."""
    return read_letter(original(desk, email_id)[0])[1]


def to_file(desk: Desk, stop: Stop | None = None) -> tuple[EmailLine, ...]:
    """Those that belong nowhere yet, the newest first, each with where it might belong."""
    with desk.store.reading(stop) as connection:
        rows = Emails(connection, desk.officer).to_file(TO_FILE)
        places = Places(connection, desk.officer, rows)
        return tuple(line_of(row)._replace(suggestions=places.of(row)) for row in rows)


def discarded(desk: Desk, stop: Stop | None = None) -> tuple[EmailLine, ...]:
    """Those that were discarded, the newest first."""
    with desk.store.reading(stop) as connection:
        return Emails(connection, desk.officer).discarded(LISTED)


def add(desk: Desk, data: bytes, file_name: str, target: Target) -> Filed:
    """File the e-mail of a file to a case or a member, once however often it is given.

    One that waits to be filed, or was discarded, is filed. Raises FileRefused, NotFound, and NotAllowed for one that
    belongs somewhere else already.
    """
    letter, _ = read_letter(data)
    with desk.store.writing(action="emails.add", officer_id=desk.officer.id) as session:
        number = _named(desk, session.connection(), target)
        email_id, _ = keep(desk, session, letter, data, file_name, desk.officer.id)
        held = _place(session, email_id)
        if held is not None and Target(held.case_id, held.member_id) == target:
            return Filed(email_id, number, letter.subject, already=True)
        if held is not None and belongs(Target(held.case_id, held.member_id)):
            where = _named(desk, session.connection(), Target(held.case_id, held.member_id))
            raise NotAllowed(f"this e-mail is on record already: {where}", todo="Move it from there.")
        _put(desk, session, email_id, held, target)
        return Filed(email_id, number, letter.subject)


def add_file(desk: Desk, path: str, target: Target) -> Filed:
    """File an e-mail that stands in a file of this machine; raises what `add` raises."""
    return add(desk, *read_file(path_typed(path)), target)


def save(desk: Desk, email_id: UUID, path: str, number: int = 0) -> str:
    """Write the original, or its file of that number, to a new file; answers where it stands. Raises BadInput."""
    if not number:
        return write_file(path_typed(path), original(desk, email_id)[0])
    held = files(desk, email_id)
    if not 0 < number <= len(held):
        raise BadInput(f"the number of a file in the e-mail; it has {len(held)}")
    return write_file(path_typed(path), held[number - 1].data)


def file(desk: Desk, email_id: UUID, target: Target) -> Filed:
    """File one that waits; said twice it is filed once. Raises NotFound, and NotAllowed where somebody was first."""
    with desk.store.writing(action="emails.file", officer_id=desk.officer.id, key=email_id) as session:
        record = Emails(session.connection(), desk.officer).read(email_id)
        number = _named(desk, session.connection(), target)
        held = _place(session, email_id)
        if held is not None and Target(held.case_id, held.member_id) == target:
            return Filed(email_id, number, record.subject, already=True)
        if held is not None and not record.discarded:
            raise NotAllowed(f"{record.filed_by} has filed it meanwhile", todo="Move it from there.")
        _put(desk, session, email_id, held, target)
        return Filed(email_id, number, record.subject)


def keep_files(desk: Desk, email_id: UUID) -> FilesKept:
    """Keep the files in a filed e-mail as documents of what it belongs to, each once; what the gate refuses is told.

    It is asked for: the pictures of signatures are no documents. Raises NotFound, NotAllowed for one not filed.
    """
    record = read(desk, email_id)
    if not belongs(record.target):
        raise NotAllowed("the e-mail is not filed yet", todo="File it first.")
    kept: list[str] = []
    refused: list[tuple[str, str]] = []
    for number, one in enumerate(files(desk, email_id)):
        case_id, member_id = record.target
        # The same file of the same e-mail, at the same place, is the same document.
        document_id = uuid5(case_id or member_id or email_id, f"{email_id}/{number}")
        try:
            document = documents.attach(
                desk, Attachment(document_id, one.name, one.data, case_id=case_id, member_id=member_id)
            )
            kept.append(document.name)
        except FileNotTaken as error:
            refused.append((one.name, error.detail))
    return FilesKept(tuple(kept), tuple(refused))


def move(desk: Desk, email_id: UUID, target: Target, reason: str) -> Filed:
    """Give a filed one to another case or member, on the record of both.

    Raises Incomplete without a reason, NotAllowed where it is already, NotFound.
    """
    why = clean_line(reason)
    if not why:
        raise Incomplete(("Reason",))
    with desk.store.writing(
        action="emails.move", officer_id=desk.officer.id, reason=why, key=email_id
    ) as session:
        record = Emails(session.connection(), desk.officer).read(email_id)
        number = _named(desk, session.connection(), target)
        held = _place(session, email_id)
        if held is None:
            raise NotAllowed("it is not filed yet", todo="")
        if Target(held.case_id, held.member_id) == target:
            raise NotAllowed(f"the e-mail belongs to {number} already", todo="")
        _put(desk, session, email_id, held, target)
        return Filed(email_id, number, record.subject)


def discard(desk: Desk, email_id: UUID) -> Filed:
    """Take one that waits off the list; it is kept. Raises NotFound, and NotAllowed for one that is filed."""
    with desk.store.writing(action="emails.discard", officer_id=desk.officer.id, key=email_id) as session:
        record = Emails(session.connection(), desk.officer).read(email_id)
        held = _place(session, email_id)
        if record.discarded:
            return Filed(email_id, "", record.subject, already=True)
        if held is not None:
            raise NotAllowed(f"{record.filed_by} has filed it meanwhile", todo="")
        _put(desk, session, email_id, None, Target())
        return Filed(email_id, "", record.subject)


def restore(desk: Desk, email_id: UUID) -> Filed:
    """Bring a discarded one back onto the list; said twice it is there once. Raises NotFound, NotAllowed."""
    with desk.store.writing(action="emails.restore", officer_id=desk.officer.id, key=email_id) as session:
        record = Emails(session.connection(), desk.officer).read(email_id)
        held = _place(session, email_id)
        if held is not None and not record.discarded:
            raise NotAllowed(f"{record.filed_by} has filed it meanwhile", todo="")
        if held is not None:
            session.delete(held)
            session.flush()
        return Filed(email_id, "", record.subject, already=held is None)


def keep(
    desk: Desk, session: Session, letter: Letter, data: bytes, file_name: str, added_by: UUID | None
) -> tuple[UUID, bool]:
    """The e-mail in the store, kept once by its Message-ID; answers its id and whether it came just now.

    Another one that only names the same Message-ID is kept beside it. Raises NotAllowed where it belongs to a case
    that the officer may not see.
    """
    connection, key = session.connection(), key_of(letter)
    desk.store.take_turns(session, f"email {key}")
    emails = Emails(connection, desk.officer)
    known = emails.keyed(key)
    if known is not None and letter.message_id and not is_same(letter, known.sender, known.subject):
        key = other_key(letter)
        known = emails.keyed(key)
    if known is not None:
        return known.id, False
    email_id, own = desk.new_id(), mail_settings(connection).own
    direction, now = direction_of(letter.sender, own), desk.clock()
    row = LetterRow(
        id=email_id,
        message_id=key,
        direction=direction.value,
        sender=letter.sender.address,
        sender_name=letter.sender.name,
        recipients=people_said(letter.to, letter.unnamed),
        cc=people_said(letter.cc),
        addresses=" ".join(others(letter, direction)),
        sent_at=letter.sent_at,
        at=placed_at(letter.sent_at, now),
        subject=letter.subject,
        body=letter.body,
        ticket=ticket_named(letter.subject),
        attachments=json.dumps(letter.attached, ensure_ascii=False),
        is_whole=letter.whole,
        size=letter.size,
        digest=letter.digest,
        file_name=clean_line(file_name)[-150:],
        added_by=added_by,
        added_at=now,
    )
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError:
        raise NotAllowed(HIDDEN, todo="Ask a supervisor where it belongs.") from None
    session.add(LetterSource(email_id=email_id, content=data))
    session.flush()
    return email_id, True


def _place(session: Session, email_id: UUID) -> FilingRow | None:
    return session.scalars(select(FilingRow).where(col(FilingRow.email_id) == email_id)).first()


def _put(desk: Desk, session: Session, email_id: UUID, held: FilingRow | None, target: Target) -> None:
    """Another row, so that the history of both places tells of it."""
    if held is not None:
        session.delete(held)
        session.flush()
        awaiting.open_again(desk, session, email_id)
    session.add(
        FilingRow(
            id=desk.new_id(),
            email_id=email_id,
            case_id=target.case_id,
            member_id=target.member_id,
            filed_by=desk.officer.id,
            filed_at=desk.clock(),
        )
    )
    session.flush()
    _answer(desk, session, email_id, target)


def _answer(desk: Desk, session: Session, email_id: UUID, target: Target) -> None:
    """What the member was asked before she wrote this is answered by it (features A4.22); others answer nothing."""
    letter = session.get(LetterRow, email_id)
    case = session.get(CaseRow, target.case_id) if target.case_id is not None else None
    member_id = case.member_id if case is not None else target.member_id
    if letter is None or member_id is None or letter.direction != Direction.IN:
        return
    if Emails(session.connection(), desk.officer).writes_from(member_id, letter.sender):
        awaiting.answered(
            desk, session, case_id=target.case_id, member_id=member_id, at=letter.at, email_id=email_id
        )


def _named(desk: Desk, connection: Connection, target: Target) -> str:
    """`C-10482`, or the member's name; raises NotFound, BadInput for what is neither or both."""
    if not belongs(target):
        raise BadInput("where the e-mail belongs: a case or a member")
    if target.case_id is not None:
        return say_case(Cases(connection, desk.officer).seen(target.case_id))
    assert target.member_id is not None
    check_member(desk, connection, target.member_id, None)
    card = Members(connection, desk.officer).card(target.member_id, desk.today(), desk.arrears_days)
    return card.name


def place_of(desk: Desk, text: str) -> Target:
    """The case or the member that a number names; raises BadInput, NotFound."""
    from data.rules.reference import read_reference

    found = read_reference(text)
    with desk.store.reading() as connection:
        if found is not None and found[0] == "case":
            return Target(case_id=Cases(connection, desk.officer).id_of(found[1]))
        if found is not None:
            raise BadInput("where the e-mail belongs: a case or a member, no interaction")
        members = Members(connection, desk.officer)
        try:
            return Target(member_id=members.id_of(clean_line(text).upper()))
        except NotFound:
            raise NotFound(f"no case and no member {clean_line(text)[:40]!r}") from None
