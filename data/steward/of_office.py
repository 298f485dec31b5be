"""What an office's own administrator may change of the lists, which are shared: the entries of her office (A3.14)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from data.repositories.config_lists import list_of
from data.repositories.config_shapes import ListOf, Values
from data.repositories.configured import Configured
from data.steward.faults import Fault, FaultyFile
from data.steward.toml_file import Place, TomlFile
from data.types.configured import Difference

if TYPE_CHECKING:
    from data.steward.comparing import Compared, Match

OWN = ("case_type", "note_template")
"""Lists whose entries name their office."""
OF_TYPES = ("task_type", "check_item", "retype")
"""Lists whose entries are of the office of the case type they begin with."""
SHARED_OUT = (*OWN, *OF_TYPES)
FOLLOWED = ("managers", "escalation", "deadline_rule")
"""Of a case type: cases follow these, and those of other offices that have the type she does not see."""
ASK = "an administrator of the whole organisation changes it"


def completed(file: TomlFile, now: Configured, office: str) -> TomlFile:
    """Her file, with the entries of these lists that are not hers to leave out, in their order."""
    base, types = now.values(), _offices_of_types(now)
    values, lines = dict(file.values), dict(file.lines)
    for path in SHARED_OUT:
        one = list_of(path)
        stood = {_key(one, name, part): part for name, part in _parts(base.get(path, []))}
        named = list(_parts(values.get(path)))
        keys = [_key(one, name, part) for name, part in named]
        faulty = (
            type(values.get(path)) is not type(base.get(path)) or None in keys or len(set(keys)) < len(keys)
        )
        if path not in values or faulty:
            continue  # what is faulty is told as it stands
        hers = {key for key, part in stood.items() if _office(one, str(key), part, types) == office}
        given = dict(zip(keys, named, strict=True))
        own = [key for key in keys if key in hers or key not in stood]
        order = [own.pop(0) if key in hers else key for key in stood if key not in hers or key in given]
        order += own
        parts = [given[key][1] if key in given else stood[key] for key in order]
        if isinstance(values[path], dict):
            values[path] = dict(zip((str(key) for key in order), parts, strict=True))
            continue
        values[path] = parts
        at = {given[key][0]: place for place, key in enumerate(order) if key in given}
        lines = {_moved(place, path, at): line for place, line in lines.items()}
    return TomlFile(file.name, values, lines)


def alone(
    now: Configured, file: TomlFile, lists: tuple["Compared", ...], others: list[Difference], office: str
) -> tuple["Compared", ...]:
    """What is hers of the lists, for an office's own administrator; raises FaultyFile for whatever else differs."""
    types = _offices_of_types(now)
    strange = tuple(_not_hers(file, lists, others, office, types))
    if strange:
        raise FaultyFile(file.name, tuple(sorted(strange, key=lambda one: one.line or 0)))
    return tuple(
        one._replace(matches=_hers(one, lists, office, types), alone=True) for one in lists if one.differences
    )


def _parts(value: Any) -> Iterator[tuple[Any, Any]]:
    """Index or key of each entry, and the entry."""
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)


def _key(one: ListOf, name: object, part: Any) -> str | None:
    """The natural key of an entry; None for what is no such entry."""
    if not isinstance(part, dict):
        return None
    try:
        return name if isinstance(name, str) else one.key_in_file(part)
    except KeyError:
        return None


def _moved(place: Place, path: str, at: Mapping[int, int]) -> Place:
    if len(place) > 1 and place[0] == path and isinstance(place[1], int):
        return (path, at[place[1]], *place[2:])
    return place


def _offices_of_types(now: Configured) -> dict[str, str]:
    """Key of every case type -> its office; empty for the whole organisation's."""
    return {entry.key: entry.columns["office"] for entry in now.entries(list_of("case_type"))}


def _office(one: ListOf, key: str, values: Values, types: Mapping[str, str]) -> str:
    if one.path in OWN:
        return str(values.get("office", ""))
    return types.get(str(one.key_values(key)["case_type"]), "")


