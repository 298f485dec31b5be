"""The filter of a queue, read from one line and said again: `overdue team:msd -assigned priority<=2` (features A5.04).

Every part must hold; `-` before one turns it round; values apart by commas are alternatives. What cannot be read is
told in one sentence with what to write.
"""

import re
from datetime import date
from typing import NamedTuple

from data.rules.clean import clean_line
from data.rules.days import read_day, read_past_day
from data.rules.filter_fields import ALSO, BY_NAME, EMPTY, KINDS, SORTS
from data.rules.folding import fold
from data.rules.ticket import sought_ticket
from data.types.choices import Choices
from data.types.errors import BadInput
from data.types.staff import Officer
from data.types.triage import FilterField, Kind, Known, Person, Term, Wanted

MOST = 40
"""Parts of a filter: more is a paste that went wrong."""
LONGEST = 600

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
_FIELD = re.compile(r"(?P<name>[A-Za-z][A-Za-z_-]*)(?P<op><=|>=|:|=|<|>)(?P<value>.*)", re.DOTALL)
_PLAIN = re.compile(r'[^\s",:<>=-][^\s",:<>=]*|[+-]\d+[a-z]{1,2}')
_NAMED = 8
"""How many entries of a list are named where one is not in it."""


class Piece(NamedTuple):
    """A part of the line as it stands there, quotes and all."""

    text: str
    start: int
    closed: bool = True
    """No quote in it is left open."""


def pieces(text: str) -> tuple[Piece, ...]:
    """The parts of a line, apart by blanks that stand in no quotes."""
    out: list[Piece] = []
    line, at = text.translate(_QUOTES), 0
    while at < len(line):
        if line[at].isspace():
            at += 1
            continue
        start, quoted = at, False
        while at < len(line) and (quoted or not line[at].isspace()):
            quoted ^= line[at] == '"'
            at += 1
        out.append(Piece(line[start:at], start, not quoted))
    return tuple(out)


def parse(text: str, known: Known) -> Wanted:
    """The filter that a line means, among the lists that are known; raises BadInput and nothing else."""
    line = clean_line(text)
    if len(line) > LONGEST:
        raise BadInput(f"a filter of more than {LONGEST} signs; write fewer words")
    found = pieces(line)
    if any(not piece.closed for piece in found):
        raise BadInput('a quote that is not closed; write it as in employer:"st vincent"')
    if len(found) > MOST:
        raise BadInput(f"a filter of more than {MOST} words; write fewer")
    terms, sort = [], SORTS[0]
    for piece in found:
        term = _term(piece.text, known)
        if term.field == "sort":
            sort = term.values[0]
        else:
            terms.append(term)
    return Wanted(line, tuple(terms), sort)


def say(wanted: Wanted) -> str:
    """The filter in words that parse to the same."""
    parts = [_said(term) for term in wanted.terms]
    if wanted.sort != SORTS[0]:
        parts.append(f"sort:{wanted.sort}")
    return " ".join(parts)


def check(text: str, known: Known) -> None:
    """Raise BadInput for what can never be read, whoever works here: who is named is not looked for."""
    line = clean_line(text)
    parse(" ".join(piece.text for piece in pieces(line) if not _names_somebody(piece.text)), known)


def _names_somebody(text: str) -> bool:
    found = _FIELD.fullmatch(text.removeprefix("-"))
    return (
        found is not None
        and found["op"] in ":="
        and bool(found["value"])
        and _asked(found["name"]) == "owner"
    )


def with_flag(text: str, flag: str, among: tuple[str, ...]) -> str:
    """The line with this word in place of any other `among` them; the word once more takes it out."""
    rest = [piece.text for piece in pieces(text) if piece.text not in among]
    there = any(piece.text == flag for piece in pieces(text))
    return " ".join([*rest, flag] if flag and not there else rest)


def quoted(value: str) -> str:
    """A value as it must be written."""
    return value if _PLAIN.fullmatch(value) else f'"{value}"'


def known_of(choices: Choices, today: date, me: Officer | None = None) -> Known:
    """What a filter may name at this office."""
    return Known(
        today,
        me.id if me else None,
        staff=tuple(Person(one.id, one.login, one.name) for one in choices.staff),
        teams=tuple((str(team.id), team.name) for team in choices.teams),
        topics=tuple(topic.name for topic in choices.related_to),
        case_types=tuple((kind.key, kind.label) for kind in choices.case_types),
        statuses=tuple(one.name for one in choices.statuses if one.kind != "closed"),
        tags=choices.tags,
    )


def entries_of(field: str, known: Known) -> tuple[tuple[str, str, str], ...]:
    """What a field of a list may be: (what is kept, what is written, what it means)."""
    if field == "owner":
        people = tuple((str(one.id), one.login, one.name) for one in known.staff)
        return (*people, ("me", "me", "you"), ("none", "none", "nobody"))
    if field == "team":
        return tuple((key, name, "team") for key, name in known.teams)
    if field == "type":
        return tuple((key, key, label) for key, label in known.case_types)
    names = {"related": known.topics, "status": known.statuses, "tag": known.tags, "kind": KINDS}
    return tuple((name, name, "") for name in names.get(field, ()))


def _said(term: Term) -> str:
    minus = "-" if term.negated else ""
    if not term.field:
        word = term.values[0]
        return f'{minus}"{word}"' if word in BY_NAME else minus + quoted(word)
    if not term.values:
        return minus + term.field
    return f"{minus}{term.field}{term.op}{','.join(quoted(value) for value in term.values)}"


