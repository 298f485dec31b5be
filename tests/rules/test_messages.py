"""Messages to a member: placeholders, links, ways, texts that fit, replies and reminders."""

from datetime import UTC, date, datetime
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.awaited import (
    after_days,
    awaited_mark,
    awaited_said,
    first_wait,
    is_reply,
    read_days,
    reply_by,
)
from data.rules.messages import (
    LONGEST_LINK,
    PLACEHOLDERS,
    composed,
    filled,
    mailto,
    offered,
    unknown_in,
    ways,
)
from data.types.errors import BadInput, Incomplete
from data.types.members import ContactKind, Email, MemberCard, Phone, Standing
from data.types.messages import Awaited, Composed, Loop, MessageForm, MessageKind, MessageTemplate, Way

MONDAY = date(2026, 11, 23)
ID = UUID(int=1)


def card(*, address: str = "ada@example.org", phone: str = "", do_not_contact: bool = False) -> MemberCard:
    return MemberCard(
        ID, "0048213", ContactKind.PERSON, "Ada Lee", "Ada", "Lee", "", "", Standing.FINANCIAL, None, None, None,
        do_not_contact,
        phones=(Phone("0491 570 006", phone, "mobile", True),) if phone else (),
        emails=(Email("old@example.org", "home"), Email(address, "home", True)) if address else (),
    )  # fmt: skip


def text(name: str, *types: str, closes: tuple[str, ...] = (), days: int | None = None) -> MessageTemplate:
    return MessageTemplate(name, MessageKind.EMAIL, "S", "B", types, closes, days)


def form(subject: str = "About {case}", body: str = "Hello {first}", kind: str = "email") -> MessageForm:
    return MessageForm(ID, ID, "", kind=kind, to="ada@example.org", subject=subject, body=body)


def test_placeholders_are_filled_once_and_what_is_none_is_named_with_the_nearest() -> None:
    values = {"first": "{case}", "case": "C-10482", "employer": ""}
    assert filled("{first} of {employer}, {what}", values) == "{case} of {employer}, {what}"
    assert composed(form(), {"first": "Ada", "case": "C-1"}) == Composed(
        "ada@example.org", "About C-1", "Hello Ada"
    )
    assert unknown_in("Dear {frist}") == "{frist} is no placeholder; perhaps {first} is meant"
    assert "there are {member}" in unknown_in("{zzzz}")
    assert unknown_in("{zzzz}", known=("today",)) == "{zzzz} is no placeholder; there are {today}"
    for wrong, said in (
        (form(body="At {emploer}"), "{employer} is meant"),
        (form(body="At {employer}"), "nothing is on record"),
        (form(body="x" * 20_001), "20000 fit"),
        (form(subject="x" * 201), "200 fit"),
        (form(kind="sms", body="x" * 1_001), "1000 fit"),
    ):
        with pytest.raises(BadInput, match=said):
            composed(wrong, values)
    with pytest.raises(Incomplete, match="Subject, Text"):
        composed(form(subject="\x1b[31m", body=" \n"), {})
    assert composed(form(kind="sms", subject="", body="Ring"), {}).subject == ""
    assert "follow_up" not in PLACEHOLDERS


@given(st.text(max_size=80), st.text(max_size=150))
def test_a_link_says_again_what_was_written(subject: str, body: str) -> None:
    try:
        message = composed(form(subject, body), {})
    except (BadInput, Incomplete):
        return
    try:
        link = mailto(message)
    except BadInput:
        assert len(subject + body) > 150
        return
    assert link.isascii()
    parts = urlsplit(link)
    said = parse_qs(parts.query, keep_blank_values=True, strict_parsing=True)
    assert unquote(parts.path) == "ada@example.org"
    assert said["subject"] == [message.subject]
    assert said["body"][0].replace("\r\n", "\n") == message.body
    assert said.keys() == {"subject", "body"}


def test_a_link_cannot_be_made_say_more_and_has_its_bound() -> None:
    link = mailto(Composed("a@x.org?bcc=evil@x.org", "s&bcc=evil@x.org", "b#c"))
    assert parse_qs(urlsplit(link).query).keys() == {"subject", "body"}
    with pytest.raises(BadInput, match="safe"):
        mailto(Composed("ada@example.org", "s", "ä" * LONGEST_LINK))


