"""Lists of the office beside those of `lists`: its templates, words of priority, job titles, fields of its own."""

from uuid import UUID

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
    sections: str
    """Titles, a line each; none is free text under one title."""
    max_issues: int
    required_for_case: bool
    required_for_interaction: bool
    position: int
    archived: bool = False


class SettingRow(SQLModel, table=True):
    """A part of the configuration that is kept whole, as JSON."""

    __tablename__ = "setting"

    key: str = Field(primary_key=True)
    value: str
