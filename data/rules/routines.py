"""Routines: when one is set off, what it may do, and that none goes on for ever (features A4.19, A4.20).

A routine is a trigger, the case types it is for, a condition over the case, and actions in words, as macros have them.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from data.rules import deeds
from data.rules.clean import clean_line
from data.rules.conditions import FIELDS, Condition, Facts, Kind, read_condition, round_trip
from data.rules.folding import fold
from data.rules.tasks import LONGEST_TITLE
from data.rules.whom import assignee
from data.types.bulk import Deed
from data.types.errors import BadInput
from data.types.routines import Routine, Trigger

DEEPEST = 5
"""Routines that may set each other off in one chain."""
LONGEST = deeds.LONGEST
"""Characters of an action."""

SETS_OFF: Mapping[str, Trigger] = MappingProxyType({
    "case.created": Trigger.CREATED,
    "case.assigned": Trigger.ASSIGNED,
    "case.regrouped": Trigger.ASSIGNED,
    "case.status": Trigger.STATUS,
    "case.closed": Trigger.CLOSED,
    "target.reminder": Trigger.TARGET_NEAR,
    "target.breached": Trigger.TARGET_PASSED,
    "case.escalated": Trigger.ESCALATED,
    "task.done": Trigger.TASK_DONE,
    "task.cancelled": Trigger.TASK_CANCELLED,
    "task.reminder": Trigger.TASK_NEAR,
    "task.breached": Trigger.TASK_PASSED,
    "tasks.done": Trigger.ALL_DONE,
    "member.silent": Trigger.NO_REPLY,
    "member.replied": Trigger.REPLY,
    "note.member": Trigger.NOTE,
    "note.staff": Trigger.NOTE,
})  # fmt: skip
"""Kind of happening -> trigger."""

ASKED: Mapping[str, Kind] = MappingProxyType({
    **FIELDS,
    "task": Kind(frozenset, "title of the task that set it off"),
    "status": Kind(str, "its status"),
    "target": Kind(str, "kind of the target that set it off"),
    "claimed": Kind(bool, "yes or no"),
})  # fmt: skip
"""What the condition of a routine may ask about."""


class ActionKind(NamedTuple):
    """A row of the table of actions."""

    name: str
    argument: str
    brings: frozenset[Trigger] = frozenset()
    """What may follow from it."""


ACTIONS: tuple[ActionKind, ...] = (
    ActionKind("status", "NAME", frozenset({Trigger.STATUS, Trigger.CLOSED})),
    ActionKind("assign", "WHO", frozenset({Trigger.ASSIGNED})),
    ActionKind("priority", "1..5"),
    ActionKind("tag", "+NAME|-NAME"),
    ActionKind("follow-up", "DAY|none"),
    ActionKind("review", "on|off"),
    ActionKind("escalate", "[WHY]", frozenset({Trigger.ESCALATED})),
    ActionKind("note", "WORDS"),
    ActionKind("task", "TITLE"),
    ActionKind("notice", "WHO"),
)
"""What a routine may do; the first seven are deeds that macros have too."""
OWN = ("note", "task", "notice")
_BY_NAME = {fold(one.name).replace(" ", ""): one for one in ACTIONS}


def written(kind: ActionKind) -> str:
    """ "status NAME"."""
    return f"{kind.name} {kind.argument}"


def check_action(text: str) -> ActionKind:
    """Whether the words are an action, as far as that is known without the office's lists; raises BadInput."""
    line = clean_line(text)
    if len(line) > LONGEST:
        raise BadInput(f"an action has {len(line)} characters; {LONGEST} fit")
    name, _, argument = line.partition(" ")
    kind = _BY_NAME.get(fold(name).replace(" ", ""))
    if kind is None:
        allowed = ", ".join(written(one) for one in ACTIONS)
        raise BadInput(f"{name[:40]!r} is no action of a routine; there are {allowed}")
    if kind.name in OWN:
        if not argument.strip():
            raise BadInput(f"{line!r}, which is written {written(kind)}")
        if kind.name == "task" and len(argument) > LONGEST_TITLE:
            raise BadInput(f"the title of the task has {len(argument)} characters; {LONGEST_TITLE} fit")
    else:
        deeds.check(line)
        if kind.name == "tag" and argument[:1] not in ("+", "-"):
            raise BadInput(f"{line!r} says neither + nor -: tag +NAME puts one on, tag -NAME takes it off")
    return kind


