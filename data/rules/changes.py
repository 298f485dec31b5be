"""A history narrowed to what is looked for: by who, by field, by any of its words (features A5.12, B14)."""

from collections.abc import Callable, Iterable

from data.rules.folding import fold
from data.types.records import ChangeLine

KEYS = ("who", "field", "why", "what")
"""Words that name where to look, as in `who:kim`."""
FORMS = "words, who:kim, field:status, why:rang, what:claimed"


def sought(
    changes: Iterable[ChangeLine], text: str, said: Callable[[str], str] = str
) -> tuple[ChangeLine, ...]:
    """The changes that hold every word of the text; `said` names an act as officers read it.

    A word may say where it is to stand: who did it, which field, why, what was done. Case and accents do not count.
    """
    asked = [_asked(part) for part in text.split()]
    wanted = [(key, words) for key, words in asked if words]
    if not wanted:
        return tuple(changes)
    return tuple(change for change in changes if _holds(change, wanted, said))


def _asked(part: str) -> tuple[str, str]:
    key, colon, rest = part.partition(":")
    if colon and key.lower() in KEYS:
        return key.lower(), fold(rest)
    return "", fold(part)


def _holds(change: ChangeLine, wanted: Iterable[tuple[str, str]], said: Callable[[str], str]) -> bool:
    held = {
        "who": fold(change.who),
        "field": fold(f"{change.field.replace('_', ' ')} {change.record}"),
        "why": fold(change.reason),
        "what": fold(said(change.action)),
    }
    held[""] = " ".join([*held.values(), fold(change.old or ""), fold(change.new or "")])
    return all(words in held[key] for key, words in wanted)