def _not_hers(
    file: TomlFile,
    lists: tuple["Compared", ...],
    others: Iterable[Difference],
    office: str,
    types: Mapping[str, str],
) -> Iterator[Fault]:
    """What a completed file changes that is not of her office; `others` are the parts that are no lists."""
    for each in others:
        for field in each.fields:
            place: Place = (each.list, field.key) if field.key else (each.list,)
            yield Fault(file.line(place), ", ".join(map(str, place)), f"is the whole organisation's; {ASK}")
    after = _after(types, lists)
    for compared in lists:
        if compared.list.path in SHARED_OUT:
            yield from _entries(file, compared, office, types, after)
            yield from _order(file, compared, office, after)
        elif compared.differences:
            path = compared.list.path
            for each in compared.differences:
                at = next((i for i, one in enumerate(compared.matches) if one.wanted.key == each.name), None)
                line = _line(file, compared, at, each.name, each)
                yield Fault(line, _where(path, each), f"is the whole organisation's; {ASK}")


def _entries(
    file: TomlFile, compared: "Compared", office: str, before: Mapping[str, str], after: Mapping[str, str]
) -> Iterator[Fault]:
    one = compared.list
    stored = {entry.key: entry for entry in compared.leaving}
    stored |= {match.wanted.key: match.stored for match in compared.matches if match.stored is not None}
    wanted = {match.wanted.key: (at, match.wanted) for at, match in enumerate(compared.matches)}
    for each in compared.differences:
        if each.what == "moved":
            continue
        at, becomes = wanted.get(each.name, (None, None))
        was = stored.get(each.name)
        line, where = _line(file, compared, at, each.name, each), _where(one.path, each)
        of = {_office(one, was.key, was.columns, before)} if was is not None else set()
        if becomes is not None:
            of.add(_office(one, becomes.key, becomes.columns, after))
        strange = sorted(of - {office})
        if each.what == "renamed":
            yield Fault(
                line, where, f"is not renamed here, because cases of other offices may have it; {ASK}"
            )
        elif strange and was is None and not strange[0] and one.path in OWN:
            said = f'is added for the office alone, with scope = "office" and office = "{office}"'
            yield Fault(line, where, said)
        elif strange:
            whose = f"of the office {strange[0]}" if strange[0] else "the whole organisation's"
            yield Fault(line, where, f"is {whose}; {ASK}")
        elif one.path == "case_type" and was is not None:
            for field in each.fields:
                if field.key in FOLLOWED:
                    said = f"stays as it is, because cases of other offices may follow it; {ASK}"
                    at_field: Place = (one.path, at or 0, field.key)
                    yield Fault(file.line(at_field), f'{one.path} "{each.name}", {field.key}', said)


def _order(file: TomlFile, compared: "Compared", office: str, types: Mapping[str, str]) -> Iterator[Fault]:
    """Entries that are not hers stand in the file, where it names them, as they stand in the list."""
    one, last = compared.list, 0
    for at, (wanted, stored) in enumerate(compared.matches):
        place: Place = (one.path, wanted.key if isinstance(file.values[one.path], dict) else at)
        line = file.lines.get(place)
        if line is None or stored is None or _office(one, wanted.key, wanted.columns, types) == office:
            continue
        if line < last:
            yield Fault(line, f'{one.path} "{wanted.key}"', f"stays at its place in the list; {ASK}")
        last = max(last, line)


def _line(file: TomlFile, compared: "Compared", at: int | None, name: str, each: Difference) -> int | None:
    """Of the first key that is changed, else of the entry, else of the list."""
    path = compared.list.path
    place: Place = (path,)
    if at is not None:
        place = (path, name if isinstance(file.values.get(path), dict) else at)
    return file.line((*place, each.fields[0].key) if each.fields else place)


def _where(path: str, each: Difference) -> str:
    name = f'{path} "{each.name}"' if each.name else path
    return f"{name}, {each.fields[0].key}" if each.fields and each.fields[0].key else name


def _hers(
    compared: "Compared", lists: Iterable["Compared"], office: str, types: Mapping[str, str]
) -> tuple["Match", ...]:
    """The entries of her office among those of a list."""
    after = _after(types, lists)
    one = compared.list
    return tuple(
        match
        for match in compared.matches
        if _office(one, match.wanted.key, match.wanted.columns, after) == office
    )


def _after(types: Mapping[str, str], lists: Iterable["Compared"]) -> dict[str, str]:
    wanted = (match.wanted for one in lists if one.list.path == "case_type" for match in one.matches)
    return {**types, **{entry.key: entry.columns["office"] for entry in wanted}}
