"""Reading the one history."""

import json
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.engine import Connection

from data.store.tables import ACT, CHANGE, CHANGE_VALUE, STAFF
from data.types.records import ChangeLine

WORDS = {
    "case_record": "case",
    "case_case_type": "case type",
    "case_assignee": "assignee",
    "interaction_case_type": "case type",
    "note_section": "note",
    "member_phone": "phone",
    "member_email": "e-mail",
    "member_address": "address",
    "member_tag": "tag",
}
"""Tables whose name is not the officers' word."""

_OF = (
    select(
        ACT.c.at,
        func.coalesce(STAFF.c.name, "").label("who"),
        ACT.c.action,
        ACT.c.reason,
        CHANGE.c.record_kind,
        CHANGE.c.field,
        CHANGE_VALUE.c.old,
        CHANGE_VALUE.c.new,
    )
    .join_from(CHANGE, ACT, ACT.c.id == CHANGE.c.act_id)
    .outerjoin(CHANGE_VALUE, CHANGE_VALUE.c.change_id == CHANGE.c.id)
    .outerjoin(STAFF, STAFF.c.id == ACT.c.officer_id)
    .where(CHANGE.c.owner_id == bindparam("owner_id"), CHANGE.c.owner_kind == bindparam("owner_kind"))
    .order_by(ACT.c.at.desc(), ACT.c.id.desc(), CHANGE.c.id)
)


def _said(text: str | None) -> str | None:
    """A value as text: words as they are, everything else as JSON has it."""
    if text is None:
        return None
    value: Any = json.loads(text)
    if value is None:
        return None
    return value if isinstance(value, str) else text


class History:
    """What was changed, by whom and why."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, owner_kind: str, owner_id: UUID) -> tuple[ChangeLine, ...]:
        """The changes of a record and of what belongs to it, newest first."""
        rows = self._connection.execute(_OF, {"owner_kind": owner_kind, "owner_id": owner_id})
        return tuple(
            ChangeLine(
                at=row.at,
                who=row.who,
                action=row.action,
                reason=row.reason,
                record=WORDS.get(row.record_kind, row.record_kind),
                field=row.field,
                old=_said(row.old),
                new=_said(row.new),
            )
            for row in rows
        )
