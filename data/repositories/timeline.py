"""All contact with a member in one line of time (features A1.06)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    Join,
    Select,
    String,
    Uuid,
    bindparam,
    case,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.engine import Connection, Row

from data.repositories.cases import Cases
from data.repositories.notes import Notes
from data.repositories.visible import VISIBLE, looking
from data.rules.reference import say_case, say_interaction
from data.store.among import Among, Ids
from data.store.tables import CASE, DOCUMENT, FILING, INTERACTION, LETTER, MESSAGE, NOTE, STAFF
from data.types.emails import Direction
from data.types.messages import MessageKind
from data.types.staff import Officer
from data.types.timeline import OPENED, Counts, ItemKind, TimelineItem

_MEMBER = bindparam("member_id", type_=INTERACTION.c.member_id.type)
_LIMIT = bindparam("limit", type_=Integer())
_SKIP = bindparam("skip", type_=Integer())
_MOST = bindparam("most", type_=Integer())
"""The two together: no part has more of them in what is wanted."""
_OPENING = NOTE.alias("opening")
_FIRST_NOTE = (
    select(_OPENING.c.id)
    .where(_OPENING.c.case_id == CASE.c.id)
    .order_by(_OPENING.c.written_at, _OPENING.c.id)
    .limit(1)
    .correlate(CASE)
    .scalar_subquery()
)
"""The note a case was opened with: its description."""


def _newest(part: Select[Any]) -> Select[Any]:
    # Each part is cut by itself, so that a long life of contact is not sorted for one screen.
    newest = part.order_by(part.selected_columns.at.desc()).limit(_MOST).subquery()
    return select(newest)


_INTERACTIONS = (
    select(
        literal(ItemKind.INTERACTION.value, String()).label("kind"),
        INTERACTION.c.id.label("id"),
        INTERACTION.c.reference.label("reference"),
        INTERACTION.c.submitted_at.label("at"),
        INTERACTION.c.interaction_type.label("channel"),
        INTERACTION.c.related_to.label("title"),
        STAFF.c.name.label("who"),
        INTERACTION.c.outcome.label("status"),
        CASE.c.reference.label("case_reference"),
        NOTE.c.id.label("note_id"),
        cast(null(), INTERACTION.c.id.type).label("case_id"),
    )
    .join_from(INTERACTION, STAFF, STAFF.c.id == INTERACTION.c.officer_id)
    .outerjoin(NOTE, NOTE.c.interaction_id == INTERACTION.c.id)
    .outerjoin(CASE, (CASE.c.id == INTERACTION.c.case_id) & VISIBLE)
    .where(INTERACTION.c.member_id == _MEMBER)
)
_CASES = (
    select(
        literal(ItemKind.CASE.value, String()).label("kind"),
        CASE.c.id.label("id"),
        CASE.c.reference.label("reference"),
        CASE.c.created_at.label("at"),
        literal("case", String()).label("channel"),
        CASE.c.title.label("title"),
        STAFF.c.name.label("who"),
        CASE.c.status.label("status"),
        cast(null(), Integer()).label("case_reference"),
        _FIRST_NOTE.label("note_id"),
        cast(null(), INTERACTION.c.id.type).label("case_id"),
    )
    .join_from(CASE, STAFF, STAFF.c.id == CASE.c.created_by)
    .where(CASE.c.member_id == _MEMBER, VISIBLE)
)
_NOTES = (
    select(
        literal(ItemKind.NOTE.value, String()).label("kind"),
        CASE.c.id.label("id"),
        CASE.c.reference.label("reference"),
        NOTE.c.written_at.label("at"),
        case((NOTE.c.channel == "", "note"), else_=NOTE.c.channel).label("channel"),
        CASE.c.title.label("title"),
        STAFF.c.name.label("who"),
        literal("", String()).label("status"),
        CASE.c.reference.label("case_reference"),
        NOTE.c.id.label("note_id"),
        cast(null(), INTERACTION.c.id.type).label("case_id"),
    )
    .join_from(CASE, NOTE, NOTE.c.case_id == CASE.c.id)
    .join(STAFF, STAFF.c.id == NOTE.c.author_id)
    .where(CASE.c.member_id == _MEMBER, VISIBLE, NOTE.c.id != _FIRST_NOTE)
)


def _emails(place: Join, where: ColumnElement[bool]) -> Select[Any]:
    """Those of one kind of place: both asked at once, no index would serve."""
    return (
        select(
            literal(ItemKind.EMAIL.value, String()).label("kind"),
            LETTER.c.id.label("id"),
            func.coalesce(CASE.c.reference, 0).label("reference"),
            LETTER.c.at.label("at"),
            case(
                (LETTER.c.direction == Direction.OUT.value, "Email – outbound"), else_="Email – inbound"
            ).label("channel"),
            LETTER.c.subject.label("title"),
            STAFF.c.name.label("who"),
            literal("", String()).label("status"),
            CASE.c.reference.label("case_reference"),
            cast(null(), Uuid()).label("note_id"),
            FILING.c.case_id.label("case_id"),
        )
        .select_from(
            place.join(LETTER, LETTER.c.id == FILING.c.email_id).join(STAFF, STAFF.c.id == FILING.c.filed_by)
        )
        .where(where)
    )


_HERS = _emails(FILING.outerjoin(CASE, CASE.c.id == FILING.c.case_id), FILING.c.member_id == _MEMBER)
_OF_CASES = _emails(CASE.join(FILING, FILING.c.case_id == CASE.c.id), (CASE.c.member_id == _MEMBER) & VISIBLE)
_EMAILS = (_HERS, _OF_CASES)
_HEADS = select(LETTER.c.id, func.substr(LETTER.c.body, 1, 400).label("head")).where(
    Among(LETTER.c.id, bindparam("ids", type_=Ids()))
)


def _documents(reference: ColumnElement[Any]) -> tuple[ColumnElement[Any], ...]:
    return (
        literal(ItemKind.DOCUMENT.value, String()).label("kind"),
        DOCUMENT.c.id.label("id"),
        func.coalesce(reference, 0).label("reference"),
        DOCUMENT.c.added_at.label("at"),
        literal("document", String()).label("channel"),
        DOCUMENT.c.name.label("title"),
        STAFF.c.name.label("who"),
        literal("", String()).label("status"),
        reference.label("case_reference"),
        cast(null(), NOTE.c.id.type).label("note_id"),
        DOCUMENT.c.case_id.label("case_id"),
    )


_STANDING = DOCUMENT.c.removed_at.is_(None)
_OF_PROFILE = (
    select(*_documents(cast(null(), Integer())))
    .join_from(DOCUMENT, STAFF, STAFF.c.id == DOCUMENT.c.added_by)
    .where(DOCUMENT.c.member_id == _MEMBER, _STANDING)
)
_OF_HER_CASES = (
    select(*_documents(CASE.c.reference))
    .join_from(CASE, DOCUMENT, DOCUMENT.c.case_id == CASE.c.id)
    .join(STAFF, STAFF.c.id == DOCUMENT.c.added_by)
    .where(CASE.c.member_id == _MEMBER, VISIBLE, _STANDING)
)
_DOCUMENTS = (_OF_PROFILE, _OF_HER_CASES)
_ABOUT_NO_CASE = (MESSAGE.c.member_id == _MEMBER, MESSAGE.c.case_id.is_(None))
_MESSAGES = (
    select(
        literal(ItemKind.MESSAGE.value, String()).label("kind"),
        MESSAGE.c.id.label("id"),
        literal(0, Integer()).label("reference"),
        MESSAGE.c.sent_at.label("at"),
        case((MESSAGE.c.kind == MessageKind.SMS.value, "SMS"), else_="Email – outbound").label("channel"),
        MESSAGE.c.subject.label("title"),
        func.coalesce(STAFF.c.name, "").label("who"),
        MESSAGE.c.reply.label("status"),
        cast(null(), Integer()).label("case_reference"),
        cast(null(), Uuid()).label("note_id"),
        cast(null(), Uuid()).label("case_id"),
    )
    .outerjoin_from(MESSAGE, STAFF, STAFF.c.id == MESSAGE.c.sent_by)
    .where(*_ABOUT_NO_CASE)
)
"""Those of a case are notes of it."""
_WORDS = select(MESSAGE.c.id, func.substr(MESSAGE.c.body, 1, 400).label("head")).where(
    Among(MESSAGE.c.id, bindparam("ids", type_=Ids()))
)


_INTERACTIONS_OF = select(func.count()).select_from(INTERACTION).where(INTERACTION.c.member_id == _MEMBER)
_NUMBERS = (
    select(func.count())
    .select_from(INTERACTION)
    .where(INTERACTION.c.member_id == _MEMBER)
    .scalar_subquery()
    .label("interactions"),
    select(func.count())
    .select_from(CASE)
    .where(CASE.c.member_id == _MEMBER, VISIBLE)
    .scalar_subquery()
    .label("cases"),
    # The note a case was opened with is no row of its own.
    select(func.count() - func.count(NOTE.c.case_id.distinct()))
    .select_from(CASE.join(NOTE, NOTE.c.case_id == CASE.c.id))
    .where(CASE.c.member_id == _MEMBER, VISIBLE)
    .scalar_subquery()
    .label("notes"),
    (
        select(func.count()).select_from(FILING).where(FILING.c.member_id == _MEMBER).scalar_subquery()
        + select(func.count())
        .select_from(CASE.join(FILING, FILING.c.case_id == CASE.c.id))
        .where(CASE.c.member_id == _MEMBER, VISIBLE)
        .scalar_subquery()
    ).label("emails"),
    (
        select(func.count())
        .select_from(DOCUMENT)
        .where(DOCUMENT.c.member_id == _MEMBER, _STANDING)
        .scalar_subquery()
        + select(func.count())
        .select_from(CASE.join(DOCUMENT, DOCUMENT.c.case_id == CASE.c.id))
        .where(CASE.c.member_id == _MEMBER, VISIBLE, _STANDING)
        .scalar_subquery()
    ).label("documents"),
    select(func.count()).select_from(MESSAGE).where(*_ABOUT_NO_CASE).scalar_subquery().label("messages"),
)
"""How many there are of each kind, asked with the first of them."""


def _in_order(*parts: Select[Any], numbers: tuple[ColumnElement[Any], ...] = ()) -> Select[Any]:
    every = union_all(*(_newest(part) for part in parts)).subquery()
    return (
        select(every, *numbers)
        .order_by(every.c.at.desc(), every.c.reference.desc(), every.c.note_id.desc())
        .limit(_LIMIT)
        .offset(_SKIP)
    )


_EVERY = (_INTERACTIONS, _CASES, _NOTES, *_EMAILS, *_DOCUMENTS, _MESSAGES)
_TIMELINES: dict[ItemKind | None, Select[Any]] = {
    None: _in_order(*_EVERY),
    ItemKind.INTERACTION: _in_order(_INTERACTIONS),
    ItemKind.CASE: _in_order(_CASES),
    ItemKind.NOTE: _in_order(_NOTES),
    ItemKind.EMAIL: _in_order(*_EMAILS, _MESSAGES),
    ItemKind.MESSAGE: _in_order(_MESSAGES),
    ItemKind.DOCUMENT: _in_order(*_DOCUMENTS),
}
"""All contact, or one kind of it."""
_COUNTED = _in_order(*_EVERY, numbers=_NUMBERS)
_CONTACTS = union_all(_newest(_INTERACTIONS), _newest(_NOTES)).subquery()
_LAST = (
    select(_CONTACTS.c.at, _CONTACTS.c.channel, _CONTACTS.c.who, _CONTACTS.c.title)
    .order_by(_CONTACTS.c.at.desc(), _CONTACTS.c.reference.desc())
    .limit(_LIMIT)
)


class Contact(NamedTuple):
    """When, how, who and about what."""

    at: datetime
    channel: str
    who: str
    title: str


class Timeline:
    """The timelines of members, as one officer sees them."""

    def __init__(self, connection: Connection, officer: Officer) -> None:
        self._connection = connection
        self._officer = officer

    def of_member(
        self, member_id: UUID, limit: int, kind: ItemKind | None = None, opened: int = OPENED, skip: int = 0
    ) -> tuple[TimelineItem, ...]:
        """The newest contacts first, so many of them with their first lines; of one kind, if it is given."""
        return self._items(self._rows(_TIMELINES[kind], member_id, limit, skip), opened)

    def counted(self, member_id: UUID, limit: int) -> tuple[tuple[TimelineItem, ...], Counts]:
        """The newest contacts first, and how many there are altogether."""
        rows = self._rows(_COUNTED, member_id, limit)
        numbers = Counts(*(getattr(rows[0], name) for name in Counts._fields)) if rows else Counts()
        return self._items(rows, OPENED), numbers

    def _rows(self, statement: Select[Any], member_id: UUID, limit: int, skip: int = 0) -> Sequence[Row[Any]]:
        asked = {"member_id": member_id, "limit": limit, "skip": skip, "most": limit + skip}
        return self._connection.execute(statement, {**asked, **looking(self._officer)}).all()

    def _items(self, rows: Sequence[Row[Any]], opened: int) -> tuple[TimelineItem, ...]:
        lines = Notes(self._connection).first_lines(
            row.note_id for row in rows[:opened] if row.note_id is not None
        )
        for kind, heads in ((ItemKind.EMAIL, _HEADS), (ItemKind.MESSAGE, _WORDS)):
            lines |= self._first_of(heads, (row.id for row in rows[:opened] if row.kind == kind))
        held = Cases(self._connection, self._officer).complete(
            row.id for row in rows if row.kind == ItemKind.CASE
        )
        return tuple(
            _item(
                row,
                lines.get(row.note_id or row.id, ()),
                held.get(row.id) if row.kind == ItemKind.CASE else None,
            )
            for row in rows
        )

    def _first_of(self, texts: Select[Any], ids: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
        """The first lines of texts that are not blank, at most two each."""
        asked = list(ids)
        if not asked:
            return {}
        heads = self._connection.execute(texts, {"ids": asked})
        return {row.id: tuple(line for line in row.head.splitlines() if line.strip())[:2] for row in heads}

    def interactions(self, member_id: UUID) -> int:
        """How many interactions there are with her."""
        return int(self._connection.execute(_INTERACTIONS_OF, {"member_id": member_id}).scalar_one())

    def last_contacts(self, member_id: UUID, limit: int) -> tuple[Contact, ...]:
        """The last contacts with the member, the last first."""
        asked = {"member_id": member_id, "limit": limit, "most": limit, **looking(self._officer)}
        rows = self._connection.execute(_LAST, asked)
        return tuple(Contact(row.at, row.channel, row.who, row.title) for row in rows)


def _item(row: Row[Any], lines: tuple[str, ...], held: int | None) -> TimelineItem:
    say = say_interaction if row.kind == ItemKind.INTERACTION else say_case
    return TimelineItem(
        kind=ItemKind(row.kind),
        id=row.id,
        number=say(row.reference) if row.reference else "",
        at=row.at,
        channel=row.channel,
        title=row.title,
        who=row.who,
        lines=lines,
        status=row.status,
        case_number=say_case(row.case_reference) if row.case_reference is not None else "",
        case_id=row.case_id,
        complete=held,
    )
