"""What leaves the program: text for the clipboard, a section for one's own editor, links for the system's opener."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from casetui import outside as links
from data.rules.dialling import tel

if TYPE_CHECKING:
    from casetui.app import CaseTuiApp
    from widgets.going import Copy, Dial, EditOutside, OpenFile, OpenLink, WriteFile

MOST_COPIED = 70_000
"""Bytes that terminals commonly take into the clipboard at once."""


class Beyond:
    """What the app does with what goes to other programs."""

    def __init__(self, app: CaseTuiApp) -> None:
        self._app = app

    def copy(self, event: Copy) -> None:
        """Text for other programs, through the terminal."""
        self._app.copy_to_clipboard(event.text)
        self._app.say(copied(event.text, event.what))

    def write(self, event: WriteFile) -> None:
        """Text into a new file of the officer's alone; one that is there stays as it is."""

        def work() -> None:
            self._app.call_later(self._app.say, written(event))

        self._app.run_worker(work, name="write file", group="outside", thread=True, exit_on_error=False)

    def edit(self, event: EditOutside) -> None:
        """A text in the officer's own editor; the program waits, since the editor has the terminal."""
        from casetui import own_editor

        edited = own_editor.edit(self._app, event.text, event.title)
        event.done(edited.text, edited.said)

    def dial(self, event: Dial) -> None:
        """A number to dial: through the system's opener, else it is copied."""
        self._open_outside(
            tel(event.number),
            f"Dialling {event.shown}.",
            event.number,
            f"{event.shown}: copied, since nothing here opens telephone links.",
        )

    def open_link(self, event: OpenLink) -> None:
        """An address for the browser."""
        self._open_outside(
            event.url, "Opened in the browser.", event.url, "Copied, since nothing here opens a browser."
        )

    def open_file(self, event: OpenFile) -> None:
        """A document for the program that the system has for its type."""

        def work() -> None:
            said = "Opened." if links.opened(event.path) else f"Nothing here opens files: {event.instead}."
            self._app.call_later(self._app.say, said)

        self._app.run_worker(work, name="open file", group="outside", thread=True, exit_on_error=False)

    def _open_outside(self, link: str, opened: str, copied: str, instead: str) -> None:
        def work() -> None:
            self._app.call_later(told, links.opened(link))

        def told(done: bool) -> None:
            if not done:
                self._app.copy_to_clipboard(copied)
            self._app.say(opened if done else instead)

        self._app.run_worker(work, name="open outside", group="outside", thread=True, exit_on_error=False)


def written(event: WriteFile) -> str:
    """Write it, and say where it stands or why it does not."""
    path = Path(event.name).expanduser()
    try:
        # For the officer's eyes: it names a member.
        held = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(held, "w", encoding="utf-8") as file:
            file.write(event.text)
    except FileExistsError:
        return f"{path} is there already and stays as it is: give another name."
    except (OSError, RuntimeError, ValueError) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        return f"{path} could not be written: {why}. Nothing was lost; give another name."
    return f"{event.what} stands in {path.absolute()}."


def copied(text: str, what: str) -> str:
    """The sentence after copying; whether the terminal took it cannot be known."""
    if len(text.encode()) > MOST_COPIED:
        return f"{what} is long: many terminals copy less than it holds. Look at what arrives."
    return f"{what} is copied as text, if this terminal lets programs copy."
