"""The officer's own keys over the table of actions: read, checked whole, and put in place or refused (features B25)."""

from __future__ import annotations

import re
from difflib import get_close_matches
from itertools import combinations
from typing import TYPE_CHECKING

from data.types.errors import BadInput
from widgets.actions import ACTS, ANYWHERE, LEADER, Act, places_of, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

FIXED = ("enter",)
"""Keys of the lists themselves: an act that has one cannot be moved, nor one whose keys are the digits."""
TAKEN = {
    "ctrl+h": "is Backspace in a terminal",
    "ctrl+i": "is Tab in a terminal",
    "ctrl+j": "is a line break in a terminal",
    "ctrl+m": "is Enter in a terminal",
    "ctrl+b": "belongs to tmux",
    "ctrl+g": "begins the letters after it",
    "f11": "is kept by many terminals for the whole screen",
} | dict.fromkeys(
    [f"ctrl+{letter}" for letter in "acdefkuvwxyz"] + ["ctrl+left", "ctrl+right", "home", "end", "f6"],
    "is needed while typing",
)
"""Keys that no act may have, and why."""
ARRIVE = re.compile(r"f([1-9]|1[0-2])|ctrl\+[a-z]|ctrl\+(up|down)|escape")
"""What arrives in every terminal, over ssh and through tmux, and may be pressed while text is typed."""
OF_LISTS = ("j", "k", "up", "down", "home", "end", "pageup", "pagedown", "enter", "tab")
"""Keys by which a list itself is moved."""
SPELT = {"esc": "escape", "return": "enter", "pgup": "pageup", "pgdn": "pagedown"}


def table_of(
    keys: Mapping[str, Sequence[str]], leader: Mapping[str, str], where: str = ""
) -> tuple[Act, ...]:
    """The table with these changes; raises BadInput that names the first fault, `where` being the file."""
    found = list(faults(keys, leader))
    if found:
        more = (
            f" (and {len(found) - 1} more; `casetui keys --check FILE` lists them)" if len(found) > 1 else ""
        )
        raise BadInput(f"{where}: {found[0]}{more}" if where else f"{found[0]}{more}")
    return _changed(keys, leader)


def faults(keys: Mapping[str, Sequence[str]], leader: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with these changes, a sentence each; nothing when they can be used."""
    before = list(_wrong_by_themselves(keys, leader))
    yield from before
    # Clashes of what cannot be used anyway would only hide the reason.
    if not before:
        yield from _out_of_reach(_changed(keys, leader))
        yield from _clashes(_changed(keys, leader))


def read_key(text: str) -> str:
    """A key as the program calls it: `F3` is `f3`, `Ctrl+S` is `ctrl+s`, `?` is `question_mark`."""
    if len(text) == 1 and not text.isspace():
        from textual.keys import _character_to_key

        return _character_to_key(text)
    name = text.strip().lower().replace("control+", "ctrl+").replace("ctrl-", "ctrl+")
    return SPELT.get(name, name) or ("space" if text == " " else "")


def _changed(keys: Mapping[str, Sequence[str]], leader: Mapping[str, str]) -> tuple[Act, ...]:
    return tuple(
        one._replace(
            keys=tuple(dict.fromkeys(read_key(key) for key in keys[one.id])) if one.id in keys else one.keys,
            leader=read_letter(leader[one.id]) if one.id in leader else one.leader,
        )
        for one in ACTS
    )


def read_letter(text: str) -> str:
    """A letter after the leader as the program calls it."""
    return "space" if text in (" ", "Space", "SPACE") else text


def _wrong_by_themselves(keys: Mapping[str, Sequence[str]], leader: Mapping[str, str]) -> Iterator[str]:
    known = {one.id: one for one in ACTS}
    for table, given in (("keys", keys), ("leader", leader)):
        for name in given:
            if name not in known:
                near = get_close_matches(name, known, 1)
                meant = f"; did you mean {near[0]}?" if near else ""
                yield f"[{table}] {name}: there is no such action{meant}"
    for name, wanted in keys.items():
        one = known.get(name)
        if one is None:
            continue
        if one.digits or set(FIXED).intersection(one.keys):
            yield f"[keys] {name}: its keys are those of the list itself and stay as they are"
            continue
        for text in wanted:
            why = _why_no_key(one, read_key(text))
            if why:
                yield f"[keys] {name} = {text!r}: {why}"
    for name, letter in leader.items():
        one = known.get(name)
        if one is not None and (why := _why_no_letter(one, read_letter(letter))):
            yield f"[leader] {name} = {letter!r}: {why}"


def _why_no_key(one: Act, key: str) -> str:
    """Why the act cannot have the key; empty when it can."""
    if one.focus == "list" and len(key) > 0 and not key.startswith(("ctrl+", "alt+", "shift+")):
        if key in OF_LISTS:
            return f"{shown(key)} moves in the list"
        if len(key) == 1 or key == "space" or (key not in TAKEN and _is_sign(key)):
            return ""
    if "alt+" in key or "meta+" in key:
        return "alt does not arrive in every terminal"
    if key in TAKEN:
        return f"{shown(key)} {TAKEN[key]}"
    if one.focus == "text" and key in ("up", "down", "pageup", "pagedown"):
        return ""
    if ARRIVE.fullmatch(key):
        return ""
    if len(key) == 1 or key == "space" or _is_sign(key):
        return "a bare letter or sign would act while text is typed; it may belong to an act of lists only"
    if key.startswith(("ctrl+", "shift+")):
        return f"{key} does not arrive in every terminal"
    return "there is no such key; there are f1 to f10, f12, ctrl and a letter, ctrl+up, ctrl+down, escape"


def _is_sign(key: str) -> bool:
    """Whether the name is that of a character on the keyboard, such as `question_mark`."""
    from string import punctuation

    return key in {read_key(sign) for sign in punctuation}


def _why_no_letter(one: Act, letter: str) -> str:
    if one.digits:
        return "its letters are the digits and stay as they are"
    if letter == "space" or (len(letter) == 1 and letter.isascii() and letter.isprintable()):
        digits = any(other.digits and other.leader for other in ACTS)
        return "the digits stand for open cases" if letter.isdigit() and digits else ""
    return "one letter, digit or sign, or space, is expected"


def _out_of_reach(table: Sequence[Act]) -> Iterator[str]:
    for one in table:
        if not one.keys and not one.leader:
            yield f"{one.id}: neither a key nor a letter is left for it"


def _clashes(table: Sequence[Act]) -> Iterator[str]:
    """Two acts on one key of one screen, but for those where a screen's own act stands for the one of everywhere."""
    told = set()
    for place in places_of(table):
        here = [one for one in table if place in one.places or one.places == ANYWHERE]
        for one, other in combinations(here, 2):
            keys = [shown(key) for key in one.keys if key in other.keys]
            letters = [f"{LEADER} {one.leader}"] if one.leader and one.leader == other.leader else []
            both = frozenset((one.id, other.id))
            if not (keys or letters) or both in told or _stands_for(place, both):
                continue
            told.add(both)
            yield f"{' and '.join(keys + letters)}: both {one.id} and {other.id} on the screen {place}"


def _stands_for(place: str, both: frozenset[str]) -> bool:
    """Whether one of the two takes the other's key on that screen in the table as it comes."""
    one, other = (act for act in ACTS if act.id in both)
    own = [act for act in (one, other) if place in act.places]
    shared = set(one.keys).intersection(other.keys) or (one.leader and one.leader == other.leader)
    return len(own) == 1 and bool(shared)
