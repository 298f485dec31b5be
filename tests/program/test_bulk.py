"""Acts on many records from the command line: asked, tried without doing, told one by one."""

import os
import signal
from typing import Any

import pytest

from data.desk import bulk_single
from data.desk.desk import Desk
from data.types.triage import Picked
from tests.program.commands import Inside
from tests.program.test_case_edits import ADD
from tests.program.test_case_edits import cased as cased
from tests.program.test_held import as_


@pytest.fixture
def five(cased: Inside) -> Inside:
    """C-10001 to C-10005, as the supervisor sees them."""
    for _ in range(4):
        assert cased(*ADD).code == 0
    return as_(cased, "lena.vogt")


FIVE = tuple(f"C-1000{number}" for number in range(1, 6))


def test_many_are_changed_and_what_was_not_is_told(five: Inside) -> None:
    """Features B11, A3.22."""
    ran = five("bulk", *FIVE, "priority", "2")
    assert ran.code == 2
    assert "Give 5 cases priority 2" in ran.err
    assert "--yes does it" in ran.err
    tried = five("bulk", *FIVE, "priority", "2", "--dry-run", "--json").json
    assert tried["records"] == list(FIVE)
    assert five("case", "C-10001", "--json").json["priority"] == 3
    assert five("bulk", *FIVE, "priority", "2", "--yes").out.startswith("Give 5 cases priority 2")
    assert five("case", "C-10005", "--json").json["priority"] == 2
    ran = five("bulk", "C-10001", "C-10099", "tag", "-callback", "--json")
    assert ran.code == 3
    for part in ('"C-10001"', '"number": "C-10099"', "one you may not see", '"already": 1'):
        assert part in ran.out
    assert five("bulk", "C-10001", "c10002", "assign", "sam").out == "Assign 2 cases to Sam Ortiz: done.\n"
    ran = five("bulk", "-", "follow-up", "+3d", "--reason", "moved", given="C-10001\nC-10002\n")
    assert ran.out.startswith("Set the follow-up of 2 cases to")
    assert five("bulk", "C-10001", "follow-up", "none").code == 2
    assert "moved" in five("case", "C-10002", "history").out


def test_what_a_filter_finds_is_changed_and_taken_back_whole(five: Inside) -> None:
    """Features B11, A4.01."""
    do = ("cases", "kind:case", "sort:number", "--do", "priority 2")
    asked = five(*do)
    assert (asked.code, "Give 5 cases priority 2" in asked.err) == (2, True)
    assert five(*do, "--dry-run", "--json").json["records"] == list(FIVE)
    assert five(*do, "--limit", "2", "--dry-run", "--json").json["records"] == list(FIVE[:2])
    assert five(*do, "--yes", "--reason", "sorted out").out.startswith("Give 5 cases priority 2, Meeting")
    assert "sorted out" in five("case", "C-10003", "history").out
    assert [row["priority"] for row in five("cases", "kind:case", "--json").json] == [2] * 5
    assert five("cases", "title:zebra", "--do", "priority 1").out == "Nothing fits; nothing was changed.\n"
    assert "there are assign WHO" in five("cases", "title:zebra", "--do", "prioritise").err
    undone = five("undo", "--yes")
    assert undone.out == "5 cases: priority 2\n5 cases are as they were.\n"
    assert [row["priority"] for row in five("cases", "kind:case", "--json").json] == [3] * 5


@pytest.mark.parametrize("presses", [1, 2])
def test_ctrl_c_ends_after_the_record_at_hand_and_says_what_is_done(
    five: Inside, monkeypatch: pytest.MonkeyPatch, presses: int
) -> None:
    """Pressed again it ends at once; what is done is done all the same."""
    do, dealt = bulk_single.do, list[str]()

    def pressed(desk: Desk, one: Picked, *more: Any) -> bool:
        changed = do(desk, one, *more)
        dealt.append(one.number)
        if len(dealt) == 2:
            for _ in range(presses):
                os.kill(os.getpid(), signal.SIGINT)
        return changed

    monkeypatch.setattr(bulk_single, "do", pressed)
    ran = five("cases", "kind:case", "sort:number", "--do", "status In progress", "--yes")
    assert dealt == list(FIVE[:2])
    if presses == 1:
        assert (ran.code, ran.err) == (3, "")
        assert ran.out.splitlines() == [
            "Give 2 cases the status In progress: done.",
            "Done: C-10001, C-10002",
            "Not tried: C-10003, C-10004, C-10005",
        ]
    else:
        assert (ran.code, ran.out) == (130, "")
        assert ran.err == "What was done by then is done: `casetui undo --list` names it.\n"
    now = [five("case", number, "--json").json["status"] for number in FIVE]
    assert now == ["In progress"] * 2 + ["Open"] * 3
    assert "2 cases" in five("undo", "--list").out


def test_a_macro_is_run_by_its_name(five: Inside) -> None:
    """Features B7."""
    ran = five("bulk", "C-10001", "C-10002", "macro", "msd: no answer twice")
    assert ran.out == "Run MSD: no answer twice on 2 cases: done.\n"
    ran = five("bulk", "C-10001", "C-10003", "macro", "MSD: no answer twice")
    assert ran.code == 3
    assert ran.out == (
        "Run MSD: no answer twice on C-10003: done.\nNot changed: 1\nC-10001  C-10001 is escalated already.\n"
    )
    assert "[[macro]]" in five("config", "export").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("C-10001",), "what is to be done; there are assign WHO"),
        (("priority", "2"), "which records"),
        (("C-10001", "prioritise"), "nothing that can be done with many; there are assign WHO"),
        (("C-10001", "priority", "9"), "which is written priority 1..5"),
        (("C-10001", "assign", "nobody-here"), "no officer or team"),
        (("C-10001", "macro", "None such"), "there are MSD: no answer twice, To Legal, soon"),
        (("C-10099", "priority", "2"), "it may also be a record you may not see"),
        (("C-10001", "tag", "+none-such"), "is in no list; there are urgent-meeting"),
    ],
)
def test_bad_words_are_told(cased: Inside, words: tuple[str, ...], said: str) -> None:
    ran = cased("bulk", *words)
    assert ran.code in (1, 2)
    assert said in ran.err
