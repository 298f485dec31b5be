"""Targets, status, escalation, the sweep and the report from the command line."""

import csv
import io
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from data.store.store import Store
from data.store.tables import CASE, CASE_TARGET
from tests.program.commands import Inside

ADD = ("cases", "add", "--member", "0048213", "--reason", "by post", "--type", "ROS")


@pytest.fixture
def cased(inside: Inside, andrew: UUID) -> Inside:
    """C-10001 is Andrew's, with fifteen working days."""
    assert inside(*ADD, "--next-steps", "Write to the manager.").code == 0
    return inside


def due_on(cased: Inside) -> date:
    found: Any = cased("case", "C-10001", "--json").json
    return date.fromisoformat(found["due_on"])


def late(store: Store, days: int = 40) -> None:
    """As if it had been opened long ago."""
    with store.loading("test") as connection:
        at = connection.execute(CASE_TARGET.select()).one()
        moved = {"due_at": at.due_at - timedelta(days=days), "due_on": at.due_on - timedelta(days=days)}
        connection.execute(CASE_TARGET.update().values(**moved))
        connection.execute(CASE.update().values(due_on=moved["due_on"], target_on=moved["due_on"]))


def test_a_target_says_when_and_why(cased: Inside) -> None:
    told = cased("case", "C-10001", "target").out
    assert told.startswith("completion")
    assert "15 working days: skips" in told
    found = cased("case", "C-10001", "target", "--json").json
    assert [one["kind"] for one in found["targets"]] == ["completion"]
    assert found["targets"][0]["due_on"] == due_on(cased).isoformat()


def test_it_is_extended_from_where_it_stands_and_the_reason_is_told(cased: Inside) -> None:
    before = due_on(cased)
    ran = cased("case", "C-10001", "target", "extend", "+1w", "--reason", "her doctor is away")
    assert ran.out.startswith("C-10001 open, due ")
    assert due_on(cased) == before + timedelta(days=7)
    assert "because her doctor is away" in cased("case", "C-10001", "target").out


def test_a_nearer_day_is_set_without_a_reason(cased: Inside) -> None:
    assert cased("case", "C-10001", "target", "set", "+1d").code == 0
    assert due_on(cased) < date.today() + timedelta(days=4)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("extend", "+1w"), "Missing: --reason"),
        (("extend", "-1d", "--reason", "x"), "No such option"),
        (("extend", "today", "--reason", "x"), "not later than"),
        (("extend", "soon", "--reason", "x"), "a day is written"),
        (("set", "+99w"), "a reason for extending the target"),
        (("set", "1/1/2020"), "lies in the past"),
        (("set", ""), "the day is empty"),
        (("set", "--", "-1d"), "a day is written"),
    ],
)
def test_what_is_no_target_is_told_and_nothing_is_changed(
    cased: Inside, words: tuple[str, ...], said: str
) -> None:
    before = due_on(cased)
    ran = cased("case", "C-10001", "target", *words)
    assert ran.code == 2
    assert said in ran.err
    assert due_on(cased) == before


def test_a_closed_case_is_not_extended(cased: Inside) -> None:
    cased("case", "C-10001", "close")
    ran = cased("case", "C-10001", "target", "extend", "+1w", "--reason", "x")
    assert (ran.code, "the case is closed" in ran.err) == (1, True)


def test_a_status_that_waits_pauses_and_another_goes_on(cased: Inside) -> None:
    assert cased("case", "C-10001", "status", "waiting on member").out == (
        "C-10001 waiting on member, targets on hold.\n"
    )
    assert "on hold since" in cased("case", "C-10001", "target").out
    assert cased("case", "C-10001", "status", "in progress", "--json").json["status"] == "In progress"
    assert cased("case", "C-10001", "status", "In progress").out == "C-10001 was so already.\n"
    ran = cased("case", "C-10001", "status", "lost")
    assert (ran.code, "is in no list; there are Open" in ran.err) == (2, True)


def test_it_is_escalated_and_dealt_with_each_with_its_reason(cased: Inside) -> None:
    assert "Missing: Reason" in cased("case", "C-10001", "escalate").err
    assert cased("case", "C-10001", "escalate", "--reason", "HR is silent").out == "C-10001 is escalated.\n"
    assert "is escalated already" in cased("case", "C-10001", "escalate", "--reason", "again").err
    assert "escalated by Kim Tran to lena.vogt: HR is silent" in cased("case", "C-10001", "target").out
    settled = cased("case", "C-10001", "escalate", "--settle", "--reason", "they rang")
    assert settled.out == "C-10001 is dealt with.\n"


def test_a_tick_marks_what_is_late_once(cased: Inside, sqlite_store: Store) -> None:
    nothing = {"breached": 0, "escalated": 0, "closed": 0, "kept": 0}
    assert nothing.items() <= cased("tick", "--json").json.items()
    late(sqlite_store)
    assert cased("tick").out.startswith("1 targets late since the last time, 1 cases escalated.\n")
    assert nothing.items() <= cased("tick", "--json").json.items()
    assert "escalated by casetui" in cased("case", "C-10001", "target").out


def test_the_report_counts_met_and_exceeded(cased: Inside, sqlite_store: Store) -> None:
    late(sqlite_store)
    words = ("report", "due", "--from", "1/1/2020", "--to", "31/12/2030")
    found = cased(*words, "--by", "officer", "--json").json
    assert found["by"] == "officer"
    assert [(line["group"], line["exceeded"], line["open_late"]) for line in found["lines"]] == [
        ("Kim Tran", 1, 1)
    ]
    cased("case", "C-10001", "close")
    rows = list(csv.reader(io.StringIO(cased(*words, "--by", "type", "--csv").out)))
    assert rows == [
        ["group", "met", "exceeded", "of these still open", "running", "met of 100"],
        ["Rosters, hours, breaks", "0", "1", "0", "0", "0"],
    ]
    assert "MSD" in cased(*words).out
    assert cased("report", "due", "--from", "1/1/2020", "--to", "2/1/2020").out.startswith(
        "No completion target"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--csv", "--json"), "--csv or --json"),
        (("--by", "moon"), "officer"),
        (("--from", "1/1/2026", "--to", "1/1/2020"), "lies after --to"),
        (("--from", "soon"), "a day is written"),
    ],
)
def test_what_the_report_cannot_read_is_told(cased: Inside, words: tuple[str, ...], said: str) -> None:
    ran = cased("report", "due", *words)
    assert (ran.code, said in ran.err) == (2, True)
