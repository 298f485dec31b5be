"""The office's own views of the work that is open."""

from collections.abc import Callable
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from data.rules.clean import clean_line
from data.rules.filter_fields import SORTS
from data.rules.views import refuse_unordered
from data.steward.config_table import Name, Table
from data.types.errors import BadInput
from data.types.views import COLUMNS, GROUPS, LONGEST_NAME


def _one_of(what: str, names: tuple[str, ...]) -> Callable[[str], str]:
    def check(text: str) -> str:
        if text and text not in names:
            raise ValueError(f"there is no {what} {clean_line(text)[:40]!r}; there are {', '.join(names)}")
        return text

    return check


Column = Annotated[str, AfterValidator(_one_of("column", COLUMNS))]
Sort = Annotated[str, AfterValidator(_one_of("order", SORTS))]
Group = Annotated[str, AfterValidator(_one_of("grouping", tuple(GROUPS)))]


class OfficeView(Table):
    """A view that everybody has (features B10)."""

    name: Annotated[Name, Field(max_length=LONGEST_NAME)]
    was: Name | None = None
    filter: Annotated[str, Field(max_length=400)] = ""
    columns: list[Column] = []
    sort: Sort = ""
    group: Group = ""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        try:
            refuse_unordered(self.sort, self.group)
        except BadInput as error:
            raise ValueError(error.detail) from None
        return self
