"""What commands print: aligned plain text, or JSON with stable keys; never a raw control character.

The same values go out as rows for a spreadsheet, or as numbers alone, where that was asked for before the command
(features B20).
"""

import csv
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Any
from uuid import UUID

from rich.cells import cell_len

from data.rules.clean import clean, clean_line
from data.rules.spreadsheets import harmless

_UNSAFE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""What JSON lets through and a terminal may act on; joiners of emoji are escaped too, which changes no value."""


NAMED_BY = ("number", "id", "login", "key", "name")
"""What a record is named by for another command, the first that it has."""


class Form(StrEnum):
    """In what form values are printed."""

    JSON = "json"
    CSV = "csv"
    QUIET = "quiet"


_form = Form.JSON


def print_as(form: Form) -> None:
    """How values go out from now on."""
    global _form
    _form = form


def json_by_default(command: Any) -> dict[str, Any]:
    """Defaults by which every command prints its values, whatever form they have then."""
    below: dict[str, Any] = getattr(command, "commands", {})
    return {"json": True, **{name: json_by_default(one) for name, one in below.items()}}


def say(text: str = "") -> None:
    """One line or paragraph on standard output."""
    sys.stdout.write(clean(text) + "\n")


def say_json(value: Any) -> None:
    """The value as JSON: two spaces of indent, keys in a fixed order, people's letters readable."""
    if _form is not Form.JSON:
        _say_rows(value if isinstance(value, Sequence) and not hasattr(value, "_asdict") else [value])
        return
    text = json.dumps(plain(value), ensure_ascii=False, indent=2)
    sys.stdout.write(_UNSAFE.sub(_escaped, text) + "\n")


def say_json_line(value: Any) -> None:
    """The value as JSON on one line of its own, told at once."""
    text = json.dumps(plain(value), ensure_ascii=False)
    sys.stdout.write(_UNSAFE.sub(_escaped, text) + "\n")
    sys.stdout.flush()


def say_json_each(values: Iterable[Any]) -> None:
    """A list of any length as JSON, one value a line, each written as it comes."""
    if _form is not Form.JSON:
        _say_rows(values)
        return
    before = "["
    for value in values:
        text = json.dumps(plain(value), ensure_ascii=False)
        sys.stdout.write(before + "\n" + _UNSAFE.sub(_escaped, text))
        before = ","
    sys.stdout.write("[]\n" if before == "[" else "\n]\n")


def _say_rows(values: Iterable[Any]) -> None:
    """A row each under the headings of the first; or what each is named by, a line each."""
    rows = map(plain, values)
    if _form is Form.QUIET:
        for row in rows:
            if named := _named(row):
                sys.stdout.write(f"{clean_line(named)}\n")
        return
    writer = None
    for row in rows:
        cells = row if isinstance(row, dict) else {"value": row}
        if writer is None:
            writer = csv.DictWriter(sys.stdout, list(cells), extrasaction="ignore", lineterminator="\n")
            writer.writeheader()
        writer.writerow({name: _cell(value) for name, value in cells.items()})


def _named(row: Any) -> str:
    """What a record is named by; of several in one value the first."""
    if not isinstance(row, dict):
        return str(row)
    own = next((str(row[name]) for name in NAMED_BY if row.get(name)), "")
    return own or next(filter(None, (_named(part) for part in row.values() if isinstance(part, dict))), "")


def _cell(value: Any) -> str:
    """One cell; what holds several values is JSON in it."""
    if value is None:
        return ""
    return harmless(clean(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _escaped(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def say_table(rows: Iterable[Sequence[str]], heading: Sequence[str] = ()) -> None:
    """Rows in columns that are as wide as their widest cell, two cells apart."""
    lines = [[clean_line(cell) for cell in row] for row in ([heading] if heading else []) + list(rows)]
    if not lines:
        return
    widths = [max(cell_len(row[column]) for row in lines) for column in range(len(lines[0]))]
    for row in lines:
        cells = [cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)]
        sys.stdout.write("  ".join(cells).rstrip() + "\n")


def say_pairs(pairs: Iterable[tuple[str, str]]) -> None:
    """Labels and values, a pair a line; what is empty is left out."""
    say_table([(label, value) for label, value in pairs if value])


def say_block(title: str, body: str) -> None:
    """A heading with its text, indented; nothing for an empty text."""
    if body.strip():
        sys.stdout.write(f"\n{clean_line(title)}\n")
        for line in clean(body).splitlines():
            sys.stdout.write(f"  {line}".rstrip() + "\n")


def plain(value: Any) -> Any:
    """A row as JSON knows it; `number` (`C-10482`) is among the keys of what has one."""
    if isinstance(value, Enum):
        return value.value if isinstance(value.value, str) else value.name.lower()
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if hasattr(value, "_asdict"):
        found = {name: plain(part) for name, part in value._asdict().items()}
        if isinstance(getattr(type(value), "number", None), property):
            found["number"] = value.number
        return found
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return [plain(part) for part in value]
