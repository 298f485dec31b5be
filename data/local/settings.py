"""The settings file: read with the standard library alone, since it is read before the first paint."""

import json
import os
import tempfile
import tomllib
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from data.local.home import home
from data.types.errors import BadInput, NotSetUp

ALLOWED = {"theme": ("dark", "light", "contrast", "mono"), "signs": ("unicode", "ascii")}
"""Settings that are one of a few words."""

URLS = ("sqlite:///", "postgresql://", "postgres://")
"""How a database URL begins."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the program needs to know before it opens a store."""

    database: str
    """`sqlite:///PATH` or `postgresql://USER@HOST/NAME`; a password is never written here."""
    officer: str
    """Login of the officer who works here."""
    theme: str = "dark"
    """dark, light, contrast or mono."""
    signs: str = "unicode"
    """unicode or ascii, for terminals that draw the signs two cells wide."""


def read_settings(path: Path | None = None) -> Settings:
    """The settings as they are on the disk.

    Raises NotSetUp when there is no file, BadInput naming the file and the line or key.
    """
    path = path or home().settings
    try:
        values = tomllib.loads(path.read_bytes().decode("utf-8"))
    except FileNotFoundError:
        raise NotSetUp from None
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror or 'it cannot be read'}") from None
    except UnicodeDecodeError:
        raise BadInput(f"{path} is not UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{path}: {error}") from None
    return checked(values, path)


def write_settings(settings: Settings, path: Path | None = None) -> Path:
    """Write the file whole or not at all, readable by its owner only; answers where."""
    path = path or home().settings
    checked(asdict(settings), path)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # A JSON string without escaped surrogates is a TOML basic string, DEL apart.
    lines = [
        f"{name} = {json.dumps(value, ensure_ascii=False)}".replace("\x7f", "\\u007f")
        for name, value in asdict(settings).items()
    ]
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".settings-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path


def checked(values: dict[str, object], path: Path) -> Settings:
    """Settings of what stands in the file; raises BadInput naming the key and what is allowed."""
    names = [field.name for field in fields(Settings)]
    for key, value in values.items():
        if key not in names:
            raise BadInput(f"{path}: there is no setting {key!r}; there are {', '.join(names)}")
        if not isinstance(value, str):
            raise BadInput(f"{path}: {key} must be text in quotes")
        if key in ALLOWED and value not in ALLOWED[key]:
            raise BadInput(f"{path}: {key} is {value!r}; it may be {', '.join(ALLOWED[key])}")
    for key in ("database", "officer"):
        if not values.get(key):
            raise BadInput(f"{path}: {key} is missing")
    given = {key: str(value) for key, value in values.items()}
    if not given["database"].startswith(URLS):
        raise BadInput(f"{path}: database must begin with {' or '.join(URLS)}")
    return Settings(**given)
