"""The handover brief: the same eight questions of every record, and which of them it does not answer.

Features A2.17, acceptance L12: another officer goes on without calling the member again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from data.rules.clean import clean, clean_line
from data.rules.days import MONTHS, WEEKDAYS, say_day, say_when
from data.rules.facts import job_said
from data.rules.milestones import beside_its_days
from data.rules.redacting import SAID, Redactor
from data.types.handover import Answer, Handover, Known, OnFile
from data.types.work import Brief

NOBODY_SAID = "nobody said"
_ASIDE = frozenset(("Background", "Member Seeking", "Advice", "Actions"))
"""Sections that are another question's answer."""


@dataclass(frozen=True, slots=True)
class _Source:
    brief: Brief
    today: date


class Question(NamedTuple):
    """One of the eight."""

    label: str
    answer: Callable[[_Source], str]
    """Empty where the record holds none."""
    lack: Callable[[_Source], str]


def _who(it: _Source) -> str:
    one = it.brief
    parts = (one.member_name, one.member_number, one.standing.value, one.phone)
    return ", ".join(part for part in parts if part)


def _section(title: str) -> Callable[[_Source], str]:
    return lambda it: next((part.body.strip() for part in it.brief.sections if part.title == title), "")


def _issue(it: _Source) -> str:
    """The section of that name; a template that has none begins with what it is about."""
    return _section("Issue")(it) or next(
        (
            part.body.strip()
            for part in it.brief.sections
            if part.body.strip() and part.title not in {"Issue", *_ASIDE}
        ),
        "",
    )


def _next(it: _Source) -> str:
    one = it.brief
    steps = "\n".join(part for part in (one.next_steps.strip(), one.to_do.strip()) if part)
    if one.done and not steps:
        steps = "Nothing more is to follow."
    return f"{steps}\nOwner: {one.holder}" if steps and one.holder else ""


def _no_next(it: _Source) -> str:
    one = it.brief
    steps = one.next_steps.strip() or one.to_do.strip()
    if steps:
        return f"{steps}\nOwner: nobody has claimed it"
    return (
        f"{NOBODY_SAID}; the owner is {one.holder}"
        if one.holder
        else f"{NOBODY_SAID}, and nobody has claimed it"
    )


def _by_when(it: _Source) -> str:
    one, said = it.brief, []
    for label, day in (("follow-up", one.follow_up_on), ("target", one.due_on)):
        if day is not None:
            said.append(f"{label} {say_day(day, it.today)}, {say_when(day, it.today)}")
    lines = ["; ".join(said), beside_its_days(one.milestone, it.today), *one.deadlines]
    if one.done:
        lines = [one.status, "nothing more is to follow"] if one.status else ["nothing more is to follow"]
        return ": ".join(lines)
    text = "\n".join(line for line in lines if line)
    return text[:1].upper() + text[1:]


def _on_file(it: _Source) -> str:
    held = it.brief.on_file
    return file_said(held, ticket=bool(it.brief.ticket_url))


def file_said(held: OnFile, *, ticket: bool = False) -> str:
    """What is kept, in a line: "2 notes, 1 interaction, 3 tasks, 1 open, the ticket"."""

    def many(count: int, word: str) -> str:
        return f"{count} {word}{'' if count == 1 else 's'}" if count else ""

    tasks = many(held.tasks, "task")
    if held.tasks:
        tasks += f", {held.tasks_open or 'none'} open"
    parts = [many(held.notes, "note"), many(held.interactions, "interaction"), tasks]
    parts += ["the ticket"] if ticket else []
    contacts = f"of the member {many(held.contacts, 'interaction')} in all" if held.contacts else ""
    own = ", ".join(part for part in parts if part)
    return "; ".join(part for part in (own, contacts) if part) if own else ""


def _lacks(text: str) -> Callable[[_Source], str]:
    return lambda it: text


EIGHT = (
    Question("Who", _who, _lacks("nobody is named")),
    Question("Job", lambda it: job_said(it.brief.job, it.today), _lacks("no job is on record")),
    Question("Issue", _issue, _lacks(NOBODY_SAID)),
    Question("Seeking", _section("Member Seeking"), _lacks(NOBODY_SAID)),
    Question("Advice", _section("Advice"), _lacks(f"{NOBODY_SAID}, not even that none was given")),
    Question("Next", _next, _no_next),
    Question("By when", _by_when, _lacks(NOBODY_SAID)),
    Question("On file", _on_file, _lacks("nothing is on file")),
)
"""The fixed list (acceptance L12): who, job, issue, seeking, advice, next step and owner, by when, what is on file."""


