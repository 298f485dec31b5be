"""A case becomes one of another type (features A5.14): a table, a line each."""

from typing import Any

import pytest

from data.rules.retyping import retyped
from data.types.case_edits import CaseContents

Values = dict[str, Any]
MAPPING = {
    ("status", "Waiting on employer"): "In progress",
    ("tag", "callback"): "",
    ("tag", "delegate"): "collective",
    ("priority", "4"): "3",
}


def title_of(types: list[str]) -> tuple[str, ...]:
    return f"{types[0]} – Depot 4", types[0]


TELLING: list[tuple[str, Values, dict[tuple[str, str], str], Values, tuple[str, ...]]] = [
    # what, values of the case, mapping, values then, asked
    ("nothing mapped: it stays", {"status": "Open"}, {}, {"status": "Open", "priority": 3}, ()),
    ("the status is mapped", {"status": "Waiting on employer", "priority": 4}, MAPPING,
     {"status": "In progress", "priority": 3}, ()),
    ("a value the table lacks is asked", {"status": "Open", "priority": 4}, MAPPING, {"status": "Open"}, ("status",)),
    ("both are asked", {"status": "Open", "priority": 1}, MAPPING, {"priority": 1}, ("status", "priority")),
    ("tags go, change and stay", {"tags": ["callback", "delegate", "media"]}, {("tag", "callback"): "",
     ("tag", "delegate"): "collective"}, {"tags": ["collective", "media"]}, ()),
    ("two tags that become one stand once", {"tags": ["delegate", "collective"]}, {("tag", "delegate"): "collective"},
     {"tags": ["collective"]}, ()),
    ("the suggested title follows", {"title": "GRV – Depot 4"}, {}, {"title": "BUL – Depot 4"}, ()),
    ("one's own words are asked", {"title": "The dog"}, {}, {"title": "The dog"}, ("title",)),
    ("further types stay behind", {"case_types": ["GRV", "WHS"]}, {}, {"case_types": ["BUL", "WHS"]}, ()),
    ("a further type that becomes the first", {"case_types": ["GRV", "BUL"]}, {}, {"case_types": ["BUL"]}, ()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("what", "values", "mapping", "then", "asked"), TELLING, ids=[row[0] for row in TELLING]
)
def test_what_becomes_of_a_case(
    what: str,
    values: dict[str, object],
    mapping: dict[tuple[str, str], str],
    then: dict[str, object],
    asked: tuple[str, ...],
) -> None:
    now = CaseContents(**{"case_types": ["GRV"], "title": "GRV", **values})  # type: ignore[arg-type]
    found = retyped(now, "BUL", mapping, title_of)
    assert {name: getattr(found.contents, name) for name in then} == then
    assert found.asked == asked
