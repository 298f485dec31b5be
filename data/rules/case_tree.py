"""Case types along the tree they stand in, parent over child (features A3.14)."""

from collections.abc import Iterable, Sequence

from data.rules.folding import fold
from data.types.choices import CaseType

UNDER = " > "
"""Between a case type and what stands under it, as it is said and as it may be typed."""
SIGNS = ("+", "-")
"""What stands before an option that puts something on, or takes it off."""


def in_tree(kinds: Sequence[CaseType]) -> tuple[tuple[CaseType, tuple[CaseType, ...]], ...]:
    """Each with those it stands under, the top first; children follow their parent, all in the order of the list.

    What stands under one that is not in the list, archived or another office's, stands on top.
    """
    known = {kind.key for kind in kinds}
    children: dict[str | None, list[CaseType]] = {}
    for kind in kinds:
        children.setdefault(kind.parent if kind.parent in known else None, []).append(kind)
    out: list[tuple[CaseType, tuple[CaseType, ...]]] = []

    def walk(key: str | None, above: tuple[CaseType, ...]) -> None:
        for kind in children.get(key, ()):
            out.append((kind, above))
            walk(kind.key, (*above, kind))

    walk(None, ())
    placed = {kind.key for kind, _ in out}
    return (*out, *((kind, ()) for kind in kinds if kind.key not in placed))


def path_said(kind: CaseType, above: Iterable[CaseType]) -> str:
    """ "Dismissal > Unfair dismissal"."""
    return UNDER.join(one.label for one in (*above, kind))


def named(text: str, kinds: Sequence[CaseType]) -> tuple[tuple[CaseType, tuple[CaseType, ...]], ...]:
    """Those meant by a key, a label, or a way to it such as "Dismissal > Unfair dismissal"; several where it fits."""
    way, last = parted(text)
    return tuple(
        (kind, above)
        for kind, above in in_tree(kinds)
        if fold(last) in (fold(kind.key), fold(kind.label)) and follows(way, above)
    )


def follows(way: Iterable[str], above: Iterable[CaseType]) -> bool:
    """Whether these are keys or labels of some of those above, in their order."""
    left = iter(above)
    return all(any(fold(part) in (fold(one.key), fold(one.label)) for one in left) for part in way)


def parted(typed: str) -> tuple[tuple[str, ...], str]:
    """The way and what is looked for at its end: "dism > unf"."""
    *way, last = (part.strip() for part in typed.split(UNDER.strip()))
    return tuple(way), last


def rank(
    way: Sequence[str], sought: str, label: str, key: str, also: str, under: Sequence[str]
) -> int | None:
    """How well an option fits what was typed: 0 is best; None where it does not.

    Beginnings of the label lead, then of its words, then the rest, then what it stands under. Each part of a way
    begins a word of one of those, in their order. A sign before an option is meant where one is typed: "callback" fits
    "+callback" and "-callback" alike, "-call" only the second.
    """
    if key.startswith(SIGNS):
        if sought.startswith(SIGNS) and sought[0] != key[0]:
            return None
        sought, label, key = (one.lstrip("+-") for one in (sought, label, key))
    left = iter(under)
    if not all(any(_begins(fold(part), fold(label)) for label in left) for part in way):
        return None
    sought, own = fold(sought), fold(f"{label} {key}")
    if not sought or own.startswith(sought) or fold(key) == sought:
        return 0
    if _begins(sought, own):
        return 1
    if sought in own or any(word.startswith(sought) for word in fold(also).split()):
        return 2
    return 3 if any(_begins(sought, fold(one)) for one in under) else None


def _begins(sought: str, label: str) -> bool:
    return label.startswith(sought) or f" {sought}" in label
