"""Macros of the configuration: several deeds under one name (features B7)."""

from typing import Annotated

from pydantic import AfterValidator, Field

from data.rules.deeds import check_all
from data.steward.config_table import Name
from data.steward.config_table import Table as _Table
from data.types.errors import BadInput


def _deeds(texts: list[str]) -> list[str]:
    try:
        check_all(texts)
    except BadInput as error:
        raise ValueError(error.detail) from None
    for text in texts:
        name, _, argument = text.partition(" ")
        if name == "tag" and argument[:1] not in ("+", "-"):
            raise ValueError(f"{text!r} says neither + nor -: tag +NAME puts one on, tag -NAME takes it off")
    return texts


class MacroTable(_Table):
    """What is done under that name, in this order."""

    name: Name
    was: Name | None = None
    deeds: Annotated[list[Name], Field(min_length=1, max_length=10), AfterValidator(_deeds)]
