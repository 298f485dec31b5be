"""What can be done with many records at once: one table, the words that ask for it, and how it is asked about.

A deed is written as `assign kim`, `follow-up +2d`, `priority 2`, `tag -callback` (features B7, B11).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from data.rules.clean import clean_line
from data.rules.closing import closed_status
from data.rules.days import NO_DAYS, read_day, say_day
from data.rules.folding import fold
from data.rules.holding import name_of
from data.rules.whom import assignee_begun
from data.types.bulk import Deed, Macro
from data.types.case_edits import CLOSE_REASONS
from data.types.choices import Choices
from data.types.errors import BadInput
from data.types.triage import Picked

LONGEST = 200
"""Characters of a deed."""
ASKED_ABOVE = 3
"""More records than these are asked about before they are changed."""
NOBODY = "nobody"
NONE = "none"
EXACTLY = " / "
"""Stands between a status and what it is more exactly."""


class Known(NamedTuple):
    """What the words of a deed are read by."""

    lists: Choices
    today: date
    free: Mapping[date, str] = NO_DAYS


class DeedKind(NamedTuple):
    """A row of the table."""

    name: str
    argument: str
    """How it is written: `WHO`, `on|off`; empty where there is none."""
    said: str
    """What it does, for the list to choose from."""
    question: str
    """`{what}` are the records, `{value}` the value in words."""
    read: Callable[[str, Known], Deed]
    """The argument as a deed without its name; raises BadInput."""
    check: Callable[[str], object]
    """The same as far as it can be known without the lists of an office; raises BadInput."""
    emptied: str = ""
    """The question where the value is none, off or a tag taken away."""
    interactions: bool = False
    """Interactions have it too, not cases alone."""
    undone: bool = True
    """Can be taken back."""
    touches: tuple[str, ...] = ()
    """Fields that someone else must not have changed meanwhile to another value."""


def _whom(text: str, known: Known) -> Deed:
    if fold(text) == NOBODY:
        return Deed("", None, NOBODY)
    value = assignee_begun(text, known.lists)
    return Deed("", value, name_of(value, known.lists))


def _day(text: str, known: Known) -> Deed:
    if fold(text) == NONE:
        return Deed("", None, NONE)
    found = read_day(text, known.today, known.free)
    return Deed("", found, say_day(found, known.today) if found else NONE)


def _check_day(text: str) -> None:
    _needed(text)
    if fold(text) != NONE:
        read_day(text, date(2026, 1, 5))


def _level(text: str) -> int:
    if text not in ("1", "2", "3", "4", "5"):
        raise BadInput("the priority, which is 1 to 5")
    return int(text)


def _priority(text: str, known: Known) -> Deed:
    level = _level(text)
    words = known.lists.priorities.get(level, "")
    return Deed("", level, f"{level}, {words}" if words else str(level))


def _one_of(what: str, text: str, names: Sequence[str]) -> str:
    found = next((name for name in names if fold(name) == fold(text)), "")
    if not found:
        raise BadInput(f"{what} {clean_line(text)!r} is in no list; there are {', '.join(names)}")
    return found


def _status(text: str, known: Known) -> Deed:
    names = [one.name for one in known.lists.statuses]
    name, more = (text, "") if any(fold(one) == fold(text) for one in names) else parted(text)
    found = _one_of("status", name, names)
    return _exactly(Deed("", found, found), found, more, known)


def parted(text: str) -> tuple[str, str]:
    """A status, or how it is closed, and what that is more exactly: "In progress / Letter sent" (features A3.20)."""
    name, _, more = text.partition(EXACTLY)
    return name.strip(), more.strip()


def _exactly(deed: Deed, status: str, more: str, known: Known) -> Deed:
    """The same with its sub-status; raises BadInput for one that the status does not have."""
    if not more:
        return deed
    listed = found.substatuses if (found := known.lists.status(status)) else ()
    exact = next((one for one in listed if fold(one) == fold(more)), "")
    if not exact:
        raise BadInput(f"the sub-status {clean_line(more)!r}; {status} has {', '.join(listed) or 'none'}")
    return deed._replace(said=f"{deed.said}, {exact}", more=exact)


def signed(text: str) -> tuple[bool, str]:
    """Whether a tag is put on, and which: "+callback", "-callback"; without a sign it is put on. Raises BadInput."""
    name = text.removeprefix("+").strip() if not text.startswith("-") else text[1:].strip()
    if not name:
        raise BadInput("the tag, of which there is no name")
    return not text.startswith("-"), name


def _tag(text: str, known: Known) -> Deed:
    on, name = signed(text)
    found = _one_of("tag", name, known.lists.tags)
    return Deed("", f"{'+' if on else '-'}{found}", found)


def _switch(text: str) -> bool:
    if fold(text) not in ("", "on", "off"):
        raise BadInput("on or off")
    return fold(text) != "off"


def _on_or_off(text: str, known: Known) -> Deed:
    on = _switch(text)
    return Deed("", on, "on" if on else "off")


def _how_closed(text: str) -> str:
    how, _ = parted(text)
    return _one_of("how it is closed", how, CLOSE_REASONS) if how else CLOSE_REASONS[0]


def _close(text: str, known: Known) -> Deed:
    how, (_, more) = _how_closed(text), parted(text)
    return _exactly(Deed("", how, how), closed_status(known.lists.statuses, closed=True), more, known)


def _words(text: str, known: Known) -> Deed:
    return Deed("", text, text)


def _nothing(text: str) -> None:
    if text:
        raise BadInput("nothing more")


def _claim(text: str, known: Known) -> Deed:
    _nothing(text)
    return Deed("")


def _any(text: str) -> None:
    """Only the lists of an office tell."""


def _needed(text: str) -> None:
    if not text:
        raise BadInput("a name is needed")


KINDS: tuple[DeedKind, ...] = (
    DeedKind("assign", "WHO", "to an officer, a team or a role, who is primary from then on",
             "Assign {what} to {value}", _whom, _needed, "Take everybody off {what}", interactions=True,
             touches=("owner_id", "case_assignee", "follow_up_officer_id")),
    DeedKind("follow-up", "DAY|none", "another day, or none", "Set the follow-up of {what} to {value}", _day,
             _check_day, "Take the follow-up off {what}", interactions=True, touches=("follow_up_on",)),
    DeedKind("priority", "1..5", "1 is the most urgent", "Give {what} priority {value}", _priority, _level,
             touches=("priority",)),
    DeedKind("status", "NAME[ / SUB]", "one of the office's, and what it is more exactly",
             "Give {what} the status {value}", _status, _needed, touches=("status", "close_reason", "substatus")),
    DeedKind("tag", "+NAME|-NAME", "put one on, or take it off", "Put the tag {value} on {what}", _tag, signed,
             "Take the tag {value} off {what}"),
    DeedKind("review", "on|off", "marked for review, or not any more", "Mark {what} for review", _on_or_off, _switch,
             "Take the review mark off {what}", touches=("marked_for_review",)),
    DeedKind("escalate", "[WHY]", "before those who decide, with a reason", "Escalate {what}", _words, _any,
             undone=False),
    DeedKind("close", "resolved|shelved[ / SUB]", "a follow-up without a case is done",
             "Close {what} as {value}", _close, _how_closed, interactions=True,
             touches=("status", "close_reason", "substatus")),
    DeedKind("claim", "", "what nobody holds is yours", "Claim {what}", _claim, _nothing),
    DeedKind("watch", "on|off", "see it among what you watch, or no longer", "Watch {what}", _on_or_off, _switch,
             "Watch {what} no longer"),
)  # fmt: skip
"""In the order in which they are offered."""
_BY_NAME = {fold(kind.name).replace(" ", ""): kind for kind in KINDS}


def kind_of(name: str) -> DeedKind:
    """The row of that name; raises BadInput, which says what there is."""
    found = _BY_NAME.get(fold(name).replace(" ", ""))
    if found is None:
        allowed = ", ".join(f"{kind.name} {kind.argument}".strip() for kind in KINDS)
        raise BadInput(
            f"{clean_line(name)[:40]!r} is nothing that can be done with many; there are {allowed}"
        )
    return found


def _taken_apart(text: str) -> tuple[DeedKind, str]:
    line = clean_line(text)
    if len(line) > LONGEST:
        raise BadInput(f"a deed has {len(line)} characters; {LONGEST} fit")
    name, _, argument = line.partition(" ")
    return kind_of(name), argument.strip()


def check(text: str) -> DeedKind:
    """Whether the words are a deed, as far as that can be known without the office's lists; raises BadInput."""
    kind, argument = _taken_apart(text)
    try:
        kind.check(argument)
    except BadInput as error:
        written = f"{kind.name} {kind.argument}".strip()
        day = f"; {error.detail}" if kind.read is _day else ""
        raise BadInput(f"{clean_line(text)!r}, which is written {written}{day}") from None
    return kind


