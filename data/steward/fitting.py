"""Whether the lists of a configuration fit together: names once, references to what there is, one status open."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from data.repositories.config_lists import LISTS
from data.repositories.config_shapes import BETWEEN, Shape
from data.rules.deeds import parted
from data.steward.fitting_holding import assignments, retypes
from data.steward.fitting_tasks import conditions
from data.steward.naming import REFERENCES, Misfit, Values, named, names_of, no_such, repeated
from data.steward.toml_file import Place

MORE = (assignments, retypes, conditions)


def misfits(values: Values) -> Iterator[Misfit]:
    """What does not fit together in these parts, each of which is sound in itself; others are left out."""
    for check in (
        _twice,
        _renamed,
        _references,
        _circles,
        _statuses,
        _priorities,
        _sections,
        _more_exactly,
        *MORE,
    ):
        yield from check(values)


def _twice(values: Values) -> Iterator[Misfit]:
    for one in (one.path for one in LISTS if one.shape is not Shape.KEYED):
        yield from repeated(one, named(values, one))
    for name, place, value in named(values, "custom_field"):
        options = [(one, (*place, "options", at), one) for at, one in enumerate(value.get("options", []))]
        yield from repeated(f"the options of {name}", options)
    for name, place, value in named(values, "status"):
        yield from repeated(f"the substatuses of {name}", _substatuses(place, value))


def _substatuses(place: Place, status: Any) -> list[tuple[str, Place, Any]]:
    return [
        (str(sub["name"]) if isinstance(sub, dict) else str(sub), (*place, "substatuses", index), sub)
        for index, sub in enumerate(status.get("substatuses", []))
    ]


def _renamed(values: Values) -> Iterator[Misfit]:
    for one in LISTS:
        entries = named(values, one.path)
        was = {
            name: one.key_before(value)
            for name, _, value in entries
            if isinstance(value, dict) and value.get("was")
        }
        yield from _wrongly(was, entries)
    for _, place, status in named(values, "status"):
        inner = _substatuses(place, status)
        yield from _wrongly({name: sub["was"] for name, _, sub in inner if isinstance(sub, dict)}, inner)


def _wrongly(was: Mapping[str, str], entries: Sequence[tuple[str, Place, Any]]) -> Iterator[Misfit]:
    """Names that cannot have become one another."""
    counts = Counter(was.values())
    for name, place, _ in entries:
        before = was.get(name)
        if before is None:
            continue
        way = [name, before]
        while way[-1] in was and was[way[-1]] not in way:
            way.append(was[way[-1]])
        if before == name:
            yield (*place, "was"), f"{name!r} is what it is called already"
        elif counts[before] > 1:
            yield (*place, "was"), f"{before!r} became two entries; one of them may say so"
        elif any(other == before and other not in was for other, _, _ in entries):
            yield (*place, "was"), f"{before!r} still stands in the list; a renamed entry has one name"
        elif was.get(way[-1]) == name:
            yield (
                (*place, "was"),
                f"goes in a circle: {' was '.join(map(repr, [*way, name]))}; rename in two steps",
            )


def _references(values: Values) -> Iterator[Misfit]:
    for ref in REFERENCES:
        if ref.path not in values or ref.to not in values:
            continue
        known = names_of(values, ref.to)
        held = (
            [((ref.path,), values[ref.path])]
            if ref.path == "office"
            else [(place, value) for _, place, value in named(values, ref.path)]
        )
        for place, value in held:
            before = f"{value[ref.within]}{BETWEEN}" if ref.within else ""
            there = [name.removeprefix(before) for name in known if name.startswith(before)]
            for text in _names(value.get(ref.key)):
                name = ref.named_in(text, there)
                if name and name not in there:
                    yield (*place, ref.key), no_such(ref.said, name, there)


def _more_exactly(values: Values) -> Iterator[Misfit]:
    """A macro that gives a status a sub-status which it does not have (features B7)."""
    if "status" not in values or "macro" not in values:
        return
    listed = {name: value.get("substatuses", []) for name, _, value in named(values, "status")}
    closed = next((name for name, _, value in named(values, "status") if value["kind"] == "closed"), "")
    for _, place, value in named(values, "macro"):
        for index, text in enumerate(value["deeds"]):
            deed, _, argument = text.partition(" ")
            status, more = parted(argument)
            status = closed if deed == "close" else status
            if deed not in ("status", "close") or not more or argument in listed or status not in listed:
                continue
            there = [str(one["name"]) if isinstance(one, dict) else str(one) for one in listed[status]]
            if more not in there:
                yield (*place, "deeds", index), no_such(f"sub-status of {status}", more, there)


def _names(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [*value, *value.values()]
    return value if isinstance(value, list) else [value or ""]


def _circles(values: Values) -> Iterator[Misfit]:
    """A case type that would stand under itself."""
    above = {name: value.get("parent") for name, _, value in named(values, "case_type")}
    for name, place, _ in named(values, "case_type"):
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
        of_kind = [(name, place) for name, place, value in named(values, "status") if value["kind"] == kind]
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
    titles = [title for _, _, value in named(values, "note_template") for title in value["sections"]]
    known = list(dict.fromkeys(titles))
    if "office" in values:
        for index, title in enumerate(values["office"].get("case_sections", [])):
            if title not in known:
                yield ("office", "case_sections", index), no_such("section", title, known)
    for _, place, value in named(values, "outline"):
        for title in value.get("sections", {}):
            if title not in known:
                yield (*place, "sections", title), no_such("section", title, known)
    for name, place, value in named(values, "note_template"):
        yield from repeated(
            f"the template {name}",
            [(title, (*place, "sections", index), title) for index, title in enumerate(value["sections"])],
        )
