"""Reading the one history."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import String, bindparam, cast, func, or_, select
from sqlalchemy.engine import Connection

from data.repositories.emails import PLACES, SEEN
from data.repositories.visible import VISIBLE, looking
from data.rules.good import HUMAN
from data.rules.good_case import CASE_HUMAN
from data.store.among import IDS, Among
from data.store.tables import (
    ACT,
    CASE,
    CASE_OFFICE,
    CHANGE,
    CHANGE_VALUE,
    CHECK_ITEM,
    CUSTOM_FIELD,
    JOB,
    LETTER,
    MEMBER,
    NOTE,
    SECTION,
    STAFF,
    TAG,
    TASK_TYPE,
    TEAM,
)
from data.types.records import ChangeLine
from data.types.staff import Officer

UNTOLD = ("reminded", "ticked_at", "pinned_at", "status_since")
"""Moments that go with what is told beside them; kept, so that they go back with it."""
WORDS = {
    "case_record": "case",
    "case_case_type": "case type",
    "case_assignee": "assignee",
    "interaction_case_type": "case type",
    "note_section": "note",
    "member_phone": "phone",
    "member_email": "e-mail",
    "email_filing": "e-mail",
    "member_address": "address",
    "member_tag": "tag",
    "case_tag": "tag",
    "case_watcher": "watcher",
    "interaction_tick": "tick",
    "case_tick": "tick",
    "case_target": "target",
    "case_hold": "hold",
    "case_escalation": "escalation",
    "custom_value": "field",
    "check_tick": "checklist",
    "key_request": "key asked for",
    "key_recovery": "paper key",
    "routine_run": "routine",
}
"""Tables whose name is not the officers' word."""

_LINES = (
    select(
        CHANGE.c.act_id,
        ACT.c.at,
        func.coalesce(STAFF.c.name, "").label("who"),
        ACT.c.action,
        ACT.c.reason,
        CHANGE.c.record_kind,
        CHANGE.c.record_id,
        CHANGE.c.field,
        CHANGE_VALUE.c.old,
        CHANGE_VALUE.c.new,
    )
    .join_from(CHANGE, ACT, ACT.c.id == CHANGE.c.act_id)
    .outerjoin(CHANGE_VALUE, CHANGE_VALUE.c.change_id == CHANGE.c.id)
    .outerjoin(STAFF, STAFF.c.id == ACT.c.officer_id)
    # When it was ticked is kept for taking it back; the tick beside it tells of it.
    .where(CHANGE.c.field.not_in(UNTOLD))
)
_OF = _LINES.where(
    CHANGE.c.owner_id == bindparam("owner_id"),
    CHANGE.c.owner_kind == bindparam("owner_kind"),
).order_by(ACT.c.at.desc(), ACT.c.id.desc(), CHANGE.c.id)


def _said(text: str | None) -> str | None:
    """A value as text: words as they are, everything else as JSON has it."""
    if text is None:
        return None
    value: Any = json.loads(text)
    if value is None:
        return None
    return value if isinstance(value, str) else text


