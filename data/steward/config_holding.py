"""The parts of `union.toml` that say who gets a new case, and what a change of its type does."""

from typing import Annotated, Literal

from pydantic import Field

from data.steward.config_table import Table

OfficeAssignTo = Literal["me", "nobody", "named", "queue", "in turn", "all but"]
"""As `Way` has them (features A5.10)."""
AssignTo = Literal["", "me", "nobody", "named", "queue", "in turn", "all but"]
"""Of a case type: empty is as the office has it."""
Login = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,39}$")]


class Retype(Table):
    """What values become when a case of one type becomes one of another (features A5.14)."""

    case_type: str
    becomes: str
    status: dict[str, str] = {}
    tags: dict[str, str] = {}
    priority: dict[str, str] = {}
