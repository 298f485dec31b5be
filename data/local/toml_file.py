"""TOML files that an officer or an office writes by hand: read with care, since anything may stand there."""

import stat
import tomllib
from pathlib import Path
from typing import NamedTuple

LARGEST = 500_000
"""Bytes of a file that are read."""


class Read(NamedTuple):
    """What a file holds, or why it cannot be read."""

    values: dict[str, object]
    problem: str = ""


def read_toml(path: Path) -> Read | None:
    """The file; None where there is none."""
    try:
        # Anything but a file could keep the program waiting for ever.
        if not stat.S_ISREG(path.stat().st_mode):
            return Read({}, "it is no file")
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            return Read({}, f"it is longer than {LARGEST} bytes")
        return Read(tomllib.loads(data.decode("utf-8-sig")))
    except FileNotFoundError:
        return None
    except OSError as error:
        return Read({}, error.strerror or "it cannot be read")
    except UnicodeDecodeError:
        return Read({}, "it is not UTF-8 text")
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return Read({}, str(error) or "it cannot be read")
