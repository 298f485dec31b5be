"""What every command works on: the settings, the desk, the drafts."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from getpass import getuser

from casetui.cli.entering import changed, may_ask, told, with_password
from data.desk import opening
from data.desk.desk import Desk
from data.drafts import Drafts
from data.local.database import fingerprint, login_in
from data.local.draft_key import DraftKey
from data.local.home import home
from data.local.settings import Settings, read_settings
from data.types.errors import FirstPassword, NotSetUp


def now() -> datetime:
    """The clock of the program, UTC."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Given:
    """What stood before the command, and the id after a noun."""

    database: str = ""
    """URL that is used instead of the one in the settings."""
    officer: str = ""
    """Login that is used instead of the one in the settings."""
    record: str = ""
    """`C-10482`, `I-20931`, a membership number or an id: what `case`, `interaction` and `member` are about."""

    def settings(self) -> Settings:
        """The settings of this machine with what was given instead; raises NotSetUp."""
        try:
            kept = read_settings()
        except NotSetUp:
            if not self.database:
                raise
            kept = Settings(self.database, login_in(self.database) or getuser())
        return replace(kept, database=self.database or kept.database, officer=self.officer or kept.officer)

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """The officer's desk; a password that is known nowhere is asked for, where there is someone to ask."""
        settings = self.settings()

        def at(password: str | None) -> Desk:
            return opening.open_desk(
                settings.database, settings.officer, password=password, clock=now, by_server=True
            )

        def opened(password: str | None) -> Desk:
            try:
                return at(password)
            except FirstPassword:
                if not may_ask():
                    raise
                told(FirstPassword.title + ".")
                new = changed(settings.database, password)
                return at(new)

        desk = with_password(settings.database, opened, keep=True)
        try:
            yield desk
        finally:
            desk.close()

    @contextmanager
    def drafts(self) -> Iterator[Drafts]:
        """The officer's drafts for that store."""
        settings = self.settings()
        drafts = Drafts(home().drafts, settings.officer, fingerprint(settings.database), now, DraftKey())
        try:
            if drafts.notice:
                sys.stderr.write(drafts.notice + "\n")
            yield drafts
        finally:
            drafts.close()
