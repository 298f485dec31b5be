"""Whether the lists of a configuration fit together: names once, references to what there is, one status open."""

from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from data.repositories.config_lists import LISTS, Shape, list_of
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


REFERENCES = (
    Reference("office", "template", "note_template", "intake template"),
    Reference("related_to", "default_case_type", "case_type", "case type"),
    Reference("related_to", "template", "note_template", "intake template"),
    Reference("case_type", "calendar", "calendar", "calendar"),
    Reference("case_type", "parent", "case_type", "case type"),
    Reference("case_type", "template", "note_template", "intake template"),
    Reference("case_type", "deadline_rule", "deadline_rule", "deadline rule"),
    Reference("deadline_rule", "instead_of", "deadline_rule", "deadline rule"),
    Reference("custom_field", "case_types", "case_type", "case type"),
    Reference("outline", "related_to", "related_to", "topic"),
    Reference("outline", "case_types", "case_type", "case type"),
    Reference("outline", "outcome", "interaction_outcomes", "outcome"),
)
"""A key may hold one name, or a list of them."""


def misfits(values: Values) -> Iterator[Misfit]:
    """What does not fit together in these parts, each of which is sound in itself; others are left out."""
    for check in (_twice, _renamed, _references, _circles, _statuses, _priorities, _sections):
        yield from check(values)


def names_of(values: Values, path: str) -> list[str]:
    """The natural keys of a list in the file."""
    return [name for name, _, _ in _named(values, path)]


def _named(values: Values, path: str) -> list[tuple[str, Place, Any]]:
    """Natural key, place and value of every entry of a list."""
    if path not in values:
        return []
    found = values[path]
    if isinstance(found, dict):
        return [(str(key), (path, key), value) for key, value in found.items()]
    key = list_of(path).key
    return [
        (str(value[key]) if isinstance(value, dict) else str(value), (path, index), value)
        for index, value in enumerate(found)
    ]


def _twice(values: Values) -> Iterator[Misfit]:
    for one in (one.path for one in LISTS if one.shape is not Shape.KEYED):
        yield from _repeated(one, _named(values, one))
    for name, place, value in _named(values, "custom_field"):
        options = [(one, (*place, "options", at), one) for at, one in enumerate(value.get("options", []))]
        yield from _repeated(f"the options of {name}", options)
    for name, place, value in _named(values, "status"):
        inner = [
            (str(sub["name"]) if isinstance(sub, dict) else str(sub), (*place, "substatuses", index), sub)
            for index, sub in enumerate(value.get("substatuses", []))
        ]
        yield from _repeated(f"the substatuses of {name}", inner)


def _repeated(said: str, entries: list[tuple[str, Place, Any]]) -> Iterator[Misfit]:
    seen: dict[str, str] = {}
    for name, place, _ in entries:
        folded = fold(name) or name
        before = seen.get(folded)
        if before is not None:
            alike = "" if before == name else f": officers cannot tell it from {before!r}"
            yield place, f"{said} holds {name!r} twice{alike}"
        seen[folded] = name


def _renamed(values: Values) -> Iterator[Misfit]:
    for one in LISTS:
        entries = _named(values, one.path)
        was = {
            name: value["was"] for name, _, value in entries if isinstance(value, dict) and value.get("was")
        }
        counts = Counter(was.values())
        for name, place, _ in entries:
            before = was.get(name)
            if before is None:
                continue
            if before == name:
                yield (*place, "was"), f"{name!r} is what it is called already"
            elif counts[before] > 1:
                yield (*place, "was"), f"{before!r} became two entries; one of them may say so"
            elif any(other == before and other not in was for other, _, _ in entries):
                yield (*place, "was"), f"{before!r} still stands in the list; a renamed entry has one name"


def _references(values: Values) -> Iterator[Misfit]:
    for ref in REFERENCES:
        if ref.path not in values or ref.to not in values:
            continue
        known = names_of(values, ref.to)
        held = (
            [((ref.path,), values[ref.path])]
            if ref.path == "office"
            else [(place, value) for _, place, value in _named(values, ref.path)]
        )
        for place, value in held:
            named = value.get(ref.key)
            for name in named if isinstance(named, list) else [named]:
                if name and name not in known:
                    yield (*place, ref.key), _no(ref.said, name, known)


def _no(what: str, name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, 1)
    meant = f" is {near[0]!r} meant?" if near else ""
    return f"there is no {what} {name!r};{meant} there are {', '.join(known)}"


def _circles(values: Values) -> Iterator[Misfit]:
    """A case type that would stand under itself."""
    above = {name: value.get("parent") for name, _, value in _named(values, "case_type")}
    for name, place, _ in _named(values, "case_type"):
        way = [name]
        while (parent := above.get(way[-1])) and parent not in way:
            way.append(parent)
        if parent == name:
            yield (*place, "parent"), f"goes in a circle: {' under '.join([*way, name])}"


def _statuses(values: Values) -> Iterator[Misfit]:
    """One open and one closed (features A4.06)."""
    if "status" not in values:
        return
    for kind in ("open", "closed"):
        of_kind = [(name, place) for name, place, value in _named(values, "status") if value["kind"] == kind]
        if not of_kind:
            yield ("status",), f"exactly one status must be of kind {kind}; there is none"
        elif len(of_kind) > 1:
            names = " and ".join(repr(name) for name, _ in of_kind)
            yield (*of_kind[1][1], "kind"), f"exactly one status must be of kind {kind}; {names} are"


def _priorities(values: Values) -> Iterator[Misfit]:
    missing = [level for level in "12345" if level not in values.get("priorities", "12345")]
    if missing:
        yield ("priorities",), f"needs words for each of 1 to 5; {', '.join(missing)} missing"


def _sections(values: Values) -> Iterator[Misfit]:
    """Titles that no template has."""
    if "note_template" not in values:
        return
    titles = [title for _, _, value in _named(values, "note_template") for title in value["sections"]]
    known = list(dict.fromkeys(titles))
    if "office" in values:
        for index, title in enumerate(values["office"].get("case_sections", [])):
            if title not in known:
                yield ("office", "case_sections", index), _no("section", title, known)
    for _, place, value in _named(values, "outline"):
        for title in value.get("sections", {}):
            if title not in known:
                yield (*place, "sections", title), _no("section", title, known)
    for name, place, value in _named(values, "note_template"):
        yield from _repeated(
            f"the template {name}",
            [(title, (*place, "sections", index), title) for index, title in enumerate(value["sections"])],
        )
