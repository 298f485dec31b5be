"""Tasks and checklists of the configuration: which kinds a case type has, who does them, when they are made."""

from collections.abc import Callable, Sequence
from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from data.rules.conditions import circle, read_condition
from data.rules.folding import fold
from data.rules.performers import read_performer
from data.rules.tasks import LONGEST_TITLE
from data.steward.config_table import Table as _Table
from data.types.errors import BadInput

Label = Annotated[str, Field(min_length=1, max_length=LONGEST_TITLE)]


class TaskTypeTable(_Table):
    """A kind of task of a case type (features A4.27, A4.28, A4.29)."""

    case_type: str
    label: Label
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
    task: str = ""


def check_tasks(
    kinds: Sequence[TaskTypeTable],
    items: Sequence[CheckItemTable],
    case_types: Sequence[str],
    teams: Sequence[str],
) -> None:
    """Raise ValueError for what does not fit together: it names the key, and what is there."""
    named = [("task_type", one.label, one.case_type) for one in kinds]
    for what, said, case_type in (*named, *(("check_item", one.text, one.case_type) for one in items)):
        if case_type not in case_types:
            raise ValueError(
                f"{what} {said!r} names the case type {case_type!r}; there are {', '.join(case_types)}"
            )
    for one in kinds:
        for text in one.performers:
            performer = read_performer(text)
            if performer.kind == "team" and performer.name not in teams:
                raise ValueError(
                    f"task_type {one.label!r} names the team {performer.name!r}; there are {', '.join(teams)}"
                )
    for case_type in dict.fromkeys(one.case_type for one in kinds):
        _check_kinds(case_type, [one for one in kinds if one.case_type == case_type])
    for item in items:
        labels = [one.label for one in kinds if one.case_type == item.case_type]
        if item.task and item.task not in labels:
            raise ValueError(
                f"check_item {item.text!r} names the task {item.task!r}; {item.case_type} has"
                f" {', '.join(labels) or 'none'}"
            )
    for case_type in dict.fromkeys(item.case_type for item in items):
        _once("check_item", case_type, [item.text for item in items if item.case_type == case_type])


def _check_kinds(case_type: str, kinds: Sequence[TaskTypeTable]) -> None:
    labels = [one.label for one in kinds]
    _once("task_type", case_type, labels)
    conditions = {one.label: read_condition(one.condition) for one in kinds}
    known = {fold(label) for label in labels}
    for label, condition in conditions.items():
        for asked in condition.tasks - known:
            raise ValueError(
                f"the condition of {label!r} asks about the task {asked!r}; {case_type} has {', '.join(labels)}"
            )
    round_about = circle(conditions)
    if round_about:
        raise ValueError(f"the conditions of {case_type} ask in a circle: {' > '.join(round_about)}")


def _once(what: str, case_type: str, names: list[str]) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"{what} holds {twice[0]!r} twice for {case_type}")


def _told(read: Callable[[str], object], text: str) -> None:
    try:
        read(text)
    except BadInput as error:
        raise ValueError(error.detail) from None
