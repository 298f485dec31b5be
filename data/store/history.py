"""The one history: a flush of the session leaves an act, its changes and their values in the same transaction."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import event, insert, inspect, select
from sqlalchemy.orm import Session

from data.model import Act, Change, ChangeValue, NoteRow, SectionRow

OWNERS = {
    "member": ("member", "id"),
    "member_phone": ("member", "member_id"),
    "member_email": ("member", "member_id"),
    "member_address": ("member", "member_id"),
    "job": ("member", "member_id"),
    "interaction": ("interaction", "id"),
    "interaction_case_type": ("interaction", "interaction_id"),
    "interaction_tick": ("interaction", "interaction_id"),
    "case_record": ("case_record", "id"),
    "case_tick": ("case_record", "case_id"),
    "case_case_type": ("case_record", "case_id"),
    "case_assignee": ("case_record", "case_id"),
    "case_tag": ("case_record", "case_id"),
    "case_watcher": ("case_record", "case_id"),
    "custom_value": ("case_record", "case_id"),
    "case_target": ("case_record", "case_id"),
    "case_hold": ("case_record", "case_id"),
    "case_escalation": ("case_record", "case_id"),
    "case_deadline": ("case_record", "case_id"),
    "task": ("case_record", "case_id"),
    "check_tick": ("case_record", "case_id"),
    "member_tag": ("member", "member_id"),
    "staff": ("staff", "id"),
}
"""Table -> whose history shows it, and the column that says which; notes are told apart below."""

SILENT = frozenset({"act", "change", "change_value", "member_local", "member_asked"})
"""History itself, and what remembers the membership system's own words."""


DERIVED = frozenset({"ticket_ref", "target_on", "lodge_by", "effect_wanted", "acl"})
"""Columns that follow another one, whose change is told."""


@dataclass(slots=True)
class Intent:
    """What a unit of work is for; kept in the session until its first change writes the act."""

    action: str
    officer_id: UUID | None
    reason: str
    at: datetime
    new_id: Callable[[], UUID]
    batch_id: UUID | None = None
    undoes_id: UUID | None = None
    act_id: UUID | None = None
    parents: dict[UUID, tuple[str, UUID | None]] = field(default_factory=dict)
    """Note -> its interaction or case."""


def watch(session: Session, intent: Intent) -> None:
    """Write down every flush of this session as part of one act."""
    session.info["intent"] = intent
    event.listen(session, "after_flush", _write_down)


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"a {type(value).__name__} has no place in history")


def history_text(value: object) -> str:
    """A value as history keeps it: JSON."""
    return json.dumps(value, default=_plain, ensure_ascii=False)


def _values(row: object) -> dict[str, object]:
    return {column.key: getattr(row, column.key) for column in inspect(type(row)).column_attrs}


def _key(row: object) -> str:
    mapper = inspect(type(row))
    assert mapper is not None
    return "/".join(str(part) for part in mapper.primary_key_from_instance(row))


def _owner(session: Session, intent: Intent, row: Any) -> tuple[str, UUID | None]:
    table = str(row.__tablename__)
    if isinstance(row, NoteRow):
        owner = _of_note(row.interaction_id, row.case_id)
        intent.parents[row.id] = owner
        return owner
    if isinstance(row, SectionRow):
        if row.note_id not in intent.parents:
            notes = NoteRow.metadata.tables["note"].c
            found = session.connection().execute(
                select(notes.interaction_id, notes.case_id).where(notes.id == row.note_id)
            )
            intent.parents[row.note_id] = _of_note(*found.one())
        return intent.parents[row.note_id]
    if table in OWNERS:
        kind, column = OWNERS[table]
        return kind, getattr(row, column)
    return table, None


def _of_note(interaction_id: UUID | None, case_id: UUID | None) -> tuple[str, UUID | None]:
    return ("interaction", interaction_id) if interaction_id is not None else ("case_record", case_id)


def _changed_fields(row: object) -> Iterator[tuple[str, object, object]]:
    state = inspect(row)
    assert state is not None
    for column in state.mapper.column_attrs:
        history = state.attrs[column.key].history
        if column.key not in DERIVED and history.has_changes():
            old = history.deleted[0] if history.deleted else None
            yield column.key, old, history.added[0] if history.added else None


def _write_down(session: Session, _context: object) -> None:
    intent: Intent = session.info["intent"]
    changes: list[dict[str, object]] = []
    values: list[dict[str, object]] = []

    def note(row: Any, name: str, old: str | None, new: str | None) -> None:
        kind, owner = _owner(session, intent, row)
        change_id = intent.new_id()
        changes.append(
            {
                "id": change_id,
                "record_kind": str(row.__tablename__),
                "record_id": _key(row),
                "owner_kind": kind,
                "owner_id": owner,
                "field": name,
            }
        )
        values.append({"change_id": change_id, "old": old, "new": new})

    # Notes before their sections, so that a section made together with its note finds the owner.
    for row in sorted(session.new, key=lambda made: isinstance(made, SectionRow)):
        if row.__tablename__ not in SILENT:
            note(row, "+", None, history_text(_values(row)))
    for row in session.dirty:
        if row.__tablename__ not in SILENT:
            for name, old, new in _changed_fields(row):
                note(row, name, history_text(old), history_text(new))
    for row in session.deleted:
        if row.__tablename__ not in SILENT:
            note(row, "-", history_text(_values(row)), None)
    if not changes:
        return
    connection = session.connection()
    if intent.act_id is None:
        intent.act_id = intent.new_id()
        connection.execute(
            insert(Act).values(
                id=intent.act_id,
                at=intent.at,
                officer_id=intent.officer_id,
                action=intent.action,
                reason=intent.reason,
                batch_id=intent.batch_id,
                undoes_id=intent.undoes_id,
            )
        )
    connection.execute(insert(Change), [{**change, "act_id": intent.act_id} for change in changes])
    connection.execute(insert(ChangeValue), values)
