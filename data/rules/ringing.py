"""Reading what telephone programs hand over: numbers in every dress, withheld ones, and nonsense (domain E3)."""

import re
from collections.abc import Sequence

from data.rules.clean import clean_line
from data.types.calls import Ring
from data.types.errors import BadInput

LONGEST = 20
"""Digits of the longest number that is believed; E.164 has 15."""
WITHHELD = frozenset(
    {"anonymous", "private", "restricted", "unavailable", "unknown", "withheld", "blocked", "nonumber"}
)
"""What telephone programs say instead of a number."""
OPTIONS = ("--number", "--name", "--call-id", "--direction")
DIRECTIONS = {"inbound": False, "in": False, "outbound": True, "out": True}
SCHEME = re.compile(r"^(tel|callto|sip|sips|zoomphonecall):(//)?", re.IGNORECASE)
NUMBER = re.compile(r"\+?[0-9]+")
DRESS = re.compile(r"[\s()\[\]{}<>\"'./\-\u2010-\u2015\u00a0]+")


def read_number(text: str) -> str:
    """The number as it is dialled; empty when it is withheld.

    Raises BadInput, which never repeats what was given, for letters and for more digits than a number has.
    """
    bare = SCHEME.sub("", clean_line(text).strip("\"' "))
    bare = bare.split(";")[0].split("@")[0].split("?")[0]
    bare = DRESS.sub("", bare.replace("(0)", "") if bare.startswith("+") else bare)
    if not bare or bare.lower() in WITHHELD:
        return ""
    if not NUMBER.fullmatch(bare):
        raise BadInput("the number of the call: digits with an optional + are expected")
    if len(bare.lstrip("+")) > LONGEST:
        raise BadInput(f"the number of the call has more than {LONGEST} digits")
    return bare


def read_ring(words: Sequence[str]) -> Ring:
    """The words after `casetui call`: options, or a number and after it a name.

    Raises BadInput for an option that is unknown or has no value, and what `read_number` raises.
    """
    given: dict[str, str] = {}
    loose: list[str] = []
    rest = list(words)
    while rest:
        word = rest.pop(0)
        name, has_value, value = word.partition("=")
        if not word.startswith("--"):
            loose.append(word)
        elif name not in OPTIONS:
            raise BadInput(f"the option; there are {', '.join(OPTIONS)}")
        elif has_value or rest:
            given[name] = value if has_value else rest.pop(0)
        else:
            raise BadInput(f"{name} without a value")
    number, name = _loose(loose) if "--number" not in given else (given["--number"], " ".join(loose))
    direction = given.get("--direction", "inbound").lower()
    if direction not in DIRECTIONS:
        raise BadInput("the direction, which is inbound or outbound")
    return Ring(
        read_number(number),
        clean_line(given.get("--name", name))[:80],
        clean_line(given.get("--call-id", ""))[:80],
        DIRECTIONS[direction],
    )


def _loose(words: list[str]) -> tuple[str, str]:
    """A number may be given in groups: every word up to the first that holds a letter, save a withheld one."""
    at = 0
    while at < len(words) and (not re.search(r"[^\W\d_]", SCHEME.sub("", words[at])) or at == 0):
        at += 1
    return " ".join(words[:at]), " ".join(words[at:])


def rewritten(number: str, rules: Sequence[tuple[str, str]]) -> str:
    """The number as the office's own rules make it: patterns and what takes their place, each in turn (features B30).

    What the rules make of it must be a number too, else it stays as it came; a withheld number stays withheld.
    """
    made = number
    for pattern, replacement in rules:
        made = re.sub(pattern, replacement, made)[: LONGEST * 2]
    return made if number and NUMBER.fullmatch(made) and len(made.lstrip("+")) <= LONGEST else number


def rule_fault(pattern: str, replacement: str) -> str:
    """Why the two are no rule; empty when they are."""
    try:
        # A try on a number shows also a group that the pattern does not have.
        re.sub(f"(?:{pattern})|$", replacement, "0491570006")
        re.compile(pattern)
    except (re.error, IndexError) as error:
        return str(error)
    return ""
