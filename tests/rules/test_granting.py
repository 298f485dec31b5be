"""Who says what somebody may do, over the whole matrix (features A2.30, A3.46)."""

import pytest

from data.rules.granting import why_not_granted
from data.types.staff import Access, Officer
from tests.rules.builders import an_id

VIC, QLD = an_id(71), an_id(72)


def someone(number: int, access: Access, office: int = 0) -> Officer:
    return Officer(an_id(number), f"o{number}", f"O {number}", "", access, office_id=(None, VIC, QLD)[office])


@pytest.mark.parametrize("access", Access)
@pytest.mark.parametrize(
    ("giver", "office", "to_office", "why"),
    [
        (Access.BASIC, 0, 0, "Only an administrator"),
        (Access.OFFICER, 0, 0, "Only an administrator"),
        (Access.SUPERVISOR, 0, 0, "Only an administrator"),
        (Access.ADMIN, 0, 0, ""),
        (Access.ADMIN, 0, 1, ""),
        (Access.ADMIN, 1, 1, ""),
        (Access.ADMIN, 1, 2, "An administrator of the whole organisation"),
        (Access.ADMIN, 1, 0, "An administrator of the whole organisation"),
    ],
)
def test_administrators_say_it_within_their_office_and_never_of_themselves(
    giver: Access, office: int, to_office: int, why: str, access: Access
) -> None:
    said = why_not_granted(someone(1, giver, office), someone(2, access, to_office))
    assert said.startswith(why)
    assert bool(said) is bool(why)
    assert why_not_granted(someone(1, giver, office), someone(1, giver, office))
