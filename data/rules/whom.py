"""Who is meant by a word: an officer, a team or a role."""

from data.rules.clean import clean_line
from data.rules.folding import fold, tokens
from data.rules.holding import roles_of
from data.types.choices import Choices
from data.types.errors import BadInput
from data.types.staff import Assignee, Officer


def assignee(text: str, lists: Choices) -> Assignee:
    """An officer by login or name, a team by name, or a role that somebody has; raises BadInput."""
    found = person(text, lists)
    if found is not None:
        return Assignee(officer_id=found.id)
    for team in lists.teams:
        if fold(text) == fold(team.name):
            return Assignee(team_id=team.id)
    roles = roles_of(lists.staff)
    for role in roles:
        if fold(text) == fold(role):
            return Assignee(role=role)
    known = ", ".join([*(one.login for one in lists.staff), *(team.name for team in lists.teams), *roles])
    raise BadInput(f"{clean_line(text)!r} is no officer or team, and no role; there are {known}")


def assignee_begun(text: str, lists: Choices) -> Assignee:
    """The same; the beginning of a name will do where it is one officer's only: "kim". Raises BadInput."""
    try:
        return assignee(text, lists)
    except BadInput:
        sought = fold(text)
        begun = [
            one
            for one in lists.staff
            if any(word.startswith(sought) for word in (*tokens(one.name), *tokens(one.login)))
        ]
        if not sought or not begun:
            raise
        if len(begun) > 1:
            names = " or ".join(one.name for one in begun)
            raise BadInput(f"{clean_line(text)!r} may be {names}: type more of it") from None
        return Assignee(officer_id=begun[0].id)


def person(text: str, lists: Choices) -> Officer | None:
    """The officer of that login or name."""
    return next((one for one in lists.staff if fold(text) in (fold(one.login), fold(one.name))), None)
