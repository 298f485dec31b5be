"""What a sign and a name become in a note when Space or Tab follows: snippets, articles, colleagues (features B6)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from data.rules.folding import fold
from data.rules.prompts import packs_called
from data.rules.snippets import expand
from data.types.prompts import Packs
from data.types.snippets import Snippets
from data.types.staff import Officer

SNIPPET, ARTICLE, MENTION = "::", "??", "@"
_NAMES = {
    SNIPPET: r"[A-Za-z][A-Za-z0-9_-]{0,39}",
    ARTICLE: r"[^\W_][\w&.'-]{0,39}",
    MENTION: r"[^\W\d_][\w.'’-]{0,39}",
}
"""Each sign, and how a name after it is written."""
_TYPED = re.compile(
    r"(?:^|(?<=\s))(?:" + "|".join(f"({re.escape(sign)})({name})" for sign, name in _NAMES.items()) + r")\Z"
)
_MENTIONED = re.compile(rf"(?<![^\s(\[,;]){re.escape(MENTION)}")
"""The sign at the beginning of a word: within one it is an e-mail address."""
_LOOKED_AT = 60
SAID = 4
"""How many are named where a name fits several."""


class Typed(NamedTuple):
    """A sign with a name, as it stands before the caret at the beginning of a word."""

    sign: str
    name: str

    @property
    def text(self) -> str:
        """As it was typed."""
        return self.sign + self.name


class Completed(NamedTuple):
    """What stands for it: None leaves it as typed; and what is to be said."""

    text: str | None
    said: str = ""


def typed(before: str) -> Typed | None:
    """The sign and name at the end of what stands before the caret; None when there are none."""
    found = _TYPED.search(before[-_LOOKED_AT:])
    if found is None:
        return None
    sign, name = (part for part in found.groups() if part is not None)
    return Typed(sign, name)


def snippet(name: str, snippets: Snippets, values: Mapping[str, str]) -> Completed:
    """The text of that name with its placeholders filled."""
    text = snippets.texts.get(name.lower())
    if text is None:
        told = f"There is no snippet ::{name}; `casetui snippets` lists them. {snippets.problem}"
        return Completed(None, told.strip())
    found = expand(text, values)
    told = " ".join(part for part in (found.said, snippets.problem) if part)
    return Completed(found.text, told[0].upper() + told[1:] if found.said and told[0].isalpha() else told)


def article(name: str, packs: Packs) -> Completed:
    """The article of a topic: its title and address, or what it comes down to where there is no address."""
    found = packs_called(name, packs)
    if not found:
        return Completed(None, f"There is no article ??{name}; `casetui prompts list` names them.")
    if len(found) > 1:
        return Completed(None, f"??{name} may be {_named(pack.title for pack in found)}: type more of it.")
    text = found[0].for_a_note
    return (
        Completed(text)
        if text
        else Completed(None, f"{found[0].title} has neither an address nor a summary.")
    )


def mention(name: str, staff: Iterable[Officer]) -> Completed:
    """The colleague of that login, or the one whose names begin so; saved, it tells her."""
    parts = fold(name.replace("_", " ")).split()
    everyone = list(staff)
    found = [one for one in everyone if fold(one.login) == " ".join(parts)] or [
        one
        for one in everyone
        if parts and all(any(word.startswith(part) for word in fold(one.name).split()) for part in parts)
    ]
    if not found:
        return Completed(None, f"No colleague is called {MENTION}{name}: it stays as written.")
    if len(found) > 1:
        return Completed(
            None, f"{MENTION}{name} may be {_named(one.name for one in found)}: type more, as @first.last."
        )
    return Completed(f"{MENTION}{found[0].name}")


def mentioned(text: str, staff: Iterable[Officer]) -> tuple[Officer, ...]:
    """Those of the staff whose name or login stands in the text after a sign of mention, at the beginning of a word."""
    after = [f"{fold(part[:_LOOKED_AT])} " for part in _MENTIONED.split(text)[1:]]
    return tuple(
        one
        for one in staff
        if any(words.startswith(f"{fold(name)} ") for words in after for name in (one.name, one.login))
    )


def shut_out_said(names: Iterable[str]) -> str:
    """ "Jo Marsh may not open this case: the mention stays in the text."; empty for nobody."""
    every = list(names)
    if not every:
        return ""
    return f"{_all(every)} may not open this case: the mention stays in the text and reaches nobody."


def _all(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _named(names: Iterable[str]) -> str:
    every = list(names)
    more = len(every) - SAID
    return f"{', '.join(every[:SAID])} and {more} more" if more > 0 else " or ".join(every)
