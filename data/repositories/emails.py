"""E-mails: kept once, and read where what they belong to may be seen (features A2.21, A2.23)."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    String,
    Uuid,
    bindparam,
    func,
    or_,
    select,
    union_all,
)
from sqlalchemy.engine import Connection, Row

from data.repositories.visible import VISIBLE, looking
from data.rules.reference import say_case
from data.store.tables import CASE, EMAIL, FILING, LETTER, LETTER_SOURCE, MEMBER, STAFF
from data.types.emails import Attached, EmailLine, EmailRecord, Target
from data.types.errors import NotFound
from data.types.staff import Officer

_HEAD = 300
"""Characters of a text that are read for a list."""
SEEN = or_(FILING.c.case_id.is_(None), VISIBLE)
"""Of `PLACES`: a case's e-mail where that may be seen; a member's, a discarded and an unfiled one is the office's."""
PLACES = (
    LETTER.outerjoin(FILING, FILING.c.email_id == LETTER.c.id)
    .outerjoin(CASE, CASE.c.id == FILING.c.case_id)
    .outerjoin(MEMBER, MEMBER.c.id == func.coalesce(FILING.c.member_id, CASE.c.member_id))
    .outerjoin(STAFF, STAFF.c.id == FILING.c.filed_by)
)
"""E-mails with where each belongs."""
_PLACE = (
    FILING.c.id.label("filing_id"),
    FILING.c.case_id,
    FILING.c.member_id,
    FILING.c.filed_at,
    CASE.c.reference,
    CASE.c.title.label("case_title"),
    MEMBER.c.name.label("member_name"),
    STAFF.c.name.label("filer"),
)
_HERS = select(EMAIL.c.id).where(
    EMAIL.c.member_id == bindparam("member_id", type_=Uuid()),
    func.lower(EMAIL.c.address) == bindparam("address", type_=String()),
)
_LINE = (
    LETTER.c.id,
    LETTER.c.at,
    LETTER.c.direction,
    LETTER.c.sender,
    LETTER.c.sender_name,
    LETTER.c.recipients,
    LETTER.c.addresses,
    LETTER.c.subject,
    LETTER.c.ticket,
    LETTER.c.attachments,
    func.substr(LETTER.c.body, 1, _HEAD).label("head"),
)
_NEWEST = (LETTER.c.at.desc(), LETTER.c.id.desc())
_READ = (
    select(LETTER, *_PLACE)
    .select_from(PLACES)
    .where(LETTER.c.id == bindparam("email_id", type_=Uuid()), SEEN)
)
_KEYED = (
    select(LETTER.c.id, LETTER.c.sender, LETTER.c.subject, LETTER.c.digest)
    .select_from(PLACES)
    .where(LETTER.c.message_id == bindparam("key", type_=String()), SEEN)
)
_SOURCE = (
    select(LETTER_SOURCE.c.content, LETTER.c.file_name)
    .select_from(PLACES.join(LETTER_SOURCE, LETTER_SOURCE.c.email_id == LETTER.c.id))
    .where(LETTER.c.id == bindparam("email_id", type_=Uuid()), SEEN)
)
_OF = bindparam("of", type_=Uuid())
_WAITING = FILING.c.id.is_(None)


def _lines(*where: ColumnElement[bool]) -> Select[Any]:
    limit: BindParameter[int] = bindparam("limit", type_=Integer())
    return select(*_LINE, *_PLACE).select_from(PLACES).where(*where).order_by(*_NEWEST).limit(limit)


_OF_CASE = _lines(FILING.c.case_id == _OF, VISIBLE)
_OF_MEMBER = _lines(
    FILING.c.id.in_(
        # Two seeks: both asked at once, no index would serve.
        union_all(
            select(FILING.c.id).where(FILING.c.member_id == _OF),
            select(FILING.c.id)
            .join_from(CASE, FILING, FILING.c.case_id == CASE.c.id)
            .where(CASE.c.member_id == _OF, VISIBLE),
        )
    )
)
_TO_FILE = _lines(_WAITING)
_DISCARDED = _lines(FILING.c.id.is_not(None), FILING.c.case_id.is_(None), FILING.c.member_id.is_(None))
_COUNT = select(func.count()).select_from(PLACES).where(_WAITING)
_COUNT_OF_CASE = select(func.count()).select_from(FILING).where(FILING.c.case_id == _OF)


