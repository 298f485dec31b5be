"""Who gets a new case when nobody is named: the office's rule, or that of the case type (features A5.10, A5.01)."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from data.types.staff import Access


class Way(StrEnum):
    """How it is decided."""

    ME = "me"
    """Whoever creates the case."""
    NOBODY = "nobody"
    NAMED = "named"
    """Those named, the first is primary."""
    QUEUE = "queue"
    """Of those named, whoever waits longest since a case was last allocated to them."""
    TURN = "in turn"
    """Round and round, from whoever is next after the last one; of those named, or of everyone."""
    ALL_BUT = "all but"
    """Of all but those named, whoever waits longest."""


NEED_NAMES = frozenset({Way.NAMED, Way.QUEUE, Way.ALL_BUT})
TAKE_NO_NAMES = frozenset({Way.ME, Way.NOBODY})


class Allocation(NamedTuple):
    """A rule of allocation."""

    way: Way = Way.ME
    people: tuple[str, ...] = ()
    """Logins."""
    last: UUID | None = None
    """Who got the last one by this rule."""


OWN = Allocation()
"""Where nothing is configured: whoever creates it."""


class Candidate(NamedTuple):
    """Someone a case could go to."""

    id: UUID
    login: str
    access: Access
    here: bool
    """Available today (features A5.01)."""
    turn: int
    """Counts up over the office: the lowest waits longest."""


def rule_for(case_types: Sequence[str], rules: Mapping[str, Allocation]) -> tuple[str, Allocation]:
    """The rule of the primary case type, else the office's (inherited); and the key it stands under."""
    primary = case_types[0] if case_types else ""
    if primary in rules:
        return primary, rules[primary]
    return "", rules.get("", OWN)


def chosen(rule: Allocation, me: UUID, staff: Sequence[Candidate]) -> tuple[UUID, ...]:
    """Whom a case goes to, the primary first; nobody where nobody of those asked is here.

    `staff` in the office's order. Who is away is passed over, except the officer at the desk. Basic access gets
    cases by name only.
    """
    if rule.way is Way.ME:
        return (me,)
    if rule.way is Way.NOBODY:
        return ()
    here = [one for one in staff if one.here]
    if rule.way is Way.ALL_BUT:
        return _longest(one for one in here if one.login not in rule.people and one.access > Access.BASIC)
    by_login = {one.login: one for one in here}
    named = [by_login[login] for login in rule.people if login in by_login]
    if rule.way is Way.NAMED:
        return tuple(one.id for one in named)
    if rule.way is Way.QUEUE:
        return _longest(named)
    everyone = [one for one in staff if one.access > Access.BASIC]
    order = [one for login in rule.people for one in staff if one.login == login] or everyone
    return _next(order, rule.last)


def _longest(waiting: Iterable[Candidate]) -> tuple[UUID, ...]:
    # Of two who wait equally long the first of the order, which min() keeps.
    found = min(waiting, key=lambda one: one.turn, default=None)
    return (found.id,) if found else ()


def _next(order: Sequence[Candidate], last: UUID | None) -> tuple[UUID, ...]:
    """The first who is here after the last one, round the order."""
    at = next((place for place, one in enumerate(order) if one.id == last), -1)
    turned = [*order[at + 1 :], *order[: at + 1]]
    found = next((one for one in turned if one.here), None)
    return (found.id,) if found else ()
