"""Use cases for one officer, functions by noun: `desk.find.members(…)`, `desk.cases.create(…)`.

A room is imported when it is first entered, so that a screen can name the desk before the database is loaded.
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data.desk import (
        appointments,
        bulk,
        calendar,
        cases,
        changing,
        checklists,
        choices,
        clockwork,
        configured,
        deadlines,
        find,
        follow_ups,
        granting,
        handover,
        history,
        holding,
        interactions,
        lasting,
        leave,
        members,
        mentions,
        notes,
        notices,
        offices,
        opening,
        outbox,
        proposing,
        queue,
        reports,
        retyping,
        routines,
        sending,
        sharing,
        siding,
        staff,
        switching,
        targets,
        tasks,
        ticking,
        together,
        triage,
        undoing,
        views,
        workload,
    )

__all__ = [
    "appointments",
    "bulk",
    "calendar",
    "cases",
    "changing",
    "checklists",
    "choices",
    "clockwork",
    "configured",
    "deadlines",
    "find",
    "follow_ups",
    "granting",
    "handover",
    "history",
    "holding",
    "interactions",
    "lasting",
    "leave",
    "members",
    "mentions",
    "notes",
    "notices",
    "offices",
    "opening",
    "outbox",
    "proposing",
    "queue",
    "reports",
    "retyping",
    "routines",
    "sending",
    "sharing",
    "siding",
    "staff",
    "switching",
    "targets",
    "tasks",
    "ticking",
    "together",
    "triage",
    "undoing",
    "views",
    "workload",
]


def __getattr__(name: str) -> ModuleType:
    if name in __all__:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
