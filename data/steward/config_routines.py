"""Routines of the configuration: what is done with a case by itself, and when (features A4.19, A4.20)."""

from collections.abc import Callable
from typing import Annotated

from pydantic import AfterValidator, Field

from data.rules.routines import asked, check_actions, trigger_of
from data.steward.config_table import Name, Words
from data.steward.config_table import Table as _Table
from data.types.errors import BadInput


def _told(check: Callable[[str], object], text: str) -> str:
    try:
        check(text)
    except BadInput as error:
        raise ValueError(error.detail) from None
    return text


def _trigger(text: str) -> str:
    return _told(trigger_of, text)


def _condition(text: str) -> str:
    return _told(asked, text)


def _actions(texts: list[str]) -> list[str]:
    try:
        check_actions(texts)
    except BadInput as error:
        raise ValueError(error.detail) from None
    return texts


class RoutineTable(_Table):
    """What sets it off, for which cases, and what is done then, in this order."""

    name: Name
    was: Name | None = None
    trigger: Annotated[str, AfterValidator(_trigger)]
    case_types: list[str] = []
    condition: Annotated[str, AfterValidator(_condition)] = ""
    actions: Annotated[list[Words], Field(min_length=1, max_length=10), AfterValidator(_actions)]
    on: bool = True
