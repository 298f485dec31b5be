"""The officer's own snippets: `snippets.toml` beside the settings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from data.local.home import home
from data.local.toml_file import read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable

    from data.types.snippets import Declared, Snippets


def snippets_file() -> Path:
    """Where the file is, or would be."""
    return home().settings.with_name("snippets.toml")


def read_snippets(declared: Iterable[Declared] = (), path: Path | None = None) -> Snippets:
    """The snippets with those of the file; a file that cannot be read is told, and the others work."""
    from data.rules.snippets import gathered

    read = read_toml(path or snippets_file())
    if read is None:
        return gathered(declared)
    if read.problem:
        return gathered(declared)._replace(problem=f"snippets.toml: {read.problem}. The other snippets work.")
    found = gathered(declared, read.values)
    return found._replace(problem=f"snippets.toml: {found.problem}.") if found.problem else found
