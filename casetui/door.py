"""Getting into a shared database: the password this run knows, and asking for one where it does not."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from data.types.errors import CasetuiError, FirstPassword, WrongPassword
from screens.home import HomeScreen
from screens.standing import briefly

if TYPE_CHECKING:
    from collections.abc import Callable

    from casetui.app import CaseTuiApp
    from data.desk.desk import Desk
    from data.local.settings import Settings
    from data.types.choices import Choices


class Lock:
    """What opens the store of these settings; a password that was typed is known until the program ends."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._typed: str | None = None

    @property
    def has_key(self) -> bool:
        """A file has none."""
        return not self.settings.database.startswith("sqlite:")

    def known(self) -> str | None:
        """The password, as far as it is known."""
        from data.local.passwords import password_for

        return self._typed if self._typed is not None else password_for(self.settings.database)

    def open(self) -> tuple[Desk, Choices]:
        """Open the store, in a thread: the database library is imported here."""
        # What the first key after this needs is loaded here too, off the loop that paints.
        for needed in ("data.drafts.forms", "widgets.brief"):
            import_module(needed)
        from data.desk import choices, opening
        from data.local.home import home
        from data.local.log import start_log

        start_log(home().log)
        at = opening.open_desk(
            self.settings.database, self.settings.officer, password=self.known(), by_server=True
        )
        return at, choices.read(at)

    def give(self, at: Desk | None, password: str) -> tuple[tuple[Desk, Choices] | None, str]:
        """Open with it, and keep it where it can be; answers also what is to be said. Raises as opening does.

        A desk that is open already stays the same, and its connections that are made from now on use the password.
        """
        before, self._typed = self._typed, password
        try:
            opened = self.open()
        except FirstPassword:
            raise
        except CasetuiError:
            self._typed = before
            raise
        if at is None:
            return opened, self._kept(password)
        opened[0].close()
        at.store.renew_password(password)
        return None, self._kept(password)

    def change(self, at: Desk | None, new: str, again: str) -> str:
        """Have the server know a new one; answers what is to be said of keeping it."""
        from data.desk import logins

        logins.change_password(self.settings.database, self.known(), new, again)
        self._typed = new
        if at is not None:
            at.store.renew_password(new)
        return self._kept(new)

    def _kept(self, password: str) -> str:
        from data.local.passwords import NoKeyring, keep_password

        try:
            keep_password(self.settings.database, password)
        except NoKeyring as error:
            return error.sentence
        return ""


class Door:
    """What the app does about passwords."""

    def __init__(self, app: CaseTuiApp, lock: Lock | None) -> None:
        self._app = app
        self._lock = lock
        self.wrong = False
        """A connection was refused with the password that is known; others that live on may answer meanwhile."""

    def refused(self, error: CasetuiError) -> bool:
        """Whether the store stays shut until a password is given; then it is asked for, unless somebody writes."""
        if (
            self._lock is None
            or not self._lock.has_key
            or not isinstance(error, WrongPassword | FirstPassword)
        ):
            return False
        home = self._app.screen
        if isinstance(home, HomeScreen) and not home.box.entry.value:
            self.ask(change=isinstance(error, FirstPassword))
        else:
            self._app.say(f"{briefly(error)}. Your text is kept.", "late")
        return True

    def ask(self, *, change: bool | None = None) -> None:
        """The screen of the password; changes it where the store is open."""
        from screens.password import PasswordScreen

        if self._lock is None or not self._lock.has_key:
            self._app.say("A database in a file has no password.")
            return
        seat = self._app.seat
        if isinstance(self._app.screen, PasswordScreen):
            return
        if change is None:
            # One that was changed elsewhere is asked for, before it can be changed here.
            refused = self.wrong or isinstance(seat.problem, WrongPassword)
            change = not refused and (seat.desk is not None or isinstance(seat.problem, FirstPassword))
        self._app.push_screen(PasswordScreen(seat, self, change=change))

    def give(self, password: str) -> Callable[[], None]:
        """Try a password, in a thread; answers what is done then."""
        assert self._lock is not None
        opened, notice = self._lock.give(self._app.seat.desk, password)
        return lambda: self._in(opened, notice)

    def change(self, new: str, again: str) -> Callable[[], None]:
        """Change it, in a thread; then the store opens, unless it was open."""
        assert self._lock is not None
        at = self._app.seat.desk
        notice = self._lock.change(at, new, again)
        said = f"Your password is changed. {notice}".strip()
        opened = self._lock.open() if at is None else None
        return lambda: self._in(opened, said)

    def _in(self, opened: tuple[Desk, Choices] | None, said: str) -> None:
        from screens.password import PasswordScreen

        self.wrong = False
        if isinstance(self._app.screen, PasswordScreen):
            self._app.pop_screen()
        if opened is not None:
            self._app.opening.opened(opened)
        else:
            self._app.sender.back()
        if said:
            self._app.say(said)
