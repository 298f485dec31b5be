"""Acts of which nobody was told yet."""

from uuid import UUID

from sqlmodel import Field, SQLModel


class ActWaiting(SQLModel, table=True):
    """An act that waits; the store itself puts it here when the act is written, in the same transaction."""

    __tablename__ = "act_waiting"

    act_id: UUID = Field(primary_key=True)
