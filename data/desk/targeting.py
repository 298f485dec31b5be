"""What becomes of the targets of a case within the act that changes it (features A4.08 to A4.11, B9, B19).

Each function is part of a unit of work: the case is locked, and its targets follow in the same transaction.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from data.desk.desk import Desk
from data.desk.following import Following
from data.model import CaseRow
from data.types.case_edits import CaseContents

_MOVES = ("status", "due_on", "follow_up_on")
"""What of a case moves its targets, with its first type."""


def begin(desk: Desk, session: Session, row: CaseRow, case_types: Sequence[str]) -> None:
    """A case was created: what its type promises runs from now on, on hold where its status pauses.

    A due day that the case was given is a completion target set by staff, where they may set one.
    """
    following, given = Following(desk, session, row, case_types, made=True), row.due_on
    following.follow_status(row.status, None)
    following.begin(following.now)
    if given not in (None, following.settle()) and following.rules.may_set:
        following.set_by_staff(given, None, row.opened_on, "")
    row.due_on = following.settle()
    session.flush()


def follow(
    desk: Desk,
    session: Session,
    row: CaseRow,
    wanted: CaseContents,
    now: CaseContents,
    *,
    closed_before: datetime | None,
    reason: str,
) -> None:
    """A case is to say something else: its targets follow, and what it is to say gets its new due day.

    Raises NotAllowed, Incomplete, BadInput for a due day that may not be given.
    """
    same = all(getattr(wanted, name) == getattr(now, name) for name in _MOVES)
    if same and wanted.case_types[:1] == now.case_types[:1]:
        return
    following = Following(desk, session, row, wanted.case_types)
    if wanted.status != now.status:
        following.follow_status(wanted.status, closed_before)
    if wanted.due_on != now.due_on:
        following.set_by_staff(wanted.due_on, now.due_on, wanted.opened_on or row.opened_on, reason)
    if wanted.case_types[:1] != now.case_types[:1]:
        following.retype()
    if wanted.follow_up_on != now.follow_up_on:
        following.follow_up(wanted.follow_up_on)
    wanted.due_on = following.settle()


def contact(desk: Desk, session: Session, row: CaseRow, *, reached: bool) -> None:
    """A note was written on a case: the first answers it, unless nobody was reached; the next contact counts."""
    following = Following(desk, session, row)
    if reached:
        following.contact(following.now)
    if row.is_open:
        following.follow_up(row.follow_up_on, following.now)
    row.due_on = following.settle()
    session.flush()


def followed_up(desk: Desk, session: Session, row: CaseRow) -> None:
    """The follow-up day of a case was moved: the target of the next follow-up goes with it."""
    following = Following(desk, session, row)
    following.follow_up(row.follow_up_on)
    following.settle()
    session.flush()
