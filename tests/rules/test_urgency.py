"""How urgent a row is, and why (features B26)."""

from datetime import date, timedelta

import pytest

from data.rules.urgency import say_urgency, urgency
from data.types.urgency import Facts, Weights

TODAY = date(2026, 11, 23)
PLAIN = Facts(None, TODAY, 5)


def points(facts: Facts) -> int:
    return urgency(facts, Weights(), TODAY).points


@pytest.mark.parametrize(
    ("late", "counts"), [(30, 12000), (7, 12000), (0, 8800), (-7, 5600), (-14, 2400), (-90, 2400)]
)
def test_the_day_counts_more_the_later_it_is(late: int, counts: int) -> None:
    on = TODAY - timedelta(days=late)
    assert points(PLAIN._replace(on=on)) == counts


@pytest.mark.parametrize(
    ("facts", "counts"),
    [
        (PLAIN, 0),
        (PLAIN._replace(priority=1), 6000),
        (PLAIN._replace(priority=3), 1800),
        (PLAIN._replace(legal=True), 15000),
        (PLAIN._replace(escalated=True), 8000),
        (PLAIN._replace(unclaimed=True), 4000),
        (PLAIN._replace(review=True), 2000),
        (PLAIN._replace(waiting=True), -3000),
        (PLAIN._replace(opened_on=TODAY - timedelta(days=73)), 400),
        (PLAIN._replace(opened_on=TODAY - timedelta(days=9000)), 2000),
        (PLAIN._replace(opened_on=TODAY + timedelta(days=2)), 0),
    ],
)
def test_each_thing_adds_its_weight(facts: Facts, counts: int) -> None:
    assert points(facts) == counts


def test_the_sum_says_its_parts_the_greatest_first() -> None:
    facts = Facts(TODAY - timedelta(days=9), TODAY - timedelta(days=73), 1, waiting=True)
    found = urgency(facts, Weights(), TODAY)
    assert say_urgency(found) == (
        "Urgency 15.4: 9 d late +12.0, priority 1 +6.0, waits for somebody -3.0, 73 d old +0.4"
    )
    assert found.points == sum(points for _, points in found.parts)
    assert say_urgency(urgency(PLAIN, Weights(), TODAY)) == "Urgency 0.0"
