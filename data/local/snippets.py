"""The officer's own snippets: `snippets.toml` beside the settings."""

import stat
import tomllib
from pathlib import Path

from data.local.home import home
from data.rules.snippets import built_in, with_own
from data.types.snippets import Snippets

LARGEST = 500_000
"""Bytes of the file that are read."""


def snippets_file() -> Path:
    """Where the file is, or would be."""
    return home().settings.with_name("snippets.toml")


def read_snippets(path: Path | None = None) -> Snippets:
    """The built-in snippets and those of the file; a file that cannot be read is told, and the built-in ones work."""
    path = path or snippets_file()
    try:
        # Anything but a file could keep the program waiting for ever.
        if not stat.S_ISREG(path.stat().st_mode):
            return _refused("it is no file")
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            return _refused(f"it is longer than {LARGEST} bytes")
        values = tomllib.loads(data.decode("utf-8-sig"))
    except FileNotFoundError:
        return built_in()
    except OSError as error:
        return _refused(error.strerror or "it cannot be read")
    except UnicodeDecodeError:
        return _refused("it is not UTF-8 text")
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return _refused(str(error) or "it cannot be read")
    found = with_own(values)
    return found._replace(problem=f"snippets.toml: {found.problem}.") if found.problem else found


def _refused(why: str) -> Snippets:
    return built_in()._replace(problem=f"snippets.toml: {why}. The built-in snippets work.")
