"""What is wrong with a configuration file: every fault at once, with its line, its key and what is allowed."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel, ValidationError

from data.rules.clean import clean_line
from data.steward.config import Config
from data.steward.fitting import misfits
from data.steward.fitting_views import views
from data.steward.toml_file import Place, TomlFile
from data.types.errors import BadInput

SINGLE = ("office", "targets", "standing", "eligibility")
"""Tables of one value a key: a key that the file does not name stays as it is."""

SAID = {
    "missing": "is missing",
    "string_type": "must be text, in quotes",
    "int_type": "must be a whole number, without quotes",
    "bool_type": "must be true or false, without quotes",
    "list_type": "must be a list, in [ ]",
    "dict_type": "must be a table",
    "model_type": "must be a table",
    "string_too_short": "must not be empty",
    "string_too_long": "is longer than {max_length} signs",
    "too_short": "must have at least {min_length}",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
    "literal_error": "must be {expected}",
}
"""By pydantic's names of faults."""

PATTERNS = {
    r"^[A-Z]{2,6}$": "must be two to six capital letters, such as DISC",
    r"^[A-Z]{2}(-[A-Z]{2,3})?$": "must be a country, or one with a state, such as AU or AU-QLD",
    r"^[A-Za-z0-9_]{1,40}$": "must be of letters, digits and _",
    r"^[a-z0-9][a-z0-9._-]{0,39}$": "must be a login, such as kim.tran",
    r"^[A-Z]{2}$": "must be the two capital letters of a country, such as AU",
    r"^[A-Z]{0,3}$": "must be up to three capital letters of a state, such as VIC",
    r"^[a-z][a-z0-9_-]{0,39}$": "must be a short name of small letters, digits, _ and -",
}


NAMED = ("key", "name", "label", "text")
"""Keys of an entry that say which one it is."""


class Fault(NamedTuple):
    """One thing that is wrong."""

    line: int | None
    """None for what stands in the database, not in the file."""
    where: str
    said: str

    @property
    def sentence(self) -> str:
        """`line 31: related_to "Leave", industrial: must be true or false`"""
        line = f"line {self.line}: " if self.line is not None else ""
        return f"{line}{self.where}: {self.said}"


class FaultyFile(BadInput):
    """A configuration that cannot be used."""

    title = "The configuration cannot be used"
    kept = "Nothing was changed."

    def __init__(self, file: str, faults: tuple[Fault, ...]) -> None:
        self.file = file
        self.faults = faults
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        super().__init__(f"{file}: {faults[0].sentence}{more}")


def whole(file: Mapping[str, Any], base: Mapping[str, Any]) -> dict[str, Any]:
    """The file, and what it leaves out as it is in `base`."""
    out = {**base, **file}
    for name in SINGLE:
        if isinstance(file.get(name), dict) and isinstance(base.get(name), dict):
            out[name] = {**base[name], **file[name]}
    return out


def faults(file: TomlFile, base: Mapping[str, Any] | None = None) -> tuple[Fault, ...]:
    """Everything that is wrong, in the order of the lines; what the file leaves out is taken from `base`."""
    values = whole(file.values, base or {})
    found: dict[Place, str] = {}
    try:
        Config.model_validate(values)
    except ValidationError as error:
        for place, said in _of_shape(error, values):
            found.setdefault(place, said)
    unsound = {place[0] for place in found if place}
    for place, said in misfits({key: value for key, value in values.items() if key not in unsound}):
        found.setdefault(place, said)
    # Of views that the file leaves out, whoever opens one is told.
    if "view" in file.values and "view" not in unsound:
        for place, said in views(values):
            found.setdefault(place, said)
    made = []
    for place, said in found.items():
        ours = bool(place) and place[0] in file.values
        where = _where(place, values) + ("" if ours or not base else " (in the database, not in this file)")
        made.append(Fault(file.line(place) if ours else None, where, said))
    return tuple(sorted(made, key=lambda one: (one.line is None, one.line or 0)))


def _of_shape(error: ValidationError, values: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    for one in error.errors(include_url=False):
        kind, context = str(one["type"]), one.get("ctx", {})
        place, value = _place(one["loc"], values, absent=kind == "missing")
        if kind == "string_type" and isinstance(value, dict):
            continue  # an entry with `was`: what is wrong within it is told
        if kind == "extra_forbidden" or one["loc"][-1] == "[key]":
            yield place, _unknown(place)
        elif kind == "string_pattern_mismatch":
            yield place, f"{PATTERNS[context['pattern']]}{_not(value)}"
        elif kind in SAID:
            yield place, SAID[kind].format(**context) + ("" if kind == "missing" else _not(value))
        else:
            yield place, str(one["msg"]).removeprefix("Value error, ")


def _place(loc: tuple[str | int, ...], values: Any, *, absent: bool) -> tuple[Place, Any]:
    """Where that is in the file, and what stands there: without pydantic's names of alternatives."""
    place: Place = ()
    for depth, part in enumerate(loc):
        inside = isinstance(values, dict) and part in values
        if inside or (isinstance(values, list) and isinstance(part, int) and part < len(values)):
            place, values = (*place, part), values[part]
        elif absent and isinstance(values, dict) and depth == len(loc) - 1:
            place, values = (*place, part), None
    return place, values


def _not(value: object) -> str:
    if isinstance(value, bool):
        return f", not {str(value).lower()}"
    if isinstance(value, int | float):
        return f", not {value}"
    if isinstance(value, str):
        text = clean_line(value)
        return f", not {text[:40]!r}" if text else ""
    return ""


def _unknown(place: Place) -> str:
    known = _keys_at(place[:-1])
    near = get_close_matches(str(place[-1]), known, 1)
    meant = f"; is {near[0]} meant?" if near else "."
    return f"there is no such key{meant} There are {', '.join(known)}"


def _keys_at(place: Place) -> list[str]:
    """The keys that a table may have."""
    model: type[BaseModel] = Config
    annotation: Any = Config
    for part in place:
        if isinstance(part, str) and part in model.model_fields:
            annotation = model.model_fields[part].annotation
            model = next(models_in(annotation), model)
    if next(models_in(annotation), None) is None:
        return [str(key) for key in _literals(annotation)]
    return list(model.model_fields)


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The tables that may stand there."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from models_in(part)


def _literals(annotation: Any) -> Iterator[object]:
    for part in get_args(annotation):
        yield from _literals(part) if get_args(part) else ((part,) if isinstance(part, str) else ())


def _where(place: Place, values: Any) -> str:
    """`related_to "Leave", industrial`"""
    said = ""
    for part in place:
        value: Any = None
        if isinstance(values, dict):
            value = values.get(part)
        elif isinstance(values, list) and isinstance(part, int):
            value = values[part] if part < len(values) else None
        if isinstance(part, int):
            name = (
                next((value[key] for key in NAMED if value.get(key)), None)
                if isinstance(value, dict)
                else value
            )
            said += f' "{clean_line(name)[:60]}"' if isinstance(name, str) else f" {part + 1}"
        else:
            said += f", {clean_line(part)}" if said else clean_line(part)
        values = value
    return said or "the file"
