"""Snippets: which there are from the start, how a name is written, how placeholders are filled."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from data.rules.clean import clean
from data.types.snippets import Declared, Expanded, Snippets

PLACEHOLDERS = {
    "member": "name of the member",
    "first": "her first name, as she is called",
    "employer": "employer of the job",
    "job": "role and classification",
    "officer": "your name",
    "today": "today's date",
    "follow_up": "day of the follow-up",
}
"""Names that may stand in braces, and what they become."""

BUILT_IN: Mapping[str, str] = {
    "rang": "Rang {first}, no answer; left a message to ring back.",
    "back": "{officer}: ring {first} back (by {follow_up})",
    "papers": "{first}: send the letter, the contract and the last payslips (by {follow_up})",
    "diary": "{first}: keep dated notes of what is said and done, with who was there",
    "wait": "{first} will not answer or sign anything until we have spoken again.",
    "noone": "Spoke with {first} alone; nobody at {employer} has been told of this contact.",
    "sum": "Summed up with {first} on {today}: what happens next, who does it and by when.",
}

OWN, FROM_THE_START = "you", "built in"
"""Whose a snippet is that no configuration declares."""

NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")
"""How a snippet is called."""
NO_NAME = "is no name for a snippet: small letters, digits, - and _"
LONGEST = 4000
"""Characters of a snippet; a longer one is a document."""
_PLACEHOLDER = re.compile(r"\{([a-z_]{1,30})\}")


def gathered(declared: Iterable[Declared] = (), own: Mapping[str, object] = MappingProxyType({})) -> Snippets:
    """Every snippet of an officer by its name; of several of one name the nearest.

    Her own file goes before her team's, that before her office's, that before everybody's, and all of them before the
    built-in ones. What of the file cannot be used is named.
    """
    texts, whose = dict(BUILT_IN), dict.fromkeys(BUILT_IN, FROM_THE_START)
    for one in sorted(declared, key=lambda one: (bool(one.team), bool(one.office))):
        texts[one.name], whose[one.name] = clean(one.text), one.whose
    refused = []
    for name, text in own.items():
        if not NAME.fullmatch(name):
            refused.append(f"{_short(name)} {NO_NAME}")
        elif not isinstance(text, str) or not clean(text).strip():
            refused.append(f"{name} is no text in quotes")
        elif len(text) > LONGEST:
            refused.append(f"{name} is longer than {LONGEST} characters")
        else:
            texts[name], whose[name] = clean(text), OWN
    return Snippets(texts, whose, "; ".join(refused[:3]))


def expand(text: str, values: Mapping[str, str]) -> Expanded:
    """Fill the placeholders once: what a value itself holds in braces is text."""
    unknown: dict[str, None] = {}
    unset: dict[str, None] = {}

    def filled(found: re.Match[str]) -> str:
        name = found[1]
        if name not in PLACEHOLDERS:
            unknown[name] = None
        elif not values.get(name):
            unset[name] = None
        else:
            return clean(values[name])
        return found[0]

    return Expanded(_PLACEHOLDER.sub(filled, text), tuple(unknown), tuple(unset))


def _short(name: str) -> str:
    return f"{name[:20]!r}"
