"""What was agreed: the lines of Actions read as who, what and by when (features A1.24, A2.16)."""

import re
from datetime import date
from typing import NamedTuple

from data.rules.days import read_day
from data.types.errors import BadInput

_BULLET = re.compile(r"(?:[-*+•–]|\(?\d{1,2}[.)]|\[[ xX]?\])(?:[ \t]+|$)")
_OWNER = re.compile(r"([^\W\d_][^:;/()\[\]@]{0,39}?)[ \t]*:(?:\s+|$)")
_WILL = re.compile(
    r"(?P<who>I|[Ww]e|(?:[Tt]he )?(?:[Mm]ember|[Dd]elegate|[Oo]rganiser|[Ee]mployer|[Mm]anager|rep)"
    r"|[A-Z][\w'’.-]*(?: [A-Z][a-z][\w'’.-]*)?)(?:[ ]+(?P<word>will|shall|to)|['’]ll)[ ]+(?P<what>.+)"
)
"""Somebody who will do something: "Kim to ring HR", "I'll send it", "the member will ask"."""
_DEED = re.compile(
    r"add|advise|agree|apply|arrange|ask|back|book|call|chase|check|come|confirm|contact|continue|copy"
    r"|draft|e-mail|email|escalate|file|find|follow|forward|get|give|go|have|help|invite|keep|link"
    r"|listen|look|make|meet|move|need|object|offer|phone|plan|prepare|refer|remember|remind|reply"
    r"|report|request|respond|return|review|ring|send|set|speak|talk|tell|text|try|turn|update|wait|want"
    r"|write",
    re.IGNORECASE,
)
"""First words that are a deed and nobody's name: in "Reply to HR" nobody is named, nor in "Ring Kim to ask"."""
_NO_DEED = re.compile(
    r"a|an|all|any|her|him|his|it|its|me|my|our|that|the|their|them|these|this|those|us|you|your",
    re.IGNORECASE,
)
"""Words after "to" that begin no deed: "Letter to the employer"."""
_BRACKET = re.compile(r"[ \t]*\(([^()]{1,60})\)[ \t]*[.;]?$")
_BY = re.compile(r"[ ,]+(?:by|before|until|on)[ ]+([^()]{2,24}?)[.;]?$", re.IGNORECASE)
_FIRST_WORD = re.compile(r"(?:by|before|until|due|on)[ :]+", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){0,2}")
_LONGEST = 400
"""Characters of a line that are looked at; a line of Actions is a sentence."""
MYSELF = "I"
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


class Agreed(NamedTuple):
    """One action."""

    what: str
    who: str = ""
    """Owner as written: a name, or a word such as `member`; empty when nobody is named."""
    by: date | None = None
    unread: str = ""
    """What was written as its day and is none."""


class Lack(NamedTuple):
    """Something an action needs and does not have."""

    place: int
    """Which action, from 0."""
    said: str
    """ "the first action has no owner"."""


def read_actions(text: str, today: date) -> tuple[Agreed, ...]:
    """The actions of a text, a line each: `- Kim: send F2 draft (by Wed)`, `find a delegate, Kim, today`.

    Under a line with a bullet, an indented one goes on with it. Days count from `today`. Reads any text.
    """
    return tuple(_read(line, today) for line in _lines(text))


def lacks(actions: tuple[Agreed, ...]) -> tuple[Lack, ...]:
    """What another officer would have to ask: who does it, and by when."""
    found = []
    for place, one in enumerate(actions):
        if not one.who:
            found.append(Lack(place, f"{_nth(place)} has no owner"))
        if one.unread:
            found.append(Lack(place, f"{_nth(place)} has a day that cannot be read"))
        elif one.by is None:
            found.append(Lack(place, f"{_nth(place)} has no date"))
    if len(actions) > 1 and not any(one.who for one in actions):
        return (Lack(0, "no action has an owner"), *found)
    return tuple(found)


def _nth(place: int) -> str:
    return f"the {ORDINALS[place]} action" if place < len(ORDINALS) else f"action {place + 1}"


def _lines(text: str) -> list[str]:
    out: list[str] = []
    bulleted = False
    for line in text.splitlines():
        bare = line.strip()
        mark = _BULLET.match(bare)
        if mark:
            bulleted = True
            # A list and a box in one: "- [ ] ring HR".
            rest = bare[mark.end() :].strip()
            box = _BULLET.match(rest)
            bare = rest[box.end() :].strip() if box and rest.startswith("[") else rest
        elif bare and bulleted and line[0] in " \t" and out:
            out[-1] = f"{out[-1]} {bare}"
            continue
        if bare:
            out.append(bare)
    return out


def _read(line: str, today: date) -> Agreed:
    who, what = "", line[:_LONGEST]
    owner = _OWNER.match(what)
    if owner and len(owner[1].split()) <= 3:
        who, what = owner[1].strip(), what[owner.end() :]
    elif will := _willing(what):
        who, what = will
    what, in_bracket, by, unread = _bracketed(what, today)
    if by is None and not unread:
        what, by = _trailing(what, today)
    if by is not None and not who and not in_bracket:
        what, in_bracket = _named_last(what)
    return Agreed(what.strip() + line[_LONGEST:], who or in_bracket, by, unread)


def _willing(what: str) -> tuple[str, str] | None:
    """Who and what of "Kim to ring HR"; None where the line does not begin with somebody."""
    found = _WILL.match(what)
    if found is None:
        return None
    who, rest = found["who"], found["what"]
    if (found["word"] or "").casefold() == "to":
        first = rest.split(maxsplit=1)[0]
        if _DEED.fullmatch(who.split()[0]) or _NO_DEED.fullmatch(first) or not first[:1].islower():
            return None
    return who, rest


def _bracketed(what: str, today: date) -> tuple[str, str, date | None, str]:
    """Without its last bracket: what, who and by when stood in it; the bracket stays where it says neither."""
    found = _BRACKET.search(what)
    if found is None:
        return what, "", None, ""
    who, unread, by = "", "", None
    said_day = False
    for piece in reversed([part.strip() for part in found[1].split(",")]):
        marked = _FIRST_WORD.match(piece)
        if by is None and (day := _day(piece[marked.end() :] if marked else piece, today)):
            by = day
        elif marked and not said_day:
            unread = piece[marked.end() :]
        elif _NAME.fullmatch(piece) and not who:
            who = piece
        said_day = said_day or bool(marked)
    if by is None and not unread:
        return what, "", None, ""
    return what[: found.start()], who, by, "" if by else unread


def _trailing(what: str, today: date) -> tuple[str, date | None]:
    """A day at the end: "send it by Wed", "ring HR, today"."""
    marked = _BY.search(what)
    if marked and (day := _day(marked[1], today)):
        return what[: marked.start()], day
    before, comma, last = what.rpartition(",")
    if comma and (day := _day(last.strip(" .;"), today)):
        return before, day
    return what, None


def _named_last(what: str) -> tuple[str, str]:
    """ "find a delegate, Kim": a capital begins a name there."""
    before, comma, last = what.rpartition(",")
    name = last.strip()
    if comma and name[:1].isupper() and _NAME.fullmatch(name):
        return before, name
    return what, ""


def _day(text: str, today: date) -> date | None:
    try:
        return read_day(text.removeprefix("next "), today)
    except BadInput:
        return None
