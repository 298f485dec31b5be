"""The invented union the benchmarks run on, made once."""

import os
import subprocess
import sys
from pathlib import Path

from data.local.settings import Settings, write_settings

HOME = Path(__file__).parents[1] / ".bench"
PROGRAM = (sys.executable, "-m", "casetui")


def many(usual: int) -> int:
    """How many members: `MEMBERS=1000000 python -m benchmarks NAME` for another number than the usual."""
    return int(os.environ.get("MEMBERS", usual))


def environment() -> dict[str, str]:
    """Variables under which the program opens the invented union as a configured store, with no draft left over."""
    variables = {"CASETUI_HOME": str(HOME)}
    made = subprocess.run(
        [*PROGRAM, "demo", "--prepare-only"],
        env={**os.environ, **variables},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return settled(made.stdout.strip(), "kim")


def furnished() -> tuple[dict[str, str], int]:
    """The invented union with its 5,000 members, or where `MEMBERS` says so a store of that many."""
    if "MEMBERS" not in os.environ:
        return environment(), 5_000
    from benchmarks.population import members_url

    number = many(0)
    return settled(members_url(number)), number


def settled(url: str, officer: str = "kim.tran") -> dict[str, str]:
    """The same for another store."""
    for left in HOME.glob("drafts.db*"):
        left.unlink()
    write_settings(Settings(url, officer), HOME / "settings.toml")
    return {"CASETUI_HOME": str(HOME)}


def floor(name: str) -> tuple[str, str, str]:
    """The command of a floor, started the same way as the program."""
    return sys.executable, "-m", f"benchmarks.floors.{name}"