def check_actions(texts: Sequence[str]) -> None:
    """Whether these are actions, none of which is said twice; raises BadInput."""
    if not texts:
        raise BadInput("what is to be done; an example is: status Waiting on member")
    kinds = [check_action(text) for text in texts]
    folded = [fold(clean_line(text)) for text in texts]
    single = [kind.name for kind in kinds if kind.name not in (*OWN, "tag")]
    twice = next((text for text in texts if folded.count(fold(clean_line(text))) > 1), None) or next(
        (name for name in single if single.count(name) > 1), None
    )
    if twice is not None:
        raise BadInput(f"{twice} is said twice")


def read_action(text: str, known: deeds.Known) -> Deed:
    """The action that words stand for; raises BadInput for what the office does not have."""
    kind = check_action(text)
    if kind.name not in OWN:
        return deeds.parse(text, known)
    argument = clean_line(text).partition(" ")[2].strip()
    if kind.name == "notice":
        return Deed(kind.name, assignee(argument, known.lists), argument)
    return Deed(kind.name, argument, argument)


def asked(text: str) -> Condition:
    """The condition of a routine; raises BadInput."""
    return read_condition(text, ASKED)


def trigger_of(text: str) -> Trigger:
    """The trigger of that name; raises BadInput, which says what there is."""
    folded = fold(clean_line(text))
    found = next((one for one in Trigger if fold(one.value) == folded), None)
    if found is None:
        raise BadInput(
            f"{clean_line(text)[:40]!r} is no trigger; there are {', '.join(one.value for one in Trigger)}"
        )
    return found


def why_not(routine: Routine, trigger: Trigger, facts: Facts) -> str:
    """Why a routine is not set off; empty where it is."""
    if not routine.on:
        return "it is switched off"
    if routine.trigger is not trigger:
        return f"it waits for: {routine.trigger.value}"
    types = facts.get("case_type")
    held = types if isinstance(types, frozenset) else frozenset()
    if routine.case_types and not held & frozenset(routine.case_types):
        return f"it is for cases of {', '.join(routine.case_types)}"
    if not asked(routine.condition).holds(facts):
        return f"its condition does not hold: {routine.condition}"
    return ""


# None goes on for ever


def cut(name: str, chain: Sequence[str]) -> str:
    """Why a routine is not run at the end of that chain of routines; empty where it is.

    None is run in a chain that it began itself, nor after more than DEEPEST others.
    """
    said = " > ".join((*chain, name))
    if name in chain:
        return f"not run again, the routines set each other off in a circle: {said}"
    if len(chain) >= DEEPEST:
        return f"not run, more than {DEEPEST} routines set each other off: {said}"
    return ""


def circle_of(routines: Iterable[Routine]) -> tuple[str, ...]:
    """Names of routines that may set each other off in a circle, in order; empty where there is none.

    What a condition says is not looked at: it may hold.
    """
    those = [one for one in routines if one.on]
    edges = {
        one.name: frozenset(fold(other.name) for other in those if _follows(one, other)) for one in those
    }
    return round_trip(edges)


def _follows(first: Routine, then: Routine) -> bool:
    shared = not first.case_types or not then.case_types or set(first.case_types) & set(then.case_types)
    brings = {trigger for text in first.actions for trigger in _brought(text)}
    return bool(shared) and then.trigger in brings


def _brought(text: str) -> frozenset[Trigger]:
    try:
        return check_action(text).brings
    except BadInput:
        return frozenset()


def circle_said(circle: Sequence[str]) -> str:
    """ "may set itself off: A > B > A"."""
    return f"may set itself off, which is cut when it does: {' > '.join(circle)}"


def routine_reason(name: str) -> str:
    """The reason of every act of a routine."""
    return f"routine {name}"
