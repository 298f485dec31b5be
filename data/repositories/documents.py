"""Documents: those of a case or of a member as one officer sees them, and the bytes of each file, stored once."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Executable, Select, Uuid, bindparam, func, insert, select, text, union_all
from sqlalchemy.engine import Connection

from data.repositories.visible import VISIBLE, looking
from data.rules.reference import say_case
from data.store.tables import (
    CASE,
    CASE_TYPE,
    CASE_TYPE_OF_CASE,
    DOCUMENT,
    DOCUMENT_CONTENT,
    DOCUMENT_PART,
    INTERACTION,
    MEMBER,
    NOTE,
    SECTION,
    SETTING,
    STAFF,
)
from data.types.documents import LARGEST_MB, Document, FileRules
from data.types.errors import NotFound
from data.types.staff import Officer

WHOSE = func.coalesce(DOCUMENT.c.member_id, CASE.c.member_id)
"""The member it is about: of the profile, or of the case."""
STANDING = DOCUMENT.c.removed_at.is_(None)


_COLUMNS = (
    DOCUMENT.c.id,
    DOCUMENT.c.name,
    DOCUMENT.c.original_name,
    DOCUMENT.c.described,
    DOCUMENT.c.ending,
    DOCUMENT.c.size,
    DOCUMENT.c.sha256,
    STAFF.c.name.label("adder"),
    DOCUMENT.c.added_at,
    DOCUMENT.c.version,
    WHOSE.label("whose"),
    MEMBER.c.name.label("member_name"),
    DOCUMENT.c.case_id,
    CASE.c.reference,
    func.coalesce(CASE.c.title, "").label("title"),
    DOCUMENT.c.removed_at,
)
"""A `Document`, field by field."""


def _of_cases(*conditions: Any) -> Select[Any]:
    """Those of cases: joined from the case on, so that whether it may be seen is asked once, not for each of them."""
    return (
        select(*_COLUMNS)
        .join_from(CASE, DOCUMENT, DOCUMENT.c.case_id == CASE.c.id)
        .join(MEMBER, MEMBER.c.id == CASE.c.member_id)
        .join(STAFF, STAFF.c.id == DOCUMENT.c.added_by)
        .where(VISIBLE, *conditions)
    )


def _of_profiles(*conditions: Any) -> Select[Any]:
    """Those of profiles, which everyone sees."""
    return (
        select(*_COLUMNS)
        .outerjoin_from(DOCUMENT, CASE, CASE.c.id == DOCUMENT.c.case_id)
        .join(MEMBER, MEMBER.c.id == DOCUMENT.c.member_id)
        .join(STAFF, STAFF.c.id == DOCUMENT.c.added_by)
        .where(DOCUMENT.c.case_id.is_(None), *conditions)
    )


_CASE_SAID = (
    select(CASE.c.reference, CASE.c.title, CASE.c.member_id, MEMBER.c.name)
    .join_from(CASE, MEMBER, MEMBER.c.id == CASE.c.member_id)
    .where(CASE.c.id == bindparam("case_id", type_=Uuid()), VISIBLE)
)
_MEMBER_SAID = select(MEMBER.c.name, MEMBER.c.number).where(
    MEMBER.c.id == bindparam("member_id", type_=Uuid())
)
_HER = bindparam("member_id", type_=Uuid())
_OPENS = SECTION.c.body.contains("[[")
_REFERRING = union_all(
    select(SECTION.c.note_id, SECTION.c.body)
    .join_from(SECTION, NOTE, NOTE.c.id == SECTION.c.note_id)
    .join(CASE, CASE.c.id == NOTE.c.case_id)
    .where(CASE.c.member_id == _HER, VISIBLE, _OPENS),
    select(SECTION.c.note_id, SECTION.c.body)
    .join_from(SECTION, NOTE, NOTE.c.id == SECTION.c.note_id)
    .join(INTERACTION, INTERACTION.c.id == NOTE.c.interaction_id)
    .where(INTERACTION.c.member_id == _HER, _OPENS),
)
_NEWEST = (DOCUMENT.c.added_at.desc(), DOCUMENT.c.id.desc())
_OF_CASE = _of_cases(CASE.c.id == bindparam("case_id", type_=Uuid()), STANDING).order_by(*_NEWEST)
_OF_PROFILE = _of_profiles(DOCUMENT.c.member_id == bindparam("member_id", type_=Uuid()), STANDING)
_OF_HER_CASES = _of_cases(CASE.c.member_id == bindparam("member_id", type_=Uuid()), STANDING)
_ID = DOCUMENT.c.id == bindparam("document_id", type_=Uuid())
_ONE = union_all(_of_cases(_ID), _of_profiles(_ID))
_PARTS = select(DOCUMENT_PART.c.body).where(
    DOCUMENT_PART.c.sha256 == bindparam("sha256"), DOCUMENT_PART.c.number == bindparam("number")
)
_COUNT = select(DOCUMENT_CONTENT.c.parts).where(DOCUMENT_CONTENT.c.sha256 == bindparam("sha256"))
# Without saying what it clashes with: that would have to be seen, and who sees no document of it sees no bytes.
_BEGIN = text(
    "INSERT INTO document_content (sha256, size, parts) VALUES (:sha256, :size, :parts) ON CONFLICT DO NOTHING"
)
_RULES = select(SETTING.c.key, SETTING.c.value).where(SETTING.c.key.in_(("attachment_types", "documents")))


_MOST = (
    select(CASE_TYPE.c.label, CASE_TYPE.c.attachments)
    .join(CASE_TYPE_OF_CASE, CASE_TYPE_OF_CASE.c.case_type == CASE_TYPE.c.key)
    .where(
        CASE_TYPE_OF_CASE.c.case_id == bindparam("case_id", type_=Uuid()),
        CASE_TYPE.c.attachments.is_not(None),
    )
    .order_by(CASE_TYPE.c.attachments, CASE_TYPE_OF_CASE.c.position)
    .limit(1)
)


class MostOf(NamedTuple):
    """How many documents a case of a type may have."""

    case_type: str
    many: int


class Documents:
    """The documents of a store, as one officer sees them."""

    def __init__(self, connection: Connection, officer: Officer) -> None:
        self._connection = connection
        self._officer = officer

    def of_case(self, case_id: UUID) -> tuple[Document, ...]:
        """Those of a case, the newest first; none of a case she may not see."""
        return self._all(_OF_CASE, case_id=case_id)

    def of_member(self, member_id: UUID) -> tuple[Document, ...]:
        """Those of the profile and of the member's cases that she may see, the newest first."""
        found = self._all(_OF_PROFILE, member_id=member_id) + self._all(_OF_HER_CASES, member_id=member_id)
        return tuple(sorted(found, key=lambda one: (one.added_at, one.id), reverse=True))

    def case_said(self, case_id: UUID) -> tuple[str, UUID]:
        """A case in words, and its member's id; raises NotFound."""
        row = self._connection.execute(_CASE_SAID, {"case_id": case_id, **looking(self._officer)}).first()
        if row is None:
            raise NotFound("no such case")
        return f"{say_case(row.reference)} {row.title}, {row.name}", row.member_id

    def most_of(self, case_id: UUID) -> MostOf | None:
        """How many documents the case may have: of its types the one that allows fewest; None where none says."""
        row = self._connection.execute(_MOST, {"case_id": case_id}).first()
        return MostOf(row.label, row.attachments) if row is not None else None

    def member_said(self, member_id: UUID) -> str:
        """Name and number of a member; raises NotFound."""
        row = self._connection.execute(_MEMBER_SAID, {"member_id": member_id}).first()
        if row is None:
            raise NotFound("no such member")
        return f"{row.name}  {row.number}"

    def notes_that_refer(self, member_id: UUID) -> list[str]:
        """The text of every note about the member that refers to a document and may be seen, a note each."""
        rows = self._connection.execute(_REFERRING, {"member_id": member_id, **looking(self._officer)})
        texts: dict[UUID, str] = {}
        for row in rows:
            texts[row.note_id] = f"{texts.get(row.note_id, '')}\n{row.body}"
        return list(texts.values())

    def one(self, document_id: UUID) -> Document | None:
        """One by its id, also a removed one; None where there is none she may see."""
        found = self._all(_ONE, document_id=document_id)
        return found[0] if found else None

    def _all(self, statement: Executable, **asked: UUID) -> tuple[Document, ...]:
        rows = self._connection.execute(statement, {**asked, **looking(self._officer)})
        return tuple(Document(*row) for row in rows)


