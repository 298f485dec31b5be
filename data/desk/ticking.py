"""A colleague reads a submitted note and ticks what no program can judge."""

from uuid import UUID

from data.desk.desk import Desk
from data.model import InteractionTick
from data.repositories.interactions import Interactions
from data.repositories.ticks import ticks_of
from data.repositories.writing import locked_interaction
from data.rules.clean import clean_line
from data.rules.good import HUMAN, why_no_tick
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


def tick(desk: Desk, interaction_id: UUID, item: str, said: str, line: str = "") -> tuple[Tick, ...]:
    """Say of one item that it is `held` or `not held`, with a line or none; an empty `said` takes it back.

    Answers every tick of the note; said again it changes nothing. Raises NotAllowed for one's own note, BadInput,
    NotFound (features A1.37, A1.38, A1.41).
    """
    if item not in [one.key for one in HUMAN]:
        raise BadInput(f"{clean_line(item)[:40]!r}; there are {', '.join(one.key for one in HUMAN)}")
    if said not in (HELD, NOT_HELD, ""):
        raise BadInput(f"{clean_line(said)[:40]!r}; an item is {HELD} or {NOT_HELD}")
    why = clean_line(line)
    if len(why) > LONGEST:
        raise BadInput(f"the line beside a tick, which is longer than {LONGEST} characters")
    with desk.store.writing(
        action="interactions.tick", officer_id=desk.officer.id, key=interaction_id
    ) as session:
        row = locked_interaction(session, interaction_id)
        if row is None:
            raise NotFound("no such interaction")
        if refused := why_no_tick(desk.officer.id, row.officer_id):
            raise NotAllowed(refused, todo="")
        held = session.get(InteractionTick, (interaction_id, item, desk.officer.id))
        if not said:
            if held is not None:
                session.delete(held)
        elif held is None:
            session.add(
                InteractionTick(
                    interaction_id=interaction_id,
                    item=item,
                    officer_id=desk.officer.id,
                    said=said,
                    line=why,
                    ticked_at=desk.clock(),
                )
            )
        elif (held.said, held.line) != (said, why):
            held.said, held.line, held.ticked_at = said, why, desk.clock()
        session.flush()
        return ticks_of(session.connection(), interaction_id)
