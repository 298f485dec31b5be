"""What a configuration file would change in a store: added, changed, renamed, archived, restored, in another order."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from data.repositories.config_lists import LISTS, OFFICE_FIELDS, PARTS
from data.repositories.config_shapes import BETWEEN, Field, ListOf, Values
from data.repositories.configured import Configured, Stored
from data.steward.faults import SINGLE, Fault, FaultyFile, faults
from data.steward.naming import REFERENCES, Reference
from data.steward.of_office import alone, completed
from data.steward.toml_file import Place, TomlFile
from data.types.configured import Difference, FieldChange, Use


class Entry(NamedTuple):
    """An entry as the file wants it."""

    key: str
    columns: Values
    was: str = ""
    lines_were: Mapping[str, str] = {}
    """Of its lines: the new word -> the one before."""


class Match(NamedTuple):
    """What is wanted, and the entry of the store that becomes it; None where there is none yet."""

    wanted: Entry
    stored: Stored | None


class Compared(NamedTuple):
    """One list, wanted against stored."""

    list: ListOf
    matches: tuple[Match, ...]
    """In the order that is wanted."""
    leaving: tuple[Stored, ...]
    """Entries that are chosen from now and not named by the file."""
    differences: tuple[Difference, ...]
    used: Mapping[str, tuple[Use, ...]]
    """How much uses each entry, where that matters."""
    alone: bool = False
    """These are the entries of one office, and the others stay as and where they are."""


class Plan(NamedTuple):
    """Everything that a file changes."""

    lists: tuple[Compared, ...]
    office: Values
    """Columns of the office that get another value."""
    parts: Values
    """Parts that are kept whole and get another value."""
    differences: tuple[Difference, ...]


def plan(now: Configured, file: TomlFile, of_office: str = "") -> Plan:
    """What the file changes, of an office alone where one is named; raises FaultyFile."""
    file, base = completed(file, now, of_office) if of_office else file, now.values()
    wanted = followed(file.values, base)
    if found := new_faults(file, base):
        raise FaultyFile(file.name, found)
    lists: list[Compared] = []
    renamed: dict[str, dict[str, str]] = {}
    for one in LISTS:
        if one.path in wanted:
            lists.append(_compare(now, one, entries_of(one, wanted[one.path]), renamed))
            renamed[one.path] = _renamed(lists[-1].matches)
    compared = tuple(lists)
    if held := tuple(_kinds_in_use(file, compared)):
        raise FaultyFile(file.name, held)
    office, said = _compare_office(now.office(), wanted)
    parts = now.parts()
    changed = {key: wanted[key] for key in PARTS if key in wanted and wanted[key] != parts.get(key)}
    kept_whole = [
        Difference(key, "changed", "", fields=(FieldChange("", parts.get(key), value),))
        for key, value in changed.items()
    ]
    if of_office:
        compared = alone(now, file, compared, [*said, *kept_whole], of_office)
    listed = (difference for one in compared for difference in one.differences)
    return Plan(compared, office, changed, (*said, *listed, *kept_whole))


def _kinds_in_use(file: TomlFile, compared: tuple[Compared, ...]) -> Iterator[Fault]:
    """Kinds that cannot become others while cases have them.

    A status would begin or cease to close its cases; what a field holds would be nothing of its new kind.
    """
    for one in compared:
        for place, (wanted, stored) in enumerate(one.matches):
            old, new = (stored.columns.get("kind") if stored else None), wanted.columns.get("kind")
            many = sum(use.many for use in one.used.get(stored.key, ())) if stored else 0
            if old == new or not many:
                continue
            if one.list.path == "custom_field":
                at: Place = ("custom_field", wanted.key, "kind")
            elif one.list.path == "status" and "closed" in (old, new):
                at = ("status", place, "kind")
            else:
                continue
            said = f"stays {old}: {many} {'case has' if many == 1 else 'cases have'} it; give the new kind a new name"
            yield Fault(file.line(at), f'{one.list.path} "{wanted.key}", kind', said)


def new_faults(file: TomlFile, base: Values) -> tuple[Fault, ...]:
    """What is wrong with the file, and what it would make wrong; what was wrong in `base` before is not its fault."""
    before = {(fault.where, fault.said) for fault in faults(TomlFile(file.name, {}, {}), base)}
    follow = {key: value for key, value in followed(file.values, base).items() if key not in file.values}
    found = faults(file, {**base, **follow})
    return tuple(one for one in found if one.line is not None or (one.where, one.said) not in before)


def entries_of(one: ListOf, value: Any) -> list[Entry]:
    """The entries of a list as the file names them."""
    if isinstance(value, dict):
        return [
            Entry(key, one.columns({one.fields[0].key: part} if one.texts else part), _was(part))
            for key, part in value.items()
        ]
    return [_entry(one, {one.key: part} if isinstance(part, str) else part) for part in value]


def _entry(one: ListOf, values: Values) -> Entry:
    were: dict[str, str] = {}
    plain = dict(values)
    for field in one.fields:
        if field.lines and plain.get(field.key) is not None:
            parts = plain[field.key]
            were |= {part["name"]: part["was"] for part in parts if isinstance(part, dict)}
            plain[field.key] = [part["name"] if isinstance(part, dict) else part for part in parts]
    was = one.key_before(plain) if _was(plain) else ""
    return Entry(one.key_in_file(plain), one.columns(plain), was, were)


def _was(value: Any) -> str:
    return str(value.get("was") or "") if isinstance(value, dict) else ""


def followed(file: Values, base: Values) -> Values:
    """The file, and the lists it leaves out but whose references must follow what it renames."""
    out = dict(file)
    for ref in REFERENCES:
        if ref.to not in file or ref.path in file or ref.path not in base or ref.to in PARTS:
            continue
        renamed = {one.was: one.key for one in _soundly(ref.to, file) if one.was}
        part = out.get(ref.path, base[ref.path])
        if isinstance(part, dict) and ref.path not in SINGLE:
            replaced: Any = {key: _replaced(one, ref, renamed) for key, one in part.items()}
        else:
            replaced = _replaced(part, ref, renamed)
        if replaced != part:
            out[ref.path] = replaced
    return out


def _soundly(path: str, file: Values) -> list[Entry]:
    """The entries of a list that may be faulty still: then none, its faults are told instead."""
    one = next(one for one in LISTS if one.path == path)
    try:
        return entries_of(one, file[path])
    except (KeyError, TypeError, AttributeError, ValueError):
        return []


def _replaced(part: Any, ref: Reference, renamed: Mapping[str, str]) -> Any:
    if isinstance(part, list):
        return [_replaced(one, ref, renamed) for one in part]
    if not isinstance(part, dict):
        return part
    before = f"{part.get(ref.within)}{BETWEEN}" if ref.within else ""

    def new(text: str) -> str:
        name = ref.named_in(text, renamed)
        becomes = renamed.get(before + name)
        return text if becomes is None else ref.told(text, name, becomes.removeprefix(before))

    named = part.get(ref.key)
    if isinstance(named, list):
        return {**part, ref.key: [new(name) for name in named]}
    if isinstance(named, dict):
        return {**part, ref.key: {new(was): new(becomes) for was, becomes in named.items()}}
    return {**part, ref.key: new(named)} if isinstance(named, str) and new(named) != named else part


def _renamed(matches: Iterable[Match]) -> dict[str, str]:
    return {
        match.stored.key: match.wanted.key
        for match in matches
        if match.stored is not None and match.stored.key != match.wanted.key
    }


def _followed_key(one: ListOf, key: str, renamed: Mapping[str, Mapping[str, str]]) -> str:
    """The key of an entry once what its parts name is called otherwise."""
    values = one.key_values(key)
    for ref in REFERENCES:
        if ref.path == one.path and ref.key in values:
            values[ref.key] = renamed.get(ref.to, {}).get(values[ref.key], values[ref.key])
    return one.key_in_file(values)


def _compare(
    now: Configured, one: ListOf, wanted: list[Entry], renamed: Mapping[str, Mapping[str, str]]
) -> Compared:
    stored = now.entries(one)
    if one.made_of:
        stored = [entry._replace(key=_followed_key(one, entry.key, renamed)) for entry in stored]
    matches = _matched(wanted, stored)
    staying = [match.stored.key for match in matches if match.stored and not match.stored.archived]
    active = [entry for entry in stored if not entry.archived]
    leaving = tuple(entry for entry in active if entry.key not in staying)
    out = [difference for match in matches for difference in _differences(now, one, match)]
    out += [Difference(one.path, "archived", entry.key) for entry in leaving]
    used = now.used(one) if out else {}
    if used:
        out = [each._replace(used=each.used or _used(used, each)) for each in out]
    if staying != [entry.key for entry in active if entry not in leaving]:
        out.append(Difference(one.path, "moved", ""))
    return Compared(one, matches, leaving, tuple(out), used)


def _used(used: Mapping[str, tuple[Use, ...]], each: Difference) -> tuple[Use, ...]:
    return used.get(each.was or each.name, ()) if each.what not in ("added", "moved") else ()


def _matched(wanted: list[Entry], stored: list[Stored]) -> tuple[Match, ...]:
    """Which entry becomes which: a new key takes the row of its `was`; every other keeps its own."""
    rows = {entry.key: entry for entry in stored}
    taken: dict[str, str] = {}
    """Key of a row -> the wanted key that takes it by its `was`."""
    again = True
    while again:
        again = False
        for entry in wanted:
            own = entry.key in rows and taken.get(entry.key, entry.key) == entry.key
            if entry.was in rows and entry.was not in taken and not own and entry.key not in taken.values():
                taken[entry.was] = entry.key
                again = True
    renamed = {new: rows[old] for old, new in taken.items()}
    return tuple(
        Match(entry, renamed.get(entry.key) or (rows.get(entry.key) if entry.key not in taken else None))
        for entry in wanted
    )


def _differences(now: Configured, one: ListOf, match: Match) -> Iterator[Difference]:
    wanted, stored = match
    if stored is None:
        yield Difference(one.path, "added", wanted.key)
        return
    changes = tuple(_changes(one, stored.columns, wanted.columns))
    if stored.key != wanted.key:
        yield Difference(one.path, "renamed", wanted.key, stored.key, changes)
    elif stored.archived:
        yield Difference(one.path, "restored", wanted.key, fields=changes)
    elif changes:
        yield Difference(one.path, "changed", wanted.key, fields=changes)
    for field in one.fields:
        if field.inner is not None:
            used = now.used_inner(field.inner, stored.key)
            for old, new in renamed_lines(field, match):
                uses = (used[old],) if old in used else ()
                yield Difference(f"{one.path}.{field.key}", "renamed", new, old, used=uses)


def renamed_lines(field: Field, match: Match) -> Iterator[tuple[str, str]]:
    """Lines of a field that the store has under another word: the old one, the new one."""
    if match.stored is None:
        return
    held = field.said(match.stored.columns[field.name])
    for new, old in match.wanted.lines_were.items():
        if old in held and new not in held:
            yield old, new


def _changes(one: ListOf, old: Values, new: Values) -> Iterator[FieldChange]:
    before, after = one.values(old), one.values(new)
    for key in (*before, *(key for key in after if key not in before)):
        if before.get(key) != after.get(key):
            yield FieldChange(key, before.get(key), after.get(key))


def _compare_office(now: Values, wanted: Values) -> tuple[Values, list[Difference]]:
    columns: Values = {}
    out = []
    for section in SINGLE:
        given = {**now.get(section, {}), **wanted.get(section, {})}
        changes = []
        for field in OFFICE_FIELDS[section]:
            old, new = now.get(section, {}).get(field.key), given.get(field.key)
            if field.key in given and old != new:
                columns[field.name] = field.kept(new)
                changes.append(FieldChange(field.key, old, new))
        if changes:
            out.append(Difference(section, "changed", "", fields=tuple(changes)))
    return columns, out