_SECTIONS = (
    select(SECTION.c.note_id, SECTION.c.position, SECTION.c.title)
    .join_from(SECTION, NOTE, NOTE.c.id == SECTION.c.note_id)
    .where(or_(NOTE.c.interaction_id == bindparam("owner_id"), NOTE.c.case_id == bindparam("owner_id")))
)
OWN = "custom_value"
HIDDEN = {"other_case_id": "a case you may not see", "email_id": "an e-mail you may not see"}
"""What is said of one that is not named to whoever asks."""
_OWN_FIELDS = select(CUSTOM_FIELD.c.id, CUSTOM_FIELD.c.label)
_OF_ACTS = _LINES.where(Among(CHANGE.c.act_id, IDS)).order_by(CHANGE.c.act_id, CHANGE.c.id)
_STAFF = select(STAFF.c.id, STAFF.c.name).where(Among(STAFF.c.id, IDS))
_NAMED = {
    "member_id": ("member", select(MEMBER.c.id, MEMBER.c.name).where(Among(MEMBER.c.id, IDS))),
    "job_id": ("job", select(JOB.c.id, JOB.c.employer.label("name")).where(Among(JOB.c.id, IDS))),
    "owner_id": ("owner", _STAFF),
    "follow_up_officer_id": ("follow-up by", _STAFF),
    "officer_id": ("staff", _STAFF),
    "team_id": ("team", select(TEAM.c.id, TEAM.c.name).where(Among(TEAM.c.id, IDS))),
    "office_id": (
        "office",
        select(CASE_OFFICE.c.id, CASE_OFFICE.c.name).where(Among(CASE_OFFICE.c.id, IDS)),
    ),
    "tag_id": ("tag", select(TAG.c.id, TAG.c.name).where(Among(TAG.c.id, IDS))),
    "done_by": ("done by", _STAFF),
    "ticked_by": ("ticked by", _STAFF),
    "pinned_by": ("pinned by", _STAFF),
    "removed_by": ("removed by", _STAFF),
    "sent_by": ("sent by", _STAFF),
    "ended_by": ("ended by", _STAFF),
    "task_type_id": (
        "task type",
        select(TASK_TYPE.c.id, TASK_TYPE.c.label.label("name")).where(Among(TASK_TYPE.c.id, IDS)),
    ),
    "other_case_id": (
        "other case",
        select(CASE.c.id, ("C-" + cast(CASE.c.reference, String)).label("name")).where(
            Among(CASE.c.id, IDS), VISIBLE
        ),
    ),
    "email_id": (
        "e-mail",
        select(LETTER.c.id, LETTER.c.subject.label("name"))
        .select_from(PLACES)
        .where(Among(LETTER.c.id, IDS), SEEN),
    ),
    "item_id": (
        "checklist",
        select(CHECK_ITEM.c.id, CHECK_ITEM.c.text.label("name")).where(Among(CHECK_ITEM.c.id, IDS)),
    ),
}
"""Columns that hold an id: the word for them, and where the names are."""
_LISTED = {
    "interaction_case_type": ("case_type",),
    "case_case_type": ("case_type",),
    "case_tag": ("tag_id",),
    "member_tag": ("tag_id",),
    "case_assignee": ("officer_id", "team_id", "role"),
    "case_watcher": ("officer_id",),
    "task": ("title",),
    "document": ("name",),
    "message": ("subject",),
    "check_tick": ("item_id",),
    "key_request": ("officer_id",),
    "email_filing": ("email_id",),
    "routine_run": ("said",),
}
"""Rows that are one value of a list: made and removed they tell which; the columns that may hold it."""


def _listed(kind: str, field: str, old: str | None, new: str | None) -> tuple[str, str | None, str | None]:
    """A case type, a tag, an assignee that came or went, as a change of the field."""
    if kind not in _LISTED or field not in "+-":
        return field, _said(old), _said(new)
    row: Any = json.loads(new or old or "{}")
    values = row if isinstance(row, dict) else {}
    name = next((name for name in _LISTED[kind] if values.get(name)), _LISTED[kind][0])
    key = str(values.get(name, ""))
    word = {"case_type": "case type", "title": "task", "name": "document"}.get(name, name)
    return word, (key if field == "-" else None), (key if field == "+" else None)


def _own_value(row: str | None) -> str | None:
    values = json.loads(row) if row else None
    return str(values.get("value", "")) if isinstance(values, dict) else None


def _id(value: str | None) -> UUID | None:
    """The id that a value is; None for whatever else may stand there."""
    try:
        return UUID(value) if value else None
    except ValueError:
        return None


