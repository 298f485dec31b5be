"""How urgent a row is: a sum that says what it is made of (features B26).

Its twin in SQL is `data.repositories.urgent`. Whole thousandths throughout, so that
both come to the very same and a page can begin where the last one ended.
"""

from datetime import date

from data.types.urgency import Facts, Urgency, Weights

FULL_LATE, FIRST_AHEAD = 7, 14
"""Days late from which the whole weight counts, and days ahead from which it is a fifth."""
STEPS = 5 * (FULL_LATE + FIRST_AHEAD)
"""Into how many parts the weight of the day is divided between the two."""
OLDEST = 365
"""Days of age from which the whole weight counts."""
THOUSAND = 1000


def thousandths(weight: float) -> int:
    """A weight of the configuration as a whole number."""
    return round(weight * THOUSAND)


def urgency(facts: Facts, weights: Weights, today: date) -> Urgency:
    """The sum, and its parts that are not nought, the greatest first."""
    level = min(max(facts.priority, 1), len(weights.priority))
    age = min(max((today - facts.opened_on).days, 0), OLDEST)
    parts = [
        ("legal deadline", thousandths(weights.legal) * facts.legal),
        ("escalated", thousandths(weights.escalated) * facts.escalated),
        (f"priority {facts.priority}", thousandths(weights.priority[level - 1])),
        ("unclaimed", thousandths(weights.unclaimed) * facts.unclaimed),
        ("for review", thousandths(weights.review) * facts.review),
        (f"{age} d old", share(thousandths(weights.age) * age, OLDEST)),
        ("waits for somebody", thousandths(weights.waiting) * facts.waiting),
    ]
    if facts.on is not None:
        late = (today - facts.on).days
        said = f"{late} d late" if late > 0 else f"due in {-late} d" if late else "due today"
        parts.append((said, of_day(late, thousandths(weights.due))))
    kept = sorted((part for part in parts if part[1]), key=lambda part: -abs(part[1]))
    return Urgency(sum(points for _, points in kept), tuple(kept))


def of_day(late: int, weight: int) -> int:
    """What the day adds: all of it a week late, a fifth two weeks ahead, in a straight line between."""
    step = min(max(late, -FIRST_AHEAD), FULL_LATE) + FIRST_AHEAD
    return share(weight * (4 * step + FULL_LATE + FIRST_AHEAD), STEPS)


def share(points: int, of: int) -> int:
    """A whole quotient cut towards nought, as the stores cut it."""
    return int(points / of) if abs(points) < 2**50 else points // of


def say_points(points: int) -> str:
    """ "12.4"."""
    return f"{points / THOUSAND:.1f}"


def say_urgency(found: Urgency) -> str:
    """ "Urgency 23.4: 9 d late 12.0, priority 1 6.0, 31 d old 0.2"."""
    told = ((what, f"{points / THOUSAND:+.1f}") for what, points in found.parts)
    parts = ", ".join(f"{what} {points}" for what, points in told if points not in ("+0.0", "-0.0"))
    return f"Urgency {say_points(found.points)}" + (f": {parts}" if parts else "")
