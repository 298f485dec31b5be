"""A case becomes one of another type: which values go along, which are mapped, which are asked for (features A5.14)."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple

from data.types.case_edits import CaseContents

Becomes = Mapping[tuple[str, str], str]
"""(field, value) -> what it becomes; fields are `status`, `tag`, `priority`."""


class Retyped(NamedTuple):
    """What the case is then, and what has to be asked."""

    contents: CaseContents
    asked: tuple[str, ...]
    """`status` or `priority` where the mapping knows the field and not the value, `title` where it was somebody's own
    words."""


def retyped(
    now: CaseContents, to: str, mapping: Becomes, title_of: Callable[[list[str]], tuple[str, ...]]
) -> Retyped:
    """The contents of the case as one of type `to`, which takes the place of the primary one.

    `title_of` gives the titles the program would suggest for some case types, the one to take first: a title that was
    suggested follows the type.
    """
    types = [to, *(key for key in now.case_types[1:] if key != to)]
    then, asked = replace(now, case_types=types), []
    for field in ("status", "priority"):
        value = str(getattr(now, field))
        if (field, value) in mapping:
            becomes = mapping[field, value]
            setattr(then, field, int(becomes) if field == "priority" else becomes)
        elif any(known == field for known, _ in mapping):
            asked.append(field)
    tags = [mapping.get(("tag", tag), tag) for tag in now.tags]
    then.tags = list(dict.fromkeys(tag for tag in tags if tag))
    if now.title in title_of(now.case_types):
        then.title = title_of(types)[0]
    else:
        asked.append("title")
    return Retyped(then, tuple(asked))