class Emails:
    """The e-mails of a store, as one officer sees them."""

    def __init__(self, connection: Connection, officer: Officer) -> None:
        self._connection = connection
        self._officer = officer

    def read(self, email_id: UUID) -> EmailRecord:
        """The whole of one; raises NotFound, also for one that belongs to a case the officer may not see."""
        row = self._connection.execute(_READ, self._asked(email_id=email_id)).first()
        if row is None:
            raise NotFound("no such e-mail")
        return EmailRecord(
            id=row.id,
            at=row.at,
            sent_at=row.sent_at,
            direction=row.direction,
            sender=_shown(row),
            to=row.recipients,
            cc=row.cc,
            subject=row.subject,
            body=row.body,
            attached=attached_of(row.attachments),
            ticket=row.ticket,
            message_id=row.message_id,
            size=row.size,
            whole=row.is_whole,
            file_name=row.file_name,
            target=Target(row.case_id, row.member_id),
            case_number=say_case(row.reference) if row.reference is not None else "",
            case_title=row.case_title or "",
            member_name=row.member_name or "",
            filed_by=row.filer or "",
            filed_at=row.filed_at,
            discarded=row.filing_id is not None and row.case_id is None and row.member_id is None,
        )

    def source(self, email_id: UUID) -> tuple[bytes, str]:
        """The original, and the name of the file it came in; raises NotFound."""
        row = self._connection.execute(_SOURCE, self._asked(email_id=email_id)).first()
        if row is None:
            raise NotFound("no such e-mail")
        return bytes(row.content), row.file_name

    def keyed(self, key: str) -> Any:
        """Id, sender, subject and digest of the one with that key, if the officer may see it."""
        return self._connection.execute(_KEYED, self._asked(key=key)).first()

    def writes_from(self, member_id: UUID, address: str) -> bool:
        """Whether it is an address of that member."""
        return (
            self._connection.execute(_HERS, {"member_id": member_id, "address": address}).first() is not None
        )

    def of(self, target: Target, limit: int) -> tuple[EmailLine, ...]:
        """Those of a case; or of a member, her cases' among them. The newest first."""
        statement = _OF_CASE if target.case_id is not None else _OF_MEMBER
        asked = self._asked(of=target.case_id or target.member_id, limit=limit)
        return tuple(line_of(row) for row in self._connection.execute(statement, asked))

    def to_file(self, limit: int) -> Sequence[Row[Any]]:
        """Those that belong nowhere yet, the newest first."""
        return self._connection.execute(_TO_FILE, self._asked(limit=limit)).all()

    def discarded(self, limit: int) -> tuple[EmailLine, ...]:
        """Those that were discarded, the newest first."""
        return tuple(line_of(row) for row in self._connection.execute(_DISCARDED, self._asked(limit=limit)))

    def waiting(self) -> int:
        """How many belong nowhere yet."""
        return int(self._connection.execute(_COUNT).scalar_one())

    def many_of_case(self, case_id: UUID) -> int:
        """How many a case has that the officer sees."""
        return int(self._connection.execute(_COUNT_OF_CASE, {"of": case_id}).scalar_one())

    def _asked(self, **values: Any) -> dict[str, Any]:
        return {**values, **looking(self._officer)}


def _shown(row: Row[Any]) -> str:
    return (
        f"{row.sender_name} <{row.sender}>"
        if row.sender_name and row.sender
        else row.sender_name or row.sender
    )


def line_of(row: Row[Any]) -> EmailLine:
    """A row of a list from a row of the store."""
    lines = (line.strip() for line in row.head.splitlines())
    return EmailLine(
        id=row.id,
        at=row.at,
        direction=row.direction,
        sender=_shown(row),
        to=row.recipients,
        subject=row.subject,
        attachments=len(json.loads(row.attachments)),
        case_number=say_case(row.reference) if row.reference is not None else "",
        target=Target(row.case_id, row.member_id),
        filed_by=row.filer or "",
        first=next((line for line in lines if line), ""),
    )


def attached_of(text: str) -> tuple[Attached, ...]:
    """The attachments as they are kept."""
    return tuple(Attached(*one) for one in json.loads(text))
