"""A CSV file as rows of cells under headings; its separator is found out, what is wrong with a row is told."""

import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from data.exchange.text_file import DAMAGED, Encoding, encoding_of, lines
from data.rules.clean import clean_line
from data.rules.contact import LONGEST
from data.rules.headings import Aliases, Matched, known_headings, match_headings
from data.types.errors import BadInput

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
LONGEST_CELL = 1 << 17
"""Characters; more than that is a quotation mark that was never closed."""
_DAMAGED = re.compile(f"[{DAMAGED}\ufffd]")
_KEPT_AS_TEXT = re.compile(r'="([^"]*)"')
"""How spreadsheets are told to leave the zeros of a number alone."""
_MARKED = re.compile("'[=+@\\-]")
"""How they are told that a text is none of their formulas; `members export` writes it so."""


class Faulty(ValueError):
    """What is wrong with a row, in words that repeat nothing of it."""


class Shape(NamedTuple):
    """How a file is written, and which column is which field."""

    path: Path
    encoding: Encoding
    separator: str
    headings: tuple[str, ...]
    columns: Matched


class TableRow(NamedTuple):
    """A row as it stands; `cells` are as many as there are headings, or `fault` says why not."""

    line: int
    """The line it begins in."""
    cells: Sequence[str]
    fault: str = ""


def shape_of(path: Path, aliases: Aliases, key_field: str) -> Shape:
    """Find out how a file is written; reads it once.

    Raises BadInput for what is no file or no CSV, has no rows, or lacks the key column.
    """
    if path.is_dir():
        raise BadInput(f"{path.name} is a folder; name the file in it")
    encoding = encoding_of(path)
    separator, headings = _heading(path, encoding, aliases)
    columns = match_headings(headings, aliases, key_field)
    shape = Shape(path, encoding, separator, headings, columns)
    if next(rows(shape), None) is None:
        raise BadInput("the file has headings and no rows")
    return shape


def _heading(path: Path, encoding: Encoding, aliases: Aliases) -> tuple[str, tuple[str, ...]]:
    """The separator by which the first line gives the most headings that are known."""
    found: list[tuple[int, int, str, tuple[str, ...]]] = []
    for place, separator in enumerate(SEPARATORS):
        reader = csv.reader(lines(path, encoding), delimiter=separator)
        try:
            cells = next((row for row in reader if any(cell.strip() for cell in row)), [])
        except csv.Error:
            continue
        headings = tuple(clean_line(cell.removeprefix("\ufeff")) for cell in cells)
        found.append((known_headings(headings, aliases), -place, separator, headings))
    if not found:
        raise BadInput("the first line is no line of headings")
    best = max(found)
    return best[2], best[3]


def rows(shape: Shape) -> Iterator[TableRow]:
    """The rows below the headings, blank ones left out; raises BadInput where the marks of quotation run away."""
    # The csv module has one limit for everyone; nobody else in the program reads cells this long.
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(lines(shape.path, shape.encoding), delimiter=shape.separator, strict=True)
    width, headed = len(shape.headings), False
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if reader.line_num > line or "field larger" in str(error) or "unexpected end" in str(error):
                raise BadInput(
                    f"line {line}: a quotation mark is opened and not closed, or a cell is longer than"
                    f" {LONGEST_CELL:,} characters",
                    todo="Close the mark, or shorten the cell, and import the file again.",
                ) from None
            yield TableRow(line, (), "a quotation mark stands inside a quoted cell")
            continue
        if not any(cells):
            continue
        if not headed:
            headed = True
            continue
        if len(cells) != width:
            if len(cells) < width or any(cells[width:]):
                yield TableRow(line, (), f"has {len(cells)} cells where there are {width} headings")
                continue
            cells = cells[:width]
        yield TableRow(line, cells)


def tidied(cells: Sequence[str], headings: Sequence[str]) -> list[str]:
    """The cells as they are kept: harmless, on one line, without blanks around; raises Faulty."""
    whole = "".join(cells)
    if whole.isascii() and whole.isprintable() and "  " not in whole and len(whole) <= LONGEST * 4:
        out = [cell.strip() for cell in cells]
    else:
        if "\0" in whole:
            raise Faulty(f"{_where(cells, headings, _NUL)} has a NUL in it: the file is damaged there")
        if _DAMAGED.search(whole):
            raise Faulty(
                f"{_where(cells, headings, _DAMAGED)} has bytes that are no text in the file's encoding"
            )
        out = [clean_line(cell) for cell in cells]
    if "=" in whole:
        out = [_unwrapped(cell, heading) for cell, heading in zip(out, headings, strict=True)]
    if "'" in whole and _MARKED.search(whole):
        out = [cell[1:] if _MARKED.match(cell) else cell for cell in out]
    if len(whole) > LONGEST and max(map(len, out)) > LONGEST:
        longest = max(range(len(out)), key=lambda place: len(out[place]))
        raise Faulty(f"{headings[longest]} is longer than {LONGEST} characters")
    return out


_NUL = re.compile("\0")


def _where(cells: Sequence[str], headings: Sequence[str], what: re.Pattern[str]) -> str:
    return next(heading for cell, heading in zip(cells, headings, strict=True) if what.search(cell))


def _unwrapped(cell: str, heading: str) -> str:
    """`="0048213"` is a text; any other formula is nothing that a membership system says."""
    if not cell.startswith("="):
        return cell
    found = _KEPT_AS_TEXT.fullmatch(cell)
    if found is None:
        raise Faulty(f"{heading} is a formula")
    return found[1].strip()
