"""Lists of the office beside those of `lists`: its templates, words of priority, job titles, fields of its own."""

from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


class PriorityRow(SQLModel, table=True):
    """What a priority means, in words (features A3.22)."""

    __tablename__ = "priority"

    level: str = Field(primary_key=True)
    """`1` to `5`; 1 first."""
    words: str
    position: int
    archived: bool = False


class JobTitleRow(SQLModel, table=True):
    """A job title, and the access that somebody begins with who is given it (features A3.46)."""

    __tablename__ = "job_title"

    id: UUID = Field(primary_key=True)
    name: str = Field(unique=True)
    access: str
    position: int
    archived: bool = False


class NoteTemplateRow(SQLModel, table=True):
    """An intake template: the sections of a note (features A3.31, A3.32)."""

    __tablename__ = "note_template"

    id: UUID = Field(primary_key=True)
    name: str = Field(unique=True)
    """The key that notes name."""
    label: str = ""
    scope: str
    """`global` or `office`."""
    office: str = ""
    """Name of the office that has it, where there are several (features A3.32)."""
    sections: str
    """Titles, a line each; none is free text under one title."""
    max_issues: int
    required_for_case: bool
    required_for_interaction: bool
    position: int
    archived: bool = False


class CustomFieldRow(SQLModel, table=True):
    """A field of the office's own on its cases (features A3.25)."""

    __tablename__ = "custom_field"

    id: UUID = Field(primary_key=True)
    name: str = Field(unique=True)
    label: str
    kind: str
    """`text`, `number`, `date`, `yes/no`, `choice` or `several`."""
    case_types: str = ""
    """Keys of the case types that have it, a line each; none means every case."""
    options: str = ""
    """What can be chosen, a line each."""
    required: bool = False
    position: int
    archived: bool = False


class CustomValueRow(SQLModel, table=True):
    """What a case holds in such a field; an empty one has no row."""

    __tablename__ = "custom_value"

    case_id: UUID = Field(primary_key=True, foreign_key="case_record.id")
    field_id: UUID = Field(primary_key=True, foreign_key="custom_field.id", index=True)
    value: str


class SnippetRow(SQLModel, table=True):
    """A snippet of the office's: everybody's, or those of one team or one office (features B6)."""

    __tablename__ = "snippet"
    __table_args__ = (UniqueConstraint("name", "team", "office"),)

    id: UUID = Field(primary_key=True)
    name: str
    text: str
    team: str = ""
    """Name of the team that has it; a team has it or an office, never both."""
    office: str = ""
    """Name of the office that has it."""
    position: int
    archived: bool = False


class SettingRow(SQLModel, table=True):
    """A part of the configuration that is kept whole, as JSON."""

    __tablename__ = "setting"

    key: str = Field(primary_key=True)
    value: str
