"""One result, the line it prints and the page it stands on."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"

HEAD = """# Performance

Written by `make bench`. Ratios are to a floor measured in the same run, in turns with what is measured; they hold
from machine to machine, milliseconds do not.

"""


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure beside its floor."""

    what: str
    figure: float
    """Milliseconds, unless another unit is given: the median, or the worst where that is what counts."""
    floor: float
    """The same of the floor."""
    floor_is: str
    bound: float
    """The ratio it must not pass."""
    runs: int
    detail: str = ""
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        """How many floors it costs."""
        return self.figure / self.floor

    @property
    def holds(self) -> bool:
        """Whether it stays within its bound."""
        return self.ratio <= self.bound

    def said(self, value: float) -> str:
        """A value with its unit, of few digits: "400 ms", "0.08 ms"."""
        return f"{value:.0f} {self.unit}" if value >= 10 else f"{value:.2g} {self.unit}"

    def line(self) -> str:
        """The one line a benchmark prints."""
        verdict = "holds" if self.holds else "TOO SLOW"
        detail = f"; {self.detail}" if self.detail else ""
        return (
            f"{self.what}: {self.said(self.figure)}, {self.ratio:.2f} x {self.floor_is} ({self.said(self.floor)}), "
            f"at most {self.bound:g}: {verdict} ({self.runs} runs{detail})"
        )


def write_page(results: Sequence[Measured], on: date) -> None:
    """Put the results of a whole run on the page."""
    rows = [
        f"| {one.what} | {one.said(one.figure)} | {one.said(one.floor)}, {one.floor_is} "
        f"| **{one.ratio:.2f}** | {one.bound:g} | {one.runs} | {one.detail} |"
        for one in results
    ]
    table = ["| what | measured | floor | ratio | bound | runs | |", "|---|---|---|---|---|---|---|", *rows]
    PAGE.write_text(HEAD + f"{on:%d %B %Y}, {machine()}.\n\n" + "\n".join(table) + "\n", encoding="utf-8")


def machine() -> str:
    """Processor, cores, system and Python, as far as they say what the figures mean."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        named = (line for line in cpuinfo.read_text().splitlines() if line.startswith("model name"))
        model = next(named, f": {model}").partition(": ")[2]
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
