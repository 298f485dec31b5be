"""Secure notes: texts that only their readers can open, an envelope a reader, and the keys they are sealed to.

Whatever stands here is written for a database that its readers do not trust: keys and signatures as hexadecimal
digits, texts and envelopes as ciphertext (features A3.35).
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from data.model.columns import UtcTime


class OfficerKeyRow(SQLModel, table=True):
    """The public halves of a key that an officer made; they hold once the union's list names them."""

    __tablename__ = "officer_key"

    officer_id: UUID = Field(primary_key=True, foreign_key="staff.id")
    number: int = Field(primary_key=True)
    """From 1 on; the last one is the one she works with."""
    sealing: str
    signing: str
    made_at: datetime = Field(sa_type=UtcTime)


class KeyListRow(SQLModel, table=True):
    """A list of the keys that hold, signed by the union; the one of the highest version counts."""

    __tablename__ = "key_list"

    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    text: str
    signature: str
    signed_by: UUID = Field(foreign_key="staff.id")
    signed_at: datetime = Field(sa_type=UtcTime)


class WrappedKeyRow(SQLModel, table=True):
    """An officer's private key under her passphrase, for a second machine or one without a keyring."""

    __tablename__ = "wrapped_key"

    officer_id: UUID = Field(primary_key=True, foreign_key="staff.id")
    sealing: str = Field(primary_key=True)
    """Of which key: its public half."""
    salt: str
    rounds: int
    memory: int
    """Of Argon2id, in bytes."""
    wrapped: str


class SecureTextRow(SQLModel, table=True):
    """What a secure note says, encrypted and signed; written again it is another revision."""

    __tablename__ = "secure_text"

    note_id: UUID = Field(primary_key=True, foreign_key="note.id")
    revision: int = Field(primary_key=True)
    case_id: UUID = Field(foreign_key="case_record.id", index=True)
    author_id: UUID = Field(foreign_key="staff.id")
    """Who wrote this revision."""
    written_at: datetime = Field(sa_type=UtcTime)
    text: bytes
    key_mark: str
    """What tells the right key from a wrong one."""
    signature: str


class EnvelopeRow(SQLModel, table=True):
    """The key of one revision, sealed to one reader."""

    __tablename__ = "secure_envelope"

    note_id: UUID = Field(primary_key=True, foreign_key="note.id")
    revision: int = Field(primary_key=True)
    reader_id: UUID = Field(primary_key=True)
    """An officer, or `data.types.secure.RECOVERY`."""
    case_id: UUID = Field(foreign_key="case_record.id", index=True)
    sealing: str
    """The public key that it was sealed to."""
    sealed: bytes
    sealed_by: UUID = Field(foreign_key="staff.id")


class KeyRequestRow(SQLModel, table=True):
    """An officer who may open the case and has no envelope asks those who have one."""

    __tablename__ = "key_request"
    __table_args__ = (Index("ix_key_request_case", "case_id"),)

    note_id: UUID = Field(primary_key=True, foreign_key="note.id")
    officer_id: UUID = Field(primary_key=True, foreign_key="staff.id")
    case_id: UUID = Field(foreign_key="case_record.id")


class KeyRecoveryRow(SQLModel, table=True):
    """The union's paper key opened the envelopes of a case; why is said by the act that tells of it."""

    __tablename__ = "key_recovery"

    id: UUID = Field(primary_key=True)
    case_id: UUID = Field(foreign_key="case_record.id", index=True)
    officer_id: UUID = Field(foreign_key="staff.id")
    at: datetime = Field(sa_type=UtcTime)
    notes: int
    """How many notes were sealed anew."""
