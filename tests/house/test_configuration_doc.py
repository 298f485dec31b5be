"""The page for administrators names every key of the file, and no other."""

import re

import pytest
from pydantic import BaseModel

from data.steward.config import Config
from data.steward.exporting import paths
from data.steward.faults import models_in
from tests.house.modules import ROOT

PAGE = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
TABLES = {
    name: next(models_in(field.annotation))
    for name, field in Config.model_fields.items()
    if any(model.__name__ != "Renamed" for model in models_in(field.annotation))
}
"""Key of the file -> what its tables may hold."""


def part(name: str) -> str:
    """What stands under the heading of a table."""
    found = re.search(rf"^## `{name}`$(.*?)(?=^## |\Z)", PAGE, re.M | re.S)
    assert found, f"no heading for {name}"
    return found[1]


@pytest.mark.parametrize("name", TABLES)
def test_every_key_of_a_table_is_explained_and_no_other(name: str) -> None:
    model: type[BaseModel] = TABLES[name]
    assert sorted(re.findall(r"^\| `(\w+)` \|", part(name), re.M)) == sorted(model.model_fields)


def test_every_list_is_explained() -> None:
    assert {name for name in Config.model_fields if f"`{name}`" not in PAGE} == set()


def test_every_key_of_the_file_is_kept_in_the_store() -> None:
    """A key that the file may have and no table of lists knows would be lost by export."""
    assert set(Config.model_fields) == paths()
