"""The part of `union.toml` about mail: by which server it goes, which mailbox is read, which addresses are our own."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from data.steward.config_notices import MailTable
from data.steward.config_table import Name, Table


class Inbox(Table):
    """A folder of a mailbox; its password stands in the keyring, never here."""

    host: Annotated[str, Field(pattern=r"^[A-Za-z0-9.:-]{0,253}$")] = ""
    port: Annotated[int, Field(ge=1, le=65535)] = 993
    security: Literal["tls", "starttls", "none"] = "tls"
    user: Annotated[str, Field(pattern=r"^[!-~]{0,80}$")] = ""
    folder: Annotated[Name, Field(pattern=r"^[ -~]+$")] = "INBOX"

    @model_validator(mode="after")
    def _is_safe(self) -> Self:
        if self.host and not self.user:
            raise ValueError("a mailbox needs its user")
        local = self.host in ("localhost", "::1") or self.host.startswith("127.")
        if self.host and self.security == "none" and not local:
            raise ValueError(
                'security "none" sends the password in the open, which only this machine may see'
            )
        return self


class Mail(MailTable):
    """E-mail of the office: the server it goes by, and what comes in (domain E4)."""

    own: list[Annotated[Name, Field(pattern=r"^[^\s@]*@?[^\s@]+$")]] = []
    inbox: Inbox = Inbox()
