"""The settings file: read with the standard library alone, since it is read before the first paint."""

import os
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from data.local.home import home
from data.types.errors import BadInput, NotSetUp

ALLOWED = {
    "theme": ("dark", "light", "contrast", "mono"),
    "signs": ("unicode", "ascii"),
    "tour": ("due", "seen"),
    "landing": ("note", "timeline", "home"),
}
"""Settings that are one of a few words."""

TABLES = ("keys", "leader")
"""Settings that are tables."""
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
    tour: str = "seen"
    """Whether the first steps are still to be shown: due after the set-up, then seen."""
    drop_folder: str = ""
    """A folder whose files are offered to be attached (features A2.20)."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """`[keys]`: other keys for some actions, by their ids (features B25)."""
    leader: Mapping[str, str] = field(default_factory=dict)
    """`[leader]`: other letters after ctrl+g for some actions."""
    rewrite: tuple[tuple[str, str], ...] = ()
    """Rules for the numbers of calls: patterns, and what takes their place (features B30)."""
    landing: str = "note"
    """Where F7 lands when the number is one member's alone: her note, her timeline, or Home with her found."""


def read_settings(path: Path | None = None) -> Settings:
    """The settings as they are on the disk.

    Raises NotSetUp when there is no file, BadInput naming the file and the line or key.
    """
    path = path or home().settings
    try:
        values = _loaded(path)
    except FileNotFoundError:
        raise NotSetUp from None
    return checked(values, path)


def _loaded(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8"))
    except FileNotFoundError:
        raise
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror or 'it cannot be read'}") from None
    except UnicodeDecodeError:
        raise BadInput(f"{path} is not UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{path}: {error}") from None


def write_settings(settings: Settings, path: Path | None = None) -> Path:
    """Write the file whole or not at all, readable by its owner only; answers where."""
    path = path or home().settings
    checked(asdict(settings), path)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    values = asdict(settings)
    lines = [f"{name} = {_toml(value)}" for name, value in values.items() if name not in TABLES]
    for table in TABLES:
        if values[table]:
            lines += [
                "",
                f"[{table}]",
                *(f"{_toml(name)} = {_toml(one)}" for name, one in values[table].items()),
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


def _toml(value: str | Sequence[object]) -> str:
    """A text, or a list of texts or of such lists.

    A JSON string without escaped surrogates is a TOML basic string, DEL apart.
    """
    if isinstance(value, str):
        import json

        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return f"[{', '.join(_toml(one) for one in value if isinstance(one, str | list | tuple))}]"


def checked(values: dict[str, object], path: Path) -> Settings:
    """Settings of what stands in the file; raises BadInput naming the key and what is allowed."""
    names = [one.name for one in fields(Settings)]
    for key, value in values.items():
        if key not in names:
            raise BadInput(f"{path}: there is no setting {key!r}; there are {', '.join(names)}")
        if key in TABLES or key == "rewrite":
            continue
        if not isinstance(value, str):
            raise BadInput(f"{path}: {key} must be text in quotes")
        if key in ALLOWED and value not in ALLOWED[key]:
            raise BadInput(f"{path}: {key} is {value!r}; it may be {', '.join(ALLOWED[key])}")
    for key in ("database", "officer"):
        if not values.get(key):
            raise BadInput(f"{path}: {key} is missing")
    keys, leader = key_tables(values, path)
    rewrite = _rules(values.get("rewrite", ()), path)
    given = {key: str(value) for key, value in values.items() if key not in (*TABLES, "rewrite")}
    if not given["database"].startswith(URLS):
        raise BadInput(f"{path}: database must begin with {' or '.join(URLS)}")
    return Settings(**given, keys=keys, leader=leader, rewrite=rewrite)


def _rules(given: object, path: Path) -> tuple[tuple[str, str], ...]:
    """`rewrite`, every rule tried; raises BadInput naming the rule."""
    rules: list[tuple[str, str]] = []
    for place, rule in enumerate(given if isinstance(given, list | tuple) else [given], 1):
        pair = rule if isinstance(rule, list | tuple) else ()
        if len(pair) != 2 or not all(isinstance(part, str) for part in pair):
            raise BadInput(f'{path}: rewrite must be a list of pairs, such as [["^00", "+"]]')
        from data.rules.ringing import rule_fault

        if fault := rule_fault(*pair):
            raise BadInput(f"{path}: rewrite, rule {place}: {fault}")
        rules.append((pair[0], pair[1]))
    return tuple(rules)


def key_tables(values: Mapping[str, object], path: Path) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """`[keys]` and `[leader]` by their form; which keys there are, and who may have them, is the key map's to say."""
    tables = []
    for name in TABLES:
        table = values.get(name, {})
        if not isinstance(table, Mapping):
            raise BadInput(f"{path}: {name} must be a table, [{name}]")
        tables.append(table)
    keys: dict[str, tuple[str, ...]] = {}
    for action, given in tables[0].items():
        wanted = [given] if isinstance(given, str) else given
        if not isinstance(wanted, list | tuple) or not all(isinstance(one, str) for one in wanted):
            raise BadInput(f'{path}: [keys] {action} must be a list of keys, such as ["f3", "ctrl+n"]')
        keys[str(action)] = tuple(wanted)
    for action, letter in tables[1].items():
        if not isinstance(letter, str):
            raise BadInput(f'{path}: [leader] {action} must be one letter in quotes, such as "n"')
    return keys, dict(tables[1])


def read_keys(path: Path) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """`[keys]` and `[leader]` of any TOML file; raises BadInput naming the file and the line or key."""
    try:
        values = _loaded(path)
    except FileNotFoundError:
        raise BadInput(f"{path}: there is no such file") from None
    return key_tables(values, path)
