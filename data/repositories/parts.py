"""What hangs on one case: its types, who has it, who watches it, the office's own fields and its tags."""

from collections import defaultdict
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import String, Uuid, bindparam, cast, literal, null, select, union_all
from sqlalchemy.engine import Connection, Row

from data.store.tables import (
    ASSIGNEE,
    CASE_TAG,
    CASE_TYPE_OF_CASE,
    CASE_WATCHER,
    CUSTOM_FIELD,
    CUSTOM_VALUE,
    STAFF,
    TAG,
)
from data.types.records import Watcher
from data.types.staff import Assignee

_CASE = bindparam("case_id", type_=Uuid())
_ID, _TEXT = cast(null(), Uuid()), literal("", String())
_PARTS = union_all(
    select(
        literal("type", String()).label("part"),
        CASE_TYPE_OF_CASE.c.position.label("position"),
        CASE_TYPE_OF_CASE.c.case_type.label("name"),
        _TEXT.label("value"),
        _ID.label("officer_id"),
        _ID.label("team_id"),
    ).where(CASE_TYPE_OF_CASE.c.case_id == _CASE),
    select(
        literal("assignee"),
        ASSIGNEE.c.position,
        _TEXT,
        ASSIGNEE.c.role,
        ASSIGNEE.c.officer_id,
        ASSIGNEE.c.team_id,
    ).where(ASSIGNEE.c.case_id == _CASE),
    select(literal("watcher"), literal(0), STAFF.c.name, _TEXT, STAFF.c.id, _ID)
    .join_from(CASE_WATCHER, STAFF, STAFF.c.id == CASE_WATCHER.c.officer_id)
    .where(CASE_WATCHER.c.case_id == _CASE, STAFF.c.active.is_(True)),
    select(literal("field"), CUSTOM_FIELD.c.position, CUSTOM_FIELD.c.name, CUSTOM_VALUE.c.value, _ID, _ID)
    .join_from(CUSTOM_VALUE, CUSTOM_FIELD, CUSTOM_FIELD.c.id == CUSTOM_VALUE.c.field_id)
    .where(CUSTOM_VALUE.c.case_id == _CASE),
    select(literal("tag"), TAG.c.position, TAG.c.name, _TEXT, _ID, _ID)
    .join_from(CASE_TAG, TAG, TAG.c.id == CASE_TAG.c.tag_id)
    .where(CASE_TAG.c.case_id == _CASE),
).order_by("part", "position", "name")
"""What hangs on one case, a row each: as a statement each they cost more to ask than to answer."""


class Parts(NamedTuple):
    """All of it, in its order."""

    case_types: tuple[str, ...]
    """Their keys, the primary first."""
    assignees: tuple[Assignee, ...]
    watchers: tuple[Watcher, ...]
    """Of those who work here, by name."""
    fields: dict[str, str]
    tags: tuple[str, ...]


def parts_of(connection: Connection, case_id: UUID) -> Parts:
    """The parts of a case, which the caller may see."""
    found: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(_PARTS, {"case_id": case_id}):
        found[row.part].append(row)
    return Parts(
        tuple(one.name for one in found["type"]),
        tuple(Assignee(one.officer_id, one.team_id, one.value) for one in found["assignee"]),
        tuple(Watcher(one.officer_id, one.name) for one in found["watcher"]),
        {one.name: one.value for one in found["field"]},
        tuple(one.name for one in found["tag"]),
    )