def _term(text: str, known: Known) -> Term:
    negated = text.startswith("-")
    bare = text[1:] if negated else text
    if not bare:
        raise BadInput("a minus alone; write it before a word, as in -assigned")
    found = _FIELD.fullmatch(bare)
    if found is None:
        if bare in BY_NAME and BY_NAME[bare].kind is Kind.FLAG:
            return Term(bare, negated=negated)
        word = bare.replace('"', "").strip()
        _check_word(word)
        return Term("", (word,), negated=negated)
    field = _field(found["name"])
    if field.kind is Kind.FLAG:
        raise BadInput(f"{field.name} takes no value; write {field.name} or -{field.name}")
    values = _values(found["value"])
    if not values:
        raise BadInput(f"{field.name} without a value; an example is {field.example}")
    op = ":" if found["op"] == "=" else found["op"]
    if op != ":" and field.kind not in (Kind.DAY, Kind.NUMBER):
        raise BadInput(f"{field.name} has no more and less; an example is {field.example}")
    if len(values) > 1 and (op != ":" or field.kind in (Kind.DAY, Kind.ORDER)):
        raise BadInput(f"{field.name} with more than one value; an example is {field.example}")
    return _checked(Term(field.name, values, op, negated), field, known)


def _checked(term: Term, field: FilterField, known: Known) -> Term:
    """The term with what its values mean."""
    if field.kind is Kind.DAY:
        return term._replace(day=_day(term, field, known))
    if field.kind is Kind.NUMBER:
        if wrong := [value for value in term.values if value not in ("1", "2", "3", "4", "5")]:
            raise BadInput(f"the priority {wrong[0]!r}; it is 1 to 5, as in {field.example}")
        return term
    if field.kind is Kind.ORDER:
        order = term.values[0].lower()
        if term.negated or order not in SORTS:
            raise BadInput(f"an order that is none; there are {', '.join(f'sort:{one}' for one in SORTS)}")
        return term._replace(values=(order,))
    if field.kind is Kind.ENTRY:
        return term._replace(entries=_entries(term, field, known))
    if field.kind is Kind.TICKET:
        return term._replace(entries=tuple(_ticket(value, field) for value in term.values))
    for value in term.values:
        _check_word(value)
    return term


def _ticket(value: str, field: FilterField) -> str:
    if value.lower() in EMPTY:
        return value.lower()
    try:
        return sought_ticket(value)
    except BadInput as error:
        raise BadInput(f"{error.detail}; an example is {field.example}") from None


def _check_word(word: str) -> None:
    if not fold(word):
        raise BadInput("a word without a letter or digit; nothing can be looked for by it")


def _asked(name: str) -> str:
    asked = name.lower().replace("_", "-")
    return ALSO.get(asked, asked)


def _field(name: str) -> FilterField:
    asked = _asked(name)
    if asked in BY_NAME:
        return BY_NAME[asked]
    near = _nearest(asked, tuple(BY_NAME))
    meant = f"perhaps {BY_NAME[near].example} is meant" if near else f"there are {', '.join(BY_NAME)}"
    raise BadInput(f"there is no field {name!r}; {meant}; what is no field is looked for in quotes")


def _values(text: str) -> tuple[str, ...]:
    """Values apart by commas that stand in no quotes."""
    out, value, inside = [], "", False
    for sign in text:
        if sign == '"':
            inside = not inside
        elif sign == "," and not inside:
            out.append(value)
            value = ""
        else:
            value += sign
    stripped = (one.strip() for one in (*out, value))
    return tuple(dict.fromkeys(one for one in stripped if one))


def _day(term: Term, field: FilterField, known: Known) -> date | None:
    text = term.values[0]
    if text.lower() in EMPTY:
        if term.op != ":":
            raise BadInput(f"{field.name} before or after {text!r}; write {field.name}:{text}")
        return None
    behind = field.past or text.startswith("-") or text.lower().startswith("yes")
    try:
        day = read_past_day(text, known.today) if behind else read_day(text, known.today, known.free)
    except BadInput as error:
        raise BadInput(f"the day of {field.name}: {error.detail}; an example is {field.example}") from None
    if day is None:
        raise BadInput(f"{field.name} without a day; an example is {field.example}")
    return day


def _entries(term: Term, field: FilterField, known: Known) -> tuple[str, ...]:
    out: list[str] = []
    for value in term.values:
        found = _fitting(field.name, value, known)
        if not found:
            offered = [written for _, written, _ in entries_of(field.name, known)]
            near = _nearest(value, [word for one in offered for word in (one, *one.split())])
            near = next((one for one in offered if near and near in (one, *one.split())), "")
            there = ", ".join(offered[:_NAMED]) + (" …" if len(offered) > _NAMED else "")
            raise BadInput(
                f"{field.name} {value!r} is in no list; "
                + (f"perhaps {field.name}:{quoted(near)} is meant" if near else f"there are {there}")
            )
        out += found
    return tuple(dict.fromkeys(out))


def _fitting(field: str, value: str, known: Known) -> list[str]:
    """The entries that a value means: the very one, else those of which a word begins so."""
    sought, entries = fold(value), entries_of(field, known)
    if field == "owner" and sought == "me":
        return [str(known.me)] if known.me else []
    whole = [key for key, written, said in entries if sought in (fold(written), fold(said)) and sought]
    if whole:
        return whole
    many = f" {sought}"
    return [
        key
        for key, written, said in entries
        if sought and key not in ("me", "none") and (many in f" {fold(written)}" or many in f" {fold(said)}")
    ]


def _nearest(word: str, words: tuple[str, ...] | list[str]) -> str:
    """The one that is spelt most alike; empty where none is."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(word.lower(), words, scorer=fuzz.ratio, score_cutoff=60)
    return str(found[0]) if found else ""
