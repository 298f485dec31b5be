"""The invented union the benchmarks run on, made once."""

import os
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).parents[1] / ".bench"
PROGRAM = (sys.executable, "-m", "casetui")
FLOORS = Path(__file__).parent / "floors"


def environment() -> dict[str, str]:
    """Variables under which the program opens the invented union, which is made when it is not there."""
    variables = {"CASETUI_HOME": str(HOME)}
    if not (HOME / "settings.toml").exists():
        subprocess.run([*PROGRAM, "demo", "--prepare-only"], env={**os.environ, **variables}, check=True)
    return variables


def floor(name: str) -> tuple[str, str]:
    """The command of a floor."""
    return sys.executable, str(FLOORS / f"{name}.py")
