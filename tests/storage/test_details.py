"""What is known of a contact is changed here, kept beside what the membership system said, and written down."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from data.desk import details, find, history, members
from data.desk.desk import Desk
from data.store.store import Store
from data.store.tables import EMAIL, JOB, MEMBER_LOCAL, PHONE
from data.types.details import Deed, DetailEdit, Part
from data.types.errors import BadInput, Conflict, Incomplete, NotFound
from data.types.forms import ContactForm
from data.types.members import MemberCard
from tests.builders import MOBILE, a_member

HOME = "(03) 5550 3300"


@pytest.fixture
def her(store: Store) -> UUID:
    """Andrea Gallagher as the membership system knows her: a mobile, an e-mail, a job."""
    return a_member(store, phones=(MOBILE,), employer="Bayview Hospital")


def edit(
    desk: Desk, her: UUID, part: Part, deed: Deed, row_id: UUID | None = None, **values: str
) -> DetailEdit:
    """A change of what stands now."""
    version = members.card(desk, her).version
    return DetailEdit(uuid4(), her, "her", version, part, deed, row_id, values=values)


def change(
    desk: Desk, her: UUID, part: Part, deed: Deed, row_id: UUID | None = None, **values: str
) -> MemberCard:
    details.change(desk, edit(desk, her, part, deed, row_id, **values))
    return members.card(desk, her)


def replaced(store: Store) -> list[tuple[str, bool, str]]:
    """The telephones with what they replace."""
    with store.reading() as connection:
        rows = connection.execute(
            select(PHONE.c.shown, PHONE.c.is_local, PHONE.c.replaces).order_by(PHONE.c.id)
        )
        return [(row.shown, row.is_local, row.replaces) for row in rows]


def remembered(store: Store) -> list[tuple[str, str]]:
    """What the membership system had said of what was changed or removed here."""
    with store.reading() as connection:
        rows = connection.execute(
            select(MEMBER_LOCAL.c.field, MEMBER_LOCAL.c.source_value).order_by(MEMBER_LOCAL.c.field)
        )
        return [(row.field, row.source_value) for row in rows]


def test_a_phone_is_added_and_finds_her(desk: Desk, her: UUID) -> None:
    card = change(desk, her, Part.PHONE, Deed.ADD, shown=HOME, kind="home")
    assert [(one.shown, one.kind, one.primary, one.local) for one in card.phones] == [
        (MOBILE, "mobile", True, False),
        (HOME, "home", False, True),
    ]
    assert card.version == 2
    assert [hit.id for hit in find.by_phone(desk, "0355503300")] == [her]


def test_the_same_addition_twice_is_one_row(desk: Desk, her: UUID) -> None:
    one = edit(desk, her, Part.PHONE, Deed.ADD, shown=HOME)
    assert details.change(desk, one).already is False
    assert details.change(desk, one).already is True
    assert len(members.card(desk, her).phones) == 2


def test_a_number_she_has_already_is_not_added_however_it_is_written(desk: Desk, her: UUID) -> None:
    card = change(desk, her, Part.PHONE, Deed.ADD, shown="+61491570006")
    assert (len(card.phones), card.version) == (1, 1)


def test_a_changed_phone_keeps_what_the_membership_system_said(desk: Desk, her: UUID, store: Store) -> None:
    phone = members.card(desk, her).phones[0]
    change(desk, her, Part.PHONE, Deed.CHANGE, phone.id, shown=HOME, kind="home")
    change(desk, her, Part.PHONE, Deed.CHANGE, phone.id, shown="0491 570 156")
    assert replaced(store) == [("0491 570 156", True, MOBILE)]
    assert find.by_phone(desk, MOBILE) == ()
    assert [hit.id for hit in find.by_phone(desk, "0491570156")] == [her]


def test_of_a_contact_made_here_nothing_is_replaced(desk: Desk, store: Store) -> None:
    made = members.create(desk, ContactForm(uuid4(), given="Rosa", family="Lind", phone=MOBILE)).id
    phone = members.card(desk, made).phones[0]
    change(desk, made, Part.PHONE, Deed.CHANGE, phone.id, shown=HOME)
    change(desk, made, Part.MEMBER, Deed.CHANGE, family="Lindqvist")
    assert replaced(store) == [(HOME, True, "")]
    assert remembered(store) == []


def test_removing_the_primary_phone_leaves_it_to_the_next_and_is_remembered(
    desk: Desk, her: UUID, store: Store
) -> None:
    first = members.card(desk, her).phones[0]
    change(desk, her, Part.PHONE, Deed.ADD, shown=HOME)
    card = change(desk, her, Part.PHONE, Deed.REMOVE, first.id)
    assert [(one.shown, one.primary) for one in card.phones] == [(HOME, True)]
    assert remembered(store) == [("member_phone/0491570006", MOBILE)]
    change(desk, her, Part.PHONE, Deed.ADD, shown=MOBILE)
    assert remembered(store) == []


def test_one_phone_is_the_primary(desk: Desk, her: UUID) -> None:
    added = change(desk, her, Part.PHONE, Deed.ADD, shown=HOME).phones[1]
    card = change(desk, her, Part.PHONE, Deed.PRIMARY, added.id)
    assert [(one.shown, one.primary, one.local) for one in card.phones] == [
        (HOME, True, True),
        (MOBILE, False, True),
    ]


def test_the_first_of_a_kind_is_the_primary(desk: Desk, store: Store) -> None:
    card = change(desk, a_member(store), Part.JOB, Deed.ADD, employer="Northern Trams")
    assert [(job.employer, job.primary) for job in card.jobs] == [("Northern Trams", True)]


def test_names_are_changed_found_and_what_was_said_is_kept(desk: Desk, her: UUID, store: Store) -> None:
    card = change(desk, her, Part.MEMBER, Deed.CHANGE, family="O'Brien", informal="Andie")
    assert (card.name, card.family, card.informal, card.local) == (
        "Andrea O'Brien",
        "O'Brien",
        "Andie",
        ("family", "informal"),
    )
    assert [hit.id for hit in find.members(desk, "obrien andie")] == [her]
    assert find.members(desk, "gallagher") == ()
    assert remembered(store) == [("family", "Gallagher"), ("informal", "")]


def test_a_name_put_back_is_the_membership_systems_again(desk: Desk, her: UUID, store: Store) -> None:
    change(desk, her, Part.MEMBER, Deed.CHANGE, family="O'Brien")
    change(desk, her, Part.MEMBER, Deed.CHANGE, family="Gallagher")
    assert remembered(store) == []


def test_a_name_written_family_first_stays_so(desk: Desk, store: Store) -> None:
    her = a_member(store, "花子", "山田", name="山田花子")
    assert change(desk, her, Part.MEMBER, Deed.CHANGE, given="良子").name == "山田良子"


def test_do_not_contact_is_set_and_taken_back(desk: Desk, her: UUID) -> None:
    assert change(desk, her, Part.MEMBER, Deed.CHANGE, do_not_contact="yes").do_not_contact is True
    taken_back = edit(desk, her, Part.MEMBER, Deed.CHANGE, do_not_contact="")
    details.change(desk, replace(taken_back, was={"do_not_contact": "yes"}))
    assert members.card(desk, her).do_not_contact is False


@pytest.mark.parametrize("values", [{"given": ""}, {"family": " "}])
def test_a_person_keeps_both_names(desk: Desk, her: UUID, values: dict[str, str]) -> None:
    asked = edit(desk, her, Part.MEMBER, Deed.CHANGE, None, **values)
    with pytest.raises(Incomplete):
        details.change(desk, replace(asked, was={"given": "Andrea", "family": "Gallagher"}))


def test_a_job_is_ended_and_another_is_the_primary(desk: Desk, her: UUID) -> None:
    old = members.card(desk, her).jobs[0]
    card = change(
        desk, her, Part.JOB, Deed.ADD, employer="Northern Trams", start_on="2026-03-02", state="VIC"
    )
    card = change(desk, her, Part.JOB, Deed.CHANGE, old.id, end_on="27/2/2026")
    assert next(job.end_on for job in card.jobs if job.id == old.id) == date(2026, 2, 27)
    new = next(job for job in card.jobs if job.id != old.id)
    change(desk, her, Part.JOB, Deed.PRIMARY, new.id)
    (hit,) = find.members(desk, "gallagher")
    assert hit.employer == "Northern Trams"


def test_a_job_that_ends_before_it_begins_is_refused(desk: Desk, her: UUID) -> None:
    with pytest.raises(BadInput, match="before its beginning"):
        change(desk, her, Part.JOB, Deed.ADD, employer="X", start_on="2026-03-02", end_on="2026-03-01")
    job = change(desk, her, Part.JOB, Deed.ADD, employer="X", start_on="2026-03-02").jobs[-1]
    with pytest.raises(BadInput, match="before its beginning"):
        change(desk, her, Part.JOB, Deed.CHANGE, job.id, end_on="2026-03-01")


@pytest.mark.parametrize(
    ("part", "values"),
    [
        (Part.EMAIL, {"address": "nobody"}),
        (Part.JOB, {"employer": "X", "start_on": "31 February"}),
        (Part.JOB, {"employer": "X", "salary": "1"}),
        (Part.ADDRESS, {"street": "x" * 255}),
        (Part.TAG, {"name": "no such tag"}),
        (Part.MEMBER, {"number": "0048213"}),
        (Part.MEMBER, {"informal": "x" * 255}),
        (Part.PHONE, {"shown": "1" * 10_000}),
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_is_written(
    desk: Desk, her: UUID, part: Part, values: dict[str, str]
) -> None:
    deed = Deed.CHANGE if part is Part.MEMBER else Deed.ADD
    with pytest.raises(BadInput):
        change(desk, her, part, deed, None, **values)
    assert members.card(desk, her).version == 1


@pytest.mark.parametrize(
    ("part", "values"),
    [(Part.PHONE, {"shown": " "}), (Part.EMAIL, {"address": ""}), (Part.ADDRESS, {"state": "VIC"})],
)
def test_an_empty_detail_is_refused(desk: Desk, her: UUID, part: Part, values: dict[str, str]) -> None:
    with pytest.raises(Incomplete):
        change(desk, her, part, Deed.ADD, None, **values)


def test_another_value_of_someone_else_stands(desk: Desk, desk_for: Callable[[str], Desk], her: UUID) -> None:
    mine = edit(desk, her, Part.MEMBER, Deed.CHANGE, informal="Andie")
    change(desk_for("sam.ortiz"), her, Part.PHONE, Deed.ADD, shown=HOME)
    details.change(desk, mine)
    card = members.card(desk, her)
    assert (card.informal, len(card.phones), card.version) == ("Andie", 2, 3)


def test_the_same_value_changed_by_someone_else_is_told(
    desk: Desk, desk_for: Callable[[str], Desk], her: UUID
) -> None:
    mine = replace(edit(desk, her, Part.MEMBER, Deed.CHANGE, family="O'Brien"), was={"family": "Gallagher"})
    sams = edit(desk, her, Part.MEMBER, Deed.CHANGE, family="Galloway")
    details.change(desk_for("sam.ortiz"), replace(sams, was={"family": "Gallagher"}))
    with pytest.raises(Conflict) as told:
        details.change(desk, mine)
    assert told.value.fields == ("family",)
    assert members.card(desk, her).family == "Galloway"


def test_the_same_phone_changed_by_someone_else_is_told(
    desk: Desk, desk_for: Callable[[str], Desk], her: UUID
) -> None:
    phone = members.card(desk, her).phones[0]
    mine = replace(
        edit(desk, her, Part.PHONE, Deed.CHANGE, phone.id, shown="0491 570 158"), was={"shown": MOBILE}
    )
    change(desk_for("sam.ortiz"), her, Part.PHONE, Deed.CHANGE, phone.id, shown="0491 570 157")
    with pytest.raises(Conflict, match="phone"):
        details.change(desk, mine)


def test_changing_what_was_removed_meanwhile_is_told_and_removing_it_is_done_already(
    desk: Desk, her: UUID
) -> None:
    phone = members.card(desk, her).phones[0]
    assert change(desk, her, Part.PHONE, Deed.REMOVE, phone.id).phones == ()
    with pytest.raises(NotFound, match="removed meanwhile"):
        change(desk, her, Part.PHONE, Deed.CHANGE, phone.id, shown=HOME)
    assert details.change(desk, edit(desk, her, Part.PHONE, Deed.REMOVE, phone.id)).already is True


def test_nobody_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFound):
        details.change(desk, DetailEdit(uuid4(), uuid4(), "", 1, Part.TAG, Deed.ADD))


def test_tags_stand_in_the_order_of_the_office_and_are_taken_away(desk: Desk, her: UUID) -> None:
    change(desk, her, Part.TAG, Deed.ADD, name="interpreter")
    assert change(desk, her, Part.TAG, Deed.ADD, name="delegate").tags == ("delegate", "interpreter")
    assert change(desk, her, Part.TAG, Deed.ADD, name="delegate").version == 3
    assert change(desk, her, Part.TAG, Deed.REMOVE, name="delegate").tags == ("interpreter",)


def test_every_change_is_in_the_history_with_who_and_why(desk: Desk, her: UUID) -> None:
    phone = members.card(desk, her).phones[0]
    details.change(
        desk,
        replace(edit(desk, her, Part.PHONE, Deed.CHANGE, phone.id, shown=HOME), reason="She rang from it."),
    )
    line = next(line for line in history.of_member(desk, her) if line.field == "shown")
    assert (line.who, line.action, line.reason, line.record, line.old, line.new) == (
        "Kim Tran",
        "members.phone.change",
        "She rang from it.",
        "phone",
        MOBILE,
        HOME,
    )


def test_an_address_or_job_replaced_can_be_compared_with_what_comes_next(
    desk: Desk, her: UUID, store: Store
) -> None:
    job = members.card(desk, her).jobs[0]
    change(desk, her, Part.JOB, Deed.CHANGE, job.id, role_title="Theatre technician")
    with store.reading() as connection:
        said = connection.execute(select(JOB.c.replaces)).scalar_one()
    assert '"employer": "Bayview Hospital"' in said and '"role_title": ""' in said


def test_an_email_is_compared_without_regard_to_capitals(desk: Desk, her: UUID, store: Store) -> None:
    assert len(change(desk, her, Part.EMAIL, Deed.ADD, address="MEMBER@example.org").emails) == 1
    change(desk, her, Part.EMAIL, Deed.ADD, address="Andrea@example.com")
    with store.reading() as connection:
        assert set(connection.execute(select(EMAIL.c.folded)).scalars()) == {
            "member@example.org",
            "andrea@example.com",
        }
