"""What the office has set about notices and mail, read from the parts of the configuration that are kept whole."""

import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from data.store.tables import SETTING
from data.types.notices import MailSettings, NoticeRules, Switch

NOTICES, NOTICE, MAIL = "notices", "notice", "mail"
_PARTS = select(SETTING.c.key, SETTING.c.value).where(SETTING.c.key.in_((NOTICES, NOTICE, MAIL)))


def read(connection: Connection) -> tuple[NoticeRules, MailSettings]:
    """Both; what is not said is as it is without being said."""
    kept: dict[str, Any] = {row.key: json.loads(row.value) for row in connection.execute(_PARTS)}
    switches = tuple(
        Switch(**{**one, "case_types": tuple(one.get("case_types", ()))}) for one in kept.get(NOTICE, ())
    )
    # The part about mail says also what comes in.
    mail = {name: value for name, value in kept.get(MAIL, {}).items() if name in MailSettings._fields}
    return NoticeRules(switches, **kept.get(NOTICES, {})), MailSettings(**mail)
