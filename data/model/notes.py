"""Notes of interactions and cases, as ordered section rows."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, event, text
from sqlmodel import Field, SQLModel

from data.model.columns import SOUGHT, UtcTime
from data.rules.ticket import ticket_number, ticket_ref


class NoteRow(SQLModel, table=True):
    """A note of exactly one interaction or case."""

    __tablename__ = "note"
    __table_args__ = (
        CheckConstraint("(interaction_id IS NULL) <> (case_id IS NULL)", name="one_parent"),
        Index(
            "ix_note_ticket",
            "ticket_ref",
            sqlite_where=text("ticket_ref <> ''"),
            postgresql_where=text("ticket_ref <> ''"),
        ),
        Index(
            "ix_note_ticket_number",
            "ticket_number",
            sqlite_where=text("ticket_number <> ''"),
            postgresql_where=text("ticket_number <> ''"),
        ),
    )

    id: UUID = Field(primary_key=True)
    interaction_id: UUID | None = Field(default=None, foreign_key="interaction.id", index=True)
    case_id: UUID | None = Field(default=None, foreign_key="case_record.id", index=True)
    template: str
    security: str = "standard"
    secure_revision: int = 0
    """How often the text of a secure note was written; 0 of another (features A3.35)."""
    author_id: UUID = Field(foreign_key="staff.id")
    written_at: datetime = Field(sa_type=UtcTime)
    channel: str = ""
    ticket_url: str = ""
    ticket_ref: str = Field(default="", sa_type=SOUGHT)
    """By what the ticket is looked for; follows the address whenever it is written."""
    ticket_number: str = Field(default="", sa_type=SOUGHT)
    """Its number, where that stands behind the address; follows it too."""
    duration_s: int | None = None
    spoke_with: str = ""
    """`member`, `representative`, `employer`, `other`; empty when it was not said."""
    identity_checked: bool = False
    no_advice: bool = False
    """Advice is left empty deliberately (features A1.23)."""
    reviewed_prior: bool = False
    """Earlier contact was on the screen while this was written (features A1.09)."""
    pinned_at: datetime | None = Field(default=None, sa_type=UtcTime)
    """Since when it stands on top of its case (features B14)."""
    pinned_by: UUID | None = None
    """Who put it there."""


@event.listens_for(NoteRow, "before_insert")
@event.listens_for(NoteRow, "before_update")
def _follow_address(_mapper: object, _connection: object, note: NoteRow) -> None:
    for name, found in (
        ("ticket_ref", ticket_ref(note.ticket_url)),
        ("ticket_number", ticket_number(note.ticket_url)),
    ):
        if getattr(note, name) != found:
            setattr(note, name, found)


class SectionRow(SQLModel, table=True):
    """One section of a note."""

    __tablename__ = "note_section"

    note_id: UUID = Field(primary_key=True, foreign_key="note.id")
    position: int = Field(primary_key=True)
    title: str
    body: str
