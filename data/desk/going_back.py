"""Records put back as they were before acts, within one unit of work: what goes back, what stays, what follows.

What somebody has changed since stays, with what makes sense only together with it; the rest goes back. What follows
from a field (targets, limits, automatic tasks) goes back row by row where nothing came between, else it follows anew.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from data.desk import automatic, going_back_alike
from data.desk.deadlines import follow
from data.desk.desk import Desk
from data.desk.following import Following, nearest_day
from data.desk.going_back_record import GoingBack, OwnerRow, check, matter
from data.desk.held import admitted
from data.model import CaseRow, CaseTargetRow, FilingRow, InteractionRow, LetterRow, MemberRow
from data.repositories.cases import Cases
from data.repositories.nets import Done, Net
from data.repositories.putting_back import Item, Rows, identity, value_of
from data.repositories.targets import Targets
from data.repositories.undoing import Undoing
from data.rules.reference import say_case, say_interaction
from data.rules.undoing import ESCALATION, FOLLOW_UP, MAKES, STATUS, TARGET, TYPES
from data.store.among import IDS, Among
from data.types.errors import BadInput, Incomplete, NotAllowed
from data.types.undoing import Kept

_OWNERS: dict[str, type[OwnerRow]] = {
    "case_record": CaseRow,
    "interaction": InteractionRow,
    "member": MemberRow,
}
_FOLLOWS = {"case_target", "case_hold", "case_deadline"}
"""Rows that nobody changes but by something else."""
PLACE = "email_filing"
"""What an e-mail belongs to."""
_COUNTED = {"job_id", "effect", "lodged_on", "opened_on"}
"""Fields by which limits are counted; so are the case types."""


def go_back(desk: Desk, session: Session, acts: Sequence[Done]) -> tuple[tuple[str, ...], tuple[Kept, ...]]:
    """Put back what these acts changed; answers the numbers of the records on which anything was, and what stays.

    Of a record that the officer may no longer see nothing goes back, and it is not named.
    """
    known = Undoing(session.connection(), desk.officer)
    nets = known.nets(acts)
    alike: tuple[str, ...] = ()
    if acts[0].batch_id is not None:
        alike, nets = going_back_alike.put_back(desk, session, nets)
    records, kept = _held(desk, session, nets)
    held = [record.row for record in records if record.row is not None]
    rows = Rows(session, [net for record in records for net in record.nets], held)
    moved = known.moved_since(nets)
    for record in records:
        _decide(rows, record, moved=record.row is not None and record.row.id in moved)
    check(desk, session, rows, records)
    _keep_places(session, records)
    _write(desk, session, rows, records)
    done = [record.number for record in records if record.back or (record.after and record.literal)]
    stays = [(record, *one) for record in records for one in record.kept]
    if stays:
        since = known.since(
            [item.net for _, item, _, _ in stays], min(act.at for act in acts), (act.id for act in acts)
        )
        for record, item, what, why in stays:
            who, at = ("", None) if why else since.who(item.net, item.field)
            one = Kept(record.number, what, who, at, why)
            if one not in kept:
                kept.append(one)
    return (*alike, *done), tuple(kept)


def _held(desk: Desk, session: Session, nets: Iterable[Net]) -> tuple[list[GoingBack], list[Kept]]:
    """The records, locked in one order whoever asks, as far as the officer may see them."""
    of: dict[tuple[str, UUID | None], list[Net]] = {}
    for net in nets:
        of.setdefault(net.owner, []).append(net)
    out: list[GoingBack] = []
    unseen = 0
    table: Any
    for kind, table in _OWNERS.items():
        ids = [owner for held, owner in of if held == kind and owner is not None]
        if not ids:
            continue
        asked = select(table).where(Among(col(table.id), IDS)).order_by(col(table.id)).with_for_update()
        rows: dict[UUID, Any] = {row.id: row for row in session.scalars(asked, {"ids": ids})}
        seen = (
            Cases(session.connection(), desk.officer).seen_among(ids) if kind == "case_record" else set(ids)
        )
        for one in ids:
            gone = next((net for net in of[kind, one] if net.kind == kind and net.now is None), None)
            if one in rows and one in seen:
                out.append(GoingBack(kind, rows[one], _number(rows[one]), of[kind, one]))
            elif gone is not None and gone.was is not None:
                out.append(GoingBack(kind, None, say_interaction(gone.was["reference"]), of[kind, one]))
            else:
                unseen += 1
    kept = [Kept("", "", why="a record is no more, or you may not see it any more")] if unseen else []
    return out, kept


def _number(row: OwnerRow) -> str:
    if isinstance(row, MemberRow):
        return row.name
    return say_case(row.reference) if isinstance(row, CaseRow) else say_interaction(row.reference)


# What goes back


def _decide(rows: Rows, record: GoingBack, *, moved: bool) -> None:
    """Part the changes of a record: what goes back, what follows from it, and what stays.

    Where targets have `moved` since, what the act made of them cannot go back row by row.
    """
    row = record.row
    if isinstance(row, CaseRow):
        record.was_open, record.closed_at = row.is_open, row.closed_at
    items = [Item(net, name) for net in record.nets for name in net.fields]
    chosen = [item for item in items if not _follows(item, items)]
    # A record that was made, or removed, goes back with all that is its own.
    itself = any(item.net.kind == record.kind and item.field in "+-" for item in items)
    matters: dict[str, list[Item]] = {}
    for item in chosen:
        matters.setdefault("" if itself else matter(item)[0], []).append(item)
    for held in matters.values():
        stays = next((item for item in held if not rows.holds(item)), None)
        why = _why_not(record, held)
        if stays is None and not why and not rows.in_places(held):
            stays = held[0]
        if stays is not None or why:
            item = stays or held[0]
            record.kept.append(
                (item, matter(item)[1], why or ("its old value was erased" if item.net.erased else ""))
            )
        else:
            record.back += held
    followed = [item for item in items if item not in chosen]
    whole = not record.kept
    tasks = [item for item in followed if item.net.kind == "task"]
    record.after = [item for item in followed if item not in tasks]
    targets = [item for item in record.after if item.net.kind != "case_deadline"]
    record.literal = (
        whole and not moved and all(rows.holds(item) for item in targets) and rows.in_places(targets)
    )
    for item in tasks if whole else ():
        if rows.holds(item):
            record.back.append(item)
        else:
            record.kept.append((item, "task", ""))
    if chosen and not record.back:
        record.after, record.literal = [], False


def _follows(item: Item, items: Sequence[Item]) -> bool:
    """Whether it followed from something else that the same act changed."""
    net = item.net
    if net.kind in _FOLLOWS:
        return True
    if net.kind == "task" and item.field == "+" and net.now is not None and net.now["task_type_id"]:
        kind = value_of("task", "task_type_id", net.now["task_type_id"])
        case_id = net.owner[1]
        return case_id is not None and identity(net)[0] == automatic.task_id(case_id, kind)
    own, others = matter(item)[0], {matter(one)[0] for one in items}
    return (own == TARGET and bool(others & {STATUS, TYPES})) or (own == ESCALATION and STATUS in others)


def _why_not(record: GoingBack, held: Sequence[Item]) -> str:
    """Why a matter cannot go back though nobody changed it."""
    net, row = held[0].net, record.row
    if isinstance(row, CaseRow) and not row.is_open and not _opens(record):
        made = all(item.field == "+" for item in held)
        if net.kind == "check_tick" or (net.kind == "task" and not made) or matter(held[0])[0] == TARGET:
            return f"{record.number} is closed since"
    if isinstance(row, InteractionRow) and row.case_id is not None and matter(held[0])[0] == FOLLOW_UP:
        return f"{record.number} became a case, which carries the follow-up"
    if any(item.field == "+" and item.net.kind in ("interaction", "note") for item in held):
        return "" if net.act.action in MAKES else "what was written stays"
    return ""


def _opens(record: GoingBack) -> bool:
    """Whether the acts closed the case, so that it is open again once they are taken back."""
    return any(
        net.kind == "case_record" and net.now and net.now.get("is_open") is False for net in record.nets
    )


def _keep_places(session: Session, records: Sequence[GoingBack]) -> None:
    """An e-mail that belongs somewhere else since does not come back to where it was."""
    going = {
        item.net.key
        for record in records
        for item in record.back
        if item.net.kind == PLACE and item.field == "+"
    }
    for record in records:
        for item in [one for one in record.back if one.net.kind == PLACE and one.field == "-"]:
            assert item.net.was is not None
            email_id = UUID(item.net.was["email_id"])
            held = session.scalars(select(FilingRow).where(col(FilingRow.email_id) == email_id)).first()
            hidden = session.get(LetterRow, email_id) is None
            if hidden or (held is not None and str(held.id) not in going):
                record.back.remove(item)
                record.kept.append((item, "e-mail", "it belongs somewhere else now"))


# Writing


def _write(desk: Desk, session: Session, rows: Rows, records: Sequence[GoingBack]) -> None:
    items: list[Item] = []
    for record in records:
        followed = [it for it in record.after if record.literal or it.net.kind == "case_deadline"]
        holding = [it for it in followed if rows.holds(it)]
        items += [*record.back, *holding]
        touched = {(it.net.kind, it.net.key) for it in record.back}
        for net in record.nets if record.back else ():
            # Where the act was counted, so is this: forms that others have open notice.
            counted = net.was is not None and net.now is not None and "version" in net.now
            row = (
                rows.row(net) if counted and (net.kind != "task" or (net.kind, net.key) in touched) else None
            )
            if row is not None:
                row.version += 1
    rows.put_back(items)
    for record in records:
        if isinstance(record.row, CaseRow) and (record.back or record.after):
            _follow(desk, session, record, record.row)
    session.flush()


def _follow(desk: Desk, session: Session, record: GoingBack, row: CaseRow) -> None:
    """What is kept with a case is right again."""
    matters, fields = record.matters, record.fields
    if TYPES in matters:
        types = list(Targets(session.connection()).types_of(row.id))
        row.acl = [str(group) for group in admitted(session.connection(), types)]
    if not record.literal and matters & {STATUS, TYPES, TARGET, FOLLOW_UP}:
        _follow_anew(desk, session, record, row)
    elif record.after or TARGET in matters or STATUS in matters:
        asked = select(CaseTargetRow).where(col(CaseTargetRow.case_id) == row.id)
        row.target_on = nearest_day(session.scalars(asked))
    limits = any(item.net.kind == "case_deadline" for item in record.after)
    if TYPES in matters or fields & _COUNTED or limits:
        follow(desk, session, row)


def _follow_anew(desk: Desk, session: Session, record: GoingBack, row: CaseRow) -> None:
    """Somebody changed what the targets hang on since: they follow as from any other change."""
    following, matters = Following(desk, session, row), record.matters
    if STATUS in matters:
        following.follow_status(row.status, record.closed_at)
    if TARGET in matters:
        target = next(item for item in record.back if item.field == "due_on")
        assert target.net.was is not None and target.net.now is not None
        now, then = (
            value_of("case_record", "due_on", one["due_on"]) for one in (target.net.now, target.net.was)
        )
        try:
            following.set_by_staff(then, now, row.opened_on, "taken back")
        except (NotAllowed, BadInput, Incomplete) as error:
            record.kept.append((target, TARGET, error.detail))
    if TYPES in matters:
        following.retype()
    if FOLLOW_UP in matters:
        following.follow_up(row.follow_up_on)
    row.due_on = following.settle()
