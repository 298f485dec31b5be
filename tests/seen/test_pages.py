"""The README and the page of keys say what the program does."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from typer.main import get_command

from casetui.cli.program import app as command_line
from casetui.keycard import card
from docs.keys import CARD, PAGE, README, SCREENS, all_tables, card_page, first_tables, written
from tests.house.modules import ROOT
from widgets.actions import ACTS, ANYWHERE, keys_of


@pytest.mark.parametrize(("page", "tables"), [(PAGE, all_tables()), (README, first_tables())])
def test_the_tables_of_keys_are_those_of_the_program(page: Path, tables: str) -> None:
    text = page.read_text(encoding="utf-8")
    assert text == written(text, tables), "run: python -m docs.keys"


def test_the_card_of_keys_is_that_of_the_program() -> None:
    assert CARD.read_text(encoding="utf-8") == card_page(), "run: python -m docs.keys"


def test_the_card_is_of_few_pages_with_every_act_on_it_once() -> None:
    lines = card(ACTS)
    starts = [place for place, line in enumerate(lines) if line == "casetui: keys"]
    assert [end - begin <= 61 for begin, end in pairwise([*starts, len(lines)])] == [True] * 3
    assert max(map(len, lines)) <= 80
    cells = [part.strip() for line in lines for part in (line[:40], line[40:])]
    for act in ACTS:
        # The whole label: what was cut could not be read.
        keys = keys_of(act).replace(", ", " ")
        assert [cell for cell in cells if cell.endswith(act.label) and cell.startswith(keys)], act.id
    acts = [
        part for line in lines for part in (line[:41], line[41:]) if part.startswith("  ") and part.strip()
    ]
    assert len(acts) == len(ACTS)


def test_every_act_stands_on_the_page_of_keys() -> None:
    assert {place for act in ACTS for place in act.places} - {*ANYWHERE} == set(SCREENS)
    text = PAGE.read_text(encoding="utf-8")
    assert [act.id for act in ACTS if act.tooltip not in text] == []


def test_every_noun_of_the_command_line_stands_in_the_readme() -> None:
    text = README.read_text(encoding="utf-8")
    nouns = getattr(get_command(command_line), "commands", {})
    assert nouns
    assert [noun for noun in nouns if f"`casetui {noun}" not in text] == []


def test_every_command_of_the_readme_begins_with_a_noun_that_exists() -> None:
    named = set(re.findall(r"`casetui ([a-z]+)", README.read_text(encoding="utf-8")))
    assert named - set(getattr(get_command(command_line), "commands", {})) == set()


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_every_file_a_page_points_to_is_there(page: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", (ROOT / page).read_text(encoding="utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []
