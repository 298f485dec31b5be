"""Figures of the command line: as a table, as JSON, or as CSV."""

import csv
import sys
from collections.abc import Iterable, Sequence
from typing import Annotated

import typer

from casetui.cli.misuse import Misuse
from data.rules.clean import clean_line
from data.rules.spreadsheets import harmless

AsCsv = Annotated[bool, typer.Option("--csv", help="For a spreadsheet.")]


def refuse_both(as_csv: bool, json: bool) -> None:
    """Raise Misuse where both are asked for."""
    if as_csv and json:
        raise Misuse("give --csv or --json")


def say_csv(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Rows for a spreadsheet, which takes no formula from what somebody wrote."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(headings)
    for row in rows:
        writer.writerow([harmless(clean_line(cell)) if isinstance(cell, str) else cell for cell in row])
