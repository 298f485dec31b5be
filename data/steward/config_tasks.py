"""Tasks and checklists of the configuration: which kinds a case type has, who does them, when they are made."""

from collections.abc import Callable
from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from data.rules.conditions import read_condition
from data.rules.performers import read_performer
from data.rules.tasks import LONGEST_TITLE
from data.steward.config_table import Table as _Table
from data.types.errors import BadInput

Label = Annotated[str, Field(min_length=1, max_length=LONGEST_TITLE)]


class TaskTypeTable(_Table):
    """A kind of task of a case type (features A4.27, A4.28, A4.29)."""

    case_type: str
    label: Label
    was: Label | None = None
    performers: list[str] = []
    auto_generate: bool = False
    condition: str = ""
    target_working_days: Annotated[int, Field(ge=0, le=400)] | None = None
    required: bool = True

    @field_validator("performers")
    @classmethod
    def _are_performers(cls, performers: list[str]) -> list[str]:
        for text in performers:
            _told(read_performer, text)
        return performers

    @field_validator("condition")
    @classmethod
    def _is_a_condition(cls, condition: str) -> str:
        _told(read_condition, condition)
        return condition

    @model_validator(mode="after")
    def _is_needed(self) -> Self:
        if self.condition and not self.auto_generate:
            raise ValueError(f"task {self.label!r} has a condition and needs auto_generate = true")
        return self


class CheckItemTable(_Table):
    """A line of the checklist of a case type (features B13)."""

    case_type: str
    text: Label
    was: Label | None = None
    task: str = ""


def _told(read: Callable[[str], object], text: str) -> None:
    try:
        read(text)
    except BadInput as error:
        raise ValueError(error.detail) from None
