"""Conditions over the fields of a case as an office writes them, `priority <= 2 and state = "VIC"` (features A4.29)."""

import operator
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from data.rules.folding import fold
from data.types.errors import BadInput

Value = str | int | bool | frozenset[str]
"""What a field of a case holds; a set is of several words, any of which will do."""
Facts = Mapping[str, Value]
"""The fields of one case, by name."""


class Kind(NamedTuple):
    """A field that a condition may ask about."""

    of: type
    said: str


FIELDS: Mapping[str, Kind] = {
    "priority": Kind(int, "1 to 5"),
    "confidential": Kind(bool, "yes or no"),
    "origin": Kind(str, "converted or direct"),
    "state": Kind(str, "state or territory of the job, else of the contact's address"),
    "case_type": Kind(frozenset, "keys of its case types"),
    "tag": Kind(frozenset, "its tags"),
    "task": Kind(frozenset, "other kinds of task that are made by themselves"),
}
LONGEST = 400
"""Characters of a condition."""
DEEPEST = 20
"""Brackets and negations in each other."""
_TOKEN = re.compile(r'\s*(?:(<=|>=|!=|<|>|=)|([()])|"([^"]*)"|(\d{1,9})|([A-Za-z_]+)|(\S))')
_COMPARE: Mapping[str, Callable[[int, int], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_EXAMPLE = 'an example is: priority <= 2 and state = "VIC"'


class Condition(NamedTuple):
    """A condition that was read."""

    holds: Callable[[Facts], bool]
    tasks: frozenset[str]
    """Folded labels of the kinds of task it asks about."""


def read_condition(text: str, fields: Mapping[str, Kind] = FIELDS) -> Condition:
    """The condition over these fields; empty text always holds.

    Words are compared without regard to case and accents. Raises BadInput, which names what is there instead.
    """
    if len(text) > LONGEST:
        raise BadInput(f"the condition is longer than {LONGEST} characters")
    reader = _Reader(text, fields)
    if not reader.tokens:
        return Condition(lambda facts: True, frozenset())
    holds = reader.either()
    if reader.at < len(reader.tokens):
        raise BadInput(f"the condition ends before {reader.peek()!r}; {_EXAMPLE}")
    return Condition(holds, frozenset(reader.tasks))


def circle(conditions: Mapping[str, Condition]) -> tuple[str, ...]:
    """Labels that ask about each other in a circle, in order; empty where there is none."""
    return round_trip({label: condition.tasks for label, condition in conditions.items()})


def round_trip(edges: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Labels that lead back to themselves, in order; an edge names what follows, folded. Empty where none does."""
    folded = {fold(label): label for label in edges}
    done: set[str] = set()
    for start in folded:
        path: list[str] = []
        stack = [(start, 0)]
        while stack:
            label, depth = stack.pop()
            del path[depth:]
            if label in path:
                return tuple(folded[one] for one in (*path[path.index(label) :], label))
            if label in done or label not in folded:
                continue
            path.append(label)
            stack += [(asked, depth + 1) for asked in sorted(edges[folded[label]])]
        done.add(start)
    return ()


def holding(conditions: Mapping[str, Condition], facts: Facts) -> frozenset[str]:
    """Labels whose condition holds of the case, those that ask about other tasks after those they ask about."""
    made: frozenset[str] = frozenset()
    while True:
        now: Facts = {**facts, "task": made}
        found = frozenset(label for label, condition in conditions.items() if condition.holds(now))
        # Grows only, so that a `not task = …` cannot swing for ever.
        if found <= made:
            return made
        made |= found


class _Reader:
    """Reads from left to right: or, and, not, brackets, comparisons."""

    def __init__(self, text: str, fields: Mapping[str, Kind]) -> None:
        self.fields = fields
        self.tokens: list[tuple[str, str]] = []
        for compare, bracket, quoted, number, word, other in _TOKEN.findall(text.strip()):
            if other:
                raise BadInput(f"the condition holds {other!r}; {_EXAMPLE}")
            if compare or bracket:
                self.tokens.append(("sign", compare or bracket))
            elif word:
                self.tokens.append(("word", word.lower()))
            else:
                self.tokens.append(("number", number) if number else ("text", quoted))
        self.at = 0
        self.depth = 0
        self.tasks: set[str] = set()

    def peek(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def _next_is(self, *words: str) -> bool:
        if self.at < len(self.tokens) and self.tokens[self.at][0] != "text" and self.peek() in words:
            self.at += 1
            return True
        return False

    def either(self) -> Callable[[Facts], bool]:
        parts = [self._both()]
        while self._next_is("or"):
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else lambda facts: any(part(facts) for part in parts)

    def _both(self) -> Callable[[Facts], bool]:
        parts = [self._one()]
        while self._next_is("and"):
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else lambda facts: all(part(facts) for part in parts)

    def _one(self) -> Callable[[Facts], bool]:
        negated = self._next_is("not")
        if not negated and not self._next_is("("):
            return self._comparison()
        self.depth += 1
        if self.depth > DEEPEST:
            raise BadInput(f"the condition is nested more than {DEEPEST} deep")
        part = self._one() if negated else self.either()
        if not negated and not self._next_is(")"):
            raise BadInput(f"a bracket of the condition is not closed; {_EXAMPLE}")
        self.depth -= 1
        return (lambda facts: not part(facts)) if negated else part

    def _comparison(self) -> Callable[[Facts], bool]:
        if self.at >= len(self.tokens):
            raise BadInput(f"the condition stops in the middle; {_EXAMPLE}")
        kind, name = self.tokens[self.at]
        if kind != "word" or name not in self.fields:
            raise BadInput(f"a case has no field {name!r}; there are {', '.join(self.fields)}")
        self.at += 1
        field = self.fields[name]
        sign = next((one for one in _COMPARE if self._next_is(one)), "")
        if not sign:
            if field.of is not bool:
                raise BadInput(f"{name} needs a comparison ({field.said}); {_EXAMPLE}")
            return lambda facts: facts.get(name) is True
        return self._compared(name, field, sign)

    def _compared(self, name: str, field: Kind, sign: str) -> Callable[[Facts], bool]:
        if self.at >= len(self.tokens):
            raise BadInput(f"{name} {sign} is compared with nothing; {_EXAMPLE}")
        kind, text = self.tokens[self.at]
        self.at += 1
        if field.of is int:
            if kind != "number":
                raise BadInput(f"{name} is compared with a number ({field.said})")
            compare, number = _COMPARE[sign], int(text)
            return lambda facts: _is_number(facts.get(name)) and compare(_number(facts[name]), number)
        if sign not in ("=", "!="):
            raise BadInput(f"{name} is = or != something, not {sign} ({field.said})")
        equal = sign == "="
        if field.of is bool:
            if text not in ("yes", "no"):
                raise BadInput(f"{name} is yes or no")
            return lambda facts: ((facts.get(name) is True) == (text == "yes")) == equal
        if kind != "text":
            raise BadInput(f'{name} is compared with a word in quotes, as in {name} = "…" ({field.said})')
        wanted = fold(text)
        if name == "task":
            self.tasks.add(wanted)
        return lambda facts: (wanted in _words(facts.get(name))) == equal


def _is_number(value: Value | None) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _number(value: Value) -> int:
    assert isinstance(value, int)
    return value


def _words(value: Value | None) -> Iterable[str]:
    if isinstance(value, str):
        return (fold(value),)
    return {fold(one) for one in value} if isinstance(value, frozenset) else ()
