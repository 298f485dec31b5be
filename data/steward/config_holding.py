"""The parts of `union.toml` that say who gets a case, who sees it, and what a change of its type does."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from data.rules.allocation import NEED_NAMES, TAKE_NO_NAMES, Way

WAYS = [way.value for way in Way]
Login = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,39}$")]


class Assignment(BaseModel):
    """Who gets a new case when nobody is named (features A5.10)."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    to: str = Way.ME.value
    staff: list[Login] = []

    @model_validator(mode="after")
    def _names_fit(self) -> Self:
        if self.to not in WAYS:
            raise ValueError(f"assignment to {self.to!r} is no way; there are {', '.join(WAYS)}")
        way = Way(self.to)
        if way in NEED_NAMES and not self.staff:
            raise ValueError(f"assignment to {self.to!r} needs staff, logins of those it is about")
        if way in TAKE_NO_NAMES and self.staff:
            raise ValueError(f"assignment to {self.to!r} takes no staff")
        if len(set(self.staff)) < len(self.staff):
            raise ValueError("assignment names somebody twice")
        return self


class Retype(BaseModel):
    """What values become when a case of one type becomes one of another (features A5.14)."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    was: Annotated[str, Field(alias="from")]
    to: str
    status: dict[str, str] = {}
    tags: dict[str, str] = {}
    priority: dict[str, str] = {}

    def values(self) -> Iterable[tuple[str, str, str]]:
        """Field, what it was, what it becomes."""
        for field, mapped in (("status", self.status), ("tag", self.tags), ("priority", self.priority)):
            for was, becomes in mapped.items():
                yield field, was, becomes


def check_groups(named: Sequence[tuple[str, Sequence[str]]], groups: Sequence[str]) -> None:
    """Raise ValueError for a case type that names a group that is none."""
    for key, names in named:
        for name in names:
            if name not in groups:
                raise ValueError(
                    f"case_type {key} names the group {name!r}; there are {', '.join(groups) or 'none'}"
                )


def check_retypes(
    retypes: Sequence[Retype], types: Sequence[str], statuses: Sequence[str], tags: Sequence[str]
) -> None:
    """Raise ValueError for a case type, status, tag or priority that is none, or a pair told twice."""
    pairs = [(one.was, one.to) for one in retypes]
    for one in retypes:
        for key in (one.was, one.to):
            if key not in types:
                raise ValueError(f"retype names the case type {key!r}; there are {', '.join(types)}")
        if one.was == one.to or pairs.count((one.was, one.to)) > 1:
            raise ValueError(f"retype from {one.was} to {one.to}: once, and to another type")
        known = {"status": statuses, "tag": [*tags, ""], "priority": list("12345")}
        for field, was, becomes in one.values():
            for value in (was, becomes):
                if value not in known[field]:
                    raise ValueError(f"retype from {one.was} to {one.to} names the {field} {value!r}")
