"""Who may raise a case of a type (features A4.03)."""

import pytest

from data.rules.starting import may_raise, why_not_raised
from data.types.choices import CaseType


@pytest.mark.parametrize(
    ("starters", "groups", "may"),
    [
        ((), (), True),  # a type that names nobody is everyone's to raise
        ((), ("Intake",), True),
        (("Intake",), (), False),
        (("Intake",), ("Lawyers",), False),
        (("Intake",), ("Lawyers", "Intake"), True),
        (("Intake", "Lawyers"), ("Lawyers",), True),  # one of them is enough
    ],
)
def test_who_raises_what(starters: tuple[str, ...], groups: tuple[str, ...], may: bool) -> None:
    assert may_raise(starters, groups) is may


def test_the_refusal_says_who_may() -> None:
    own = CaseType("ROS", "Rosters")
    barred = CaseType("LEG", "Legal", starters=("Intake", "Lawyers"), may_raise=False)
    assert why_not_raised([own]) == ""
    assert why_not_raised([own, barred]) == "a case of the type Legal is raised by Intake or Lawyers only"