@pytest.mark.parametrize(
    ("held", "kind", "posts", "there"),
    [
        (card(), "email", True, [Way.MAIL, Way.OWN, Way.COPY]),
        (card(), "email", False, [Way.OWN, Way.COPY]),
        (card(address=""), "email", True, [Way.COPY]),
        (card(do_not_contact=True), "email", True, [Way.COPY]),
        (card(phone="+61491570006"), "sms", True, [Way.COPY]),
    ],
)
def test_a_copy_is_always_allowed_and_mail_only_where_nothing_speaks_against_it(
    held: MemberCard, kind: str, posts: bool, there: list[Way]
) -> None:
    assert [*ways(held, kind, posts=posts)] == there


def test_texts_that_fit_a_case_come_first_and_those_of_closing_only_then() -> None:
    every = (
        text("all"),
        text("ros", "ROS"),
        text("end", closes=("resolved",)),
        text("ros end", "ROS", closes=("resolved",)),
    )
    assert [one.name for one in offered(every, ["ROS"])] == ["ros", "all"]
    assert [one.name for one in offered(every, ["DISC"])] == ["all"]
    assert [one.name for one in offered(every, ["ROS"], "resolved")] == ["ros end", "end", "ros", "all"]
    assert [one.name for one in offered(every, ["ROS"], "shelved")] == ["ros", "all"]


@pytest.mark.parametrize(
    ("channel", "who", "answers"),
    [
        ("Phone – inbound", "", True),
        ("Phone – outbound", "member", True),
        ("Phone – outbound", "employer", False),
        ("Phone – no answer", "", False),
        ("Email – inbound", "", True),
        ("Email – outbound", "", False),
        ("Zoho ticket", "", True),
        ("Internal referral", "", False),
        ("SMS", "", True),
        ("In person", "representative", True),
        ("", "", False),
    ],
)
def test_what_came_from_her_is_a_reply(channel: str, who: str, answers: bool) -> None:
    assert is_reply(channel, who) is answers


def test_days_are_typed_and_counted() -> None:
    assert [read_days(said) for said in ("7", "7 days", "1 day", "", "none", "14d")] == [
        7,
        7,
        1,
        None,
        None,
        14,
    ]
    for wrong in ("soon", "0", "-3", "366", "7.5", "9" * 50):
        with pytest.raises(BadInput):
            read_days(wrong)
    assert reply_by(MONDAY, 7) == date(2026, 11, 30)
    assert reply_by(MONDAY, None) is None


def test_she_is_reminded_until_no_reminder_is_left() -> None:
    loop = Loop(5, 2, "Again")
    assert after_days(loop, 0, Way.MAIL, MONDAY) == (True, date(2026, 11, 28))
    assert after_days(loop, 1, Way.MAIL, MONDAY).remind
    for over in (
        after_days(loop, 2, Way.MAIL, MONDAY),
        after_days(loop, 0, Way.COPY, MONDAY),
        after_days(None, 0, Way.MAIL, MONDAY),
    ):
        assert not over.remind
    assert first_wait(text("a", days=3), loop) == 3
    assert first_wait(text("a"), loop) is None
    assert first_wait(None, loop) == 5
    assert first_wait(None, None) is None


def test_a_case_says_since_when_it_waits() -> None:
    since, zone = datetime(2026, 11, 16, 14, tzinfo=UTC), ZoneInfo("Australia/Melbourne")
    waits = Awaited(since, date(2026, 11, 24), silent=False, reminded=1)
    assert (
        awaited_said(waits, zone, MONDAY) == "awaiting reply since Tue 17 Nov, until Tue 24 Nov, reminded 1×"
    )
    assert awaited_said(waits._replace(silent=True), zone, MONDAY) == "no reply since Tue 17 Nov"
    assert [awaited_mark(one) for one in (waits, waits._replace(silent=True), None)] == [
        "awaiting reply",
        "no reply",
        "",
    ]
    assert awaited_said(None, zone, MONDAY) == ""
