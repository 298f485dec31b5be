"""A colleague reads a submitted note or a case and ticks what no program can judge."""

from collections.abc import Sequence
from typing import cast
from uuid import UUID

from sqlalchemy.orm import Session

from data.desk.desk import Desk
from data.model import CaseTick, InteractionTick
from data.repositories.cases import Cases
from data.repositories.interactions import Interactions
from data.repositories.ticks import ticks_of, ticks_of_case
from data.repositories.writing import locked_case, locked_interaction
from data.rules.clean import clean_line
from data.rules.good import HUMAN, HumanItem, why_no_tick
from data.rules.good_case import CASE_HUMAN, why_no_case_tick
from data.types.errors import BadInput, NotAllowed, NotFound
from data.types.stop import Stop
from data.types.ticks import HELD, NOT_HELD, Tick

LONGEST = 300
"""Characters of the line beside a tick."""


def of(desk: Desk, interaction_id: UUID, stop: Stop | None = None) -> tuple[Tick, ...]:
    """What colleagues say of an interaction's note; raises NotFound."""
    with desk.store.reading(stop) as connection:
        if Interactions(connection, desk.officer).reference(interaction_id) is None:
            raise NotFound("no such interaction")
        return ticks_of(connection, interaction_id)


def of_case(desk: Desk, case_id: UUID, stop: Stop | None = None) -> tuple[Tick, ...]:
    """What colleagues say of a case; raises NotFound."""
    with desk.store.reading(stop) as connection:
        Cases(connection, desk.officer).seen(case_id)
        return ticks_of_case(connection, case_id)


def tick(desk: Desk, interaction_id: UUID, item: str, said: str, line: str = "") -> tuple[Tick, ...]:
    """Say of one item that it is `held` or `not held`, with a line or none; an empty `said` takes it back.

    Answers every tick of the note; said again it changes nothing. Raises NotAllowed for one's own note, BadInput,
    NotFound (features A1.37, A1.38, A1.41).
    """
    why = _checked(HUMAN, item, said, line)
    with desk.store.writing(
        action="interactions.tick", officer_id=desk.officer.id, key=interaction_id
    ) as session:
        row = locked_interaction(session, interaction_id)
        if row is None:
            raise NotFound("no such interaction")
        if refused := why_no_tick(desk.officer.id, row.officer_id):
            raise NotAllowed(refused, todo="")
        _say(desk, session, InteractionTick, {"interaction_id": interaction_id}, item, said, why)
        return ticks_of(session.connection(), interaction_id)


def tick_case(desk: Desk, case_id: UUID, item: str, said: str, line: str = "") -> tuple[Tick, ...]:
    """The same of a case: raises NotAllowed for one that the officer opened or holds, BadInput, NotFound.

    Features A2.25, A2.27, A2.28.
    """
    why = _checked(CASE_HUMAN, item, said, line)
    with desk.store.writing(action="cases.tick", officer_id=desk.officer.id, key=case_id) as session:
        locked_case(session, case_id)
        case = Cases(session.connection(), desk.officer).read(case_id)
        if refused := why_no_case_tick(
            desk.officer.id, case.opened_by, [one.officer_id for one in case.assignees]
        ):
            raise NotAllowed(refused, todo="")
        _say(desk, session, CaseTick, {"case_id": case_id}, item, said, why)
        return ticks_of_case(session.connection(), case_id)


def _checked(items: Sequence[HumanItem], item: str, said: str, line: str) -> str:
    """The line made clean; raises BadInput for what is no item, and what cannot be said of one."""
    if item not in [one.key for one in items]:
        raise BadInput(f"{clean_line(item)[:40]!r}; there are {', '.join(one.key for one in items)}")
    if said not in (HELD, NOT_HELD, ""):
        raise BadInput(f"{clean_line(said)[:40]!r}; an item is {HELD} or {NOT_HELD}")
    why = clean_line(line)
    if len(why) > LONGEST:
        raise BadInput(f"the line beside a tick, which is longer than {LONGEST} characters")
    return why


def _say(
    desk: Desk,
    session: Session,
    table: type[InteractionTick] | type[CaseTick],
    of: dict[str, UUID],
    item: str,
    said: str,
    line: str,
) -> None:
    """Make the officer's tick what is said now; one that says nothing goes."""
    held = cast(
        "InteractionTick | CaseTick | None", session.get(table, (*of.values(), item, desk.officer.id))
    )
    if not said:
        if held is not None:
            session.delete(held)
    elif held is None:
        session.add(
            table(item=item, officer_id=desk.officer.id, said=said, line=line, ticked_at=desk.clock(), **of)
        )
    elif (held.said, held.line) != (said, line):
        held.said, held.line, held.ticked_at = said, line, desk.clock()
    session.flush()
