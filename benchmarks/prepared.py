"""The invented union the benchmarks run on, made once."""

import os
import subprocess
import sys
from pathlib import Path

from data.local.settings import Settings, write_settings

HOME = Path(__file__).parents[1] / ".bench"
PROGRAM = (sys.executable, "-m", "casetui")


def environment() -> dict[str, str]:
    """Variables under which the program opens the invented union as a configured store, with no draft left over."""
    for left in HOME.glob("drafts.db*"):
        left.unlink()
    variables = {"CASETUI_HOME": str(HOME)}
    made = subprocess.run(
        [*PROGRAM, "demo", "--prepare-only"],
        env={**os.environ, **variables},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    write_settings(Settings(made.stdout.strip(), "kim"), HOME / "settings.toml")
    return variables


def floor(name: str) -> tuple[str, str, str]:
    """The command of a floor, started the same way as the program."""
    return sys.executable, "-m", f"benchmarks.floors.{name}"
