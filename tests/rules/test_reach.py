"""What is told before a contact is called or written to."""

from typing import Any
from uuid import UUID

import pytest

from data.rules.reach import Way, reach
from data.types.members import ContactKind, Email, MemberCard, Phone, Standing

ID = UUID("019ab2c4-0000-7000-8000-000000000001")
GOOD, BAD = Phone("0491 570 006", "+61491570006", "mobile"), Phone("at the desk", "", "other")
MAIL = Email("a@example.org", "home")


def a_card(**values: Any) -> MemberCard:
    person = (ContactKind.PERSON, "Rosa Lind", "Rosa", "Lind", "", "Active")
    card = MemberCard(ID, "1", *person, Standing.UNKNOWN, None, None, None, False)
    return card._replace(**values)


@pytest.mark.parametrize(
    ("values", "way", "said"),
    [
        ({"phones": (GOOD,)}, "phone", ""),
        ({"phones": (BAD, GOOD)}, "phone", ""),
        ({"phones": (BAD,)}, "phone", "Rosa Lind has no phone number that can be dialled: at the desk."),
        ({"emails": (MAIL,)}, "phone", "Rosa Lind has no phone number on record."),
        ({"emails": (MAIL,)}, "e-mail", ""),
        ({"phones": (GOOD,)}, "e-mail", "Rosa Lind has no e-mail address on record."),
        ({"phones": (GOOD,), "do_not_contact": True}, "phone", "Rosa Lind: do not contact."),
        ({"emails": (MAIL,), "do_not_contact": True}, "e-mail", "Rosa Lind: do not contact."),
    ],
)
def test_what_stands_against_it_is_said(values: dict[str, Any], way: Way, said: str) -> None:
    assert reach(a_card(**values), way) == said
