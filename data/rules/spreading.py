"""Who gets what of an officer who goes away: fairly by what each holds, and with the reason (features B29)."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from data.rules.days import say_day
from data.rules.performers import Candidate, may_do
from data.types.leave import Given, Receiver, Thing
from data.types.staff import Access

FAR = date.max
WARNED = timedelta(days=7)
"""A limit set by law that ends so soon leads, as it leads the work list."""


def is_legal(thing: Thing, today: date, until: date | None) -> bool:
    """A limit set by law that ends before the officer is back, within seven days, or nobody knows when."""
    last = max(until or today, today + WARNED)
    return thing.limit_unknown or (thing.lodge_by is not None and thing.lodge_by <= last)


def in_range(thing: Thing, today: date, until: date | None) -> bool:
    """Whether something of it falls due before the officer is back: what has no day has no day to miss."""
    return until is None or is_legal(thing, today, until) or (thing.on is not None and thing.on <= until)


def in_turn(things: Sequence[Thing], today: date, until: date | None) -> list[Thing]:
    """Limits set by law first, then by day, priority and number; a task behind everything that is a record."""
    return sorted(
        things,
        key=lambda one: (
            not is_legal(one, today, until),
            one.record == "task",
            (one.lodge_by if is_legal(one, today, until) else one.on) or FAR,
            one.priority,
            one.number,
            str(one.id),
        ),
    )


def spread(
    things: Sequence[Thing], receivers: Sequence[Receiver], today: date, until: date | None = None
) -> tuple[Given, ...]:
    """Who gets what, always the same for the same: those who hold least get the next, in the order they are named.

    Whoever is on a case already keeps it, a task goes with its case. Passed over is who is away, who has basic access
    where the case is confidential, and who may not do the kind of task. What nobody can get leads, with the reason.
    """
    held = {one.officer.id: one.held for one in receivers}
    cases: dict[UUID, UUID] = {}
    rows: list[Given] = []
    for thing in in_turn(things, today, until):
        able = [one for one in receivers if not why_not(thing, one, today)]
        if not able:
            rows.append(Given(thing, None, _nobody(thing, receivers, today)))
            continue
        on_it = [one for one in able if one.officer.id in thing.beside]
        with_case = [one for one in able if thing.case_id and cases.get(thing.case_id) == one.officer.id]
        chosen = min(with_case or on_it or able, key=lambda one: held[one.officer.id])
        if with_case:
            why = "goes with its case"
        elif on_it:
            why = "is on the case already"
        else:
            why = f"holds {held[chosen.officer.id]}" if len(able) > 1 else "the only one who can"
        if thing.record == "case":
            cases[thing.id] = chosen.officer.id
        # A task is a part of a case, not one more.
        if thing.record != "task":
            held[chosen.officer.id] += 1
        rows.append(Given(thing, chosen.officer.id, why))
    return tuple(sorted(rows, key=lambda row: row.to is not None))


def why_not(thing: Thing, one: Receiver, today: date) -> str:
    """Why this one cannot get it; empty where she can."""
    officer = one.officer
    if not one.here:
        until = f" until {say_day(officer.away_until, today)}" if officer.away_until else ""
        return f"{officer.name} is away{until}"
    if thing.confidential and officer.access <= Access.BASIC:
        return f"a confidential case is not for {officer.name}, of basic access"
    if not may_do(thing.performers, Candidate(officer.login, one.team, officer.access)):
        return f"{officer.name} may not do this kind of task"
    return ""


def _nobody(thing: Thing, receivers: Sequence[Receiver], today: date) -> str:
    whys = list(dict.fromkeys(why_not(thing, one, today) for one in receivers))
    return "; ".join(whys) or "nobody is named"


def with_receiver(rows: Sequence[Given], at: int, to: UUID | None) -> tuple[Given, ...]:
    """The preview with another receiver, or none, in one row; what goes with its case goes with it."""
    changed = rows[at]

    def follows(row: Given) -> bool:
        return (
            changed.thing.record == "case" and row.thing.case_id == changed.thing.id and row.to == changed.to
        )

    chosen = "chosen" if to is not None else "left with her"
    return tuple(
        Given(row.thing, to, chosen)
        if place == at
        else Given(row.thing, to, "goes with its case")
        if follows(row)
        else row
        for place, row in enumerate(rows)
    )
