"""What an e-mail says of where it belongs, and who wrote it."""

from datetime import UTC, datetime

import pytest

from data.rules.emails import (
    cases_named,
    direction_of,
    is_email_file,
    path_typed,
    people_said,
    placed_at,
    size_said,
    ticket_named,
)
from data.types.emails import Address

NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("subject", "cases", "ticket"),
    [
        ("Re: C-10482 your roster", (10482,), ""),
        ("c–10482 and C-10483, c-10482", (10482, 10483), ""),
        ("ABC-10482, C-104829999999, C-104", (), ""),
        ("[## 4711 ##] Re: pay", (), "4711"),
        ("Re: [#4711] pay", (), "4711"),
        ("Ticket ID: 4711", (), "4711"),
        ("ticket #4711 and C-10482", (10482,), "4711"),
        ("two tickets for 20 people", (), ""),
        ("My ticket 7x", (), ""),
        ("", (), ""),
    ],
)
def test_a_subject_names_cases_and_a_ticket(subject: str, cases: tuple[int, ...], ticket: str) -> None:
    assert (cases_named(subject), ticket_named(subject)) == (cases, ticket)


@pytest.mark.parametrize(
    ("address", "own", "way"),
    [
        ("kim@example.org", ["example.org"], "out"),
        ("kim@example.org", ["@example.org"], "out"),
        ("kim@example.org", ["Kim@Example.org"], "out"),
        ("kim@sub.example.org", ["example.org"], "in"),
        ("kim@example.org", [""], "in"),
        ("", ["example.org"], "in"),
    ],
)
def test_what_the_office_wrote_goes_out(address: str, own: list[str], way: str) -> None:
    assert direction_of(Address("", address), own) == way


@pytest.mark.parametrize("sent", [None, datetime(2099, 1, 1, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC)])
def test_a_day_that_cannot_be_is_not_believed(sent: datetime | None) -> None:
    assert placed_at(sent, NOW) == NOW
    assert placed_at(datetime(2026, 11, 1, tzinfo=UTC), NOW).day == 1


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("/a/b.eml", "/a/b.eml"),
        (" '/a/my b.eml' ", "/a/my b.eml"),
        ('"C:\\a\\b.msg"', "C:\\a\\b.msg"),
        ("/a/my\\ b.eml", "/a/my b.eml"),
        ("file:///a/my%20b.eml", "/a/my b.eml"),
        ("'", "'"),
    ],
)
def test_a_path_is_read_as_it_is_typed_pasted_or_dropped(typed: str, path: str) -> None:
    assert path_typed(typed) == path


def test_how_it_is_said() -> None:
    assert people_said((Address("Jo", "jo@x.org"), Address("", "b@x.org")), 9_950) == (
        "Jo <jo@x.org>, b@x.org and 9,950 more"
    )
    assert [size_said(one) for one in (812, 14_200, 2_500_000)] == ["812 B", "14 kB", "2.5 MB"]
    assert is_email_file("A.EML") and is_email_file("'x.msg'") and not is_email_file("x.eml.pdf")
