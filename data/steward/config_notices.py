"""Notices and mail of the configuration: who is told of what, and by which server mail goes (features A4.32, A4.33)."""

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from data.rules.clean import clean
from data.rules.notices import EVENTS, MEMBER_MAY, PLACEHOLDERS
from data.steward.config_table import Name, Table

_ADDRESS = re.compile(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+\.[^\s@<>,;\"]+")
_PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")
LOCAL = ("localhost", "127.0.0.1", "::1")


def _event(text: str) -> str:
    known = (*EVENTS, "case.status")
    if text not in known:
        raise ValueError(f"there is no event {text[:40]!r}; there are {', '.join(known)}")
    return text


def _text(text: str) -> str:
    if text != clean(text):
        raise ValueError("holds characters that cannot be shown")
    unknown = [one for one in _PLACEHOLDER.findall(text) if one not in PLACEHOLDERS]
    if unknown:
        known = ", ".join(f"{{{one}}}" for one in PLACEHOLDERS)
        raise ValueError(f"there is no placeholder {{{unknown[0][:40]}}}; there are {known}")
    return text


def _line(text: str) -> str:
    if "\n" in text:
        raise ValueError("a subject is one line")
    return _text(text)


def _address(text: str) -> str:
    if text and not _ADDRESS.fullmatch(text.replace("{login}", "login")):
        raise ValueError(f"{text[:60]!r} is no e-mail address")
    return text


class Notices(Table):
    """What holds for every notice."""

    group_new_and_reassigned: bool = True
    email_on_create: bool = False
    email_on_close: bool = False
    assignees_on_create: bool = True
    assignees_on_change: bool = False
    keep_days: Annotated[int, Field(ge=1, le=3650)] = 60
    staff_mail: Literal["none", "each", "daily"] = "none"


class NoticeTable(Table):
    """What is told of an event, of some case types or of all."""

    event: Annotated[str, AfterValidator(_event)]
    case_types: list[Name] = []
    when: Annotated[str, Field(max_length=80)] = ""
    staff: bool | None = None
    member: bool | None = None
    subject: Annotated[str, Field(max_length=120), AfterValidator(_line)] = ""
    body: Annotated[str, Field(max_length=4000), AfterValidator(_text)] = ""

    @model_validator(mode="after")
    def _of_the_member(self) -> Self:
        if (self.member or self.subject or self.body) and self.event not in MEMBER_MAY:
            known = ", ".join(sorted(MEMBER_MAY))
            raise ValueError(f"of {self.event} no mail goes to the member; one may go of {known}")
        return self


class MailTable(Table):
    """The office's mail server; its password is in the keyring."""

    host: Annotated[str, Field(max_length=253, pattern=r"^[A-Za-z0-9.:-]*$")] = ""
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    sender: Annotated[str, AfterValidator(_address)] = ""
    user: Annotated[str, Field(max_length=120)] = ""
    staff_address: Annotated[str, AfterValidator(_address)] = ""
    timeout_s: Annotated[int, Field(ge=1, le=120)] = 20

    @model_validator(mode="after")
    def _can_send(self) -> Self:
        if self.host and not self.sender:
            raise ValueError("a mail server needs a sender: the address that mail comes from")
        if self.security == "none" and self.host and self.host not in LOCAL:
            raise ValueError('security = "none" is for a server on this machine only: mail would go in clear')
        if self.staff_address and "{login}" not in self.staff_address:
            raise ValueError("staff_address holds {login}, which stands for each officer's own")
        return self
