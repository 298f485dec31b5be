"""When something is tried again: pauses that grow, and are spread so that a whole office does not knock at once."""

AWAY = (2.0, 4.0, 8.0, 15.0)
"""Seconds between tries to reach a store that does not answer; the last repeats."""
UNSURE = (0.1, 0.3, 1.0, 2.0)
"""Seconds between tries to learn what became of a save whose answer was lost."""
BUSY = (0.002, 0.005, 0.01, 0.02, 0.05)
"""Seconds between tries to write to a file that another program writes to."""
SPREAD = 0.25
"""By how much of itself a pause is shorter or longer."""


def pause(steps: tuple[float, ...], tries: int, roll: float) -> float:
    """Seconds to wait after so many tries that failed before this one; `roll` is chance, from 0 to below 1."""
    step = steps[min(max(tries, 0), len(steps) - 1)]
    return step * (1 - SPREAD + 2 * SPREAD * roll)