def parse(text: str, known: Known) -> Deed:
    """The deed that words stand for; raises BadInput, which says what is allowed."""
    kind = check(text)
    _, argument = _taken_apart(text)
    return kind.read(argument, known)._replace(name=kind.name)


def parse_all(texts: Iterable[str], known: Known) -> tuple[Deed, ...]:
    """Several, each of which says something else; raises BadInput."""
    deeds = tuple(parse(text, known) for text in texts)
    refuse_unfit(deeds)
    return deeds


def check_all(texts: Sequence[str]) -> None:
    """Whether these are deeds that go together, as far as no list is needed; raises BadInput."""
    refuse_unfit([Deed(check(text).name, _taken_apart(text)[1]) for text in texts])


def refuse_unfit(deeds: Sequence[Deed]) -> None:
    """Raise BadInput for no deed, and for two that say the same thing twice."""
    if not deeds:
        raise BadInput("what is to be done; an example is: assign kim")
    said = [_says(deed) for deed in deeds]
    twice = next((one for one in said if said.count(one) > 1), None)
    if twice is not None:
        raise BadInput(f"{twice} is said twice")


def left_open(deeds: Sequence[Deed], lists: Choices) -> str:
    """The status that deeds give without the sub-status which this office asks for; empty where nothing is lacking."""
    for deed in deeds:
        if deed.name not in ("status", "close") or deed.more or not lists.rules.substatus_required:
            continue
        status = closed_status(lists.statuses, closed=True) if deed.name == "close" else str(deed.value)
        if (found := lists.status(status)) is not None and found.substatuses:
            return status
    return ""


