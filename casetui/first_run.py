"""The first run: asks for name and database, sets the store up, and gives the settings back."""

from __future__ import annotations

from textual.app import App

from data.local.home import home
from data.local.log import start_log
from data.local.settings import Settings
from screens.setup import SetUpScreen
from widgets.look import textual_themes


class FirstRun(App[Settings]):
    """One screen; ends with the settings, or with None when the officer leaves."""

    CSS = "Screen { background: $background; color: $foreground; }"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self) -> None:
        super().__init__()
        for one in textual_themes():
            self.register_theme(one)
        self.theme = "dark"
        self._settings: Settings | None = None

    def on_mount(self) -> None:
        """The one screen."""
        self.push_screen(SetUpScreen(self._set_up))

    def _set_up(self, name: str, url: str, password: str) -> str:
        from data.steward.setup import set_up_local, set_up_postgres

        done = set_up_postgres(url, password or None, name) if url else set_up_local(home().database, name)
        self._settings = done.settings
        return done.notice

    def on_set_up_screen_done(self, event: SetUpScreen.Done) -> None:
        """Ready."""
        self.exit(self._settings, message=event.notice or None)


def ask_set_up() -> Settings | None:
    """Run the first run; None when it was left."""
    start_log(home().log)
    return FirstRun().run()
