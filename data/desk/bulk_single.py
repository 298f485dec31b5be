"""Several deeds with one record, in one act: the way of a bulk act for all that has more to it than its columns."""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from data.desk import changing, holding, targets
from data.desk.checking import check_follower
from data.desk.desk import Desk
from data.desk.follow_ups import locked, put_day, refuse_without, saved
from data.model import CaseRow, InteractionRow
from data.repositories.lists import Lists
from data.repositories.many import changed_since
from data.rules.clean import clean_line
from data.rules.deeds import kind_of, signed, why_not
from data.rules.holding import given_to
from data.rules.merging import CASE
from data.rules.reference import say_case
from data.types.bulk import Deed
from data.types.case_edits import CaseContents
from data.types.errors import BadInput, Conflict, NotAllowed
from data.types.staff import Assignee
from data.types.triage import Picked

SAID = {**CASE, "follow_up_officer_id": "who follows up", "owner_id": "Staff", "case_assignee": "Staff"}
"""What is said of a field that somebody else has changed."""


def do(desk: Desk, picked: Picked, deeds: Sequence[Deed], reason: str, action: str, batch_id: UUID) -> bool:
    """Do it all or nothing of it; whether anything was not so already.

    Raises Conflict where somebody else has changed the same field since it was read, NotAllowed, NotFound, HeldOpen,
    Incomplete, BadInput.
    """
    for deed in deeds:
        why = why_not(deed, picked.record)
        if why:
            raise NotAllowed(why, todo="")
    if picked.record == "case":
        return _case(desk, picked, deeds, reason, action, batch_id)
    return _interaction(desk, picked, deeds, reason, action, batch_id)


# Cases


def _case(
    desk: Desk, picked: Picked, deeds: Sequence[Deed], reason: str, action: str, batch_id: UUID
) -> bool:
    changed = False

    def wanted(session: Session, row: CaseRow, now: CaseContents) -> CaseContents:
        nonlocal changed
        others = _others(desk, session, picked, row.version)
        for deed in deeds:
            if deed.name in _BESIDE:
                changed |= _BESIDE[deed.name](desk, session, row, deed, reason)
                continue
            before = deepcopy(now)
            CASE_DEEDS[deed.name](desk, session, row, now, deed)
            if now != before:
                changed = True
                refuse_changed(deed, picked, others)
        return now

    changing.step(desk, picked.id, wanted, action=action, reason=reason, batch_id=batch_id)
    return changed


def _others(desk: Desk, session: Session, picked: Picked, version: int) -> Mapping[str, str]:
    if not picked.version or picked.version == version:
        return {}
    kind = "case_record" if picked.record == "case" else "interaction"
    found = changed_since(session.connection(), kind, {picked.id: picked.version}, desk.officer.id)
    return found.get(picked.id, {})


def refuse_changed(deed: Deed, picked: Picked, others: Mapping[str, str]) -> None:
    """Raise Conflict where somebody else has changed what the deed changes; told is who."""
    for name in kind_of(deed.name).touches:
        if name in others:
            raise Conflict(f"{others[name]} changed {SAID[name]} too", picked.id, (name,))


def _assign(desk: Desk, session: Session, row: CaseRow, now: CaseContents, deed: Deed) -> None:
    assert deed.value is None or isinstance(deed.value, Assignee)
    now.assignees = given_to(now.assignees, deed.value)


def _field(name: str) -> "_Put":
    def put(desk: Desk, session: Session, row: CaseRow, now: CaseContents, deed: Deed) -> None:
        setattr(now, name, deed.value)

    return put


def _status(desk: Desk, session: Session, row: CaseRow, now: CaseContents, deed: Deed) -> None:
    if deed.value != now.status:
        now.status, now.close_reason = str(deed.value), ""
    _more_exactly(now, deed)


def _more_exactly(now: CaseContents, deed: Deed) -> None:
    if deed.more:
        now.substatus = deed.more


def _tag(desk: Desk, session: Session, row: CaseRow, now: CaseContents, deed: Deed) -> None:
    on, name = signed(str(deed.value))
    kept = [one for one in now.tags if one != name]
    if on != (name in now.tags):
        now.tags = [*kept, name] if on else kept


def _close(desk: Desk, session: Session, row: CaseRow, now: CaseContents, deed: Deed) -> None:
    if row.is_open:
        now.status, now.close_reason = Lists(session.connection()).closing_status(), str(deed.value)
        _more_exactly(now, deed)
    elif row.close_reason != deed.value:
        raise NotAllowed(f"{say_case(row.reference)} is closed already, {row.close_reason}", todo="")


def _claim(desk: Desk, session: Session, row: CaseRow, now: CaseContents, deed: Deed) -> None:
    if row.owner_id != desk.officer.id:
        holding.taken(desk, session, row, now)


def _watch(desk: Desk, session: Session, row: CaseRow, deed: Deed, reason: str) -> bool:
    already, _ = holding.put_watch(desk, session, row.id, on=bool(deed.value))
    return not already


def _escalate(desk: Desk, session: Session, row: CaseRow, deed: Deed, reason: str) -> bool:
    targets.put_before(desk, session, row, str(deed.value or "") or reason)
    return True


_Put = Callable[[Desk, Session, CaseRow, CaseContents, Deed], None]
CASE_DEEDS: dict[str, _Put] = {
    "assign": _assign,
    "follow-up": _field("follow_up_on"),
    "priority": _field("priority"),
    "review": _field("marked_for_review"),
    "status": _status,
    "tag": _tag,
    "close": _close,
    "claim": _claim,
}
"""What changes a field of the case."""
_BESIDE: dict[str, Callable[[Desk, Session, CaseRow, Deed, str], bool]] = {
    "watch": _watch,
    "escalate": _escalate,
}
"""What is no field of the case."""


# Interactions


def _interaction(
    desk: Desk, picked: Picked, deeds: Sequence[Deed], reason: str, action: str, batch_id: UUID
) -> bool:
    with desk.store.writing(
        action=action, officer_id=desk.officer.id, reason=clean_line(reason), batch_id=batch_id
    ) as session:
        row, number = locked(desk, session, picked.record, picked.id)
        assert isinstance(row, InteractionRow)
        others = _others(desk, session, picked, row.version)
        changed = False
        for deed in deeds:
            before = (row.follow_up_on, row.follow_up_officer_id)
            if deed.name == "assign":
                _give(session, row, number, deed)
            elif deed.name == "close":
                refuse_without(row, number)
                row.follow_up_officer_id = None
            elif deed.value != row.follow_up_on or (deed.value and row.follow_up_officer_id is None):
                assert deed.name == "follow-up"
                put_day(desk, session, row, deed.value if isinstance(deed.value, date) else None)
            if before != (row.follow_up_on, row.follow_up_officer_id):
                changed = True
                refuse_changed(deed, picked, others)
        if changed:
            saved(session, row)
        return changed


def _give(session: Session, row: InteractionRow, number: str, deed: Deed) -> None:
    refuse_without(row, number)
    who = deed.value.officer_id if isinstance(deed.value, Assignee) else None
    if who is None:
        raise BadInput(f"{number} is an interaction, which one officer follows up: no team, role or nobody")
    check_follower(session.connection(), who)
    row.follow_up_officer_id = who
