"""The program inside tmux, as many officers run it."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.end_to_end.terminal import NotShown


class Tmux:
    """One tmux server of its own, with one pane and no settings of anyone's; killed at the end of the `with`."""

    def __init__(
        self,
        command: Sequence[str],
        socket: Path,
        *,
        columns: int = 80,
        rows: int = 24,
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
    ) -> None:
        self._socket = socket
        told = [f"{name}={value}" for name, value in (environment or {}).items()]
        where = ("-c", str(folder)) if folder else ()
        size = ("-x", str(columns), "-y", str(rows))
        self._tmux("new-session", "-d", *size, *where, "env", *told, *command)
        self._program = int(self._tmux("display-message", "-p", "#{pane_pid}").stdout)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._tmux("kill-server", check=False)
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._program, signal.SIGKILL)

    def press(self, *keys: str) -> None:
        """Press keys by tmux's names: `F3`, `C-s`, `Enter`, `C-Down`, or a letter."""
        self._tmux("send-keys", *keys)

    def type(self, text: str) -> None:
        """Type text as it is."""
        self._tmux("send-keys", "-l", text)

    def screen(self) -> str:
        """What the pane shows."""
        return self._tmux("capture-pane", "-p").stdout

    def wait_for(self, *texts: str, seconds: float = 20) -> None:
        """Wait until the pane shows all of them; NotShown with the pane when it does not."""
        limit = time.monotonic() + seconds
        while not all(text in (shown := self.screen()) for text in texts):
            if time.monotonic() > limit:
                raise NotShown(f"{texts} did not come:\n{shown}")
            time.sleep(0.05)

    def close_pane(self, seconds: float = 20) -> None:
        """Take the terminal away from the program, as closing the window does, and wait for its end."""
        self._tmux("kill-pane")
        limit = time.monotonic() + seconds
        while self._runs():
            if time.monotonic() > limit:
                raise NotShown("the program runs on without a terminal")
            time.sleep(0.05)

    def _runs(self) -> bool:
        """Whether the program has not ended; one that nobody has buried yet has."""
        try:
            status = Path(f"/proc/{self._program}/stat").read_text()
        except FileNotFoundError:
            return False
        return status.rpartition(")")[2].split()[0] != "Z"

    def _tmux(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        outside = {name: value for name, value in os.environ.items() if name != "TMUX"} | {"LANG": "C.UTF-8"}
        return subprocess.run(
            ["tmux", "-u", "-f", "/dev/null", "-S", str(self._socket), *words],
            check=check,
            capture_output=True,
            text=True,
            env=outside,
        )
