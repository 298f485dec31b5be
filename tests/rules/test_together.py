"""Who else is at a record, in words and signs."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from uuid_utils.compat import uuid7

from data.rules.together import BEAT_S, LEAST_S, due, said, strongest
from data.types.together import Doing, Someone

CASE = uuid7()


def someone(name: str, what: Doing) -> Someone:
    return Someone(uuid7(), name, "x", "case", CASE, "C-10001", what, datetime(2026, 11, 23, tzinfo=UTC))


SAM, LENA = "Sam Ortiz", "Lena Vogt"


@pytest.mark.parametrize(
    ("people", "words"),
    [
        ([], ""),
        ([someone(SAM, Doing.EDITING)], "Sam is typing here"),
        ([someone(SAM, Doing.VIEWING)], "Sam looks at this"),
        ([someone(SAM, Doing.IDLE)], "Sam has this open"),
        (
            [someone(SAM, Doing.VIEWING), someone(LENA, Doing.EDITING)],
            "Lena is typing here · Sam looks at this",
        ),
        ([someone(SAM, Doing.EDITING), someone(LENA, Doing.EDITING)], "Sam and Lena are typing here"),
    ],
)
def test_those_who_type_come_first(people: Sequence[Someone], words: str) -> None:
    assert said(people) == words


def test_of_several_at_one_record_typing_is_shown() -> None:
    people = [someone(SAM, Doing.IDLE), someone(LENA, Doing.EDITING), someone("Kim", Doing.VIEWING)]
    assert strongest(people) == {("case", str(CASE)): Doing.EDITING}


@pytest.mark.parametrize(
    ("changed", "since", "wanted"),
    [(True, LEAST_S, True), (True, LEAST_S - 1, False), (False, BEAT_S - 1, False), (False, BEAT_S, True)],
)
def test_a_sign_of_life_is_given_on_a_change_and_now_and_then(
    changed: bool, since: float, wanted: bool
) -> None:
    assert due(changed, since) is wanted
