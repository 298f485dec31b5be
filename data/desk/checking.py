"""Cleaning and checking forms at the door: what is stored is clean, and every choice exists."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from data.desk.calendar import free_days
from data.desk.desk import Desk
from data.model import CaseRow
from data.repositories.cases import Cases
from data.repositories.lists import Lists
from data.repositories.members import Members
from data.repositories.staff import Staff
from data.repositories.writing import locked_case
from data.rules.clean import clean, clean_line
from data.rules.custom import read
from data.rules.gap import Gap
from data.rules.reference import say_case
from data.rules.required import OFFICE_RULE
from data.rules.starting import why_not_raised
from data.rules.ticket import read_ticket
from data.types.errors import BadInput, Incomplete, NotAllowed, NotFound
from data.types.forms import SPOKE_WITH
from data.types.notes import Section


def refuse_gaps(gaps: Iterable[Gap]) -> None:
    """Raise Incomplete with the labels of the gaps, if there are any."""
    labels = tuple(gap.label for gap in gaps)
    if labels:
        raise Incomplete(labels)


def refuse_office_gaps(gaps: Iterable[Gap], rule: str = OFFICE_RULE) -> None:
    """The same for what only the office asks for, and say that it is its rule."""
    labels = tuple(gap.label for gap in gaps)
    if labels:
        raise Incomplete(labels, todo=rule)


def clean_sections(sections: list[Section]) -> list[Section]:
    """The sections without control characters and the like."""
    return [Section(clean_line(part.title), clean(part.body)) for part in sections]


def clean_ticket(desk: Desk, url: str) -> str:
    """The address of a ticket, and its number; empty stays empty; raises BadInput."""
    cleaned = clean_line(url)
    return read_ticket(cleaned, desk.ticket_address).said if cleaned else ""


def check_listed(lists: Lists, what: str, name: str) -> None:
    """Raise BadInput for a choice that is in no list."""
    check_all_listed(lists, [(what, name)])


def check_all_listed(lists: Lists, choices: Sequence[tuple[str, str]]) -> None:
    """The same for several, each with what it is."""
    what = lists.unlisted(choices)
    if what is not None:
        raise BadInput(f"the {what}, which is not in the list")


def check_case_types(lists: Lists, keys: list[str]) -> list[str]:
    """The keys, each once; raises BadInput for one that is none."""
    check_all_listed(lists, [("case type", key) for key in keys])
    return list(dict.fromkeys(keys))


def check_raised(desk: Desk, lists: Lists, keys: Iterable[str]) -> None:
    """Raise NotAllowed for a case type that the officer raises no case of, with who may (features A4.03, A3.14)."""
    asked, own = set(keys), lists.case_types(desk.officer)
    why = why_not_raised(one for one in own if one.key in asked)
    if why:
        raise NotAllowed(why, todo="Ask one of them, or choose another type.")
    other = lists.of_other_office(asked - {one.key for one in own})
    if other:
        raise NotAllowed(
            f"the case type {other[0]} is of the office {other[1]} alone", todo="Choose another type."
        )


def check_member(desk: Desk, connection: Connection, member_id: UUID, job_id: UUID | None) -> None:
    """Raise NotFound for a member that is none, BadInput for a job of someone else."""
    members = Members(connection, desk.officer)
    if not members.exists(member_id):
        raise NotFound("no such member")
    check_job(desk, connection, member_id, job_id)


def check_job(desk: Desk, connection: Connection, member_id: UUID, job_id: UUID | None) -> None:
    """Raise BadInput for a job of someone else."""
    if job_id is not None and not Members(connection, desk.officer).has_job(member_id, job_id):
        raise BadInput("the job, which is not one of this member")


def check_follower(connection: Connection, officer_id: UUID | None) -> None:
    """Raise BadInput for someone who does not work here now and could follow nothing up."""
    if officer_id is not None and all(one.id != officer_id for one in Staff(connection).active()):
        raise BadInput("who follows up, who does not work here now")


def check_fields(
    desk: Desk, lists: Lists, wanted: Mapping[str, str], held: Mapping[str, str]
) -> dict[str, str]:
    """Fields of the office's own as they are kept; raises BadInput for a new value that cannot be (features A3.25).

    What a case holds in a field that is archived stays.
    """
    if wanted == held and all(held.values()):
        return dict(held)
    known = {one.name: one for one in lists.custom_fields()}
    out = {}
    for name, text in wanted.items():
        if text == held.get(name, ""):
            out[name] = text
        elif name not in known:
            raise BadInput(f"the field {clean_line(name)!r}; there are {', '.join(known) or 'none'}")
        else:
            out[name] = read(known[name], clean(text), desk.today(), free_days(desk))
    return {name: text for name, text in out.items() if text}


def check_spoke_with(who: str) -> str:
    """One of the words for whom was spoken with, or empty; raises BadInput."""
    if who and who not in SPOKE_WITH:
        raise BadInput(f"spoke with, which is one of {', '.join(SPOKE_WITH)}")
    return who


def locked_open_case(desk: Desk, session: Session, case_id: UUID) -> tuple[CaseRow, str]:
    """The case, held until the unit of work ends, with its number; raises NotFound, NotAllowed for a closed one."""
    case = locked_case(session, case_id)
    # After the lock: someone may have hidden the case from this officer meanwhile.
    number = say_case(Cases(session.connection(), desk.officer).seen(case_id))
    if case is None:
        raise NotFound("no such case")
    if not case.is_open:
        raise NotAllowed(f"{number} is closed", todo="Open it again to go on with it.")
    return case, number
