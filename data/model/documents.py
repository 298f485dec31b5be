"""Documents of cases and members; the bytes of each file stand once, in parts (features A2.23, A2.24)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index
from sqlmodel import Field, SQLModel

from data.model.columns import UtcTime


class DocumentContent(SQLModel, table=True):
    """The bytes of a file, by their digest; however often it is attached, they stand here once."""

    __tablename__ = "document_content"

    sha256: str = Field(primary_key=True)
    size: int = Field(sa_type=BigInteger)
    parts: int
    unnamed_since: datetime | None = Field(default=None, sa_type=UtcTime)
    """Since when no document has been seen to have them; they go a day later."""


class DocumentPart(SQLModel, table=True):
    """A part of them."""

    __tablename__ = "document_part"

    sha256: str = Field(primary_key=True, foreign_key="document_content.sha256")
    number: int = Field(primary_key=True)
    body: bytes


class DocumentRow(SQLModel, table=True):
    """A document of exactly one case, or of a member's profile; removed it is marked, and its bytes stay."""

    __tablename__ = "document"
    __table_args__ = (
        CheckConstraint("(member_id IS NULL) <> (case_id IS NULL)", name="one_parent"),
        Index("ix_document_case", "case_id", "added_at"),
        Index("ix_document_member", "member_id", "added_at"),
    )

    id: UUID = Field(primary_key=True)
    case_id: UUID | None = Field(default=None, foreign_key="case_record.id")
    member_id: UUID | None = Field(default=None, foreign_key="member.id")
    name: str
    """Under which it is kept: `20260115 – Andrew Gallagher – Medical Certificate.pdf` (features A5.07)."""
    original_name: str
    described: str = ""
    ending: str
    size: int = Field(sa_type=BigInteger)
    sha256: str = Field(foreign_key="document_content.sha256", index=True)
    proof: str
    """Digest of its id and the bytes: who attached it had all of them."""
    added_by: UUID = Field(foreign_key="staff.id")
    added_at: datetime = Field(sa_type=UtcTime)
    removed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    removed_by: UUID | None = Field(default=None, foreign_key="staff.id")
    version: int = 1
