"""Contact that may be the same matter."""

from datetime import UTC, date, datetime
from uuid import uuid4

from data.rules.duplicates import possible_duplicates, say_duplicate
from data.types.timeline import ItemKind, TimelineItem

TODAY = date(2026, 11, 23)


def contact(day: int, topic: str, kind: ItemKind = ItemKind.INTERACTION) -> TimelineItem:
    return TimelineItem(
        kind,
        uuid4(),
        f"I-{day}",
        datetime(2026, 11, day, 2, tzinfo=UTC),
        "Phone – inbound",
        topic,
        "Kim Tran",
    )


def test_the_same_topic_within_the_days_and_nothing_else() -> None:
    items = (contact(20, "Leave"), contact(19, "Pay"), contact(9, "Leave"), contact(8, "Leave"))
    assert [one.number for one in possible_duplicates(items, "Leave", 14, TODAY, UTC)] == ["I-20", "I-9"]


def test_a_case_of_that_name_is_no_contact() -> None:
    assert possible_duplicates((contact(20, "Leave", ItemKind.CASE),), "Leave", 14, TODAY, UTC) == ()


def test_no_topic_or_no_days_finds_nothing() -> None:
    items = (contact(20, ""), contact(20, "Leave"))
    assert possible_duplicates(items, "", 14, TODAY, UTC) == ()
    assert possible_duplicates(items, "Leave", 0, TODAY, UTC) == ()


def test_it_is_named_with_its_case() -> None:
    found = contact(20, "Leave")._replace(case_number="C-10002")
    assert (
        say_duplicate(found, TODAY, UTC) == "I-20, now C-10002 was about this 3 d ago (Kim): the same matter?"
    )
