"""Case offices: which one a case and an officer belong to (features A3.01, A3.46)."""

from uuid import UUID

from sqlalchemy.engine import Connection

from data.desk.desk import Desk
from data.model import StaffRow
from data.repositories.cases import Cases
from data.repositories.staff import Staff
from data.repositories.writing import locked_case
from data.rules.clean import clean_line
from data.rules.folding import fold
from data.rules.reference import say_case
from data.types.errors import BadInput, Incomplete, NotAllowed, NotFound
from data.types.forms import CaseForm
from data.types.records import Saved
from data.types.staff import Access, CaseOffice
from data.types.stop import Stop

NONE = "none"
"""What stands for the whole organisation."""


def listing(desk: Desk, stop: Stop | None = None) -> tuple[tuple[CaseOffice, tuple[str, ...]], ...]:
    """Every office, with the logins of its staff."""
    with desk.store.reading(stop) as connection:
        staff = Staff(connection)
        people = staff.active()
        return tuple(
            (one, tuple(person.login for person in people if person.office_id == one.id))
            for one in staff.offices()
        )


def office_of(desk: Desk, connection: Connection, form: CaseForm) -> UUID | None:
    """Whose a new case is: of the office of who creates it, else of the first officer it goes to."""
    if desk.officer.office_id is not None:
        return desk.officer.office_id
    named = [one.officer_id for one in form.assignees if one.officer_id is not None][:1]
    return next((one.office_id for one in Staff(connection).active() if one.id in named), None)


def give_officer(desk: Desk, officer_id: UUID, name: str) -> bool:
    """Put an officer into an office, or with `none` into the whole organisation; False when it was so already.

    It holds when the program is next opened. For administrators of the whole organisation. Raises NotAllowed,
    BadInput, NotFound.
    """
    if not desk.officer.of_all:
        raise NotAllowed(
            "an administrator of the whole organisation says who is of which office", todo="Ask one."
        )
    with desk.store.writing(action="staff.office", officer_id=desk.officer.id) as session:
        wanted = _named(session.connection(), name)
        row = session.get(StaffRow, officer_id, with_for_update=True)
        if row is None or not row.active:
            raise NotFound("nobody of that login works here")
        if row.office_id == wanted:
            return False
        row.office_id = wanted
        session.flush()
        return True


def give_case(desk: Desk, case_id: UUID, name: str, reason: str) -> Saved:
    """Hand a case over to another office, which has it alone from then on, but for whom it is allocated to.

    With `none` it is every office's. For supervisors, with a reason. Raises NotAllowed, Incomplete, BadInput, NotFound.
    """
    if desk.officer.access < Access.SUPERVISOR:
        raise NotAllowed("a supervisor hands a case over to another office")
    why = clean_line(reason)
    if not why:
        raise Incomplete(("Reason",))
    with desk.store.writing(action="cases.office", officer_id=desk.officer.id, reason=why) as session:
        row = locked_case(session, case_id)
        reference = Cases(session.connection(), desk.officer).seen(case_id)
        if row is None:
            raise NotFound("no such case")
        wanted = _named(session.connection(), name)
        already = row.office_id == wanted
        if not already:
            row.office_id = wanted
            row.version += 1
            session.flush()
        return Saved(case_id, reference, say_case(reference), already=already)


def _named(connection: Connection, name: str) -> UUID | None:
    if fold(name) == NONE:
        return None
    offices = Staff(connection).offices()
    found = next((one.id for one in offices if fold(one.name) == fold(name)), None)
    if found is None:
        raise BadInput(
            f"the office {clean_line(name)!r}; there are {', '.join(one.name for one in offices) or 'none'}"
        )
    return found
