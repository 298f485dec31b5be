"""The day of a case from the command line: from a call to its end and its second beginning, on both stores."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from data.store.store import Store, open_store
from tests.builders import a_member, a_rule
from tests.program.commands import Inside, Machine
from tests.program.test_targets import late

CASE = ("case", "C-10001")
NOTE = (
    "Member: 0048213\nType: Voicemail\nAbout: Hours, rosters & breaks\n\n"
    "Issue\nRoster changed.\nActions\nKim: write (by Friday)\n"
)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A store of either kind with Andrew in it, where new cases are nobody's."""
    found = open_store(url)
    a_member(found, "Andrew", "Gallagher", number="0048213", employer="Bayview Hospital")
    a_rule(found, "nobody")
    yield found
    found.close()


def as_(kim: Inside, login: str) -> Inside:
    return replace(kim, machine=replace(kim.machine, officer=login))


def test_from_a_call_to_its_end_and_again(
    url: str,
    store: Store,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    kim = Inside(Machine(tmp_path / "home", url), monkeypatch, capsys)
    sam, lena = as_(kim, "sam.ortiz"), as_(kim, "lena.vogt")

    # Created from the call, nobody's; one of two has it.
    assert kim("interactions", "add", "--from", "-", given=NOTE).code == 0
    assert kim("interaction", "I-20001", "convert").code == 0
    assert "unclaimed" in kim("cases").out
    assert sam(*CASE, "claim").out == "C-10001 is yours.\n"
    assert "Sam Ortiz has C-10001 already" in kim(*CASE, "claim").err
    assert (kim("cases", "--mine").out, sam("cases", "--mine").out.count("C-10001")) == ("No cases.\n", 1)

    # Worked on, then waited for: its target waits meanwhile.
    assert sam(*CASE, "task", "add", "Ring the roster office").code == 0
    note = "Member: 0048213\nType: Phone – outbound\nAbout: Hours, rosters & breaks\n\nAdvice\nKeep the old roster.\n"
    assert "C-10001" in sam(*CASE, "note", "--from", "-", given=note).out
    assert "targets on hold" in sam(*CASE, "status", "Waiting on employer").out
    assert "on hold since" in sam(*CASE, "target").out
    assert "due" in sam(*CASE, "status", "In progress").out

    # Late, escalated once by the program, dealt with by the supervisor.
    assert lena("tick").out.startswith("0 targets")
    late(store)
    assert lena("tick").out.startswith("1 targets late since the last time, 1 cases escalated.\n")
    assert lena("tick").out.startswith("0 targets")
    assert "escalated by casetui to lena.vogt: the completion target" in lena(*CASE, "target").out
    assert lena(*CASE, "escalate", "--settle", "--reason", "I rang the director").code == 0

    # Held open by its task; closed, met though late, opened again.
    assert "Ring the roster office" in sam(*CASE, "close").err
    assert sam(*CASE, "task", "done", "1").code == 0
    assert sam(*CASE, "close").code == 0
    assert "late" in next(line for line in sam(*CASE, "target").out.splitlines() if "met" in line)
    assert (sam("cases", "--mine").out, "C-10001" in sam("cases", "--mine", "--all").out) == (
        "No cases.\n",
        True,
    )
    assert sam(*CASE, "reopen").code == 0
    assert "C-10001" in sam("cases", "--mine").out

    told = [
        (line["who"], line["old"], line["new"])
        for line in reversed(sam(*CASE, "history", "--json").json)
        if (line["record"], line["field"]) == ("case", "status")
    ]
    assert told == [
        ("Sam Ortiz", "Open", "Waiting on employer"),
        ("Sam Ortiz", "Waiting on employer", "In progress"),
        ("Sam Ortiz", "In progress", "Closed"),
        ("Sam Ortiz", "Closed", "Open"),
    ]
