"""Routines and the clock from the command line."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from casetui.cli.doctor_server import clock_line
from data.store.store import Store
from data.types.targets import LastTick
from tests.builders import START
from tests.program.commands import ROOT, Inside
from tests.program.test_targets import ADD, late

FILE = """
[[routine]]
name = "Late to Lena"
trigger = "target passed"
case_types = ["ROS"]
condition = "priority <= 3"
actions = ["assign lena", "tag +deadline", "note The target has passed."]

[[routine]]
name = "Off"
trigger = "created"
actions = ["review on"]
on = false
"""


@pytest.fixture
def cased(inside: Inside, andrew: UUID) -> Inside:
    """C-10001 is Andrew's, of a type that has a target."""
    assert inside(*ADD, "--next-steps", "Write to the manager.").code == 0
    return inside


def test_a_routine_is_written_tried_run_and_looked_at(
    cased: Inside, tmp_path: Path, sqlite_store: Store
) -> None:
    file = tmp_path / "routines.toml"
    file.write_text(FILE)
    admin = replace(cased, machine=replace(cased.machine, officer="ravi.admin"))
    assert cased("routines").out.startswith("There are no routines")
    assert admin("config", "check", str(file)).out == f"{file} can be applied.\n"
    assert admin("config", "apply", str(file), "--yes").code == 0
    tried = cased("routine", "test", "C-10001").out
    assert tried.startswith("Late to Lena: runs, target passed, and its condition holds\n")
    assert "assign becomes Lena Vogt" in tried and "Off: does not run, it is switched off" in tried
    other = cased("routine", "test", "C-10001", "--trigger", "closed", "--json").json
    assert [one["why"] for one in other] == ["it waits for: target passed", "it is switched off"]
    assert "is no trigger; there are created" in cased("routine", "test", "C-10001", "--trigger", "x").err
    late(sqlite_store)
    assert cased("tick", "--json").json["breached"] == 1
    assert cased("tick", "--json").json["breached"] == 0
    shown = cased("routines", "--json").json
    assert [(one["name"], one["done"]) for one in shown] == [("Late to Lena", 1), ("Off", 0)]
    assert "C-10001: Late to Lena: assign lena; tag +deadline" in cased("routines").out
    assert "routine Late to Lena" in cased("case", "C-10001", "history").out
    assert "Tick" in cased("db", "status").out
    file.write_text(FILE.replace('trigger = "target passed"', 'trigger = "breach"').replace("tag +", "tga +"))
    refused = admin("config", "check", str(file))
    assert "is no trigger; there are created, assigned" in refused.err
    assert "is no action of a routine; there are status NAME" in refused.err
    file.write_text(FILE.replace("target passed", "assigned"))
    assert "may set itself off, which is cut when it does" in admin("config", "check", str(file)).out


@pytest.mark.parametrize(
    ("last", "state", "said"),
    [
        (LastTick(None, None, due=False), "note", "never run"),
        (LastTick(START, START, due=False), "ok", "last done 12 min ago"),
        (LastTick(START, None, due=False), "note", "begun 12 min ago and not done to the end"),
        (LastTick(START, START, due=True), "note", "last done 12 min ago, and something is due: nobody runs"),
    ],
)
def test_doctor_says_when_the_clock_was_last_seen_to(last: LastTick, state: str, said: str) -> None:
    name, told, text = clock_line(last, START + timedelta(minutes=12), shared=True)
    assert (name, told) == ("tick", state)
    assert text.startswith(said)


def test_it_runs_on_until_it_is_ended(cased: Inside, sqlite_store: Store) -> None:
    desk = ("--database", cased.machine.url, "--officer", cased.machine.officer)
    running = subprocess.Popen(
        [sys.executable, "-m", "casetui", *desk, "tick", "--every", "1"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "CASETUI_HOME": str(cased.machine.home), "PYTHONUTF8": "1"},
        text=True,
    )
    try:
        assert running.stdout is not None
        assert running.stdout.readline().startswith("0 targets late")
        late(sqlite_store)
        while not running.stdout.readline().startswith("1 targets late"):
            assert running.poll() is None
    finally:
        running.send_signal(signal.SIGTERM)
        _, errors = running.communicate(timeout=20)
    assert "Traceback" not in errors
