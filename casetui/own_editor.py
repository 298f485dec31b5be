"""A text in the officer's own editor: the terminal is lent to it, and what it leaves behind is read with care."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import signal
import stat
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from textual.app import SuspendNotSupported

from data.rules.clean import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import App

LARGEST = 1_000_000
"""Bytes of a section that are taken back; more is not a note."""
STAYS = "The text stays as it was."


class Edited(NamedTuple):
    """What came back."""

    text: str | None
    """None where the text stays as it was."""
    said: str


def edit(app: App[int], text: str, title: str) -> Edited:
    """Let the officer edit the text; the program waits until the editor ends, however long that takes."""
    try:
        command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    except ValueError:
        return Edited(None, f"VISUAL or EDITOR has a quote that does not end. {STAYS}")
    if not command:
        return Edited(None, f"No editor is named: put one into VISUAL or EDITOR. {STAYS}")
    try:
        with _private_file(text) as path:
            problem = _run(app, [*command, str(path)])
            return Edited(None, f"{problem} {STAYS}") if problem else _read_back(path, text, title)
    except OSError as error:
        return Edited(None, f"No file for the editor: {error.strerror or type(error).__name__}. {STAYS}")


@contextlib.contextmanager
def _private_file(text: str) -> Iterator[Path]:
    """A file that only the officer can read, in a folder of its own that is gone afterwards."""
    memory = os.environ.get("XDG_RUNTIME_DIR", "")
    within = memory if memory and os.access(memory, os.W_OK) else None
    folder = Path(tempfile.mkdtemp(prefix="casetui-", dir=within))
    try:
        path = folder / "note.txt"
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text if text.endswith("\n") or not text else f"{text}\n")
        yield path
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(app: App[int], command: list[str]) -> str:
    """Run the editor in the terminal; what went wrong, in a sentence, or nothing."""
    problem = ""
    try:
        with app.suspend(), _interrupts_are_the_editors():
            # Nothing may leave this block as an error: the terminal would not be taken back.
            try:
                code = subprocess.run(command, check=False).returncode
            except (OSError, ValueError, subprocess.SubprocessError):
                problem = "The editor cannot be started: look at VISUAL and EDITOR."
            else:
                if code > 0:
                    problem = f"The editor ended with {code}."
                elif code < 0:
                    problem = "The editor was ended from outside."
    except SuspendNotSupported:
        return "This terminal cannot be lent to an editor."
    return problem


@contextlib.contextmanager
def _interrupts_are_the_editors() -> Iterator[None]:
    """ctrl+c in the editor reaches every program of the terminal: this one does nothing then.

    A handler rather than ignoring it: what is ignored would be ignored by the editor too.
    """
    before = {each: signal.signal(each, lambda *_: None) for each in (signal.SIGINT, signal.SIGQUIT)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _read_back(path: Path, before: str, title: str) -> Edited:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                return Edited(None, f"The editor left no file behind. {STAYS}")
            data = file.read(LARGEST + 1)
    except OSError:
        return Edited(None, f"The editor left no file behind. {STAYS}")
    if len(data) > LARGEST:
        return Edited(None, f"What the editor left is longer than {LARGEST} bytes. {STAYS}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Edited(None, f"What the editor left is not UTF-8 text. {STAYS}")
    if "\0" in text:
        return Edited(None, f"What the editor left is no text. {STAYS}")
    text = clean(text)
    if not before.endswith("\n"):
        text = text.removesuffix("\n")
    return (
        Edited(None, f"{title} was not changed.")
        if text == before
        else Edited(text, f"{title} is taken over.")
    )
