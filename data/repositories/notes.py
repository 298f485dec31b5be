"""Notes: sections in order, and the first lines that a list shows.

Of a case that has many, those are read that are seen first: one of 500 notes opens like one of five (features A5.12).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Uuid, bindparam, func, or_, select
from sqlalchemy.engine import Connection, Row

from data.rules.notes import LAST
from data.store.among import Among, Ids
from data.store.tables import NOTE, SECTION, STAFF
from data.types.notes import NoteRow, Section

SHOWN_LINES = 2
_HEAD = 400
"""Characters of a section that are read for a list: enough for two lines, however long the note is."""

_PINNER = STAFF.alias("pinner")
_CASE = bindparam("case_id", type_=Uuid())
_PLACED = (
    select(
        NOTE,
        func.row_number().over(order_by=(NOTE.c.written_at, NOTE.c.id)).label("number"),
        func.row_number()
        .over(
            partition_by=NOTE.c.pinned_at.is_(None),
            order_by=(NOTE.c.written_at.desc(), NOTE.c.id.desc()),
        )
        .label("place"),
        func.count().over().label("of"),
    )
    .where(NOTE.c.case_id == _CASE)
    .subquery()
)
"""Every note of a case: its number, and its place among the pinned or among the others, the newest first."""
_OF_CASE = (
    select(_PLACED, STAFF.c.name.label("author"), func.coalesce(_PINNER.c.name, "").label("pinner"))
    .join_from(_PLACED, STAFF, STAFF.c.id == _PLACED.c.author_id)
    .outerjoin(_PINNER, _PINNER.c.id == _PLACED.c.pinned_by)
    .order_by(_PLACED.c.number.desc())
)
_FIRST_SEEN = _OF_CASE.where(
    or_(_PLACED.c.pinned_at.is_not(None), _PLACED.c.place <= LAST, _PLACED.c.number == 1)
)
_SECTIONS_OF_CASE = (
    select(SECTION.c.note_id, SECTION.c.title, SECTION.c.body)
    .join_from(NOTE, SECTION, SECTION.c.note_id == NOTE.c.id)
    .where(NOTE.c.case_id == _CASE)
    .order_by(SECTION.c.note_id, SECTION.c.position)
)
_TITLED = (
    select(NOTE.c.written_at, STAFF.c.name.label("author"), SECTION.c.body)
    .join_from(NOTE, SECTION, SECTION.c.note_id == NOTE.c.id)
    .join(STAFF, STAFF.c.id == NOTE.c.author_id)
    .where(NOTE.c.case_id == _CASE, SECTION.c.title == bindparam("title"), SECTION.c.body != "")
    .order_by(NOTE.c.written_at, NOTE.c.id, SECTION.c.position)
)
_SECTIONS = (
    select(SECTION.c.note_id, SECTION.c.title, SECTION.c.body)
    .where(Among(SECTION.c.note_id, bindparam("notes", type_=Ids())))
    .order_by(SECTION.c.note_id, SECTION.c.position)
)
_HEADS = (
    select(SECTION.c.note_id, func.substr(SECTION.c.body, 1, _HEAD).label("body"))
    .where(Among(SECTION.c.note_id, bindparam("notes", type_=Ids())))
    .order_by(SECTION.c.note_id, SECTION.c.position)
)
_OPENINGS = (
    select(NOTE.c.case_id, NOTE.c.id)
    .where(Among(NOTE.c.case_id, bindparam("cases", type_=Ids())))
    .order_by(NOTE.c.written_at.desc(), NOTE.c.id.desc())
)
_WORDED = (
    select(SECTION.c.note_id)
    .distinct()
    .where(
        Among(SECTION.c.note_id, bindparam("notes", type_=Ids())),
        func.ltrim(SECTION.c.body, " \n\t") != "",
    )
)
_OF_INTERACTION = select(NOTE.c.id).where(NOTE.c.interaction_id == bindparam("interaction_id"))


class FirstSeen(NamedTuple):
    """The pinned notes of a case, the last ones, and last of all the one it was opened with."""

    notes: tuple[NoteRow, ...]
    of: int
    """How many it has."""


class Written(NamedTuple):
    """One section of one note."""

    at: datetime
    author: str
    body: str


class Notes:
    """The notes of a store; whoever asks has checked that the case may be seen."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_case(self, case_id: UUID) -> tuple[NoteRow, ...]:
        """The notes of a case, newest first."""
        rows = self._connection.execute(_OF_CASE, {"case_id": case_id}).all()
        return _notes(rows, _in_order(self._connection.execute(_SECTIONS_OF_CASE, {"case_id": case_id})))

    def first_seen(self, case_id: UUID) -> FirstSeen:
        """What of a case's notes is seen first, in two statements however many there are."""
        rows = self._connection.execute(_FIRST_SEEN, {"case_id": case_id}).all()
        of = rows[0].of if rows else 0
        return FirstSeen(_notes(rows, self.sections_of(row.id for row in rows)), of)

    def titled(self, case_id: UUID, title: str) -> tuple[Written, ...]:
        """What the sections of that title say in the notes of a case, the oldest first."""
        asked = {"case_id": case_id, "title": title}
        return tuple(Written(*row) for row in self._connection.execute(_TITLED, asked))

    def of_interaction(self, interaction_id: UUID) -> tuple[Section, ...]:
        """The sections of an interaction's note."""
        note_id = self._connection.execute(_OF_INTERACTION, {"interaction_id": interaction_id}).scalar()
        return tuple(self.sections_of([note_id])[note_id]) if note_id is not None else ()

    def described(self, case_ids: list[UUID]) -> set[UUID]:
        """Of some cases, those whose description, the note they were opened with, has a word in it."""
        # Two seeks by ids: as a join, Postgres reads every section there is.
        notes = self._connection.execute(_OPENINGS, {"cases": case_ids})
        openings = {row.case_id: row.id for row in notes}  # the oldest comes last and stays
        ids = list(openings.values())
        worded = set(self._connection.execute(_WORDED, {"notes": ids}).scalars()) if ids else set()
        return {case_id for case_id, note_id in openings.items() if note_id in worded}

    def first_lines(self, note_ids: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
        """The first lines that are not blank, at most two a note."""
        lines: dict[UUID, list[str]] = defaultdict(list)
        ids = list(note_ids)
        if ids:
            for row in self._connection.execute(_HEADS, {"notes": ids}):
                kept = lines[row.note_id]
                if len(kept) < SHOWN_LINES:
                    written = (line.strip() for line in row.body.splitlines())
                    kept.extend([line for line in written if line][: SHOWN_LINES - len(kept)])
        return {note_id: tuple(kept) for note_id, kept in lines.items()}

    def sections_of(self, note_ids: Iterable[UUID]) -> dict[UUID, list[Section]]:
        """The sections of notes, in their order."""
        ids = list(note_ids)
        return _in_order(self._connection.execute(_SECTIONS, {"notes": ids}) if ids else ())


def _in_order(rows: Iterable[Row[Any]]) -> dict[UUID, list[Section]]:
    found: dict[UUID, list[Section]] = defaultdict(list)
    for row in rows:
        found[row.note_id].append(Section(row.title, row.body))
    return found


def _notes(rows: Sequence[Row[Any]], sections: dict[UUID, list[Section]]) -> tuple[NoteRow, ...]:
    return tuple(
        NoteRow(
            id=row.id,
            author=row.author,
            written_at=row.written_at,
            sections=tuple(sections[row.id]),
            security=row.security,
            channel=row.channel,
            ticket_url=row.ticket_url,
            duration_s=row.duration_s,
            spoke_with=row.spoke_with,
            identity_checked=row.identity_checked,
            no_advice=row.no_advice,
            reviewed_prior=row.reviewed_prior,
            number=row.number,
            pinned_at=row.pinned_at,
            pinned_by=row.pinner,
            revision=row.secure_revision,
        )
        for row in rows
    )
