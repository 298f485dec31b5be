"""A configuration applied: one transaction, one act of history, everything or nothing."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Table, select, update
from sqlalchemy.orm import Session

from data.desk.configured import office_kept, refuse_below_admin
from data.desk.deadlines import recount
from data.desk.desk import Desk
from data.model import OfficeRow, SettingRow
from data.repositories.config_shapes import ListOf, Values
from data.repositories.configured import Configured
from data.rules.clean import clean_line
from data.steward.comparing import Compared, Match, Plan, plan, renamed_lines
from data.steward.groups import follow_groups
from data.steward.seed import list_id
from data.steward.toml_file import TomlFile
from data.types.configured import Difference
from data.types.errors import CasetuiError

ACTION = "config.apply"
ADMITTING = ("groups", "case_type")
"""Lists that say which groups see a case."""
COUNTED = ("deadline_rule", "case_type", "office")
"""What the limits set by law of a case are counted by."""


class ConfigMoved(CasetuiError):
    """Someone else has changed the configuration since the differences were shown."""

    title = "Someone changed the configuration meanwhile"
    kept = "Nothing of this file was applied."
    todo = "Look at `casetui config diff` again, then apply."


def differences(desk: Desk, file: TomlFile) -> tuple[Difference, ...]:
    """What the file would change; raises FaultyFile."""
    with desk.store.reading() as connection:
        return plan(Configured(connection), file, office_kept(desk)).differences


def apply(
    desk: Desk, file: TomlFile, shown: tuple[Difference, ...], reason: str = ""
) -> tuple[Difference, ...]:
    """Make the lists what the file says; answers what was changed, nothing when it all was so already.

    Raises NotAllowed for whoever is no administrator, FaultyFile, and ConfigMoved when it would change something
    else than was `shown`. An office's own administrator changes what is of her office alone.
    """
    refuse_below_admin(desk)
    office = office_kept(desk)
    with desk.store.writing(action=ACTION, officer_id=desk.officer.id, reason=clean_line(reason)) as session:
        # Two who apply at once take turns: the second compares with what the first has left.
        desk.store.take_turns(session, ACTION)
        found = plan(Configured(session.connection()), file, office)
        if found.differences and _what(found.differences) != _what(shown):
            raise ConfigMoved()
        _put(desk, session, found)
        # Of an office alone nothing changes that its cases follow.
        if not office and any(one.list in ADMITTING for one in found.differences):
            follow_groups(session.connection())
    if not office and any(one.list in COUNTED for one in found.differences):
        recount(desk)
    return found.differences


def _what(differences: tuple[Difference, ...]) -> list[Difference]:
    """Without the counts, which go on while somebody reads them."""
    return [one._replace(used=()) for one in differences]


def _put(desk: Desk, session: Session, found: Plan) -> None:
    if found.office:
        office = session.scalars(select(OfficeRow).limit(1)).one()
        for column, value in found.office.items():
            setattr(office, column, value)
    for key, value in found.parts.items():
        _put_part(session, key, value)
    session.flush()
    for compared in found.lists:
        if compared.differences:
            _put_list(desk, session, compared)


def _put_part(session: Session, key: str, value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False)
    row = session.get(SettingRow, key)
    if row is None:
        session.add(SettingRow(key=key, value=text))
    else:
        row.value = text


def _put_list(desk: Desk, session: Session, compared: Compared) -> None:
    one = compared.list
    for match in _in_turn(compared):
        _rename(session, one, match)
    rows: dict[str, Any] = {one.key_in_store(vars(row)): row for row in session.scalars(select(one.row))}
    for place, match in zip(_places(compared, rows), compared.matches, strict=True):
        wanted = match.wanted
        if match.stored is None:
            session.add(_new_row(desk, session, one, wanted.key, wanted.columns | {"position": place}))
            continue
        row = rows[wanted.key]
        for column, value in (wanted.columns | {"position": place, "archived": False}).items():
            setattr(row, column, value)
        _follow_lines(session, one, match)
    for place, entry in enumerate(compared.leaving, len(compared.matches)):
        rows[entry.key].archived = True
        if not compared.alone:
            rows[entry.key].position = place
    session.flush()


def _places(compared: Compared, rows: Mapping[str, Any]) -> list[int]:
    """Where each entry that is wanted comes to stand; those of an office share the places they have, then the end."""
    if not compared.alone:
        return list(range(len(compared.matches)))
    held = sorted(rows[match.wanted.key].position for match in compared.matches if match.stored is not None)
    end = max((row.position for row in rows.values()), default=-1) + 1
    return [*held, *range(end, end + len(compared.matches) - len(held))]


def _in_turn(compared: Compared) -> Iterator[Match]:
    """Entries that get another key, each when its new key is free."""
    waiting = [m for m in compared.matches if m.stored is not None and m.stored.key != m.wanted.key]
    while waiting:
        held = {match.stored.key for match in waiting if match.stored is not None}
        free = [match for match in waiting if match.wanted.key not in held]
        yield from free
        waiting = [match for match in waiting if match not in free]


def _rename(session: Session, one: ListOf, match: Match) -> None:
    """Give an entry its new key, and every record that names it by the key with it."""
    assert match.stored is not None
    old, new = match.stored.key, match.wanted.key
    names = one.key_columns(new)
    held = (getattr(one.row, name) == value for name, value in one.key_columns(old).items())
    row = session.scalars(select(one.row).where(*held)).one()
    if "id" in one.row.model_fields:
        for name, value in names.items():
            setattr(row, name, value)
        session.flush()
        _follow(session, one, old, new)
        return
    # The key itself is what records hold: the new row is there before they change over.
    values = {name: getattr(row, name) for name in one.row.model_fields}
    session.add(one.row(**{**values, **names}))
    session.flush()
    _follow(session, one, old, new)
    session.delete(row)
    session.flush()


def _follow(session: Session, one: ListOf, old: str, new: str) -> None:
    for use in one.uses:
        if not use.by_id:
            session.execute(update(_table(use.column)).where(use.column == old).values({use.column: new}))


def _follow_lines(session: Session, one: ListOf, match: Match) -> None:
    """Records that name a line of a field follow when it gets another word."""
    for field in one.fields:
        if field.inner is None:
            continue
        inner = field.inner
        for old, new in renamed_lines(field, match):
            session.execute(
                update(_table(inner.column))
                .where(inner.of == match.wanted.key, inner.column == old)
                .values({inner.column: new})
            )


def _table(column: Any) -> Table:
    table: Table = column.table
    return table


def _new_row(desk: Desk, session: Session, one: ListOf, key: str, columns: Values) -> Any:
    values = {**one.key_columns(key), "archived": False, **columns}
    if "id" in one.row.model_fields:
        # A seeded entry that was renamed keeps the id of its first name.
        seeded = list_id(str(one.row.__tablename__), key)
        values["id"] = desk.new_id() if session.get(one.row, seeded) is not None else seeded
    return one.row(**values)
