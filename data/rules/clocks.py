"""This machine's clock beside that of the server, which everybody shares."""

APART_S = 30.0
"""Seconds from which on it is said: hours of calls and last days would be told wrongly."""
COUNTS_S = 2.0
"""Seconds from which on the server's clock decides what is late, over, or somebody's sign of life."""
_UNITS = ((172_800, 86_400, "days"), (7_200, 3_600, "h"), (120, 60, "min"), (0, 1, "s"))
"""From so many seconds on it is said in so many, by that name."""


def added(ahead_s: float) -> float:
    """Seconds to add to this machine's clock, of a server's that is so many ahead."""
    return ahead_s if abs(ahead_s) >= COUNTS_S else 0.0


def apart(ahead_s: float) -> str:
    """ "the server's clock is 5 min ahead of this machine's"; empty where they agree well enough."""
    off = abs(ahead_s)
    if off <= APART_S:
        return ""
    one, unit = next((one, unit) for least, one, unit in _UNITS if off >= least)
    side = "ahead of" if ahead_s > 0 else "behind"
    return f"the server's clock is {off / one:.0f} {unit} {side} this machine's"
