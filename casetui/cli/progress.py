"""A bar on the error stream, where someone may see it."""

import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

Told = Callable[[int, int], None]
"""Told how many of how many; of none while it is not known."""
LATELY = 8
"""Tellings that say how fast it goes: what an earlier run has taken goes by faster than what is new."""
WIDTH, RATED_WIDTH = 40, 24
"""Columns of the bar; with counts of a million and a rate behind it all has to stand in eighty columns."""


@contextmanager
def bar(saying: str, *, aside: str = "", rate: bool = False, first: str = "") -> Iterator[Told | None]:
    """Show how far it is, with `rate` also how fast and how long still; elsewhere `aside` is said once.

    `first` is said instead as long as it is not known of how many.
    """
    if not sys.stderr.isatty():
        if aside:
            sys.stderr.write(f"{aside}\n")
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        TextColumn,
    )

    columns: list[ProgressColumn] = [
        TextColumn("{task.description}", markup=False),
        BarColumn(RATED_WIDTH if rate else WIDTH),
    ]
    if rate:
        columns += [MofNCompleteColumn(), TextColumn("{task.fields[rate]}")]
    shown: Any = Progress(*columns, console=Console(stderr=True), transient=True)
    with shown:
        task = shown.add_task(first or saying, total=None, rate="")
        known = -1
        lately: deque[tuple[float, int]] = deque(maxlen=LATELY)

        def told(done: int, total: int) -> None:
            nonlocal known
            if total != known:
                # What went before was another work, at another speed.
                lately.clear()
                known = total
            lately.append((time.monotonic(), done))
            shown.update(
                task,
                description=saying if total else first or saying,
                completed=done,
                total=total or None,
                rate=_rate(lately, total),
            )

        yield told


def _rate(lately: Sequence[tuple[float, int]], total: int) -> str:
    """How fast it was lately, and how long still: "9,000/s 0:00:15"; empty while that cannot be said."""
    (before, had), (now, done) = lately[0], lately[-1]
    if not total or done <= had or now <= before:
        return ""
    speed = (done - had) / (now - before)
    return f"{speed:,.0f}/s {timedelta(seconds=round((total - done) / speed))}"
