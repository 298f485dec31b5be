"""Snippets: which there are from the start, how a name is written, how placeholders are filled."""

import re
from collections.abc import Mapping

from data.rules.clean import clean
from data.types.snippets import Expanded, Snippets

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

NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")
"""How a snippet is called."""
LONGEST = 4000
"""Characters of a snippet; a longer one is a document."""
_PLACEHOLDER = re.compile(r"\{([a-z_]{1,30})\}")


def built_in() -> Snippets:
    """The snippets of a machine that has no file of its own."""
    return Snippets(BUILT_IN)


def with_own(values: Mapping[str, object]) -> Snippets:
    """The built-in snippets with those of an officer's file, which go before; what cannot be used is named."""
    texts, refused = dict(BUILT_IN), []
    for name, text in values.items():
        if not NAME.fullmatch(name):
            refused.append(f"{_short(name)} is no name for a snippet: small letters, digits, - and _")
        elif not isinstance(text, str) or not clean(text).strip():
            refused.append(f"{name} is no text in quotes")
        elif len(text) > LONGEST:
            refused.append(f"{name} is longer than {LONGEST} characters")
        else:
            texts[name] = clean(text)
    return Snippets(texts, "; ".join(refused[:3]))


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
