"""Who may do a task: the case's owner, teams, officers, or everyone of some access (features A4.27, A5.15)."""

from collections.abc import Sequence
from typing import NamedTuple

from data.rules.folding import fold
from data.types.errors import BadInput
from data.types.staff import Access
from data.types.tasks import CASE_OWNER

assert CASE_OWNER.role is not None
OWNER: str = CASE_OWNER.role
_KINDS = ("team", "officer", "access")
_HOW = f"a performer is written {OWNER}, team: NAME, officer: LOGIN or access: supervisor"


class Performer(NamedTuple):
    """One of those who may do it."""

    kind: str
    """`case owner`, `team`, `officer` or `access`."""
    name: str = ""


class Candidate(NamedTuple):
    """An officer, or a team, who is to do it."""

    login: str = ""
    """Empty for a team."""
    team: str = ""
    """Her team, or the team itself."""
    access: Access = Access.BASIC
    owner: bool = False
    """She holds the case."""


def read_performer(text: str) -> Performer:
    """A performer as configuration writes it; raises BadInput."""
    if fold(text) == OWNER:
        return Performer(OWNER)
    kind, colon, name = (part.strip() for part in text.partition(":"))
    if not colon or kind not in _KINDS or not name:
        raise BadInput(f"{text!r}: {_HOW}")
    if kind == "access" and name.upper() not in Access.__members__:
        known = ", ".join(one.name.lower() for one in Access)
        raise BadInput(f"{text!r}: there is no such access; there are {known}")
    return Performer(kind, name)


def may_do(performers: Sequence[str], who: Candidate) -> bool:
    """Whether it may be given to her, or to that team; where nobody is named, to everyone."""
    read = [read_performer(text) for text in performers]
    return not read or any(_is(one, who) for one in read)


def may_finish(performers: Sequence[str], who: Candidate) -> bool:
    """Whether she may say that it is done: whoever may do it, and a supervisor in anyone's place."""
    return who.access >= Access.SUPERVISOR or may_do(performers, who)


def performers_said(performers: Sequence[str]) -> str:
    """ "the case owner, the Legal team or supervisors"; "everyone" where nobody is named."""
    words = {
        OWNER: "the case owner",
        "team": "the {} team",
        "officer": "{}",
        "access": "{}s and above",
    }
    said = [words[one.kind].format(one.name) for one in map(read_performer, performers)]
    if not said:
        return "everyone"
    return " or ".join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else said[0]


def _is(one: Performer, who: Candidate) -> bool:
    if one.kind == OWNER:
        return who.owner
    if one.kind == "team":
        return bool(who.team) and fold(one.name) == fold(who.team)
    if not who.login:
        return False
    if one.kind == "officer":
        return one.name == who.login
    return who.access >= Access[one.name.upper()]
