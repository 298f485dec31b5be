"""Making a contact that is not on record: once, with a number of ours, found at once (features A3.05, A3.06)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from uuid import uuid4

import pytest

from data.desk import find, history, interactions, members, sending
from data.desk.desk import Desk
from data.drafts import Drafts
from data.repositories.contacts import add_contact
from data.store.store import Store
from data.types.errors import BadInput, Incomplete
from data.types.forms import ContactForm
from data.types.members import ContactKind, Standing
from tests.builders import MOBILE, Clock, a_member, an_interaction_form


def a_contact(**values: object) -> ContactForm:
    """Rosa O'Neil with a mobile, unless said otherwise."""
    form = ContactForm(uuid4(), given="Rosa", family="O'Neil", phone=MOBILE)
    for name, value in values.items():
        setattr(form, name, value)
    return form


def test_a_contact_gets_a_number_of_ours_and_is_no_member(desk: Desk) -> None:
    first, second = members.create(desk, a_contact()), members.create(desk, a_contact())
    assert (first.number, second.number) == ("N-00001", "N-00002")
    card = members.card(desk, first.id)
    assert (card.name, card.kind, card.membership_status) == ("Rosa O'Neil", ContactKind.PERSON, "Non-member")
    assert (card.standing, card.version) == (Standing.UNKNOWN, 1)
    assert [(phone.shown, phone.e164, phone.kind, phone.primary, phone.local) for phone in card.phones] == [
        (MOBILE, "+61491570006", "mobile", True, True)
    ]


def test_the_same_form_twice_is_one_contact(desk: Desk) -> None:
    form = a_contact()
    assert members.create(desk, form).already is False
    again = members.create(desk, form)
    assert (again.already, again.number) == (True, "N-00001")
    assert len(find.members(desk, "oneil")) == 1


def test_of_two_officers_at_once_the_second_waits_for_her_number(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store
) -> None:
    sam = desk_for("sam.ortiz")
    with ThreadPoolExecutor(1) as pool:
        with store.writing(action="test", officer_id=None) as session:
            number, ids = store.next_contact(session), (uuid4(), uuid4(), uuid4())
            second = pool.submit(members.create, sam, a_contact())
            # Time for the other to ask for a number, too.
            wait([second], timeout=0.5)
            add_contact(session, a_contact(), number, desk.clock(), ids, "AU")
        assert (number, second.result().number) == ("N-00001", "N-00002")


def test_the_next_number_goes_on_behind_the_highest_whatever_else_begins_with_n(
    desk: Desk, store: Store
) -> None:
    for number in ("N-00041", "N-100000", "N-somebody-else", "N-0000012x"):
        a_member(store, number=number)
    assert members.create(desk, a_contact()).number == "N-100001"


@pytest.mark.parametrize("text", ["oneil rosa", "rosa o'n", "0491 570 006", "N-00001", "n-0000", "n-1"])
def test_she_is_found_the_moment_after(desk: Desk, text: str) -> None:
    members.create(desk, a_contact())
    assert [hit.name for hit in find.members(desk, text)] == ([] if text == "n-1" else ["Rosa O'Neil"])


def test_her_number_names_her_in_either_case(desk: Desk) -> None:
    saved = members.create(desk, a_contact())
    assert members.by_number(desk, "n-00001").id == saved.id


def test_an_organisation_is_found_by_its_name_and_has_no_first_name(desk: Desk) -> None:
    form = a_contact(kind=ContactKind.ORGANISATION, name="Tarrin Aged Care", email="office@example.org")
    card = members.card(desk, members.create(desk, form).id)
    assert (card.kind, card.name, card.given, card.family) == (
        ContactKind.ORGANISATION,
        "Tarrin Aged Care",
        "",
        "Tarrin Aged Care",
    )
    assert [hit.why for hit in find.members(desk, "tarrin")] == ["name"]
    assert find.members(desk, "oneil") == ()


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({"phone": ""}, ("Phone, e-mail or address",)),
        ({"given": " "}, ("First name",)),
        ({"family": "", "phone": ""}, ("Last name", "Phone, e-mail or address")),
        ({"kind": ContactKind.ORGANISATION}, ("Name",)),
    ],
)
def test_what_is_missing_is_named_all_at_once(
    desk: Desk, values: dict[str, object], missing: tuple[str, ...]
) -> None:
    with pytest.raises(Incomplete) as told:
        members.create(desk, a_contact(**values))
    assert told.value.gaps == missing
    assert find.members(desk, "oneil") == ()


