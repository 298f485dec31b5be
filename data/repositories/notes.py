"""Notes: sections in order, and the first lines that a list shows."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Uuid, bindparam, func, select
from sqlalchemy.engine import Connection

from data.store.tables import NOTE, SECTION, STAFF
from data.types.notes import NoteRow, Section

SHOWN_LINES = 2
_HEAD = 400
"""Characters of a section that are read for a list: enough for two lines, however long the note is."""

_PINNER = STAFF.alias("pinner")
_OF_CASE = (
    select(NOTE, STAFF.c.name.label("author"), func.coalesce(_PINNER.c.name, "").label("pinner"))
    .join_from(NOTE, STAFF, STAFF.c.id == NOTE.c.author_id)
    .outerjoin(_PINNER, _PINNER.c.id == NOTE.c.pinned_by)
    .where(NOTE.c.case_id == bindparam("case_id"))
    .order_by(NOTE.c.written_at.desc(), NOTE.c.id.desc())
)
_SECTIONS = (
    select(SECTION.c.note_id, SECTION.c.title, SECTION.c.body)
    .where(SECTION.c.note_id.in_(bindparam("notes", expanding=True, type_=Uuid())))
    .order_by(SECTION.c.note_id, SECTION.c.position)
)
_HEADS = (
    select(SECTION.c.note_id, func.substr(SECTION.c.body, 1, _HEAD).label("body"))
    .where(SECTION.c.note_id.in_(bindparam("notes", expanding=True, type_=Uuid())))
    .order_by(SECTION.c.note_id, SECTION.c.position)
)
_OPENINGS = (
    select(NOTE.c.case_id, NOTE.c.id)
    .where(NOTE.c.case_id.in_(bindparam("cases", expanding=True, type_=Uuid())))
    .order_by(NOTE.c.written_at.desc(), NOTE.c.id.desc())
)
_WORDED = (
    select(SECTION.c.note_id)
    .distinct()
    .where(
        SECTION.c.note_id.in_(bindparam("notes", expanding=True, type_=Uuid())),
        func.ltrim(SECTION.c.body, " \n\t") != "",
    )
)
_OF_INTERACTION = select(NOTE.c.id).where(NOTE.c.interaction_id == bindparam("interaction_id"))


def padded(ids: Iterable[UUID]) -> list[UUID]:
    """The ids, the last repeated up to a power of two, so that few statement texts exist."""
    given = list(ids)
    if not given:
        return given
    return given + [given[-1]] * ((1 << (len(given) - 1).bit_length()) - len(given))


class Notes:
    """The notes of a store; whoever asks has checked that the case may be seen."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_case(self, case_id: UUID) -> tuple[NoteRow, ...]:
        """The notes of a case, newest first."""
        rows = self._connection.execute(_OF_CASE, {"case_id": case_id}).all()
        sections = self.sections_of(row.id for row in rows)
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
                number=len(rows) - place,
                pinned_at=row.pinned_at,
                pinned_by=row.pinner,
            )
            for place, row in enumerate(rows)
        )

    def of_interaction(self, interaction_id: UUID) -> tuple[Section, ...]:
        """The sections of an interaction's note."""
        note_id = self._connection.execute(_OF_INTERACTION, {"interaction_id": interaction_id}).scalar()
        return tuple(self.sections_of([note_id])[note_id]) if note_id is not None else ()

    def described(self, case_ids: list[UUID]) -> set[UUID]:
        """Of some cases, those whose description, the note they were opened with, has a word in it."""
        # Two seeks by ids: as a join, Postgres reads every section there is.
        notes = self._connection.execute(_OPENINGS, {"cases": case_ids})
        openings = {row.case_id: row.id for row in notes}  # the oldest comes last and stays
        ids = padded(openings.values())
        worded = set(self._connection.execute(_WORDED, {"notes": ids}).scalars()) if ids else set()
        return {case_id for case_id, note_id in openings.items() if note_id in worded}

    def first_lines(self, note_ids: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
        """The first lines that are not blank, at most two a note."""
        lines: dict[UUID, list[str]] = defaultdict(list)
        ids = padded(note_ids)
        if ids:
            for row in self._connection.execute(_HEADS, {"notes": ids}):
                kept = lines[row.note_id]
                if len(kept) < SHOWN_LINES:
                    written = (line.strip() for line in row.body.splitlines())
                    kept.extend([line for line in written if line][: SHOWN_LINES - len(kept)])
        return {note_id: tuple(kept) for note_id, kept in lines.items()}

    def sections_of(self, note_ids: Iterable[UUID]) -> dict[UUID, list[Section]]:
        """The sections of notes, in their order."""
        found: dict[UUID, list[Section]] = defaultdict(list)
        ids = padded(note_ids)
        if ids:
            for row in self._connection.execute(_SECTIONS, {"notes": ids}):
                found[row.note_id].append(Section(row.title, row.body))
        return found