def handover(brief: Brief, today: date) -> Handover:
    """The eight answers of a record; what it does not answer says so."""
    it = _Source(brief, today)
    answers = []
    for one in EIGHT:
        text = clean(one.answer(it)).strip()
        answers.append(Answer(one.label, text, "" if text else one.lack(it)))
    return Handover(
        number=brief.number,
        heading=clean_line(brief.heading),
        on=today,
        answers=tuple(answers),
        last_contacts=brief.last_contacts,
        marks=brief.marks,
        pinned=brief.pinned,
    )


def without_internal(brief: Handover) -> Handover:
    """The same without internal notes (features A3.34)."""
    return brief._replace(pinned=tuple(one for one in brief.pinned if not one.internal))


def redacted(brief: Handover, known: Known) -> Handover:
    """The same without names and numbers; which question has no answer stays as it was."""
    redact = Redactor(known)
    brief = without_internal(brief)
    return brief._replace(
        heading=redact(brief.heading),
        answers=tuple(one._replace(text=redact(one.text), lack=redact(one.lack)) for one in brief.answers),
        last_contacts=tuple(redact(one) for one in brief.last_contacts),
        pinned=tuple(one._replace(said=redact(one.said), text=redact(one.text)) for one in brief.pinned),
        redacted=True,
    )


# Written elsewhere


def as_text(brief: Handover) -> str:
    """The whole brief as plain text, for an e-mail or a file; nothing is clipped."""
    out = [f"{brief.number} {brief.heading}", f"Handover brief, {_whole_day(brief.on)}"]
    out += [SAID] if brief.redacted else []
    for one in brief.answers:
        out += ["", one.question.upper(), one.said]
    for title, lines in _more(brief):
        out += ["", title.upper(), *lines]
    return "\n".join(out) + "\n"


_MARKDOWN = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_{}[]<>#|~!&"})


def as_markdown(brief: Handover) -> str:
    """The same as Markdown; what officers wrote is text there and nothing else."""
    out = [f"# {_escaped(brief.number)} {_escaped(brief.heading)}", f"Handover brief, {_whole_day(brief.on)}"]
    out += [f"*{SAID}*"] if brief.redacted else []
    for one in brief.answers:
        said = _escaped(one.said)
        out += [f"## {one.question}", said if one.text else f"*{said}*"]
    for title, lines in _more(brief):
        out += [f"## {title}", *(f"- {_escaped(clean_line(line))}" for line in lines)]
    return "\n\n".join(out) + "\n"


def _more(brief: Handover) -> list[tuple[str, Sequence[str]]]:
    pinned = [f"{one.said}: {one.text}" for one in brief.pinned]
    parts = (
        ("Pinned", pinned),
        ("Last contacts", brief.last_contacts),
        ("Marks", (brief.marks,) if brief.marks else ()),
    )
    return [(title, lines) for title, lines in parts if lines]


def _escaped(text: str) -> str:
    """Signs that Markdown would read, and what begins a list or a heading; each line stays a line."""
    lines = []
    for line in text.translate(_MARKDOWN).split("\n"):
        bare = line.lstrip()
        head = bare[:1]
        if head in ("-", "+", "=", ":"):
            bare = f"\\{bare}"
        elif head.isdigit():
            digits = len(bare) - len(bare.lstrip("0123456789"))
            if bare[digits : digits + 1] in (".", ")"):
                bare = f"{bare[:digits]}\\{bare[digits:]}"
        lines.append(bare)
    return "  \n".join(lines)


def _whole_day(day: date) -> str:
    """With its year: the text is read elsewhere, and later."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


# On one screen


def shares(needed: Sequence[int], room: int) -> tuple[int, ...]:
    """Lines for each part: what it needs where there is room; else every part has one, and the rest goes round.

    A screen that is lower than there are parts leaves the last ones out.
    """
    given = [1 if at < room and need else 0 for at, need in enumerate(needed)]
    left = room - sum(given)
    while left > 0 and (wanting := [at for at, need in enumerate(needed) if given[at] and given[at] < need]):
        for at in wanting[:left]:
            given[at] += 1
        left = room - sum(given)
    return tuple(given)
