"""Saved views: the office's own, those of officers, and in which order each officer has them."""

from uuid import UUID

from sqlmodel import Field, SQLModel


class OfficeViewRow(SQLModel, table=True):
    """A view that the office configures for everyone (features B10)."""

    __tablename__ = "office_view"

    id: UUID = Field(primary_key=True)
    name: str = Field(unique=True)
    filter_text: str = ""
    columns: str = ""
    """Names, a line each; none are those the list has by itself."""
    sort: str = ""
    """An order of the filter language."""
    grouped: str = ""
    position: int
    archived: bool = False


class SavedViewRow(SQLModel, table=True):
    """A view that an officer saved, for herself or for everyone (features B10)."""

    __tablename__ = "saved_view"

    id: UUID = Field(primary_key=True)
    name: str
    owner_id: UUID = Field(foreign_key="staff.id", index=True)
    public: bool = False
    filter_text: str = ""
    columns: str = ""
    sort: str = ""
    grouped: str = ""
    version: int = 1
    archived: bool = False


class ViewPlaceRow(SQLModel, table=True):
    """Where a view stands among those of an officer: the first nine have a digit."""

    __tablename__ = "view_place"

    officer_id: UUID = Field(primary_key=True, foreign_key="staff.id")
    view_id: UUID = Field(primary_key=True)
    """Of the office's or of an officer's; one that is no more is passed over."""
    position: int
