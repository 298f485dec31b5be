"""Whether the kinds of task of a configuration fit together: what their conditions ask about."""

from collections.abc import Iterator

from data.rules.conditions import circle, read_condition
from data.rules.folding import fold
from data.steward.naming import Misfit, Values, named, no_such


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
