"""What a configuration may bring about that nobody wants, though nothing of it is wrong."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from data.desk.desk import Desk
from data.repositories.configured import Configured
from data.rules.routines import circle_of, circle_said, trigger_of
from data.steward.faults import whole
from data.steward.toml_file import TomlFile
from data.types.routines import Routine

NOBODY = UUID(int=0)


def warnings(desk: Desk | None, file: TomlFile) -> tuple[str, ...]:
    """Sentences about a file without faults, where the desk's store has what it leaves out (features A4.19)."""
    base: Mapping[str, Any] = {}
    if desk is not None:
        with desk.store.reading() as connection:
            base = Configured(connection).values()
    return tuple(_circles(whole(file.values, base)))


def _circles(values: Mapping[str, Any]) -> Iterator[str]:
    routines = [
        Routine(
            NOBODY,
            one["name"],
            trigger_of(one["trigger"]),
            tuple(one.get("case_types", ())),
            one.get("condition", ""),
            tuple(one["actions"]),
            one.get("on", True),
        )
        for one in values.get("routine", ())
    ]
    circle = circle_of(routines)
    if circle:
        yield f"routine {circle[0]!r} {circle_said(circle)}"
