"""A bar on the error stream, where someone may see it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Told = Callable[[int, int], None]
"""Told how many of how many; of none while it is not known."""


@contextmanager
def bar(saying: str, *, aside: str = "", rate: bool = False) -> Iterator[Told | None]:
    """Show how far it is, with `rate` also how fast and how long still; elsewhere `aside` is said once."""
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
        TimeRemainingColumn,
    )

    columns: list[ProgressColumn] = [TextColumn(saying, markup=False), BarColumn()]
    if rate:
        columns += [MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn()]
    shown: Any = Progress(*columns, console=Console(stderr=True), transient=True)
    with shown:
        task = shown.add_task("", total=None, rate="")

        def told(done: int, total: int) -> None:
            speed = shown.tasks[0].speed
            shown.update(
                task, completed=done, total=total or None, rate=f"{speed:,.0f}/s" if speed and total else ""
            )

        yield told
