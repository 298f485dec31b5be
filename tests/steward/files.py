"""Configuration files for tests, and what becomes of them."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import tomli_w

from data.desk.desk import Desk
from data.steward import applying, exporting
from data.steward.toml_file import TomlFile, lines_of, read_toml
from data.types.configured import Difference

Values = dict[str, Any]


def a_file(text: str) -> TomlFile:
    """The text as it would be read."""
    return TomlFile("office.toml", tomllib.loads(text), lines_of(text.encode()))


def of(values: Values) -> TomlFile:
    """Values as the file that says them."""
    return a_file(tomli_w.dumps(values))


def on_disk(folder: Path, text: str) -> TomlFile:
    """The same, read from a disk."""
    path = folder / "office.toml"
    path.write_text(text, encoding="utf-8")
    return read_toml(path)


def exported(desk: Desk) -> Values:
    """What stands now."""
    return tomllib.loads(exporting.export(desk))


def apply(desk: Desk, file: TomlFile, reason: str = "") -> tuple[Difference, ...]:
    """Apply it after looking at the differences."""
    return applying.apply(desk, file, applying.differences(desk, file), reason)


def changed(desk: Desk, change: Callable[[Values], None]) -> tuple[Difference, ...]:
    """Export, change, apply."""
    values = exported(desk)
    change(values)
    return apply(desk, of(values))


def said(differences: tuple[Difference, ...]) -> list[tuple[str, str, str]]:
    """What, where and which: without the fields."""
    return [(one.what, one.list, one.name) for one in differences]
