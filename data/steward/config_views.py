"""The office's own views of the work that is open."""

from collections.abc import Callable
from typing import Annotated

from pydantic import AfterValidator, Field

from data.rules.clean import clean_line
from data.steward.config_table import Name, Table
from data.types.views import COLUMNS, GROUPS, LONGEST_NAME, SORTS


def _one_of(what: str, names: tuple[str, ...]) -> Callable[[str], str]:
    def check(text: str) -> str:
        if text and text not in names:
            raise ValueError(f"there is no {what} {clean_line(text)[:40]!r}; there are {', '.join(names)}")
        return text

    return check


Column = Annotated[str, AfterValidator(_one_of("column", COLUMNS))]
Sort = Annotated[str, AfterValidator(_one_of("order", (*SORTS, *(f"-{name}" for name in SORTS))))]
Group = Annotated[str, AfterValidator(_one_of("grouping", GROUPS))]


class OfficeView(Table):
    """A view that everybody has (features B10)."""

    name: Annotated[Name, Field(max_length=LONGEST_NAME)]
    was: Name | None = None
    filter: Annotated[str, Field(max_length=400)] = ""
    columns: list[Column] = []
    sort: Sort = ""
    group: Group = ""