def filled(deeds: Sequence[Deed], more: str) -> tuple[Deed, ...]:
    """The same, with the sub-status that was left open."""
    return tuple(
        deed._replace(more=more, said=f"{deed.said}, {more}")
        if deed.name in ("status", "close") and not deed.more
        else deed
        for deed in deeds
    )


def _says(deed: Deed) -> str:
    if deed.name == "tag":
        return f"tag {signed(str(deed.value))[1]}"
    return "status" if deed.name == "close" else deed.name


def why_not(deed: Deed, record: str) -> str:
    """Why a record of that kind cannot have the deed, in words; empty where it can."""
    if record == "case" or kind_of(deed.name).interactions:
        return ""
    return f"{deed.name} is for cases; an interaction has no such thing"


# How it is said


def counted(picked: Sequence[Picked]) -> str:
    """ "C-10482", "12 cases", "12 cases and 3 interactions"."""
    if len(picked) == 1:
        return picked[0].number
    parts = []
    for record in ("case", "interaction"):
        many = sum(one.record == record for one in picked)
        if many:
            parts.append(f"{many} {record}{'' if many == 1 else 's'}")
    return " and ".join(parts)


def said(deeds: Sequence[Deed], what: str, macro: str = "") -> str:
    """ "Assign 12 cases to Kim Tran"; of several deeds the macro they are."""
    if macro or len(deeds) != 1:
        return f"Run {macro or 'several deeds'} on {what}"
    deed = deeds[0]
    kind = kind_of(deed.name)
    away = deed.value in (None, False) or (deed.name == "tag" and str(deed.value).startswith("-"))
    form = kind.emptied if away and kind.emptied else kind.question
    return form.format(what=what, value=deed.said)


def question(deeds: Sequence[Deed], picked: Sequence[Picked], macro: str = "") -> str:
    """What is asked before it is done, with the number: "Assign 12 cases to Kim Tran?"."""
    return f"{said(deeds, counted(picked), macro)}?"


def to_be_asked(deeds: Sequence[Deed], picked: Sequence[Picked]) -> bool:
    """Whether it is asked first: of more than three, and where a day or everybody is taken away."""
    taken = any(deed.value is None and kind_of(deed.name).emptied for deed in deeds)
    return len(picked) > ASKED_ABOVE or taken


def macro_said(macro: Macro) -> str:
    """ "follow-up +2d, tag +callback"."""
    return ", ".join(macro.deeds)
