"""Which keys of a configuration name entries of other lists, and how entries are named themselves."""

from collections.abc import Container, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from data.repositories.config_lists import PARTS, list_of
from data.rules.deeds import parted
from data.rules.folding import fold
from data.steward.toml_file import Place

Values = Mapping[str, Any]
Misfit = tuple[Place, str]


class Reference(NamedTuple):
    """A key that names an entry of another list."""

    path: str
    key: str
    to: str
    said: str
    kind: str = ""
    """Names are told as `team: Legal`; those of other kinds are no names of that list."""
    within: str = ""
    """The names are those that begin with what this key holds: the kinds of task of the same case type."""
    starts: str = ""
    """A name stands after these words: `status Open` among the deeds of a macro."""
    exactly: bool = False
    """Behind the name may stand what it is more exactly: `status In progress / Letter sent`."""

    def named_in(self, text: str, known: Container[str]) -> str:
        """The name in what stands there, whole where it is `known` so; empty where it is of another kind."""
        if self.starts:
            name = text.removeprefix(self.starts).strip() if text.startswith(self.starts) else ""
            return parted(name)[0] if self.exactly and name not in known else name
        if not self.kind:
            return text
        kind, _, name = (part.strip() for part in text.partition(":"))
        return name if kind == self.kind else ""

    def told(self, text: str, name: str, becomes: str) -> str:
        """What stands there once that name in it is another."""
        if self.kind:
            return f"{self.kind}: {becomes}"
        return f"{self.starts}{becomes}{text.removeprefix(self.starts).strip().removeprefix(name)}"


REFERENCES = (
    Reference("office", "template", "note_template", "intake template"),
    Reference("related_to", "default_case_type", "case_type", "case type"),
    Reference("related_to", "template", "note_template", "intake template"),
    Reference("case_type", "office", "offices", "office"),
    Reference("note_template", "office", "offices", "office"),
    Reference("case_type", "calendar", "calendar", "calendar"),
    Reference("case_type", "parent", "case_type", "case type"),
    Reference("case_type", "template", "note_template", "intake template"),
    Reference("case_type", "deadline_rule", "deadline_rule", "deadline rule"),
    Reference("deadline_rule", "instead_of", "deadline_rule", "deadline rule"),
    Reference("custom_field", "case_types", "case_type", "case type"),
    Reference("notice", "case_types", "case_type", "case type"),
    Reference("case_type", "managers", "groups", "group"),
    Reference("case_type", "escalation", "groups", "group"),
    Reference("case_type", "starters", "groups", "group"),
    Reference("task_type", "case_type", "case_type", "case type"),
    Reference("task_type", "performers", "teams", "team", kind="team"),
    Reference("check_item", "case_type", "case_type", "case type"),
    Reference("check_item", "task", "task_type", "kind of task", within="case_type"),
    Reference("retype", "case_type", "case_type", "case type"),
    Reference("retype", "becomes", "case_type", "case type"),
    Reference("retype", "status", "status", "status"),
    Reference("retype", "tags", "tags", "tag"),
    Reference("retype", "priority", "priorities", "priority"),
    Reference("outline", "related_to", "related_to", "topic"),
    Reference("outline", "case_types", "case_type", "case type"),
    Reference("outline", "outcome", "interaction_outcomes", "outcome"),
    Reference("message", "case_types", "case_type", "case type"),
    Reference("case_type", "remind_member_with", "message", "message"),
    Reference("snippet", "team", "teams", "team"),
    Reference("snippet", "office", "offices", "office"),
    Reference("macro", "deeds", "status", "status", starts="status ", exactly=True),
    Reference("macro", "deeds", "tags", "tag", starts="tag +"),
    Reference("macro", "deeds", "tags", "tag", starts="tag -"),
    Reference("routine", "case_types", "case_type", "case type"),
    Reference("routine", "actions", "status", "status", starts="status "),
    Reference("routine", "actions", "tags", "tag", starts="tag +"),
    Reference("routine", "actions", "tags", "tag", starts="tag -"),
)
"""A key may hold one name, a list of them, or names that become others."""


def names_of(values: Values, path: str) -> list[str]:
    """The natural keys of a list in the file."""
    return [name for name, _, _ in named(values, path)]


def named(values: Values, path: str) -> list[tuple[str, Place, Any]]:
    """Natural key, place and value of every entry of a list."""
    if path not in values:
        return []
    found = values[path]
    if isinstance(found, dict):
        return [(str(key), (path, key), value) for key, value in found.items()]
    if path in PARTS:
        # Nothing refers to one entry of it, and it has no name.
        return [(str(index + 1), (path, index), value) for index, value in enumerate(found)]
    one = list_of(path)
    return [
        (one.key_in_file(value) if isinstance(value, dict) else str(value), (path, index), value)
        for index, value in enumerate(found)
    ]


def repeated(said: str, entries: list[tuple[str, Place, Any]]) -> Iterator[Misfit]:
    """Names that stand there twice."""
    seen: dict[str, str] = {}
    for name, place, _ in entries:
        folded = fold(name) or name
        before = seen.get(folded)
        if before is not None:
            alike = "" if before == name else f": officers cannot tell it from {before!r}"
            yield place, f"{said} holds {name!r} twice{alike}"
        seen[folded] = name


def no_such(what: str, name: str, known: list[str]) -> str:
    """That a name is none, with what there is."""
    near = get_close_matches(name, known, 1)
    meant = f" is {near[0]!r} meant?" if near else ""
    return f"there is no {what} {name!r};{meant} there {'are ' + ', '.join(known) if known else 'is none'}"
