"""What an officer holds, handed over to others with a preview, and given back when she is here again (features B29)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlalchemy.engine import Connection

from data.desk.desk import Desk
from data.desk.passing import pass_on
from data.model import HandedRow, HandoverRow
from data.repositories.leave import (
    forget,
    handed_of,
    handed_over,
    note_begun,
    things_of,
)
from data.repositories.staff import Staff
from data.repositories.workload import held_by_all
from data.rules.clean import clean_line
from data.rules.spreading import in_range, in_turn, spread
from data.types.errors import BadInput, CasetuiError, Incomplete, NotAllowed, NotFound, StoreTrouble
from data.types.leave import Given, HandedOver, Receiver, Refused, Spread, Thing, ToGiveBack
from data.types.news import News
from data.types.staff import Access, Officer
from data.types.stop import Stop

GIVE, BACK = "leave.give", "leave.back"
T = TypeVar("T")
Told = Callable[[int, int], None]
"""Hears how many of how many are done."""


def held_by(desk: Desk, officer_id: UUID, stop: Stop | None = None) -> tuple[Officer, tuple[Thing, ...]]:
    """Somebody, and what she holds of what may be seen, limits set by law first. Raises NotAllowed, NotFound."""
    with desk.store.reading(stop) as connection:
        officer = _whose(desk, connection, officer_id)
        found = in_turn(things_of(connection, officer_id, desk.officer), desk.today(), None)
        return officer, tuple(found)


def preview(
    desk: Desk,
    officer_id: UUID,
    to: Sequence[UUID] = (),
    until: date | None = None,
    *,
    due_only: bool = False,
    stop: Stop | None = None,
) -> Spread:
    """Who would get what; nothing is changed.

    Without `to` it is spread over everyone of her team who is here, but basic access. `due_only` is what falls due
    until she is back, and limits set by law. Raises NotAllowed for somebody else's below supervisor, BadInput,
    NotFound.
    """
    today = desk.today()
    if until is not None and until <= today:
        raise BadInput("until when, which is a day still to come: the day of being back")
    if due_only and until is None:
        raise BadInput("what falls due until she is back, which needs that day")
    with desk.store.reading(stop) as connection:
        officer = _whose(desk, connection, officer_id)
        receivers = _receivers(desk, connection, officer, to)
        found = things_of(connection, officer_id, desk.officer)
    within = [one for one in found if not due_only or in_range(one, today, until)]
    return Spread(officer, until, receivers, spread(within, receivers, today, until))


def hand_over(
    desk: Desk,
    officer_id: UUID,
    rows: Iterable[Given],
    *,
    until: date | None = None,
    reason: str = "",
    batch_id: UUID | None = None,
    told: Told | None = None,
    stop: Stop | None = None,
) -> HandedOver:
    """Do what the preview says: every record an act of its own, all of one batch; what is refused is listed.

    Sent again with the same `batch_id`, what is done is not done twice. With `until` it is remembered who had it.
    Raises Incomplete without a reason for somebody else's, NotAllowed, NotFound, and what a store raises that cannot
    be used: then the rest stays with her.
    """
    why, batch = clean_line(reason), batch_id or desk.new_id()
    with desk.store.reading() as connection:
        _whose(desk, connection, officer_id)
    if officer_id != desk.officer.id and not why:
        raise Incomplete(("Reason",))
    # Tasks first: whoever hands a case over may not see it any more.
    wanted = sorted((row for row in rows if row.to is not None), key=lambda row: row.thing.record != "task")
    first = _note(desk, batch, officer_id, wanted, until, why)

    def one(row: Given) -> None:
        assert row.to is not None
        pass_on(desk, row.thing.record, row.thing.id, officer_id, row.to, GIVE, why, batch)

    refused = _each(wanted, one, told, stop)
    # Of a second try nothing is forgotten: what was done the first time may not be seen any more.
    if refused and first:
        with desk.store.writing(
            action="leave.refused", officer_id=desk.officer.id, batch_id=batch
        ) as session:
            forget(session, batch, {row.thing.id for row, _ in refused})
    listed = tuple(Refused(row.thing.number, said) for row, said in refused)
    desk.store.tell(News(everything=True))
    return HandedOver(batch, len(wanted) - len(listed), listed)


def to_give_back(desk: Desk, officer_id: UUID, stop: Stop | None = None) -> tuple[ToGiveBack, ...]:
    """What somebody handed over until a day and has not back yet; raises NotAllowed, NotFound."""
    with desk.store.reading(stop) as connection:
        _whose(desk, connection, officer_id)
        return handed_over(connection, officer_id)


def give_back(
    desk: Desk,
    officer_id: UUID,
    *,
    reason: str = "",
    told: Told | None = None,
    stop: Stop | None = None,
) -> HandedOver:
    """Give an officer back what she handed over until a day, as far as it is still with whom it was given to.

    What is closed, done or with somebody else meanwhile stays and is listed. Raises NotAllowed, BadInput where nothing
    is to be given back, NotFound.
    """
    batch, why = desk.new_id(), clean_line(reason) or "back from leave"
    with desk.store.reading() as connection:
        _whose(desk, connection, officer_id)
        open_ = handed_over(connection, officer_id)
        rows = [row for one in open_ for row in handed_of(connection, one.id)]
    if not rows:
        raise BadInput("what is to be given back, of which there is nothing")

    def one(row: HandedRow) -> None:
        pass_on(desk, row.record, row.record_id, row.to_id, officer_id, BACK, why, batch, stays=row.beside)

    refused = _each(rows, one, told, stop)
    with desk.store.writing(action="leave.ended", officer_id=desk.officer.id, batch_id=batch) as session:
        for ended in open_:
            handover = session.get(HandoverRow, ended.id, with_for_update=True)
            if handover is not None:
                handover.back_at = desk.clock()
        session.flush()
    listed = tuple(Refused(row.number, said) for row, said in refused)
    desk.store.tell(News(everything=True))
    return HandedOver(batch, len(rows) - len(listed), listed)


def _whose(desk: Desk, connection: Connection, officer_id: UUID) -> Officer:
    """The officer, also one who left; raises NotAllowed for somebody else's below supervisor, NotFound."""
    if officer_id != desk.officer.id and desk.officer.access < Access.SUPERVISOR:
        raise NotAllowed("what a colleague holds is handed over by a supervisor")
    staff = Staff(connection)
    found = next((one for one in staff.active() if one.id == officer_id), None)
    if found is None:
        found = next(iter(staff.former((officer_id,))), None)
    if found is None:
        raise NotFound("nobody of that login works here")
    return found


