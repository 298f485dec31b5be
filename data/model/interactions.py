"""Contacts with members."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from data.model.columns import SOUGHT, UtcTime

_OPEN_FOLLOW_UP = text("follow_up_officer_id IS NOT NULL AND follow_up_on IS NOT NULL")
_OF_CASE = text("case_id IS NOT NULL")


class InteractionRow(SQLModel, table=True):
    """One submitted contact; its id was made by the client and is the key against saving it twice (features C7)."""

    __tablename__ = "interaction"
    __table_args__ = (
        Index("ix_interaction_member_time", "member_id", "submitted_at"),
        Index("ix_interaction_officer_time", "officer_id", "submitted_at"),
        Index("ix_interaction_follow_up", "follow_up_officer_id", "follow_up_on"),
        Index(
            "ix_interaction_ticket",
            "ticket_key",
            unique=True,
            sqlite_where=text("ticket_key <> ''"),
            postgresql_where=text("ticket_key <> ''"),
        ),
        Index(
            "ix_interaction_open_follow_up",
            "follow_up_on",
            sqlite_where=_OPEN_FOLLOW_UP,
            postgresql_where=_OPEN_FOLLOW_UP,
        ),
        Index(
            "ix_interaction_topic", "related_to", "case_id", sqlite_where=_OF_CASE, postgresql_where=_OF_CASE
        ),
    )

    id: UUID = Field(primary_key=True)
    reference: int = Field(unique=True)
    member_id: UUID = Field(foreign_key="member.id")
    officer_id: UUID = Field(foreign_key="staff.id")
    interaction_type: str
    related_to: str
    outcome: str = ""
    follow_up_on: date | None = None
    follow_up_officer_id: UUID | None = Field(default=None, foreign_key="staff.id")
    """Who follows up; empty once the interaction became a case, which carries the date from then on."""
    follow_up_action: str = ""
    """What is to be done then (features A1.19)."""
    job_id: UUID | None = Field(default=None, foreign_key="job.id")
    ticket_url: str = ""
    ticket_key: str = Field(default="", sa_type=SOUGHT)
    """What makes the ticket the same ticket in another address: one ticket, one interaction (features A1.18)."""
    duration_s: int | None = None
    started_at: datetime = Field(sa_type=UtcTime)
    submitted_at: datetime = Field(sa_type=UtcTime)
    case_id: UUID | None = Field(default=None, foreign_key="case_record.id", index=True)
    version: int = 1


class CaseTypeOfInteraction(SQLModel, table=True):
    """The case types of an interaction, in order; the first is primary (features A1.17)."""

    __tablename__ = "interaction_case_type"

    interaction_id: UUID = Field(primary_key=True, foreign_key="interaction.id")
    case_type: str = Field(primary_key=True, foreign_key="case_type.key")
    position: int


class InteractionTick(SQLModel, table=True):
    """What one colleague says of one item of a submitted note (features A1.37, A1.38, A1.41)."""

    __tablename__ = "interaction_tick"

    interaction_id: UUID = Field(primary_key=True, foreign_key="interaction.id")
    item: str = Field(primary_key=True)
    officer_id: UUID = Field(primary_key=True, foreign_key="staff.id")
    said: str
    """`held` or `not held`."""
    line: str = ""
    ticked_at: datetime = Field(sa_type=UtcTime)
