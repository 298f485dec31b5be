"""What the office has configured, to be looked at (docs/configuration.md)."""

from collections.abc import Iterator, Mapping
from typing import Any

from data.desk import routines
from data.desk.desk import Desk
from data.repositories.config_lists import LISTS
from data.repositories.config_shapes import ListOf
from data.repositories.configured import Configured, Stored
from data.rules.days import say_day
from data.types.configured import ShownEntry, ShownList
from data.types.errors import NotAllowed
from data.types.routines import ShownRoutine
from data.types.staff import Access
from data.types.stop import Stop

Told = tuple[tuple[str, str], ...]
ROUTINE = "routine"
PLAIN = ("label", "words", "kind", "access", "zone")
"""Keys whose value says itself what it is."""


def shown(desk: Desk, stop: Stop | None = None) -> tuple[ShownList, ...]:
    """The office's own settings, then every list with its entries, the archived ones last."""
    told = {one.name: told_of(desk, one) for one in routines.shown(desk, stop)}
    with desk.store.reading(stop) as connection:
        now = Configured(connection)
        office = [
            ShownEntry(key.replace("_", " "), _value(value) or "nothing", (), False)
            for values in now.office().values()
            for key, value in values.items()
        ]
        return (
            ShownList("office", "Office", tuple(office)),
            *(
                ShownList(one.path, one.said, tuple(_entries(now, one, told if one.path == ROUTINE else {})))
                for one in LISTS
            ),
        )


def told_of(desk: Desk, one: ShownRoutine) -> Told:
    """What a routine has done, and why it may do nothing, each with its name."""
    out = []
    if one.fault:
        out.append(("Look at", one.fault))
    if one.last is not None:
        out.append(
            (
                "Ran",
                ("once" if one.done == 1 else f"{one.done} times")
                + (f", {one.failed} in vain" if one.failed else ""),
            )
        )
        at = one.last.at.astimezone(desk.zone)
        out.append(
            (
                "Last",
                f"{say_day(at.date(), desk.today())} {at:%H:%M}, {one.last.case_number}: {one.last.said}",
            )
        )
    elif one.on:
        out.append(("Ran", "never yet"))
    return tuple(out)


def _entries(now: Configured, one: ListOf, told: Mapping[str, Told]) -> Iterator[ShownEntry]:
    used = now.used(one)
    for entry in sorted(now.entries(one), key=lambda entry: entry.archived):
        more = () if entry.archived else told.get(entry.key, ())
        yield ShownEntry(entry.key, _said(one, entry), used.get(entry.key, ()), entry.archived, more)


def _said(one: ListOf, entry: Stored) -> str:
    values = one.values(entry.columns)
    if one.texts:
        return str(entry.columns[one.fields[0].name])
    parts = []
    for key, value in values.items():
        name = key.replace("_", " ")
        if value is True:
            parts.append(name)
        elif key in PLAIN:
            parts.append(_value(value))
        elif value is not False:
            parts.append(f"{name} {_value(value)}")
    return "; ".join(parts)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | dict):
        return ", ".join(str(part) for part in value)
    return "" if value is None else str(value)


def office_kept(desk: Desk) -> str:
    """Name of the office whose own administrator this is, who keeps its part of the lists; empty for all others."""
    own = desk.officer.access >= Access.ADMIN and not desk.officer.of_all
    return desk.officer.office if own else ""


def refuse_below_admin(desk: Desk) -> None:
    """Raise NotAllowed for whoever is no administrator, of an office or of all."""
    if desk.officer.access < Access.ADMIN:
        raise NotAllowed("the configuration is changed by an administrator", todo="Ask an administrator.")


def refuse_others(desk: Desk) -> None:
    """Raise NotAllowed for whoever is no administrator of the whole organisation."""
    refuse_below_admin(desk)
    if not desk.officer.of_all:
        raise NotAllowed(
            "the configuration is changed by an administrator of the whole organisation", todo="Ask one."
        )
