"""What acts made of each row, from the history: its values before and after; and who changed it since."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from data.types.staff import Officer

Values = dict[str, Any]


class Done(NamedTuple):
    """An act that may be taken back."""

    id: UUID
    at: datetime
    officer_id: UUID | None
    action: str
    batch_id: UUID | None
    reason: str = ""


@dataclass(slots=True)
class Net:
    """What acts made of one row: its values before and after, or only those that differ."""

    kind: str
    key: str
    owner: tuple[str, UUID | None]
    was: Values | None
    """None where the act made the row."""
    now: Values | None
    """None where the act removed it."""
    act: Done
    """The last of them."""
    erased: bool = False
    """Its values are known no more."""

    @property
    def fields(self) -> tuple[str, ...]:
        """What was changed; `+` for a row that was made, `-` for one that was removed."""
        if self.was is None:
            return ("+",)
        if self.now is None:
            return ("-",)
        return tuple(name for name in self.now if name != "version")


def left(rows: Sequence[Any]) -> list[Any]:
    """Acts, the oldest first, without those that were taken back and what took them back."""
    left: list[Any] = []
    for row in rows:
        undone = next((one for one in left if row.undoes_id in (one.id, one.batch_id)), None)
        if row.undoes_id is not None and undone is not None:
            left.remove(undone)
        else:
            left.append(row)
    return left


class Since:
    """What was changed on records after an act."""

    def __init__(self, rows: Sequence[Any], officer: Officer) -> None:
        self._rows: dict[tuple[str, str], list[Any]] = {}
        self._of_owner: dict[tuple[str, UUID | None], list[Any]] = {}
        self._officer = officer
        for row in rows:
            self._rows.setdefault((row.record_kind, row.record_id), []).append(row)
            self._of_owner.setdefault((row.record_kind, row.owner_id), []).append(row)

    def who(self, net: Net, field: str) -> tuple[str, datetime | None]:
        """Who changed that last, and when; "you" for the officer herself."""
        names = {field, "+", "-"}
        rows = [
            row for row in self._rows.get((net.kind, net.key), ()) if field in "+-" or row.field in names
        ] or self._of_owner.get((net.kind, net.owner[1]), [])
        rows = [row for row in rows if (row.at, row.act_id) > (net.act.at, net.act.id)]
        if not rows:
            return "", None
        last = rows[-1]
        return ("you" if last.officer_id == self._officer.id else last.name or "casetui"), last.at


class Texts(dict[str | None, Any]):
    """Texts of history and their values: the many of a gesture have few values among them."""

    def __missing__(self, text: str | None) -> Any:
        value = self[text] = None if text is None else json.loads(text)
        return value


def joined(net: Net | None, row: Any, act: Done, read: Texts) -> Net:
    """The net of a row after one more change of the same act."""
    old, new = read[row.old], read[row.new]
    if net is None:
        net = Net(row.record_kind, row.record_id, (row.owner_kind, row.owner_id), {}, {}, act)
        if row.field == "+":
            net.was = None
    net.act = act
    net.erased = net.erased or (row.old is None and row.new is None)
    if row.field == "+":
        net.now = dict(new or {})
    elif row.field == "-":
        if net.was is not None:
            net.was = {**(old or {}), **net.was}
        net.now = None
    else:
        if net.was is not None:
            net.was.setdefault(row.field, old)
        if net.now is not None:
            net.now[row.field] = new
    return net


def says(net: Net) -> bool:
    """Whether anything is left of it: what came and went again within one act is nothing."""
    if net.was is None or net.now is None:
        return net.was is not net.now
    same = [name for name in net.now if net.was.get(name) == net.now[name] and not net.erased]
    for name in same:
        del net.now[name]
    return bool(net.now)
