"""Whom a case can be allocated to, and what is said of it (features A2.12, A3.16, A5.01)."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from data.rules.days import say_day
from data.rules.visibility import CaseFacts, may_see, viewer_of
from data.types.case_edits import CaseContents
from data.types.choices import Choices
from data.types.records import CaseRecord
from data.types.staff import Access, Assignee, Officer
from data.types.workload import Load

SCOPES = ("the office", "its team", "its staff only")
"""Who sees a case, in words; by `Scope`."""
ROLES = tuple(access.name.lower() for access in Access if access > Access.BASIC)
"""Accesses a case can be allocated to as a role, beside the job titles."""


def roles_of(staff: Iterable[Officer]) -> tuple[str, ...]:
    """The roles somebody has: job titles, then accesses; a title that is the word for an access is that access."""
    people = tuple(staff)
    titles = dict.fromkeys(sorted(one.title for one in people if one.title.lower() not in ("", *ROLES)))
    held = {one.access.name.lower() for one in people}
    return (*titles, *(role for role in ROLES if role in held))


def away_said(officer: Officer, today: date) -> str:
    """ "away until Fri 27 Nov", "away"; empty for whoever is available."""
    if officer.here(today):
        return ""
    until = f" until {say_day(officer.away_until, today)}" if officer.away_until else ""
    return f"away{until}"


def why_not_allocated(wanted: Sequence[Assignee], added: Iterable[Assignee], choices: Choices) -> str:
    """What is wrong with whom a case is to go to, in words; empty when all is well. Only `added` ones are judged."""
    keys = [one.key for one in wanted]
    twice = next((one for one in wanted if keys.count(one.key) > 1), None)
    if twice is not None:
        return f"{name_of(twice, choices)} is named twice"
    for one in added:
        if one.officer_id is not None:
            officer = choices.officer(one.officer_id)
            if officer is None:
                return "someone named does not work here now"
            if officer.access <= Access.READER:
                return f"{officer.name} has read-only access and works on no case"
        elif one.team_id is not None:
            if all(team.id != one.team_id for team in choices.teams):
                return "the team is not in the list"
            if all(person.team_id != one.team_id for person in choices.staff):
                return f"the {name_of(one, choices)} has no members"
        elif all(one.role not in person.roles for person in choices.staff):
            return f"nobody has the role {one.role}"
    return ""


def basic_of(held: Iterable[Assignee], choices: Choices) -> tuple[str, ...]:
    """Names of those of basic access among whom a case is allocated to: no confidential case is theirs."""
    people = (choices.officer(one.officer_id) for one in held if one.officer_id is not None)
    return tuple(one.name for one in people if one is not None and one.access <= Access.BASIC)


def away_among(held: Iterable[Assignee], choices: Choices, today: date) -> tuple[str, ...]:
    """ "Sam Ortiz is away until Fri 27 Nov", of each who is."""
    people = (choices.officer(one.officer_id) for one in held if one.officer_id is not None)
    return tuple(
        f"{one.name} is {away_said(one, today)}" for one in people if one is not None and not one.here(today)
    )


def name_of(held: Assignee, choices: Choices | None) -> str:
    """The name of whom a case is allocated to."""
    if held.role is not None:
        return held.role
    people = choices.staff if choices else ()
    teams = choices.teams if choices else ()
    if held.officer_id is not None:
        return next((one.name for one in people if one.id == held.officer_id), "someone who left")
    former = choices.former if choices else {}
    name = next((team.name for team in teams if team.id == held.team_id), former.get(str(held.team_id)))
    return f"{name} team" if name else "a team that is no more"


def facts_of(
    contents: CaseContents, team_id: UUID | None, acl: Iterable[UUID], office_id: UUID | None
) -> CaseFacts:
    """What of a case decides who sees it."""
    return assigned_facts(contents.assignees, contents.confidential, contents.scope, team_id, acl, office_id)


def would_see(officer: Officer, case: CaseRecord, now: CaseContents, office_id: UUID | None) -> bool:
    """Whether the officer would still see the case with these contents in that office."""
    team = now.assignees[0].team_id if now.assignees else None
    facts = facts_of(now, team or case.team_id, case.acl, office_id)
    return may_see(viewer_of(officer), facts, supervisor_sees_assigned=officer.sees_assigned)


def assigned_facts(
    held: Sequence[Assignee],
    confidential: bool,
    scope: int,
    team_id: UUID | None,
    acl: Iterable[UUID],
    office_id: UUID | None,
) -> CaseFacts:
    """The same of a case that was read."""
    return CaseFacts(
        confidential=confidential,
        scope=scope,
        team_id=team_id,
        assigned=frozenset(one.officer_id for one in held if one.officer_id is not None),
        assigned_teams=frozenset(one.team_id for one in held if one.team_id is not None),
        acl=frozenset(acl),
        assigned_roles=frozenset(one.role for one in held if one.role is not None),
        office_id=office_id,
    )


def claimed(held: Sequence[Assignee], me: Assignee) -> list[Assignee]:
    """Whoever claims it comes first; the team or role it was allocated to stays, and gets it back."""
    return [me, *(one for one in held if one != me)]


def given_to(held: Sequence[Assignee], to: Assignee | None) -> list[Assignee]:
    """With another primary one in place of whoever was; those beside stay. Given to nobody, nobody has it."""
    return [to, *(one for one in held[1:] if one != to)] if to is not None else []


def released(held: Sequence[Assignee], me: Assignee, team: Assignee | None) -> list[Assignee]:
    """Without whoever gives it back; where nobody is left it goes to the team it belongs to."""
    left = [one for one in held if one != me]
    return left or ([team] if team is not None else [])


def seen_said(scope: int, confidential: bool) -> str:
    """ "its team, confidential"; empty for what the whole office sees."""
    parts = [SCOPES[min(scope, len(SCOPES) - 1)]] if scope else []
    return ", ".join([*parts, *(["confidential"] if confidential else [])])


def marks_said(scope: int, confidential: bool, for_review: bool) -> str:
    """ "its team, confidential, for review": what lists say of a case beside its title."""
    return ", ".join(
        part for part in (seen_said(scope, confidential), "for review" if for_review else "") if part
    )


def load_said(load: Load) -> str:
    """ "7 open, 2 overdue, 3 this week": what somebody holds already, said beside the name."""
    parts = [
        f"{load.open} open",
        f"{load.overdue} overdue" if load.overdue else "",
        f"{load.week} this week" if load.week else "",
    ]
    return ", ".join(part for part in parts if part)


def handover_said(cases: int, follow_ups: int) -> str:
    """What waits for someone who goes away: "Still to hand over: 5 open cases and 2 follow-ups."; empty for nothing."""
    parts = [
        f"{number} {what}{'' if number == 1 else 's'}"
        for number, what in ((cases, "open case"), (follow_ups, "follow-up"))
        if number
    ]
    return f"Still to hand over: {' and '.join(parts)}." if parts else ""


def back_said(records: int) -> str:
    """What waits for someone whose leave is over: "4 records handed over for the leave are still with others."."""
    return f"{records} record{'' if records == 1 else 's'} handed over for the leave still with others."