def _receivers(
    desk: Desk, connection: Connection, officer: Officer, to: Sequence[UUID]
) -> tuple[Receiver, ...]:
    staff, today = Staff(connection), desk.today()
    teams = {team.id: team.name for team in staff.teams()}
    others = {one.id: one for one in staff.active() if one.id != officer.id}
    if officer.id in to:
        raise BadInput(f"to whom: {officer.name} is whose it is")
    if not others.keys() >= set(to):
        raise BadInput("to whom, among whom is somebody who does not work here now")
    usual = (
        one.id
        for one in others.values()
        if one.team_id == officer.team_id and one.access > Access.BASIC and one.here(today)
    )
    held = held_by_all(connection, desk.officer, today)
    return tuple(
        Receiver(
            others[key],
            _team_of(others[key], teams),
            others[key].here(today),
            held[key].cases + held[key].follow_ups if key in held else 0,
        )
        for key in dict.fromkeys(to or usual)
    )


def _team_of(officer: Officer, teams: Mapping[UUID, str]) -> str:
    return teams.get(officer.team_id, "") if officer.team_id else ""


def _note(
    desk: Desk, batch: UUID, officer_id: UUID, rows: Sequence[Given], until: date | None, reason: str
) -> bool:
    """Remember who had it before it goes: what breaks off in the middle can be given back all the same."""
    handover = HandoverRow(
        id=batch,
        officer_id=officer_id,
        made_by=desk.officer.id,
        made_at=desk.clock(),
        until=until,
        reason=reason,
    )
    handed = [
        HandedRow(
            handover_id=batch,
            record=row.thing.record,
            record_id=row.thing.id,
            number=row.thing.number,
            to_id=row.to,
            beside=row.to in row.thing.beside,
        )
        for row in rows
        if row.to is not None
    ]
    with desk.store.writing(
        action="leave.begin", officer_id=desk.officer.id, reason=reason, key=batch, batch_id=batch
    ) as session:
        return note_begun(session, handover, handed)


def _each(
    rows: Sequence[T], one: Callable[[T], None], told: Told | None, stop: Stop | None
) -> list[tuple[T, str]]:
    """Do it with each; what was refused, and why. A store that cannot be used ends it."""
    refused = []
    for at, row in enumerate(rows, 1):
        if stop is not None and stop.pulled:
            refused.append((row, "it was stopped before"))
            continue
        try:
            one(row)
        except StoreTrouble:
            raise
        except CasetuiError as error:
            refused.append((row, error.detail or error.title))
        if told is not None:
            told(at, len(rows))
    return refused
