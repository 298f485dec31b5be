"""Runs the real commands, in a process of their own or, where many are run, in this one."""

import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from casetui.__main__ import main
from tests import forked

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ran:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The output as JSON; the command must have ended well."""
        assert self.code == 0, self.err
        return json.loads(self.out)


@dataclass(frozen=True)
class Machine:
    """A machine with its own home, at one store, as one officer."""

    home: Path
    url: str
    officer: str = "kim.tran"

    def begin(self, *words: str) -> "subprocess.Popen[bytes] | forked.Forked":
        """Begin `casetui WORDS`, whose output nobody reads."""
        told, nursery = self._told(), forked.commands()
        if nursery.may_run(told):
            with Path(os.devnull).open("r+b") as nothing:
                return nursery.start([*self._options(), *words], told, (nothing.fileno(),) * 3)
        command = [sys.executable, "-m", "casetui", *self._options(), *words]
        nowhere = subprocess.DEVNULL
        return subprocess.Popen(command, cwd=ROOT, env=told, stdin=nowhere, stdout=nowhere, stderr=nowhere)

    def _options(self) -> list[str]:
        return ["--database", self.url, "--officer", self.officer] if self.url else []

    def _told(self) -> dict[str, str]:
        return {**os.environ, "CASETUI_HOME": str(self.home), "PYTHONUTF8": "1"}

    def __call__(self, *words: str, given: str = "", **environment: str) -> Ran:
        """Run `casetui WORDS` with text on standard input."""
        options, told = self._options(), {**self._told(), **environment}
        nursery = forked.commands()
        if nursery.may_run(told):
            code, out, err = nursery.run([*options, *words], told, given.encode())
        else:
            command = [sys.executable, "-m", "casetui", *options, *words]
            done = subprocess.run(
                command, cwd=ROOT, env=told, input=given.encode(), capture_output=True, timeout=120
            )
            code, out, err = done.returncode, done.stdout, done.stderr
        found = Ran(code, out.decode(), err.decode())
        assert "Traceback" not in found.err + found.out
        return found


@dataclass(frozen=True)
class Inside:
    """The same machine, its commands run in this process: quicker, for tables of cases."""

    machine: Machine
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *words: str, given: str = "") -> Ran:
        """Run `casetui WORDS` with text on standard input."""
        machine = self.machine
        self.monkeypatch.setenv("CASETUI_HOME", str(machine.home))
        self.monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
        self.capsys.readouterr()
        path = list(sys.path)
        code = main(["--database", machine.url, "--officer", machine.officer, *words])
        sys.path[:] = path
        said = self.capsys.readouterr()
        return Ran(code, said.out, said.err)
