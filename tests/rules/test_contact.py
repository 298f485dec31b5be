"""A new contact: filled from what was looked for, and what it lacks."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.contact import contact_gaps, fill_from, made_here, next_number, read_email
from data.types.errors import BadInput
from data.types.forms import ContactForm
from data.types.members import ContactKind

ID = UUID("019ab2c4-0000-7000-8000-000000000001")


@pytest.mark.parametrize(
    ("typed", "given_name", "family", "phone", "email"),
    [
        ("jane smith", "Jane", "Smith", "", ""),
        ("Smith, Jane", "Jane", "Smith", "", ""),
        ("smith", "", "Smith", "", ""),
        ("anne marie o'neil", "Anne Marie", "O'Neil", "", ""),
        ("McDonald", "", "McDonald", "", ""),
        ("jane smith 0491 570 006", "Jane", "Smith", "0491 570 006", ""),
        ("+61 491 570 006", "", "", "+61 491 570 006", ""),
        ("rosa jane@example.org lind", "Rosa", "Lind", "", "jane@example.org"),
        ("0048213", "", "", "", ""),
        ("N-00001", "", "", "", ""),
        ("花子 山田", "花子", "山田", "", ""),
        ("", "", "", "", ""),
        (" , ; -", "", "", "", ""),
    ],
)
def test_what_was_looked_for_fills_the_form(
    typed: str, given_name: str, family: str, phone: str, email: str
) -> None:
    form = fill_from(ContactForm(ID), typed)
    assert (form.given, form.family, form.phone, form.email) == (given_name, family, phone, email)


def test_an_organisation_takes_all_the_words_as_its_name() -> None:
    assert fill_from(ContactForm(ID), "tarrin aged care 03 5550 3300").name == "Tarrin Aged Care"


@given(st.text(st.characters(), max_size=200))
def test_any_text_fills_a_form(text: str) -> None:
    form = fill_from(ContactForm(ID), text)
    assert all(
        isinstance(value, str) for value in (form.given, form.family, form.name, form.phone, form.email)
    )


@given(st.text(max_size=400))
def test_an_address_is_read_or_refused_without_being_repeated(text: str) -> None:
    try:
        assert read_email(text) == "" or "@" in read_email(text)
    except BadInput as error:
        assert "name@example.org" in error.sentence


@pytest.mark.parametrize(
    "text", ["a@b", "a b@example.org", "a@@example.org", "@example.org", "a@example.", "x" * 260]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        read_email(text)


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({}, ["given", "family", "phone"]),
        ({"given": "A", "family": "B"}, ["phone"]),
        ({"given": "A", "family": "B", "email": "a@example.org"}, []),
        ({"given": "A", "family": "B", "postcode": "3000"}, ["phone"]),
        ({"given": "A", "family": "B", "suburb": "Tarrin"}, []),
        ({"kind": ContactKind.ORGANISATION, "given": "A", "family": "B"}, ["name", "phone"]),
        ({"kind": ContactKind.ORGANISATION, "name": "A", "phone": "1"}, []),
    ],
)
def test_what_a_contact_lacks_is_named(values: dict[str, str], missing: list[str]) -> None:
    assert [gap.field for gap in contact_gaps(ContactForm(ID, **values))] == missing  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("last", "after"),
    [(None, "N-00001"), ("N-00001", "N-00002"), ("N-99999", "N-100000"), ("N-x", "N-00001")],
)
def test_numbers_of_ours_go_on(last: str | None, after: str) -> None:
    assert next_number(last) == after
    assert made_here(after)


@given(st.text("0123456789", max_size=12))
def test_no_number_of_the_membership_system_is_one_of_ours(number: str) -> None:
    assert not made_here(number)
