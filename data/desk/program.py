"""The program itself, where it does what officers do: it sees every case, and is nobody in the history."""

from dataclasses import replace
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy.orm import Session

from data.desk.desk import Desk
from data.model import StaffRow
from data.types.staff import Access, Officer

PROGRAM = Officer(uuid5(NAMESPACE_URL, "casetui:program"), "casetui", "Casetui", "Program", Access.ADMIN)
"""Who writes its notes and makes its tasks; acts of history are nobody's."""


def as_program(desk: Desk) -> Desk:
    """The same desk with the program at it."""
    return replace(desk, officer=PROGRAM)


_THERE = "program"
"""It was found there in this unit of work; what is only written may be taken back with what it was written for."""


def take_part(session: Session) -> None:
    """Be among the staff, switched off and without a login, so that notes and tasks can name it."""
    if _THERE in session.info:
        return
    if session.get(StaffRow, PROGRAM.id) is not None:
        session.info[_THERE] = True
    else:
        session.add(
            StaffRow(
                id=PROGRAM.id,
                login=PROGRAM.login,
                name=PROGRAM.name,
                title=PROGRAM.title,
                access=int(Access.BASIC),
                active=False,
                available=False,
            )
        )
        session.flush()
