"""Saved views of the work that is open: which rows, which columns, in what order (features B10)."""

from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

COLUMNS = ("when", "member", "topic", "matter", "owner", "priority", "status", "age", "of 7", "number")
"""What Triage shows of a row, in its order."""
ALWAYS = ("member", "number")
"""Without which nobody could say which row it is."""
GROUPS = {"state": "due", "priority": "priority"}
"""What its headings can be, and the order that keeps together what stands under one; empty has none."""
LONGEST_NAME = 40
ON_DIGITS = 9


@dataclass
class ViewForm:
    """A view as it is saved: new, or changed where it has a `version`."""

    id: UUID
    name: str = ""
    filter: str = ""
    """As it was written: it is read anew each time the view is opened."""
    columns: list[str] = field(default_factory=list)
    sort: str = ""
    """An order of the filter language; empty is that of the list, or of its headings."""
    group: str = ""
    public: bool = False
    """Everybody has it."""
    version: int = 0
    """Of the view as it was read; 0 of a new one."""


class View(NamedTuple):
    """A view as an officer has it."""

    id: UUID
    name: str
    filter: str
    columns: tuple[str, ...]
    sort: str
    group: str
    public: bool
    owner_id: UUID | None
    """None of the office's own, which the configuration says."""
    owner: str
    left: bool = False
    """Whoever saved it does not work here any more."""
    digit: int = 0
    """Its key, 1 to 9; 0 for none."""
    version: int = 0

    def form(self) -> ViewForm:
        """To change it."""
        return ViewForm(
            self.id,
            self.name,
            self.filter,
            list(self.columns),
            self.sort,
            self.group,
            self.public,
            self.version,
        )
