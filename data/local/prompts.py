"""The office's own prompts: the files of the folder `prompts` beside the settings."""

from collections.abc import Mapping
from pathlib import Path

from data.local.home import home
from data.local.toml_file import read_toml
from data.rules.prompts import shipped, with_own
from data.types.prompts import Packs

MOST_FILES = 200


def prompts_folder() -> Path:
    """Where the folder is, or would be."""
    return home().settings.with_name("prompts")


def read_packs(place: Path | None = None) -> Packs:
    """The packs of the folder's `.toml` files, or of one such file, and the shipped ones.

    What cannot be used is named by file and key, and the shipped pack is used in its place.
    """
    place = place or prompts_folder()
    try:
        inside = sorted(
            one for one in place.iterdir() if one.suffix == ".toml" and not one.name.startswith(".")
        )
    except FileNotFoundError:
        return shipped()
    except NotADirectoryError:
        inside = [place]
    except OSError as error:
        return shipped()._replace(problems=(f"{place.name}: {error.strerror or 'it cannot be read'}",))
    problems, values = [], list[tuple[str, Mapping[str, object]]]()
    if len(inside) > MOST_FILES:
        problems.append(f"{place.name}: of {len(inside)} files the first {MOST_FILES} are read")
    for path in inside[:MOST_FILES]:
        read = read_toml(path)
        if read is not None and read.problem:
            problems.append(f"{path.name}: {read.problem}")
        elif read is not None:
            values.append((path.name, read.values))
    found = with_own(values)
    return found._replace(problems=(*problems, *found.problems))
