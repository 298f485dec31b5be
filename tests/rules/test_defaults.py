"""The days a new case begins with: of its type, of what the type stands under, of the office (features A5.11)."""

from datetime import date

import pytest

from data.rules.defaults import default_days, line_of
from data.types.choices import CaseType, Choices
from data.types.staff import OfficeRules

MON = date(2026, 11, 23)
TYPES = (
    CaseType("UFD", "Unfair dismissal", follow_up="+1d", due="+2d"),
    CaseType("GPD", "General protections", parent="UFD", due="+10d"),
    CaseType("GPX", "Of the third row", parent="GPD"),
    CaseType("LVE", "Leave"),
    CaseType("OLD", "Its parent was archived", parent="GONE"),
)
DAYS = [
    # case types      office (follow-up, due)  follow-up        due
    (["UFD"],         ("+5d", "+20d"),         (2026, 11, 24),  (2026, 11, 25)),
    (["GPD"],         ("+5d", "+20d"),         (2026, 11, 24),  (2026, 12, 3)),
    (["GPX"],         ("", ""),                (2026, 11, 24),  (2026, 12, 3)),
    (["LVE"],         ("+5d", "+20d"),         (2026, 11, 28),  (2026, 12, 13)),
    (["LVE", "UFD"],  ("", ""),                None,            None),
    (["OLD"],         ("fri", ""),             (2026, 11, 27),  None),
    ([],              ("+5d", ""),             (2026, 11, 28),  None),
    (["NONE"],        ("+5d", ""),             (2026, 11, 28),  None),
    (["LVE"],         ("no day", ""),          None,            None),
]  # fmt: skip


def choices(follow_up: str = "", due: str = "", types: tuple[CaseType, ...] = TYPES) -> Choices:
    return Choices((), (), (), types, (), (), (), rules=OfficeRules(follow_up=follow_up, due=due))


@pytest.mark.parametrize(("types", "office", "follow_up", "due"), DAYS)
def test_the_days_of_a_new_case(
    types: list[str],
    office: tuple[str, str],
    follow_up: tuple[int, int, int] | None,
    due: tuple[int, int, int] | None,
) -> None:
    found = default_days(types, choices(*office), MON)
    wanted = (date(*follow_up) if follow_up else None, date(*due) if due else None)
    assert found == wanted


def test_a_tree_that_goes_in_a_circle_ends() -> None:
    """None can be configured; an old store may hold one."""
    ring = (CaseType("AA", "A", parent="BB"), CaseType("BB", "B", parent="AA"))
    assert [one.key for one in line_of("AA", choices(types=ring))] == ["AA", "BB"]
