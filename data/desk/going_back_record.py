"""One record on its way back: what goes, what follows, what stays; and what this officer may not put back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from data.desk.changing import check_people
from data.desk.desk import Desk
from data.desk.held import people
from data.model import CaseRow, InteractionRow, MemberRow, TaskRow
from data.repositories.nets import Net
from data.repositories.putting_back import Item, Rows
from data.rules.reference import say_interaction
from data.rules.undoing import STAFF, TICKET, TYPES, matter_of
from data.types.case_edits import CaseContents
from data.types.choices import Choices
from data.types.errors import CasetuiError, NotAllowed
from data.types.staff import Assignee

OwnerRow = CaseRow | InteractionRow | MemberRow
_DECIDES = {"confidential", "scope", "marked_for_review"}


@dataclass(slots=True)
class GoingBack:
    """One record whose acts go back."""

    kind: str
    row: OwnerRow | None
    """None where the acts removed the record itself."""
    number: str
    nets: list[Net]
    back: list[Item] = field(default_factory=list)
    """What somebody chose, as far as it goes back."""
    after: list[Item] = field(default_factory=list)
    """What followed from it."""
    kept: list[tuple[Item, str, str]] = field(default_factory=list)
    """What stays, how it is called, and why where nobody changed it."""
    literal: bool = True
    """Nothing came between: what followed goes back row by row."""
    was_open: bool = True
    closed_at: datetime | None = None

    @property
    def matters(self) -> set[str]:
        """Those that go back."""
        return {matter(item)[0] for item in self.back}

    @property
    def fields(self) -> set[str]:
        """The columns of the record itself that go back."""
        return {item.field for item in self.back if item.net.kind == self.kind}


def matter(item: Item) -> tuple[str, str]:
    """To what a change belongs, and its words."""
    return matter_of(item.net.kind, item.net.key, item.field)


def check(desk: Desk, session: Session, rows: Rows, records: Sequence[GoingBack]) -> None:
    """Keep back what this officer may not do, and what would leave a closed case with work to do."""
    known: Choices | None = None
    for record in records:
        row = record.row
        try:
            if isinstance(row, CaseRow):
                if record.matters & {STAFF, TYPES} or record.fields & _DECIDES:
                    known = known or people(session.connection())
                    _check_case(desk, session, rows, record, row, known)
                if row.is_open and "is_open" in record.fields:
                    _refuse_new_tasks(session, record, row)
            elif isinstance(row, InteractionRow) and TICKET in record.matters:
                _refuse_taken_ticket(session, record, row)
        except CasetuiError as error:
            record.kept = [(record.back[0], "", error.detail)]
            record.back, record.after, record.literal = [], [], False


def _check_case(
    desk: Desk, session: Session, rows: Rows, record: GoingBack, row: CaseRow, known: Choices
) -> None:
    for kind in ("case_assignee", "case_case_type"):
        rows.know_family(kind, [row.id])
    now, then = (_deciding(rows, row, items) for items in ((), record.back))
    check_people(desk, session.connection(), row, then, now, leaving=False, known=known)


def _deciding(rows: Rows, row: CaseRow, items: Sequence[Item]) -> CaseContents:
    """What of a case decides who sees and has it, once these went back."""

    def of(kind: str) -> list[dict[str, Any]]:
        return rows.after(kind, row.id, [item for item in items if item.net.kind == kind])

    values = {name: getattr(row, name) for name in _DECIDES}
    for net, name in items:
        if net.kind == "case_record" and name in _DECIDES and net.was is not None:
            values[name] = net.was[name]
    return CaseContents(
        assignees=[Assignee(one["officer_id"], one["team_id"], one["role"]) for one in of("case_assignee")],
        case_types=[one["case_type"] for one in of("case_case_type")],
        **values,
    )


def _refuse_new_tasks(session: Session, record: GoingBack, row: CaseRow) -> None:
    """A case that was opened again is not closed over tasks it has got since (features A4.26)."""
    asked = select(func.count()).where(
        col(TaskRow.case_id) == row.id,
        col(TaskRow.status) == "open",
        col(TaskRow.created_at) > record.nets[0].act.at,
    )
    if session.scalar(asked):
        raise NotAllowed(f"{record.number} has got tasks since that are to be done or cancelled first")


def _refuse_taken_ticket(session: Session, record: GoingBack, row: InteractionRow) -> None:
    keys = [it.net.was["ticket_key"] for it in record.back if it.field == "ticket_key" and it.net.was]
    asked = select(InteractionRow).where(
        col(InteractionRow.ticket_key).in_([key for key in keys if key]), col(InteractionRow.id) != row.id
    )
    other = session.scalars(asked).first()
    if other is not None:
        raise NotAllowed(f"the ticket stands on {say_interaction(other.reference)} now")
