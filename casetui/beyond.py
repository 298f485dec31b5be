"""What leaves the program: text for the clipboard, a section for one's own editor, links for the system's opener."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casetui import outside as links
from data.rules.dialling import tel

if TYPE_CHECKING:
    from casetui.app import CaseTuiApp
    from widgets.going import Copy, Dial, EditOutside, OpenLink

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

    def _open_outside(self, link: str, opened: str, copied: str, instead: str) -> None:
        def work() -> None:
            self._app.call_later(told, links.opened(link))

        def told(done: bool) -> None:
            if not done:
                self._app.copy_to_clipboard(copied)
            self._app.say(opened if done else instead)

        self._app.run_worker(work, name="open outside", group="outside", thread=True, exit_on_error=False)


def copied(text: str, what: str) -> str:
    """The sentence after copying; whether the terminal took it cannot be known."""
    if len(text.encode()) > MOST_COPIED:
        return f"{what} is long: many terminals copy less than it holds. Look at what arrives."
    return f"{what} is copied as text, if this terminal lets programs copy."
