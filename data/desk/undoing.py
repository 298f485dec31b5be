"""Taking back what one did in the last ten minutes, from the change rows; also after a restart (features B23, B26).

An undo is an act like any other: it stands in the history, and is taken back itself within its ten minutes.
"""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy.engine import Connection

from data.desk.desk import Desk
from data.desk.going_back import go_back
from data.repositories.cases import Cases
from data.repositories.history import History
from data.repositories.interactions import Interactions
from data.repositories.nets import Done
from data.repositories.undoing import EXAMPLES, Gesture, Undoing
from data.rules.days import say_day
from data.rules.reference import read_reference
from data.rules.undo_words import gesture_said, subject_said, undo_reason
from data.rules.undoing import MINUTES, UNDO, WINDOW, why_never
from data.types.errors import BadInput, NotAllowed, NotFound
from data.types.news import News
from data.types.stop import Stop
from data.types.undoing import Kept, Undoable, Undone

LIMIT = 100
"""How many gestures are listed."""
TOGETHER = 200
"""How many acts of a batch are taken back in one transaction."""


def undoable(desk: Desk, record_id: UUID | None = None, stop: Stop | None = None) -> tuple[Undoable, ...]:
    """What the officer did in the last ten minutes, newest first, those taken back already marked.

    A batch is one; with `record_id` only what changed that record. What can never be taken back is left out.
    """
    with desk.store.reading(stop) as connection:
        return _listed(desk, connection, record_id)


def offered(desk: Desk, record_id: UUID | None = None, stop: Stop | None = None) -> Undoable | None:
    """What `u` takes back: the newest that was done on this record, else the newest of all."""
    with desk.store.reading(stop) as connection:
        found = newest(_listed(desk, connection, record_id)) if record_id is not None else None
        return found or newest(_listed(desk, connection, None))


def _listed(desk: Desk, connection: Connection, record_id: UUID | None) -> tuple[Undoable, ...]:
    known = Undoing(connection, desk.officer)
    all_of = known.mine(desk.clock() - WINDOW, LIMIT)
    last = next((one.id for one in all_of if one.undoes is None), None)
    found = [one for one in all_of if not why_never(one.action)]
    if record_id is not None and found:
        touching = known.touching(found, record_id)
        found = [one for one in found if one.id in touching]
    undone = known.taken_back(one.id for one in found)
    said = _said(desk, connection, found)
    return tuple(
        Undoable(
            one.id, one.at, said[one.id][0], said[one.id][2], one.id in undone, one.undoes, one.id == last
        )
        for one in found
        if one.id in said
    )


def _said(desk: Desk, connection: Connection, found: Iterable[Gesture]) -> dict[UUID, tuple[str, str, int]]:
    """Each in words, what it is about, and how many records those are; what may no longer be seen is left out."""
    known, gestures = Undoing(connection, desk.officer), list(found)
    # What took something back says so in its reason; its lines may be those of thousands.
    told_of = [act_id for one in gestures if one.action != UNDO for act_id in one.examples]
    lines = History(connection, desk.officer).of_acts(told_of)
    owners = {one.id: known.owners_of(one.id) for one in gestures}
    ids = {owner for held in owners.values() for owner in held}
    numbers = known.numbers(ids - known.hidden(ids))
    titles = known.titles(one.act_id for one in gestures)
    out = {}
    for one in gestures:
        seen = [numbers[owner] for owner in owners[one.id] if owner in numbers]
        if seen:
            subject = subject_said(seen)
            told = max((lines.get(act_id, []) for act_id in one.examples), key=len)
            title = titles.get(one.act_id, "")
            words = gesture_said(
                one.action, told, subject, title, lambda day: say_day(day, desk.today()), one.reason
            )
            out[one.id] = (words, subject, len(seen))
    return out


def find(desk: Desk, text: str) -> UUID:
    """The gesture that is meant: its id, or the number of the record that was changed last; empty is the last.

    Raises NotFound where there is nothing to take back, BadInput for a text that is neither.
    """
    given = text.strip()
    try:
        return UUID(given)
    except ValueError:
        reference = read_reference(given) if given else None
    if given and reference is None:
        raise BadInput("what to take back; it is an id of the list, or a number such as C-10482") from None
    with desk.store.reading() as connection:
        record_id = None
        if reference is not None:
            kind, number = reference
            record_id = (
                Cases(connection, desk.officer).id_of(number)
                if kind == "case"
                else Interactions(connection, desk.officer).id_of(number)
            )
        first = newest(_listed(desk, connection, record_id))
    if first is None:
        raise NotFound(f"nothing of yours from the last {MINUTES} minutes to take back", todo="")
    return first.id


def newest(found: Iterable[Undoable]) -> Undoable | None:
    """The one that `u` takes back: the newest that stands and that took nothing back itself."""
    return next((one for one in found if not one.undone and one.undoes is None), None)


def undo(desk: Desk, gesture_id: UUID) -> Undone:
    """Take an act or a batch back, as far as nobody has changed anything since; the rest is told.

    Once, however often it is asked and by how many at once. Raises NotFound, NotAllowed for somebody else's, for
    one that is too old, and for what is never taken back, with the reason.
    """
    with desk.store.reading() as connection:
        known = Undoing(connection, desk.officer)
        acts = known.acts(gesture_id)
        if not acts:
            raise NotFound("no such act", todo="`casetui undo --list` shows what can be taken back.")
        _refuse(desk, acts)
        first = acts[0]
        examples = tuple(act.id for act in acts[:EXAMPLES])
        gesture = Gesture(
            gesture_id, first.at, first.action, first.id, len(acts), None, first.reason, examples
        )
        said, subject, count = _said(desk, connection, [gesture]).get(gesture_id, ("", "", 0))
    batch = desk.new_id() if acts[0].batch_id is not None else None
    undo_id: UUID | None = None
    done: dict[str, None] = {}
    kept: list[Kept] = []
    already = False
    # The newest first, so that a record that was changed twice goes back step by step.
    for start in range(len(acts), 0, -TOGETHER):
        part = acts[max(0, start - TOGETHER) : start]
        with desk.store.writing(
            action=UNDO,
            officer_id=desk.officer.id,
            reason=undo_reason(said),
            key=gesture_id,
            batch_id=batch,
            undoes_id=gesture_id,
        ) as session:
            left = Undoing(session.connection(), desk.officer).not_taken_back(gesture_id, part, batch)
            already = already or len(left) < len(part)
            if left:
                numbers, stays = go_back(desk, session, left)
                done |= dict.fromkeys(numbers)
                kept += stays
                undo_id = undo_id or desk.store.act_of(session)
    if batch is not None:
        desk.store.tell(News(everything=True))
    return Undone(
        batch if batch is not None and done else undo_id,
        said,
        subject or next(iter(done), ""),
        # What an act made beside its record is not counted: a try that was noted goes with its follow-up.
        min(len(done), max(count, 1)),
        tuple(kept),
        already=already and not done and not kept,
    )


def _refuse(desk: Desk, acts: tuple[Done, ...]) -> None:
    first, last = acts[0], acts[-1]
    if first.officer_id != desk.officer.id:
        raise NotAllowed("that was done by somebody else", todo="Whoever did it can take it back.")
    for act in acts:
        why = why_never(act.action)
        if why:
            raise NotAllowed("this is not taken back", todo=why)
    if last.at < desk.clock() - WINDOW:
        raise NotAllowed(f"it is more than {MINUTES} minutes ago", todo="Change it back on its own screen.")
