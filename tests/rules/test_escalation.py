"""Before whom a case comes."""

from uuid import UUID, uuid5

import pytest

from data.rules.escalation import before_whom
from data.types.staff import Access, Officer

MSD, LEGAL = UUID(int=1), UUID(int=2)


def who(login: str, access: Access, team: UUID | None = MSD) -> Officer:
    return Officer(uuid5(MSD, login), login, login.title(), "", access, team)


KIM, LENA = who("kim", Access.OFFICER), who("lena", Access.SUPERVISOR)
OMAR, RAVI = who("omar", Access.SUPERVISOR, LEGAL), who("ravi", Access.ADMIN)


@pytest.mark.parametrize(
    ("named", "staff", "team", "found"),
    [
        # whoever the case type names, as far as they work here
        (("kim", "gone"), (KIM, LENA), MSD, ("kim",)),
        # nobody named, or nobody of them here any more: the supervisors of the case's team
        ((), (KIM, LENA, OMAR, RAVI), MSD, ("lena",)),
        (("gone",), (KIM, LENA, OMAR, RAVI), LEGAL, ("omar",)),
        # a team without one: all supervisors
        ((), (KIM, LENA, OMAR, RAVI), None, ("lena", "omar")),
        # no supervisor at all: the administrators
        ((), (KIM, RAVI), MSD, ("ravi",)),
        ((), (KIM,), MSD, ()),
    ],
)
def test_before_whom_it_comes(
    named: tuple[str, ...], staff: tuple[Officer, ...], team: UUID | None, found: tuple[str, ...]
) -> None:
    assert before_whom(named, staff, team) == found
