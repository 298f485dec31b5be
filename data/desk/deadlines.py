"""Limits set by law: counted anew whenever what they hang on changes; the list of what ends soon; a calculator."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from data.desk.desk import Desk
from data.model import CaseRow
from data.repositories.cases import Cases
from data.repositories.deadlines import Deadlines, put_deadlines
from data.repositories.lists import Lists
from data.repositories.writing import locked_case
from data.rules.clean import clean_line
from data.rules.deadlines import Limit, citation, length_said, say, shortest, until
from data.rules.deadlines import count as counted_by
from data.rules.effect import effect_day
from data.rules.events import runs_from_said
from data.rules.filing import filing_of
from data.types.deadlines import CaseDeadline, DeadlineLine, DeadlineRule, Filing, MemberDeadline
from data.types.errors import BadInput
from data.types.stop import Stop

YEAR_DAYS = 366
COUNTED_BY = ("case_types", "job_id", "effect", "lodged_on", "opened_on")
"""What of a case its limits hang on; where rules or jobs become others, they are counted anew then."""


def counted(row: CaseRow) -> bool:
    """Whether a case is known to have limits: one of another type has none, one from before none yet."""
    return row.lodge_by is not None or row.effect_wanted or row.lodged_on is not None


def follow(desk: Desk, session: Session, row: CaseRow, *, anew: bool = False) -> None:
    """Count the limits of a case as its types, its job and its day are now; called within a unit of work.

    `anew` for one that has none yet: where its types bring none, nothing has to be made of what there was.
    """
    held = Deadlines(session.connection(), desk.officer)
    keys = held.named_by(row.id)
    found: list[CaseDeadline] = []
    if keys:
        rules = held.rules()
        filing = filing_of(held.state_of(row.id), desk.region)
        bases = [rule for key in keys for rule in rules if rule.key == key and not rule.archived]
        found = [_counted(base, rules, row, filing) for base in bases]
    if found or not anew:
        put_deadlines(session, row, {one.rule.key: one for one in found}.values())


def _counted(
    base: DeadlineRule, rules: tuple[DeadlineRule, ...], row: CaseRow, filing: Filing
) -> CaseDeadline:
    effect = effect_day(row.effect)
    # Without a day the rule that would end first is the one to fear; which that is any day tells.
    found = shortest(base, rules, effect or row.opened_on, filing).counted
    if effect is None:
        told = f"Runs from {runs_from_said(found.rule.runs_from)}, which is not known yet."
        return CaseDeadline(found.rule, None, None, told)
    return CaseDeadline(found.rule, effect, found.last_on, "\n".join((f"{found.said}.", *found.remarks)))


def follow_member(desk: Desk, session: Session, member_id: UUID) -> None:
    """The same for every open case of a member whose job has changed."""
    for case_id in Deadlines(session.connection(), desk.officer).open_of(member_id):
        row = locked_case(session, case_id)
        if row is not None:
            follow(desk, session, row)


def recount(desk: Desk) -> int:
    """Count every open case anew, after rules or jobs were changed from outside; answers how many there are.

    One unit of work a case, so that it can be broken off and run again.
    """
    with desk.store.reading() as connection:
        ids = Deadlines(connection, desk.officer).to_count()
    for case_id in ids:
        with desk.store.writing(action="deadlines.recount", officer_id=desk.officer.id) as session:
            row = locked_case(session, case_id)
            if row is not None:
                follow(desk, session, row)
    return len(ids)


def rules(desk: Desk, stop: Stop | None = None) -> tuple[DeadlineRule, ...]:
    """Every rule the office has, in its order."""
    with desk.store.reading(stop) as connection:
        return tuple(rule for rule in Deadlines(connection, desk.officer).rules() if not rule.archived)


def listing(
    desk: Desk, *, within: int = YEAR_DAYS, limit: int = 500, stop: Stop | None = None
) -> tuple[DeadlineLine, ...]:
    """Open cases whose limit ends within so many days or has passed; then those whose day nobody knows."""
    today = desk.today()
    with desk.store.reading(stop) as connection:
        held = Deadlines(connection, desk.officer)
        return held.listing(today + timedelta(days=within), today, limit)


def soon_of(desk: Desk, member_id: UUID, stop: Stop | None = None) -> tuple[MemberDeadline, ...]:
    """Limits of her open cases that end within seven days or have passed, as far as the officer may see them."""
    today = desk.today()
    with desk.store.reading(stop) as connection:
        held = Deadlines(connection, desk.officer)
        return held.soon_of(member_id, until(today), today)


def of_case(desk: Desk, case_id: UUID, stop: Stop | None = None) -> tuple[CaseDeadline, ...]:
    """The limits of a case; raises NotFound for one the officer may not see."""
    with desk.store.reading(stop) as connection:
        Cases(connection, desk.officer).seen(case_id)
        return Deadlines(connection, desk.officer).of_case(case_id)


def foreseen(
    desk: Desk, keys: Sequence[str], effect: str, state: str, stop: Stop | None = None
) -> tuple[str, ...]:
    """What rules would come to, a line each: the form of a case shows it while it is written."""
    with desk.store.reading(stop) as connection:
        known = Deadlines(connection, desk.officer).rules()
    bases = [rule for key in dict.fromkeys(keys) for rule in known if rule.key == key]
    today, day = desk.today(), effect_day(effect)
    filing = filing_of(state, desk.region)
    found = [shortest(base, known, day or today, filing).counted for base in bases]
    if day is None:
        return tuple(f"{one.rule.name}: {length_said(one.rule)} from {_event(one.rule)}" for one in found)
    return tuple(say(one.rule, one.last_on, today) for one in found)


def _event(rule: DeadlineRule) -> str:
    return f"{runs_from_said(rule.runs_from)}, {citation(rule)}"


def count(desk: Desk, what: str, effect: date, state: str = "", stop: Stop | None = None) -> Limit:
    """What a limit comes to from a day: of a rule by its key, of a case type by its key the shortest that could apply.

    Raises BadInput for a word that is neither.
    """
    asked = clean_line(what)
    with desk.store.reading(stop) as connection:
        known = Deadlines(connection, desk.officer).rules()
        kind = Lists(connection).choices(desk.officer).case_type(asked.upper())
    filing = filing_of(state, desk.region)
    rule = next((rule for rule in known if rule.key.lower() == asked.lower()), None)
    if rule is not None:
        return Limit(counted_by(rule, effect, filing))
    base = next((rule for rule in known if kind is not None and rule.key == kind.deadline_rule), None)
    if base is None:
        keys = ", ".join(rule.key for rule in known if not rule.archived)
        raise BadInput(f"{asked!r} is no rule, and no case type that has one; there are {keys}")
    return shortest(base, known, effect, filing)
