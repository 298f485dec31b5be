"""The one history: what a transaction is for; and where no trigger writes it, every flush of a session told."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    String,
    bindparam,
    event,
    func,
    inspect,
    literal_column,
    select,
    true,
)
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import get_history

from data.model import NoteRow, SectionRow
from data.store.bulk import Bulk
from data.store.ledger import Told, tell
from data.store.told import DERIVED, EITHER, OWNERS, SILENT
from data.types.chain import Facts

NOTHING = object()
"""There was no row before, or is none now."""


class Line(NamedTuple):
    """A column of a record that a statement changed, its values as history keeps them before they are text."""

    id: UUID
    field: str
    old: object
    new: object
    kind: str = ""
    """Of a row that belongs to the record, what it is; `key` says which."""
    key: str = ""


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

    def facts(self) -> Facts:
        """Its act, as it is written down."""
        if self.act_id is None:
            self.act_id = self.new_id()
        return Facts(
            self.act_id, self.at, self.officer_id, self.action, self.reason, self.batch_id, self.undoes_id
        )


def watch(session: Session, intent: Intent) -> None:
    """Write down every flush of this session as part of one act."""
    session.info["intent"] = intent
    event.listen(session, "after_flush", _write_down)


def state(connection: Connection, intent: Intent, *, many: bool = False, each: bool = False) -> None:
    """Tell a store that writes its own history what this transaction is for; its act is chosen here.

    With `each` every record gets an act of its own, and all have the batch in common.
    """
    connection.execute(_STATE, said(intent, many=many, each=each))


def said(intent: Intent, *, many: bool = False, each: bool = False) -> dict[str, str]:
    """The parameters of `SAID`.

    What an officer does one by one is planned once, for any value; work on `many` rows for the values it has.
    """
    act = intent.facts()
    return {
        "act": str(act.id),
        "at": act.at.isoformat(),
        "officer": str(act.officer_id or ""),
        "action": act.action,
        "reason": act.reason,
        "batch": str(act.batch_id or ""),
        "undoes": str(act.undoes_id or ""),
        "each": "on" if each else "",
        "plans": "auto" if many else "force_generic_plan",
    }


def _set(name: str, value: str) -> ColumnElement[str]:
    return func.set_config(literal_column(f"'{name}'"), bindparam(value, type_=String()), true())


SAID = (
    *(
        _set(f"casetui.{name}", name)
        for name in ("act", "at", "officer", "action", "reason", "batch", "undoes", "each")
    ),
    _set("plan_cache_mode", "plans"),
)
_STATE = select(*SAID)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"a {type(value).__name__} has no place in history")


def history_text(value: object) -> str:
    """A value as history keeps it: JSON."""
    return json.dumps(value, default=_plain, ensure_ascii=False)


class Written(dict[tuple[type, Any], str]):
    """Values and their texts: most records of a gesture have few values among them."""

    def of(self, value: Any) -> str | None:
        """As history keeps it."""
        if value is NOTHING:
            return None
        if isinstance(value, dict | list):
            return history_text(value)
        # True is 1 to a dictionary, and another word to history.
        key = (type(value), value)
        found = self.get(key)
        if found is None:
            found = self[key] = history_text(value)
        return found


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
    for kind, column in EITHER.get(table, ()):
        if getattr(row, column) is not None:
            return kind, getattr(row, column)
    return table, None


def _of_note(interaction_id: UUID | None, case_id: UUID | None) -> tuple[str, UUID | None]:
    return ("interaction", interaction_id) if interaction_id is not None else ("case_record", case_id)


def _changed_fields(row: object) -> Iterator[tuple[str, object, object]]:
    state = inspect(row)
    assert state is not None
    # Of a thousand rows with forty columns each, only what was set is looked at.
    if not state.committed_state:
        return
    for column in state.mapper.column_attrs:
        if column.key not in state.committed_state or column.key in DERIVED:
            continue
        history = get_history(row, column.key)
        if history.has_changes():
            old = history.deleted[0] if history.deleted else None
            yield column.key, old, history.added[0] if history.added else None


def tell_beside(session: Session, kind: str, lines: Iterable[Line]) -> None:
    """Tell, as part of the act of a unit of work, what statements changed beside its rows; not where triggers do."""
    connection = session.connection()
    changed = list(lines) if connection.dialect.name != "postgresql" else []
    if not changed:
        return
    intent: Intent = session.info["intent"]
    begun = intent.act_id is not None
    act, new_id, texts = intent.facts(), intent.new_id, Written()
    told = [
        Told(
            new_id(),
            act.id,
            one.kind or kind,
            one.key or str(one.id),
            kind,
            one.id,
            one.field,
            texts.of(one.old),
            texts.of(one.new),
        )
        for one in changed
    ]
    tell(Bulk(connection), {act.id: act}, told, begun=begun)


def _write_down(session: Session, _context: object) -> None:
    intent: Intent = session.info["intent"]
    told: list[tuple[Any, str, str | None, str | None]] = []
    # Notes before their sections, so that a section made together with its note finds the owner.
    for row in sorted(session.new, key=lambda made: isinstance(made, SectionRow)):
        if row.__tablename__ not in SILENT:
            told.append((row, "+", None, history_text(_values(row))))
    for row in session.dirty:
        if row.__tablename__ not in SILENT:
            told += (
                (row, name, history_text(old), history_text(new)) for name, old, new in _changed_fields(row)
            )
    for row in session.deleted:
        if row.__tablename__ not in SILENT:
            told.append((row, "-", history_text(_values(row)), None))
    if not told:
        return
    begun = intent.act_id is not None
    act = intent.facts()
    changes = [
        Told(
            intent.new_id(),
            act.id,
            str(row.__tablename__),
            _key(row),
            *_owner(session, intent, row),
            name,
            old,
            new,
        )
        for row, name, old, new in told
    ]
    tell(Bulk(session.connection()), {act.id: act}, changes, begun=begun)
