"""What was written here and what the membership system says: which stands, and who is asked."""

from uuid import UUID

import pytest
from sqlalchemy import select
from uuid_utils.compat import uuid7

from data.desk import asking, details
from data.desk.desk import Desk
from data.store.tables import MEMBER_LOCAL
from data.types.asking import Asked
from data.types.details import DO_NOT_CONTACT, Deed, DetailEdit, Part
from data.types.records import Saved
from tests.storage.member_files import Take, a_row, card, changed


def settled(desk: Desk, one: Asked, deed: Deed) -> Saved:
    rosa = card(desk)
    table, _, row_id = one.field.partition("/")
    part = Part.PHONE if row_id else Part.MEMBER
    was = {} if row_id else {table: ""}
    row = UUID(row_id) if row_id else None
    return details.change(desk, DetailEdit(uuid7(), rosa.id, "", rosa.version, part, deed, row, was))


def phones(desk: Desk) -> list[tuple[str, str]]:
    return [(phone.shown, phone.kind) for phone in card(desk).phones]


@pytest.mark.parametrize("theirs_changes", [False, True])
def test_a_phone_changed_here_stays_until_theirs_changes(
    take: Take, admin: Desk, theirs_changes: bool
) -> None:
    take([a_row()])
    changed(admin, Part.PHONE, Deed.CHANGE, card(admin).phones[0].id, shown="0491 570 737")
    mobile = "0491 570 313" if theirs_changes else "+61 491 570 006"
    result = take([a_row(Mobile_Phone=mobile, Last_Name="Zeller")])
    assert phones(admin)[0] == ("0491 570 737", "mobile") and len(phones(admin)) == 2
    assert result.asked == int(theirs_changes)
    asked = asking.waiting(admin)
    assert [(one.what, one.ours, one.theirs) for one in asked] == (
        [("phone", "0491 570 737", "0491 570 313")] if theirs_changes else []
    )


@pytest.mark.parametrize(("answer", "phone"), [(Deed.OURS, "0491 570 737"), (Deed.THEIRS, "0491 570 313")])
def test_the_answer_stands_from_then_on(take: Take, admin: Desk, answer: Deed, phone: str) -> None:
    take([a_row()])
    changed(admin, Part.PHONE, Deed.CHANGE, card(admin).phones[0].id, shown="0491 570 737")
    changed(admin, Part.MEMBER, Deed.CHANGE, family="Neil", **{DO_NOT_CONTACT: "yes"}, was={
        "family": "O'Neil", DO_NOT_CONTACT: "",
    })  # fmt: skip
    theirs = a_row(Mobile_Phone="0491 570 313", Last_Name="ONeil")
    assert take([theirs]).asked == 2
    for one in asking.waiting(admin):
        assert not settled(admin, one, answer).already
        assert settled(admin, one, answer).already
    for row in (theirs, {**theirs, "Suburb": "Tarrin"}):
        assert take([row]).asked == 0
        rosa = card(admin)
        assert (rosa.phones[0].shown, rosa.phones[0].local) == (phone, answer is Deed.OURS)
        assert rosa.family == ("Neil" if answer is Deed.OURS else "ONeil")
        assert rosa.do_not_contact
    assert asking.waiting(admin) == ()


def test_a_phone_removed_here_does_not_come_back(take: Take, admin: Desk) -> None:
    take([a_row()])
    changed(admin, Part.PHONE, Deed.REMOVE, card(admin).phones[0].id, was={})
    take([a_row(Last_Name="Zeller")])
    assert phones(admin) == [("(03) 5550 9911", "work")]
    take([a_row(Mobile_Phone="0491 570 313")])
    assert ("0491 570 313", "mobile") in phones(admin)
    with admin.store.reading() as connection:
        assert connection.execute(select(MEMBER_LOCAL)).all() == []


def test_what_both_say_is_theirs_again(take: Take, admin: Desk) -> None:
    take([a_row()])
    changed(admin, Part.EMAIL, Deed.CHANGE, card(admin).emails[0].id, address="r@example.net")
    changed(admin, Part.MEMBER, Deed.CHANGE, family="Zeller")
    take([a_row(Email="r@example.net", Last_Name="Zeller")])
    rosa = card(admin)
    assert (rosa.emails[0].local, rosa.local, rosa.family) == (False, (), "Zeller")
    take([a_row(Email="rosa@example.org")])
    assert (card(admin).emails[0].address, card(admin).family) == ("rosa@example.org", "O'Neil")


def test_a_phone_added_here_stays_beside_theirs(take: Take, admin: Desk) -> None:
    take([a_row()])
    changed(admin, Part.PHONE, Deed.ADD, None, was={}, shown="0491 570 737", kind="mobile")
    take([a_row(Mobile_Phone="", Work_Phone="")])
    assert [(p.shown, p.local, p.primary) for p in card(admin).phones] == [("0491 570 737", True, True)]
