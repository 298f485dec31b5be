"""Contacts made and changed from the command line, on either store."""

from uuid import UUID

import pytest

from data.store.store import Store
from tests.builders import a_member
from tests.program.commands import Inside, Machine

ROSA = ("members", "add", "--given", "Rosa", "--family", "Zeller", "--phone", "0491 570 737")


def test_a_contact_is_made_changed_and_told_on_either_store(casetui_anywhere: Machine) -> None:
    assert casetui_anywhere(*ROSA).out == "N-00001 made.\n"
    assert casetui_anywhere("member", "n-00001", "tag", "add", "delegate").out == "N-00001 changed.\n"
    text = casetui_anywhere("member", "N-00001").out
    assert "Rosa Zeller" in text and "0491 570 737" in text and "delegate" in text and "Non-member" in text


def test_whoever_may_be_the_same_is_listed_and_nobody_is_made(inside: Inside, andrew: UUID) -> None:
    ran = inside("members", "add", "--given", "Andy", "--family", "G", "--phone", "0491570006")
    assert (ran.code, "0048213" in ran.out, "--anyway" in ran.err) == (1, True, True)
    assert "Andrew" not in ran.err
    assert inside("members", "find", "andy").out == "Nobody found.\n"
    again = inside("members", "add", "--given", "Andy", "--family", "G", "--phone", "0491570006", "--anyway")
    assert again.out == "N-00001 made.\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--given", "Rosa", "--family", "Zeller"), "Missing: Phone, e-mail or address."),
        (("--phone", "0491 570 737"), "Missing: First name, Last name."),
        (("--given", "R", "--family", "Z", "--email", "nobody"), "name@example.org"),
        (("--organisation", "Tarrin", "--given", "R", "--phone", "1"), "an organisation has one name"),
        (("--organisation", "Tarrin"), "Missing: Phone, e-mail or address."),
    ],
)
def test_what_cannot_be_made_is_told_in_one_sentence(
    inside: Inside, words: tuple[str, ...], told: str
) -> None:
    ran = inside("members", "add", *words)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert told in ran.err


def test_an_organisation_is_made(inside: Inside) -> None:
    inside("members", "add", "--organisation", "Tarrin Aged Care", "--email", "office@example.org", "--json")
    assert inside("member", "N-00001", "--json").json["member"]["kind"] == "organisation"


def test_phones_are_added_changed_made_primary_and_removed(inside: Inside, andrew: UUID) -> None:
    def phones() -> list[tuple[str, bool]]:
        card = inside("member", "0048213", "--json").json["member"]
        return [(one["shown"], one["primary"]) for one in card["phones"]]

    inside("member", "0048213", "phone", "add", "0355503300", "--kind", "home")
    assert phones() == [("0491 570 006", True), ("(03) 5550 3300", False)]
    inside("member", "0048213", "phone", "primary", "03 5550 3300")
    assert phones() == [("(03) 5550 3300", True), ("0491 570 006", False)]
    inside("member", "0048213", "phone", "change", "0491570006", "--to", "0491 570 156")
    assert phones() == [("(03) 5550 3300", True), ("0491 570 156", False)]
    inside("member", "0048213", "phone", "remove", "03 5550 3300", "--reason", "Not hers.")
    assert phones() == [("0491 570 156", True)]
    assert "Not hers." in inside("member", "0048213", "history").out


def test_a_number_that_is_none_is_kept_and_said(inside: Inside, andrew: UUID) -> None:
    ran = inside("member", "0048213", "phone", "add", "ask at the desk")
    assert "changed." in ran.out and "kept as it is written" in ran.out


def test_emails_addresses_and_jobs_are_changed(inside: Inside, andrew: UUID) -> None:
    inside("member", "0048213", "email", "add", "andrew@example.com")
    inside("member", "0048213", "email", "primary", "ANDREW@example.com")
    inside("member", "0048213", "email", "remove", "member@example.org")
    inside("member", "0048213", "address", "add", "--street", "1 Wharf Rd", "--suburb", "Tarrin")
    inside("member", "0048213", "job", "add", "--employer", "Northern Trams", "--since", "1/9/2020")
    inside("member", "0048213", "job", "end", "bayview", "--on", "2020-08-31")
    inside("member", "0048213", "job", "primary", "northern")
    card = inside("member", "0048213", "--json").json["member"]
    assert [(one["address"], one["primary"]) for one in card["emails"]] == [("andrew@example.com", True)]
    assert [one["street"] for one in card["addresses"]] == ["1 Wharf Rd"]
    assert [(one["employer"], one["start_on"], one["end_on"]) for one in card["jobs"]] == [
        ("Northern Trams", "2020-09-01", None),
        ("Bayview Hospital", None, "2020-08-31"),
    ]
    inside("member", "0048213", "address", "remove", "1 wharf")
    assert inside("member", "0048213", "--json").json["member"]["addresses"] == []


def test_names_and_do_not_contact_are_set_and_said(inside: Inside, andrew: UUID) -> None:
    assert (
        inside("member", "0048213", "set", "--informal", "Andy", "--do-not-contact").out
        == "0048213 changed.\n"
    )
    text = inside("member", "0048213").out
    assert "do not contact" in text and "do_not_contact, informal" in text
    assert inside("members", "find", "andy").out.startswith("0048213")
    assert inside("member", "0048213", "set", "--do-not-contact").out == "0048213 was so already.\n"
    assert "do not contact" not in inside("member", "0048213", "set", "--contact").out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("set",), 2),
        (("set", "--family", ""), 2),
        (("phone", "remove", "0491 570 999"), 2),
        (("email", "add", "nobody"), 2),
        (("job", "end", "nobody"), 2),
        (("job", "add", "--employer", "X", "--since", "31 February"), 2),
        (("tag", "add", "nonsense"), 2),
        (("phone", "add", ""), 2),
    ],
)
def test_a_change_that_cannot_be_made_is_told(
    inside: Inside, andrew: UUID, words: tuple[str, ...], code: int
) -> None:
    ran = inside("member", "0048213", *words)
    assert (ran.code, ran.out, ran.err.count("\n")) == (code, "", 1)


def test_a_stranger_is_not_found(inside: Inside, sqlite_store: Store) -> None:
    a_member(sqlite_store)
    assert inside("member", "N-00009", "tag", "add", "delegate").code == 1
