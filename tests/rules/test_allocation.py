"""Who gets a new case (features A5.10, A5.01): a table of offices, a line each."""

import pytest

from data.rules.allocation import Allocation, Candidate, Way, chosen, rule_for
from data.types.staff import Access
from tests.rules.builders import an_id

NAMES = ("aisha", "jo", "kim", "lena", "sam")
"""The office's order; Jo has basic access."""
IDS = {name: an_id(number) for number, name in enumerate(NAMES, 1)}


def staff(away: str = "", turns: str = "aisha jo kim lena sam") -> list[Candidate]:
    """`turns` says who had a case when, the longest ago first."""
    return [
        Candidate(
            IDS[name],
            name,
            Access.BASIC if name == "jo" else Access.OFFICER,
            name not in away.split(),
            turns.split().index(name) if name in turns else 0,
        )
        for name in NAMES
    ]


TELLING = [
    # what, way, named, who is away, who had one when (longest ago first), the last by this rule, who gets it
    ("me: whoever is at the desk", Way.ME, "", "", "", "", "kim"),
    ("me: even when marked away", Way.ME, "", "kim", "", "", "kim"),
    ("nobody: it waits", Way.NOBODY, "", "", "", "", ""),
    ("named: all of them, the first primary", Way.NAMED, "sam aisha", "", "", "", "sam aisha"),
    ("named: who is away is left out", Way.NAMED, "sam aisha", "sam", "", "", "aisha"),
    ("named: all away, nobody", Way.NAMED, "sam", "sam", "", "", ""),
    ("named: someone unknown is passed over", Way.NAMED, "nobody.here sam", "", "", "", "sam"),
    ("named: basic access too", Way.NAMED, "jo", "", "", "", "jo"),
    ("queue: waits longest", Way.QUEUE, "kim sam", "", "aisha sam jo kim lena", "", "sam"),
    ("queue: only those named", Way.QUEUE, "kim lena", "", "aisha sam jo kim lena", "", "kim"),
    ("queue: back from leave comes first", Way.QUEUE, "kim sam", "", "sam aisha jo kim lena", "sam", "sam"),
    ("queue: who is away is passed over", Way.QUEUE, "kim sam", "sam", "sam aisha jo kim lena", "", "kim"),
    ("queue: equally long, the office's order", Way.QUEUE, "sam kim", "", "", "", "sam"),
    ("in turn: from the first", Way.TURN, "", "", "", "", "aisha"),
    ("in turn: after the last, basic left out", Way.TURN, "", "", "", "aisha", "kim"),
    ("in turn: round again", Way.TURN, "", "", "", "sam", "aisha"),
    ("in turn: who is away is skipped", Way.TURN, "", "kim lena", "", "aisha", "sam"),
    ("in turn: the same again when alone", Way.TURN, "", "aisha kim lena", "", "sam", "sam"),
    ("in turn: nobody is here", Way.TURN, "", "aisha kim lena sam", "", "sam", ""),
    ("in turn: of those named, in their order", Way.TURN, "sam kim", "", "", "sam", "kim"),
    ("in turn: the last one is away by now", Way.TURN, "", "kim", "", "kim", "lena"),
    ("all but: waits longest of the others", Way.ALL_BUT, "aisha", "", "aisha sam jo kim lena", "", "sam"),
    ("all but: basic access by name only", Way.ALL_BUT, "aisha", "", "jo kim sam lena aisha", "", "kim"),
    ("all but: nobody is left", Way.ALL_BUT, "kim lena", "sam aisha", "", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("what", "way", "named", "away", "turns", "last", "gets"), TELLING, ids=[row[0] for row in TELLING]
)
def test_who_gets_it(what: str, way: Way, named: str, away: str, turns: str, last: str, gets: str) -> None:
    rule = Allocation(way, tuple(named.split()), IDS.get(last))
    found = chosen(rule, IDS["kim"], staff(away, turns))
    assert found == tuple(IDS[name] for name in gets.split())


OFFICE, OWN = Allocation(Way.TURN), Allocation(Way.NOBODY)
WHOSE = [
    # what, case types, rules, key and rule that hold
    ("nothing set: whoever creates it", ["DISC"], {}, ("", Allocation(Way.ME))),
    ("the type inherits", ["DISC"], {"": OFFICE}, ("", OFFICE)),
    ("the type has its own", ["DISC"], {"": OFFICE, "DISC": OWN}, ("DISC", OWN)),
    ("the primary type decides", ["UFD", "DISC"], {"": OFFICE, "DISC": OWN}, ("", OFFICE)),
    ("no type yet: the office's", [], {"": OFFICE, "DISC": OWN}, ("", OFFICE)),
]


@pytest.mark.parametrize(("what", "types", "rules", "holds"), WHOSE, ids=[row[0] for row in WHOSE])
def test_the_case_type_overrides_the_office(
    what: str, types: list[str], rules: dict[str, Allocation], holds: tuple[str, Allocation]
) -> None:
    assert rule_for(types, rules) == holds


def test_round_and_round_everyone_gets_as_many() -> None:
    last, got = None, []
    for _ in range(8):
        (last,) = chosen(Allocation(Way.TURN, (), last), IDS["kim"], staff())
        got.append(last)
    assert [got.count(IDS[name]) for name in ("aisha", "kim", "lena", "sam")] == [2, 2, 2, 2]
