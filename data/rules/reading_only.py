"""What somebody whose access is read only may still write: of the records nothing (features A2.30).

Seen is what basic access sees: everything but what is confidential, what is narrowed to others, and what groups keep.
"""

from data.types.staff import Access, Officer

OWN = frozenset({"notices.read", "views.save", "views.remove", "views.restore", "views.place"})
"""Acts that are about the reader's own things: what of the inbox is read, and own views."""
WHY = "your access is read only: nothing is written in the records"
ASK = "An administrator can give you another access."


def why_not_written(access: int, action: str) -> str:
    """Why an officer of this access does not do what the history would call that; empty where she does."""
    return WHY if access <= Access.READER and action not in OWN else ""


def said_to(officer: Officer) -> str:
    """The sentence for somebody whose access is read only; empty for everybody else."""
    return f"{WHY[0].upper()}{WHY[1:]}. {ASK}" if officer.access <= Access.READER else ""
