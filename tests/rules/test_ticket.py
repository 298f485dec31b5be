import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.ticket import (
    read_ticket,
    ticket_address,
    ticket_key,
    ticket_number,
    ticket_pattern,
    ticket_ref,
    ticket_told,
)
from data.types.errors import BadInput

OLD = "https://desk.example.com/support/union/ShowHomePage.do#Cases/dv/270340000012345678"


@pytest.mark.parametrize(
    ("url", "ticket_id"),
    [
        (OLD, "270340000012345678"),
        ("https://desk.example.com/agent/union/msd/tickets/details/270340000012345678", "270340000012345678"),
        ("https://support.example.org/support/union/ShowHomePage.do#Cases/dv/" + "0af9" * 12, "0af9" * 12),
        ("https://desk.example.com/agent/union/tickets/details/1234?tab=mail", "1234"),
        ("https://desk.example.com/other", ""),
        ("https://desk.example.com/details/feedback", ""),
    ],
)
def test_any_https_address_will_do_and_its_id_is_taken(url: str, ticket_id: str) -> None:
    """Domain E2."""
    ticket = read_ticket(f"  {url}\n")
    assert (ticket.url, ticket.id) == (url, ticket_id)


@pytest.mark.parametrize("typed", [f"{OLD} #4711", f" {OLD}  4711 ", f"{OLD}\t#4711"])
def test_its_number_is_typed_behind_the_address(typed: str) -> None:
    ticket = read_ticket(typed)
    assert (ticket.url, ticket.number, ticket.said) == (OLD, "4711", f"{OLD} #4711")
    assert read_ticket(ticket.said) == ticket
    assert (ticket_address(typed), ticket_address("by hand")) == (OLD, "by hand")
    assert ticket_ref(typed) == ticket_ref(OLD) and ticket_key(typed) == ticket_key(OLD)


WHERE = "https://desk.example.com/agent/union/tickets/details/{ticket}"


@pytest.mark.parametrize("typed", ["4711", "#4711", " #4711\n"])
def test_a_number_alone_is_a_ticket_where_the_office_says_how_it_is_found(typed: str) -> None:
    """Domain E2."""
    assert read_ticket(typed).said == "#4711" and read_ticket("#4711").said == "#4711"
    assert (ticket_ref(typed), ticket_number(typed), ticket_key(typed)) == ("", "4711", "#4711")
    assert ticket_address("#4711") == "#4711"
    assert (
        ticket_told(typed) == "Of the ticket only its number is known, #4711: look for it in your help desk."
    )
    found = read_ticket(typed, WHERE)
    assert found.said == WHERE.replace("{ticket}", "4711") + " #4711" and found.id == "4711"
    assert ticket_told(typed, WHERE) == ticket_told(OLD) == ticket_told("") == ""
    # More digits than people are shown are an id.
    assert read_ticket("270340000012345678", WHERE).said == WHERE.replace("{ticket}", "270340000012345678")


@pytest.mark.parametrize(
    "wrong", ["https://desk.example.com", "http://x/{ticket}", WHERE + "{ticket}", "{ticket}"]
)
def test_an_address_of_tickets_has_a_place_for_the_number(wrong: str) -> None:
    assert ticket_pattern("") == "" and ticket_pattern(WHERE) == WHERE
    with pytest.raises(BadInput, match="stands once"):
        ticket_pattern(wrong)


@pytest.mark.parametrize(
    "url",
    [
        "", "4711a", "##4711", "4" * 25, f"{OLD} of June", f"{OLD} #4711 #4712",
        "http://desk.example.com/dv/1", "javascript:alert(1)", "file:///etc/passwd", "https://",
        "https:///dv/1", "https://[", "https://desk.example.com/a b", "https://desk.example.com/\x1b[31m",
        "https://desk.example.com/\u202edv/1", "https://desk.example.com/dv/1\nhttps://example.org",
        "https://desk.example.com@example.org/dv/1", "https://example.org/" + "a" * 5000,
    ],
)  # fmt: skip
def test_anything_else_is_refused(url: str) -> None:
    with pytest.raises(BadInput):
        read_ticket(url)


@given(st.text())
def test_any_text_is_a_ticket_or_refused(text: str) -> None:
    for url in (text, f"https://{text}", f"https://desk.example.com/{text}"):
        try:
            ticket = read_ticket(url)
            assert ticket.url == url.strip() or ticket.number
            assert read_ticket(ticket.said) == ticket
        except BadInput:
            continue
