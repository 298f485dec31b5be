"""Whether the kinds of task of a configuration fit together: who does them, and what their conditions ask about."""

from collections.abc import Iterator

from data.rules.conditions import circle, read_condition
from data.rules.folding import fold
from data.rules.performers import read_performer
from data.steward.naming import Misfit, Values, named, names_of, no_such


def performers(values: Values) -> Iterator[Misfit]:
    """Teams that do a task and are none (features A4.27)."""
    if "teams" not in values:
        return
    teams = names_of(values, "teams")
    for _, place, value in named(values, "task_type"):
        for at, text in enumerate(value.get("performers") or []):
            performer = read_performer(text)
            if performer.kind == "team" and performer.name not in teams:
                yield (*place, "performers", at), no_such("team", performer.name, teams)


def conditions(values: Values) -> Iterator[Misfit]:
    """Conditions that ask about a task that is none, or about each other in a circle (features A4.29)."""
    kinds = named(values, "task_type")
    for case_type in dict.fromkeys(value["case_type"] for _, _, value in kinds):
        own = {value["label"]: (place, value) for _, place, value in kinds if value["case_type"] == case_type}
        read = {label: read_condition(value.get("condition") or "") for label, (_, value) in own.items()}
        known = {fold(label) for label in own}
        for label, condition in read.items():
            for asked in sorted(condition.tasks - known):
                yield (*own[label][0], "condition"), no_such("kind of task", asked, [*own])
        round_about = circle(read)
        if round_about:
            place = next(place for label, (place, _) in own.items() if fold(label) == fold(round_about[0]))
            yield (*place, "condition"), f"asks in a circle: {' > '.join(round_about)}"
