"""Snippets of the configuration: what `::name` becomes in everybody's notes, or in those of a team or office."""

from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from data.rules.clean import clean
from data.rules.messages import unknown_in
from data.rules.snippets import LONGEST, NAME, NO_NAME, PLACEHOLDERS
from data.steward.config_table import Table as _Table


def _a_name(name: str) -> str:
    if not NAME.fullmatch(name):
        raise ValueError(f"{name[:40]!r} {NO_NAME}")
    return name


def _a_text(text: str) -> str:
    if not clean(text).strip():
        raise ValueError("holds nothing: it is the text that stands in place of the name")
    if said := unknown_in(text, known=PLACEHOLDERS):
        raise ValueError(said)
    return text


class SnippetTable(_Table):
    """A text with placeholders under a short name (features B6)."""

    name: Annotated[str, AfterValidator(_a_name)]
    text: Annotated[str, Field(max_length=LONGEST), AfterValidator(_a_text)]
    team: str = ""
    office: str = ""

    @model_validator(mode="after")
    def _is_of_one(self) -> Self:
        if self.team and self.office:
            raise ValueError(f"the snippet {self.name!r} is of a team or of an office, not of both")
        return self
