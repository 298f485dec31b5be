"""How contact came, by the office's own words."""

from data.rules.channels import came_as_ticket, outbound_call, say_spoken_with, ticket_channel

TYPES = ("Phone – inbound", "Email – outbound", "Phone – outbound", "Zoho ticket")


def test_a_ticket_is_known_by_its_name() -> None:
    assert [name for name in TYPES if came_as_ticket(name)] == ["Zoho ticket"]
    assert ticket_channel(TYPES) == "Zoho ticket"
    assert ticket_channel(TYPES[:3]) == ""


def test_a_call_that_is_made_is_no_mail_that_is_written() -> None:
    assert outbound_call(TYPES) == "Phone – outbound"
    assert outbound_call(TYPES[:2]) == ""


def test_whom_one_spoke_with_is_said_in_a_few_words() -> None:
    assert say_spoken_with("member", True) == "member, identity checked"
    assert say_spoken_with("", True) == "identity checked"
    assert say_spoken_with("employer", False) == "employer"
    assert say_spoken_with("", False) == ""