@pytest.mark.parametrize(
    "reached", [{"email": "rosa@example.org"}, {"street": "1 Wharf Rd"}, {"suburb": "Tarrin"}]
)
def test_one_way_to_reach_her_is_enough(desk: Desk, reached: dict[str, str]) -> None:
    card = members.card(desk, members.create(desk, a_contact(phone="", **reached)).id)
    assert len(card.phones) == 0
    assert len(card.emails) + len(card.addresses) == 1


def test_an_address_that_is_none_is_refused(desk: Desk) -> None:
    with pytest.raises(BadInput, match="e-mail"):
        members.create(desk, a_contact(email="rosa at example"))


@pytest.mark.parametrize("name", ["given", "family", "phone", "street", "postcode"])
def test_a_value_without_end_is_refused(desk: Desk, name: str) -> None:
    with pytest.raises(BadInput, match="longer than 254"):
        members.create(desk, a_contact(**{name: "1" * 10_000}))
    assert find.members(desk, "oneil") == ()


def test_a_number_that_cannot_be_read_is_kept_as_it_was_written(desk: Desk) -> None:
    card = members.card(desk, members.create(desk, a_contact(phone="ask at the desk, ext 12")).id)
    assert [(phone.shown, phone.e164) for phone in card.phones] == [("ask at the desk, ext 12", "")]


def test_a_name_of_signs_alone_can_be_kept(desk: Desk) -> None:
    saved = members.create(desk, a_contact(given="?", family="…"))
    assert members.card(desk, saved.id).name == "? …"


def test_what_is_kept_steers_no_terminal(desk: Desk) -> None:
    saved = members.create(desk, a_contact(given="Ro\x1b[31msa\u202e", street="1\n Wharf\x00 Rd"))
    card = members.card(desk, saved.id)
    assert (card.given, card.addresses[0].street) == ("Rosa", "1 Wharf Rd")


def test_who_made_her_is_in_her_history(desk: Desk) -> None:
    saved = members.create(desk, a_contact())
    lines = history.of_member(desk, saved.id)
    assert {(line.who, line.action, line.field) for line in lines} == {("Kim Tran", "members.create", "+")}
    assert {line.record for line in lines} == {"member", "phone"}


def test_namesakes_are_told_with_what_they_share(desk: Desk, store: Store) -> None:
    a_member(store, "Rosa", "O'Neil", number="1", phones=("0491 570 006",))
    a_member(store, "Oneil", "Rósa", number="2")
    a_member(store, "Jun", "Nguyen", number="3", phones=("+61 491 570 006",))
    a_member(store, "Rosalind", "O'Neil", number="4")
    found = [(hit.number, hit.why) for hit in members.alike(desk, a_contact(email="MEMBER@example.org"))]
    assert found == [
        ("1", "same name, same phone, same e-mail"),
        ("2", "same name, same e-mail"),
        ("3", "same phone, same e-mail"),
        ("4", "same e-mail"),
    ]
    assert [hit.number for hit in members.alike(desk, a_contact())] == ["1", "2", "3"]


def test_an_empty_form_has_no_namesakes(desk: Desk, store: Store) -> None:
    a_member(store, "", "Hospital", number="5")
    assert members.alike(desk, ContactForm(uuid4(), given="Rosa")) == ()


def test_a_contact_made_without_the_store_goes_out_before_the_note_about_her(
    desk: Desk, clock: Clock, tmp_path: object
) -> None:
    drafts = Drafts(tmp_path / "drafts.db", "kim.tran", "here", clock)  # type: ignore[operator]
    form = a_contact()
    note = an_interaction_form(form.id)
    drafts.wait(form)
    drafts.wait(note)
    answers = [answer for _, answer in sending.send_waiting(desk, drafts)]
    assert [getattr(answer, "number", answer) for answer in answers] == ["N-00001", "I-20001"]
    assert interactions.read(desk, note.id).member_name == "Rosa O'Neil"
    drafts.close()
