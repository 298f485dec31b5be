import pytest

from data.rules.titles import suggest
from tests.rules.builders import CHOICES


@pytest.mark.parametrize(
    ("case_types", "employer", "title"),
    [
        (["ROS", "DISC"], "Bayview Hospital", "Rosters – Bayview Hospital"),
        (["ROS"], " ", "Rosters"),
        ([], "Bayview Hospital", "Bayview Hospital"),
        (["OLD"], "Bayview Hospital", "OLD – Bayview Hospital"),
        ([], "", ""),
    ],
)
def test_a_title_names_the_first_case_type_and_the_employer(
    case_types: list[str], employer: str, title: str
) -> None:
    """Features A3.11."""
    assert suggest(case_types, CHOICES, employer) == title
