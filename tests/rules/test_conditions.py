"""When a task is made by itself, as an office writes it over the fields of a case."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.conditions import LONGEST, Facts, circle, holding, read_condition
from data.types.errors import BadInput

CASE: Facts = {
    "priority": 2,
    "confidential": False,
    "origin": "converted",
    "state": "VIC",
    "case_type": frozenset({"LEG", "UND"}),
    "tag": frozenset({"deadline"}),
    "task": frozenset({"Form saved"}),
}


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("", True),
        ("   ", True),
        ("priority <= 2", True),
        ("priority < 2", False),
        ("priority = 2", True),
        ("priority != 2", False),
        ("priority > 1 and priority < 3", True),
        ('state = "VIC"', True),
        ('state = "vic"', True),
        ('state != "NSW"', True),
        ('STATE = "NSW" or priority=2', True),
        ("confidential", False),
        ("not confidential", True),
        ("confidential = no", True),
        ("confidential != no", False),
        ('case_type = "UND"', True),
        ('case_type != "UND"', False),
        ('tag = "deadline" and origin = "converted"', True),
        ('not (state = "VIC" or tag = "media")', False),
        ('priority = 1 and state = "VIC" or origin = "converted"', True),
        ('priority = 1 and (state = "VIC" or origin = "converted")', False),
        ('task = "form saved"', True),
        ("not not not confidential", True),
    ],
)
def test_it_is_read_as_it_is_said(condition: str, holds: bool) -> None:
    assert read_condition(condition).holds(CASE) is holds


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("prioritty <= 2", "no field 'prioritty'; there are priority, confidential, origin, state"),
        ('"VIC" = state', "no field 'VIC'"),
        ("priority", r"priority needs a comparison \(1 to 5\)"),
        ("priority <=", "priority <= is compared with nothing"),
        ("priority <= high", "compared with a number"),
        ('priority <= "2"', "compared with a number"),
        ("state = VIC", 'compared with a word in quotes, as in state = "…"'),
        ('state < "VIC"', "= or != something, not <"),
        ("confidential = 1", "confidential is yes or no"),
        ("(priority = 1", "a bracket of the condition is not closed"),
        ("priority = 1)", r"ends before '\)'"),
        ("priority = 1 priority = 2", "ends before 'priority'"),
        ("priority = 1 and", "stops in the middle"),
        ("priority == 1", "compared with a number"),
        ("priority = 1; drop", "holds ';'"),
        ('state = "VIC', "holds '\"'"),
        ("(" * 50 + "confidential" + ")" * 50, "nested more than 20 deep"),
        ("not " * 90 + "confidential", "nested more than 20 deep"),
        ("confidential or " * 100, f"longer than {LONGEST} characters"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_is_there(condition: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_condition(condition)


@given(st.text(alphabet='priotyscnfdeal<>=!()" 0129andornot\n', max_size=120))
def test_any_text_is_a_condition_or_is_refused(text: str) -> None:
    with suppress(BadInput):
        assert read_condition(text).holds(CASE) in (True, False)


@pytest.mark.parametrize(
    ("conditions", "made"),
    [
        ({"a": "", "b": 'task = "a"', "c": 'task = "b"'}, "abc"),
        ({"c": 'task = "b"', "b": 'task = "a"', "a": "priority = 1"}, ""),
        ({"a": 'not task = "b"', "b": ""}, "ab"),
    ],
)
def test_one_that_asks_about_another_is_made_with_it(conditions: dict[str, str], made: str) -> None:
    found = {label: read_condition(text) for label, text in conditions.items()}
    assert "".join(sorted(holding(found, {**CASE, "task": frozenset()}))) == made


@pytest.mark.parametrize(
    ("conditions", "round_about"),
    [
        ({"a": "", "b": 'task = "a"'}, ()),
        ({"a": 'task = "a"'}, ("a", "a")),
        ({"a": 'task = "b"', "b": 'task = "C"', "C": 'task = "b"'}, ("b", "C", "b")),
        ({"a": 'task = "b" or task = "c"', "b": 'task = "c"', "c": ""}, ()),
    ],
)
def test_a_circle_is_found(conditions: dict[str, str], round_about: tuple[str, ...]) -> None:
    assert circle({label: read_condition(text) for label, text in conditions.items()}) == round_about
