"""Whether the rules of who gets a case, and of what a change of its type does, fit together."""

from collections.abc import Iterator
from typing import Any

from data.rules.allocation import NEED_NAMES, TAKE_NO_NAMES, Way
from data.steward.naming import Misfit, Values, named
from data.steward.toml_file import Place


def assignments(values: Values) -> Iterator[Misfit]:
    """Ways that need names and have none, or take none and have some (features A5.10)."""
    told: list[tuple[Place, Any]] = [(place, value) for _, place, value in named(values, "case_type")]
    if "office" in values:
        told.append((("office",), values["office"]))
    for place, value in told:
        way, staff = value.get("assign_to"), value.get("assign_staff") or []
        if not way and staff:
            yield (*place, "assign_staff"), "needs assign_to: how it is decided among them"
        elif way and Way(way) in NEED_NAMES and not staff:
            yield (*place, "assign_to"), f"{way!r} needs assign_staff, logins of those it is about"
        elif way and Way(way) in TAKE_NO_NAMES and staff:
            yield (*place, "assign_staff"), f"assign_to {way!r} takes no staff"
        twice = next((login for login in staff if staff.count(login) > 1), None)
        if twice is not None:
            yield (*place, "assign_staff"), f"names {twice!r} twice"


def retypes(values: Values) -> Iterator[Misfit]:
    """A change of type that changes nothing (features A5.14)."""
    for _, place, value in named(values, "retype"):
        if value["case_type"] == value["becomes"]:
            yield (*place, "becomes"), "must be another type"
        for field in ("status", "priority"):
            for was, becomes in (value.get(field) or {}).items():
                if not becomes:
                    yield (*place, field, was), "must become something; only tags are taken off"
