"""Under which headings a file has its fields: the configuration's, and instead of some of them an office's own."""

import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from data.rules.headings import Aliases
from data.steward.config import load_config
from data.types.errors import BadInput

Parts = dict[str, Any]
STATUS_MAP = "status_map"


class Mapping(NamedTuple):
    """What the headings and codes of the two files mean."""

    members: Aliases
    jobs: Aliases
    statuses: dict[str, str]
    """Code -> membership status."""


def load_mapping(own: Path | None = None, office: Parts | None = None) -> Mapping:
    """The office's mapping, or the shipped one; what `own` has of `[imis_csv]` and `[jobs_csv]` stands instead.

    Raises BadInput naming the key that is none, or what cannot be read.
    """
    base = office or {}
    if not {"imis_csv", "jobs_csv"} <= set(base):
        config = load_config()
        base = {"imis_csv": config.imis_csv, "jobs_csv": config.jobs_csv} | base
    tables: dict[str, dict[str, Any]] = {name: dict(base[name]) for name in ("imis_csv", "jobs_csv")}
    statuses = dict(tables["imis_csv"].pop(STATUS_MAP, {}))
    if own is not None:
        for name, values in _read(own).items():
            if name not in tables or not isinstance(values, dict):
                raise BadInput(
                    f"{own.name}: {name!r} is no table of a mapping; there are {', '.join(tables)}"
                )
            values = dict(values)
            if name == "imis_csv":
                statuses |= _statuses(own, values.pop(STATUS_MAP, {}))
            for field, headings in values.items():
                tables[name][field] = _headings(own, field, headings, tables[name])
    return Mapping(tables["imis_csv"], tables["jobs_csv"], statuses)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8"))
    except OSError as error:
        raise BadInput(f"{path.name}: {error.strerror or 'it cannot be read'}") from None
    except UnicodeDecodeError:
        raise BadInput(f"{path.name} is not UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{path.name}: {error}") from None


def _headings(path: Path, field: str, value: Any, known: dict[str, Any]) -> list[str]:
    if field not in known:
        raise BadInput(f"{path.name}: there is no field {field!r}; there are {', '.join(known)}")
    found = [value] if isinstance(value, str) else value
    if not (isinstance(found, list) and all(isinstance(one, str) and one.strip() for one in found)):
        raise BadInput(f"{path.name}: {field} must be a heading, or a list of headings")
    return found


def _statuses(path: Path, value: Any) -> dict[str, str]:
    if not (isinstance(value, dict) and all(isinstance(one, str) for one in value.values())):
        raise BadInput(f"{path.name}: {STATUS_MAP} must give a status for each code")
    return value
