"""Many follow-ups without a case that get the same day or the same officer, or are done, by a statement for all.

What is not to be followed up, or was changed by somebody since it was read, is left to be done by itself.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.engine import Row

from data.desk.bulk_alike import Alike, plainly
from data.desk.checking import check_follower
from data.desk.desk import Desk
from data.repositories import followed, many
from data.repositories.followed import OF_INTERACTION
from data.repositories.many import VERSION, Changed, Mine
from data.rules.clean import clean_line
from data.store.bulk import Bulk
from data.types.bulk import Deed
from data.types.errors import BadInput
from data.types.staff import Access, Assignee
from data.types.triage import Picked

DAY, WHO = "follow_up_on", "follow_up_officer_id"


def fits(desk: Desk, deeds: Sequence[Deed]) -> bool:
    """Whether these deeds are such columns and no more."""
    return desk.officer.access > Access.BASIC and bool(values_of(deeds))


def values_of(deeds: Sequence[Deed]) -> dict[str, Any]:
    """The columns that they put; none where there is more to one of them."""
    if [deed.name for deed in deeds] == ["close"]:
        return {WHO: None}
    found: dict[str, Any] = {}
    for deed in deeds:
        if deed.name == "follow-up" and isinstance(deed.value, date):
            found[DAY] = deed.value
        elif deed.name == "assign" and isinstance(deed.value, Assignee) and deed.value.officer_id is not None:
            found[WHO] = deed.value.officer_id
        else:
            return {}
    return found


def do(
    desk: Desk, picked: Sequence[Picked], deeds: Sequence[Deed], reason: str, action: str, batch_id: UUID
) -> Alike:
    """Do it with these follow-ups in one transaction, an act of history for each."""
    mine = Mine(action, desk.officer.id, clean_line(reason), batch_id, desk.clock())
    with desk.store.bulk(
        action=action, officer_id=mine.officer_id, reason=mine.reason, batch_id=batch_id, each=True
    ) as bulk:
        return _done(desk, bulk, picked, values_of(deeds), mine)


def _done(desk: Desk, bulk: Bulk, picked: Sequence[Picked], values: dict[str, Any], mine: Mine) -> Alike:
    connection = bulk.connection
    try:
        check_follower(connection, values.get(WHO))
    except BadInput:
        return Alike(left=tuple(picked))
    rows = followed.held(connection, [one.id for one in picked])
    done: list[Picked] = []
    left: list[Picked] = []
    changes: dict[UUID, list[Changed]] = {}
    for one in picked:
        row = rows.get(one.id)
        if row is None or not _as_read(one, row):
            left.append(one)
            continue
        done.append(one)
        if found := _changes(row, values):
            changes[one.id] = found
    if changes:
        followed.put(connection, list(changes), values)
        many.tell(bulk, mine, changes, desk.new_id, OF_INTERACTION)
    return Alike(tuple(done), left=tuple(left), already=len(done) - len(changes))


def _as_read(one: Picked, row: Row[Any]) -> bool:
    """Whether it stands as it was read, and is to be followed up."""
    if row.case_id is not None or one.version not in (0, row.version):
        return False
    return row.follow_up_on is not None and row.follow_up_officer_id is not None


def _changes(row: Row[Any], values: dict[str, Any]) -> list[Changed]:
    """What differs, as history is told of it; nothing where it is so already."""
    key = str(row.id)
    found = [
        Changed(OF_INTERACTION, key, name, plainly(getattr(row, name)), plainly(value))
        for name, value in values.items()
        if getattr(row, name) != value
    ]
    if found:
        found.append(Changed(OF_INTERACTION, key, VERSION, row.version, row.version + 1))
    return found