def rules(connection: Connection) -> FileRules:
    """What the office takes (features A3.39)."""
    kept = {row.key: json.loads(row.value) for row in connection.execute(_RULES)}
    types = frozenset(one.lower().lstrip(".") for one in kept.get("attachment_types", ()))
    return FileRules(types, int(kept.get("documents", {}).get("largest_mb", LARGEST_MB)))


def begin_content(connection: Connection, sha256: str, size: int, parts: int) -> bool:
    """Say that bytes of that digest are to stand; False where they do already."""
    asked = {"sha256": sha256, "size": size, "parts": parts}
    return connection.execute(_BEGIN, asked).rowcount == 1


def put_parts(connection: Connection, sha256: str, parts: Iterable[bytes]) -> None:
    """Write the bytes, part by part."""
    for number, body in enumerate(parts):
        connection.execute(insert(DOCUMENT_PART), {"sha256": sha256, "number": number, "body": body})


def part_count(connection: Connection, sha256: str) -> int:
    """In how many parts the bytes stand."""
    return int(connection.execute(_COUNT, {"sha256": sha256}).scalar() or 0)


def parts_of(
    connection: Connection, sha256: str, first: int = 0, beyond: int | None = None
) -> Iterator[bytes]:
    """The bytes, part by part, one in memory at a time."""
    for number in range(first, part_count(connection, sha256) if beyond is None else beyond):
        body = connection.execute(_PARTS, {"sha256": sha256, "number": number}).scalar()
        if body is None:
            return
        yield bytes(body)
