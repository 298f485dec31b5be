"""Which prompts belong to a contact; the words stand in prompts.toml beside this, an office's own in its own files."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from data.rules.clean import clean_line
from data.rules.folding import fold
from data.rules.links import link_fault
from data.types.choices import RelatedTo
from data.types.prompts import Packs, PromptGroup, PromptPack

LONGEST = 500
"""Characters of a line, a title or a summary; a longer one is an article."""
MOST = 100
"""Lines of a group, and groups of a pack: more is no help while somebody is talking."""
TEXTS, LISTS = ("title", "summary", "article"), ("topics", "case_types")
KEYS = (*TEXTS, *LISTS, "group")
GROUP_KEYS = ("title", "lines")


class _Fault(Exception):
    """What is wrong with a pack: the key, and how it should be."""


@cache
def shipped() -> Packs:
    """The packs that come with the program, read once when they are first asked for."""
    read = tomllib.loads(files("data.rules").joinpath("prompts.toml").read_text("utf-8"))
    return Packs(tuple(_pack(pack, "", None) for pack in read["pack"]))


def with_own(own: Iterable[tuple[str, Mapping[str, object]]]) -> Packs:
    """The shipped packs with those of the office's files, which go before; what cannot be used is named.

    A pack with the title of a shipped one stands in its place, and takes from it every key it does not give.
    """
    known = {fold(pack.title): pack for pack in shipped().packs}
    ours: dict[str, PromptPack] = {}
    problems: list[str] = []
    for file, values in own:
        for key in values:
            if key != "pack":
                problems.append(f"{file}: there is no key {_short(key)}; a pack begins with [[pack]]")
        given = values.get("pack", [])
        for place, one in enumerate(given if isinstance(given, list) else [given], 1):
            at = f"{file}: pack {place}"
            try:
                pack = _pack(one, file, known)
            except _Fault as fault:
                problems.append(f"{at}, {fault}")
                continue
            if fold(pack.title) in ours:
                problems.append(f"{at}, title: {_short(pack.title)} is there twice; the first one is used")
            else:
                ours[fold(pack.title)] = pack
    rest = tuple(pack for title, pack in known.items() if title not in ours)
    return Packs((*ours.values(), *rest), tuple(problems))


def _pack(given: object, file: str, known: Mapping[str, PromptPack] | None) -> PromptPack:
    """A pack of what stands in a file; raises _Fault naming the key."""
    if not isinstance(given, Mapping):
        raise _Fault("it must be a table, [[pack]]")
    for key in given:
        if key not in KEYS:
            raise _Fault(f"there is no key {_short(key)}; there are {', '.join(KEYS)}")
    title = _text(given, "title")
    if not title:
        raise _Fault("title is missing")
    base = (known or {}).get(fold(title))
    if base is None and "group" not in given:
        raise _Fault("group is missing: [[pack.group]] with a title and lines")
    article = _text(given, "article")
    if article and (fault := link_fault(article, "the address", "https://help.example.org/rosters")):
        raise _Fault(f"article: {fault}")
    topics, types = (_list(given, key) for key in LISTS)
    if base is None and not (topics or types):
        raise _Fault("topics or case_types must say what it is for")
    return PromptPack(
        title=title,
        topics=tuple(fold(name) for name in topics) if "topics" in given or base is None else base.topics,
        case_types=types if "case_types" in given or base is None else base.case_types,
        groups=_groups(given["group"]) if "group" in given or base is None else base.groups,
        summary=_text(given, "summary") or (base.summary if base else ""),
        article=article or (base.article if base else ""),
        file=file,
    )


def _groups(given: object) -> tuple[PromptGroup, ...]:
    if not isinstance(given, list) or not given or len(given) > MOST:
        raise _Fault(f"group must be one to {MOST} tables, [[pack.group]]")
    groups, seen = [], set()
    for one in given:
        if not isinstance(one, Mapping):
            raise _Fault("group must be a table, [[pack.group]]")
        for key in one:
            if key not in GROUP_KEYS:
                raise _Fault(f"group: there is no key {_short(key)}; there are {', '.join(GROUP_KEYS)}")
        title, lines = _text(one, "title"), _list(one, "lines")
        if not title or not lines:
            raise _Fault("group: title or lines are missing")
        for line in lines:
            if line in seen:
                raise _Fault(f"lines: {_short(line)} is there twice")
            seen.add(line)
        groups.append(PromptGroup(title, lines))
    return tuple(groups)


def _text(table: Mapping[str, object], key: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str) or len(value) > LONGEST:
        raise _Fault(f"{key} must be text in quotes of at most {LONGEST} characters")
    return clean_line(value).strip()


def _list(table: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or len(value) > MOST:
        raise _Fault(f"{key} must be a list of at most {MOST} texts")
    texts = tuple(_text({key: one}, key) for one in value)
    if not all(texts):
        raise _Fault(f"{key} holds an empty text")
    return texts


def _short(text: object) -> str:
    return repr(clean_line(str(text))[:40])


def pack_for(name: str, topic: RelatedTo | None, packs: Packs | None = None) -> PromptPack | None:
    """The pack of the chosen topic, the office's own before the shipped ones; None when there is none.

    Each is asked by the topic's name, then by the case type that the topic brings.
    """
    asked = fold(name)
    if not asked:
        return None
    kind = topic.default_case_type if topic else None
    every = (packs or shipped()).packs
    for ours in (True, False):
        some = [pack for pack in every if bool(pack.file) == ours]
        by_name = next((pack for pack in some if asked in pack.topics), None)
        found = by_name or next((pack for pack in some if kind is not None and kind in pack.case_types), None)
        if found is not None:
            return found
    return None


def packs_called(name: str, packs: Packs) -> tuple[PromptPack, ...]:
    """The packs that are called that: by title, topic or case type, else those with words that begin so."""
    sought = fold(name)
    if not sought:
        return ()
    exact = [
        pack
        for pack in packs.packs
        if sought in (fold(pack.title), *pack.topics, *(fold(kind) for kind in pack.case_types))
    ]
    if exact:
        return tuple(exact)
    return tuple(
        pack
        for pack in packs.packs
        if any(
            all(any(word.startswith(part) for word in whole.split()) for part in sought.split())
            for whole in (fold(pack.title), *pack.topics)
        )
    )
