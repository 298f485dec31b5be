"""The officer's own snippets: `snippets.toml` beside the settings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from data.local.home import home
from data.local.toml_file import read_toml

if TYPE_CHECKING:
    from data.types.snippets import Snippets


def snippets_file() -> Path:
    """Where the file is, or would be."""
    return home().settings.with_name("snippets.toml")


def read_snippets(path: Path | None = None) -> Snippets:
    """The built-in snippets and those of the file; a file that cannot be read is told, and the built-in ones work."""
    from data.rules.snippets import built_in, with_own

    read = read_toml(path or snippets_file())
    if read is None:
        return built_in()
    if read.problem:
        return built_in()._replace(problem=f"snippets.toml: {read.problem}. The built-in snippets work.")
    found = with_own(read.values)
    return found._replace(problem=f"snippets.toml: {found.problem}.") if found.problem else found
