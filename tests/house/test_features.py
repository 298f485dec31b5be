"""The page of features is complete, and what it claims is shown by tests that exist."""

import ast
import re
from collections import Counter
from functools import cache
from typing import NamedTuple

import pytest

from tests.house.modules import ROOT

PAGE = ROOT / "docs" / "features.md"

FAMILIES = {
    "A1.": 43,
    "A2.": 30,
    "A3.": 47,
    "A4.": 34,
    "A5.": 15,
    "N": 21,
    "B": 30,
    "C": 14,
    "D": 2,
    "E": 4,
    "L": 12,
}
"""How many rows each family has; numbered from 1, with two digits where the family has a dot."""

ROW = re.compile(r"^\| (?P<id>[A-Z][\d.]*) \| (?P<what>.+?) \| (?P<status>\w*) \|(?P<tests>.*)\|$")
TEST = re.compile(r"`(?P<file>tests/[\w/]+\.py)::(?P<name>\w+)`")


class Row(NamedTuple):
    """One line of the page."""

    id: str
    status: str
    tests: tuple[tuple[str, str], ...]
    """File and test function."""


@cache
def rows() -> tuple[Row, ...]:
    """The rows of all its tables."""
    found = (ROW.match(line) for line in PAGE.read_text(encoding="utf-8").splitlines())
    return tuple(
        Row(
            row["id"],
            row["status"],
            tuple((test["file"], test["name"]) for test in TEST.finditer(row["tests"])),
        )
        for row in found
        if row
    )


@cache
def names_in(file: str) -> frozenset[str]:
    """The names of the test functions of a file; none when there is no such file."""
    path = ROOT / file
    if not path.is_file():
        return frozenset()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return frozenset(node.name for node in functions if node.name.startswith("test_"))


def wanted_ids() -> list[str]:
    """Every id there is to be."""
    return [
        f"{family}{number:02d}" if family.endswith(".") else f"{family}{number}"
        for family, count in FAMILIES.items()
        for number in range(1, count + 1)
    ]


def test_every_behaviour_has_exactly_one_row() -> None:
    assert Counter(row.id for row in rows()) == Counter(wanted_ids())


def test_no_line_of_a_table_escapes_the_reading() -> None:
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    heads = [line for line in lines if line.startswith(("| id |", "|---"))]
    assert len(lines) - len(heads) == len(rows())


@pytest.mark.parametrize("row", rows(), ids=lambda row: str(row.id))
def test_a_row_claims_only_what_a_test_shows(row: Row) -> None:
    assert row.status in {"done", "part", "open"}
    if row.status != "open":
        assert row.tests, f"{row.id} is {row.status}, but no test is named"
    for file, name in row.tests:
        assert name in names_in(file), f"{row.id} names {file}::{name}, which does not exist"
