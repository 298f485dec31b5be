"""The office's mailbox, as the configuration has it (union.toml: mail)."""

from datetime import datetime
from typing import NamedTuple


class Mailbox(NamedTuple):
    """A folder of a mailbox that is read."""

    host: str
    user: str
    port: int = 993
    security: str = "tls"
    """`tls`, `starttls`, or `none` on this machine alone."""
    folder: str = "INBOX"

    @property
    def name(self) -> str:
        """User, server and folder; by this its password is kept and its place is known."""
        return f"{self.user}@{self.host}:{self.port}/{self.folder}"

    @property
    def account(self) -> str:
        """User and server."""
        return f"imap://{self.user}@{self.host}:{self.port}"


class MailboxStanding(NamedTuple):
    """Whether it is read."""

    looked_at: datetime | None
    """The last time that somebody looked into it; None before the first."""
    trouble: str
    """Why it could not be read then; empty where it could."""
    password_known: bool
    """To this machine."""
