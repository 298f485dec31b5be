"""`casetui --csv …`, `casetui --quiet …`: what a command knows, for a spreadsheet or for the next command (B20)."""

import csv
import io
from uuid import UUID

import pytest

from data.store.store import Store
from tests.builders import a_member
from tests.program.commands import Inside

NOTE = "Member: 0048213\nType: Phone – inbound\nAbout: Leave\n\nBackground\nSix years.\n"


@pytest.fixture
def risky(sqlite_store: Store) -> UUID:
    """A member whose name a spreadsheet would calculate."""
    return a_member(sqlite_store, "=1+2", "Gallant", number="0055853")


def test_a_list_is_rows_under_headings_and_nothing_is_calculated(
    inside: Inside, andrew: UUID, risky: UUID
) -> None:
    rows = list(csv.DictReader(io.StringIO(inside("--csv", "members", "find", "gall").out)))
    assert [row["number"] for row in rows] == ["0048213", "0055853"]
    assert (rows[0]["name"], rows[1]["name"]) == ("Andrew Gallagher", "'=1+2 Gallant")
    assert rows[0]["missing"] == "false"
    assert inside("--csv", "tasks").out == ""


def test_quiet_says_the_numbers_alone_so_that_one_command_feeds_another(inside: Inside, andrew: UUID) -> None:
    assert inside("--quiet", "members", "find", "gall").out == "0048213\n"
    number = inside("--quiet", "interactions", "add", "--from", "-", given=NOTE).out
    assert number == "I-20001\n"
    assert inside("interaction", number.strip(), "--json").json["number"] == "I-20001"
    words = "--title", "Leave", "--next-steps", "Ring HR.", "--follow-up", "+2d", "--type", "DISC"
    assert inside("--quiet", "interaction", "I-20001", "convert", *words).out == "C-10001\n"
    assert inside("--quiet", "cases").out == "C-10001\n"
    # The next command prints again as it always does.
    assert "Leave" in inside("cases").out


def test_both_at_once_are_refused(inside: Inside) -> None:
    ran = inside("--csv", "--quiet", "cases")
    assert (ran.code, ran.out) == (2, "") and "--csv or --quiet" in ran.err
