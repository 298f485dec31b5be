"""What the office has configured of its e-mail, and how far its mailbox was read."""

import json
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.engine import Connection

from data.store.tables import MAILBOX, SETTING
from data.types.mailboxes import Mailbox


class MailSettings(NamedTuple):
    """The table `mail` of the configuration."""

    own: tuple[str, ...] = ()
    """The office's own addresses and domains: what they wrote goes out."""
    inbox: Mailbox | None = None


class Looked(NamedTuple):
    """When a folder was looked into, and up to which number it was read."""

    at: datetime
    uid_validity: int
    last_uid: int
    trouble: str = ""
    """Why it could not be read then."""


def mail_settings(connection: Connection) -> MailSettings:
    """As it is configured now."""
    kept = connection.execute(select(SETTING.c.value).where(SETTING.c.key == "mail")).scalar()
    found: dict[str, Any] = json.loads(kept) if kept else {}
    inbox = found.get("inbox") or {}
    return MailSettings(tuple(found.get("own", ())), Mailbox(**inbox) if inbox.get("host") else None)


def looked(connection: Connection, box: Mailbox) -> Looked | None:
    """How far that folder was read; None where it never was."""
    row = connection.execute(select(MAILBOX).where(MAILBOX.c.name == box.name)).first()
    return Looked(row.read_at, row.uid_validity, row.last_uid, row.trouble) if row is not None else None
