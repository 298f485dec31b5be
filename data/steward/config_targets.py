"""Targets in the configuration: calendars, and what a case type promises (features A4.08 to A4.15, B9)."""

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from data.rules.targets import MOST, read_length, read_reminders
from data.rules.working_time import read_hours
from data.steward.config_table import Name, Table
from data.types.errors import BadInput

Whole = Annotated[int, Field(ge=1, le=MOST)]
Reopening = Literal["continue", "restart", "stop"]
Retyping = Literal["restart", "continue", "keep", "stop"]


def _read(what: str, read: Any, text: Any) -> None:
    try:
        read(text)
    except BadInput as error:
        raise ValueError(f"{what}: {error.detail}") from None


class ClosedDay(Table):
    """A day on which the office does not work besides the public holidays."""

    day: date
    name: Name


class Calendar(Table):
    """When an office works (features A4.11)."""

    name: Name
    was: str | None = None
    hours: str
    closed: list[ClosedDay] = []

    @model_validator(mode="after")
    def _works(self) -> Self:
        _read(f"calendar {self.name!r}", read_hours, self.hours)
        days = [one.day for one in self.closed]
        twice = next((day for day in days if days.count(day) > 1), None)
        if twice is not None:
            raise ValueError(f"calendar {self.name!r} is closed on {twice} twice")
        return self


USUAL = Calendar(name="Office hours", hours="Mon-Fri 09:00-17:00")
"""Of a file that names none."""


class TargetRules(Table):
    """What holds for every case type that does not say otherwise."""

    may_set: bool = True
    may_extend: bool = True
    reopening: Reopening = "continue"
    retyping: Retyping = "restart"
    reminders: list[str] = []

    @model_validator(mode="after")
    def _can_be_read(self) -> Self:
        _read("targets", read_reminders, self.reminders)
        return self


class Promises(Table):
    """The part of a case type that is about its targets."""

    target_working_days: Whole | None = None
    target_unit: Literal["working days", "days", "working hours"] = "working days"
    first_response: str = ""
    next_follow_up: str = ""
    calendar: str = ""
    may_set_target: bool | None = None
    may_extend_target: bool | None = None
    target_on_reopening: Reopening | None = None
    target_on_retyping: Retyping | None = None
    target_reminders: list[str] | None = None
    escalate_to: list[Name] = []

    @model_validator(mode="after")
    def _lengths_can_be_read(self) -> Self:
        for name in ("first_response", "next_follow_up"):
            _read(name, read_length, getattr(self, name))
        _read("target_reminders", read_reminders, self.target_reminders or ())
        return self