class History:
    """What was changed, by whom and why."""

    def __init__(self, connection: Connection, officer: Officer) -> None:
        self._connection = connection
        self._officer = officer

    def of(self, owner_kind: str, owner_id: UUID) -> tuple[ChangeLine, ...]:
        """The changes of a record and of what belongs to it, newest first."""
        rows = self._connection.execute(_OF, {"owner_kind": owner_kind, "owner_id": owner_id}).all()
        titles: dict[str, str] = {}
        if any(_of_a_section(row) for row in rows):
            titles |= {
                f"{part.note_id}/{part.position}": part.title
                for part in self._connection.execute(_SECTIONS, {"owner_id": owner_id})
            }
        if any(row.record_kind == OWN for row in rows):
            titles |= {f"{owner_id}/{own.id}": own.label for own in self._connection.execute(_OWN_FIELDS)}
        return self._named(tuple(_line(row, titles) for row in rows))

    def of_acts(self, ids: Sequence[UUID]) -> dict[UUID, list[ChangeLine]]:
        """What each of these acts changed."""
        rows = self._connection.execute(_OF_ACTS, {"ids": ids}).all() if ids else []
        out: dict[UUID, list[ChangeLine]] = {}
        for row, line in zip(rows, self._named(tuple(_line(row, {}) for row in rows)), strict=True):
            out.setdefault(row.act_id, []).append(line)
        return out

    def _named(self, lines: tuple[ChangeLine, ...]) -> tuple[ChangeLine, ...]:
        """People and jobs by their names, not by ids."""
        for field, (word, statement) in _NAMED.items():
            told = {_id(value) for line in lines if line.field == field for value in (line.old, line.new)}
            ids = [one for one in told if one is not None]
            if ids:
                found = self._connection.execute(statement, {"ids": ids, **looking(self._officer)})
                names: dict[str | None, str | None] = {str(row.id): row.name for row in found}
                if field in HIDDEN:
                    # Neither a number nor a subject of what she may not see, and no id that would tell nothing.
                    names = {**{str(one): HIDDEN[field] for one in ids}, **names}
                lines = tuple(
                    line._replace(
                        field=word, old=names.get(line.old, line.old), new=names.get(line.new, line.new)
                    )
                    if line.field == field
                    else line
                    for line in lines
                )
        return lines


def _ticked(
    kind: str, record_id: str, field: str, old: str | None, new: str | None
) -> tuple[str, str | None, str | None]:
    """A colleague's tick that came, changed or went: the item, and what was said of it."""
    item = record_id.split("/")[1]
    items = CASE_HUMAN if kind == "case_tick" else HUMAN
    label = next((one.label for one in items if one.key == item), item)

    def said(text: str | None) -> str | None:
        row: Any = json.loads(text) if text else None
        return ": ".join(part for part in (row["said"], row["line"]) if part) if row else None

    return (label, said(old), said(new)) if field in "+-" else (label, _said(old), _said(new))


def _of_a_section(row: Any) -> bool:
    return bool(row.record_kind == "note_section" and row.field == "body")


def _line(row: Any, titles: dict[str, str]) -> ChangeLine:
    if row.record_kind in ("interaction_tick", "case_tick"):
        field, old, new = _ticked(row.record_kind, row.record_id, row.field, row.old, row.new)
    else:
        field, old, new = _listed(row.record_kind, row.field, row.old, row.new)
    if _of_a_section(row):
        # Officers know a section by its title.
        field = titles.get(row.record_id, field)
    if row.record_kind == OWN:
        # Made and removed, its value came and went.
        if row.field in "+-":
            old, new = _own_value(row.old), _own_value(row.new)
        field = titles.get(row.record_id, field)
    if row.record_kind == "document" and field == "case_id":
        # People know a case by its number.
        field = "other_case_id"
    return ChangeLine(
        at=row.at,
        who=row.who,
        action=row.action,
        reason=row.reason,
        record=WORDS.get(row.record_kind, row.record_kind),
        field=field,
        old=old,
        new=new,
    )
