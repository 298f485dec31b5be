"""What stands when the membership system says one thing and an officer wrote another (features A3.04, domain E1).

What was changed here stays until the membership system changes its own; then someone is asked. What it had said is
kept beside what was changed: `replaces` of a row, `member_local` of a field and of a row that was removed.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from data.rules.folding import fold
from data.rules.phones import national_digits
from data.types.details import Part
from data.types.intake import SaidRow

Held = Mapping[str, Any]
"""A row of the store by column."""
PLAIN_JOB = ("worksite", "department", "classification", "pay_point", "award_agreement", "employment_type",
             "hours_fte", "start_on")  # fmt: skip
"""What only a file of jobs tells: a job without any of it is the employer and title beside the name."""
PLACE = ("street", "suburb", "state", "postcode", "country")
KNOWN_BY = ("employer", "worksite", "department", "role_title")


class Stands(Enum):
    """What becomes of one value."""

    THEIRS = "theirs"
    OURS = "ours"
    BOTH = "both"
    """Both say the same now, so that nothing is ours any more."""
    ASK = "ask"


def settle_value(ours: str, kept: str | None, theirs: str) -> Stands:
    """What becomes of a field; `kept` is what the membership system said when it was changed here, None if never."""
    if kept is None:
        return Stands.THEIRS
    if theirs == ours:
        return Stands.BOTH
    return Stands.OURS if theirs == kept else Stands.ASK


@dataclass
class Settled:
    """What becomes of the telephones, e-mails, addresses or jobs of one member."""

    add: list[SaidRow] = field(default_factory=list)
    change: list[tuple[Held, dict[str, Any]]] = field(default_factory=list)
    drop: list[Held] = field(default_factory=list)
    ask: list[tuple[Held, SaidRow]] = field(default_factory=list)
    forget: list[str] = field(default_factory=list)
    """Removed rows that the membership system does not say any more, as `member_local` names them."""


def settle_rows(
    part: Part,
    held: Sequence[Held],
    removed: Mapping[str, str],
    said: Sequence[SaidRow],
    *,
    kinds: frozenset[str],
    in_full: bool,
    region: str,
    today: date,
) -> Settled:
    """What becomes of the rows of one part.

    `removed` are those taken away here, with what had been said of them; telephones of other `kinds` than the file
    has are left alone, and so are jobs with details unless the file of jobs is `in_full`.
    """
    out = Settled()
    if part is Part.JOB and not in_full and any(_is_detailed(row) for row in held if not row["is_local"]):
        return out
    rest = list(said)
    free = [row for row in held if not row["is_local"]]
    ours = [row for row in held if row["is_local"]]
    waiting: list[Held] = []
    for row in ours:
        same = next(
            (one for one in rest if row["replaces"] and _same(part, row["replaces"], one, region)), None
        )
        if same is not None:
            rest.remove(same)
        elif row["replaces"]:
            waiting.append(row)
    rest = _known(part, out, rest, free, ours, waiting)
    still: list[SaidRow] = []
    taken_away = dict(removed)
    for one in rest:
        name = next(
            (name for name, text in taken_away.items() if _is_removed(part, name, text, one, region)), ""
        )
        if name:
            del taken_away[name]
        else:
            still.append(one)
    out.forget.extend(taken_away)
    for one in still:
        rival = next((row for row in waiting if _is_rival(part, row, one)), None)
        instead = next((row for row in free if _is_rival(part, row, one)), None)
        if rival is not None:
            waiting.remove(rival)
            out.ask.append((rival, one))
        elif instead is not None:
            free.remove(instead)
            out.change.append((instead, _differing(instead, one)))
        else:
            out.add.append(one)
    # The membership system has nothing to say there any more: what was written here is all there is.
    out.change.extend((row, {"replaces": ""}) for row in waiting)
    for row in free:
        if part is Part.JOB:
            if row["end_on"] is None:
                out.change.append((row, {"end_on": today}))
        elif part is not Part.PHONE or row["kind"] in kinds:
            out.drop.append(row)
    return out


def _known(
    part: Part, out: Settled, rest: list[SaidRow], free: list[Held], ours: list[Held], waiting: list[Held]
) -> list[SaidRow]:
    """Meet what is said with the rows that are known by it; answers what is left."""
    left: list[SaidRow] = []
    for one in rest:
        row = next((row for row in free if row_key(part, row) == one.key), None)
        if row is not None:
            free.remove(row)
            differing = _differing(row, one)
            if part is Part.JOB and row["end_on"] is not None and "end_on" not in one.values:
                differing["end_on"] = None
            if differing:
                out.change.append((row, differing))
            continue
        row = next((row for row in ours if row_key(part, row) == one.key), None)
        if row is None:
            left.append(one)
            continue
        if row in waiting:
            waiting.remove(row)
        if part is Part.JOB and _differing(row, one):
            out.ask.append((row, one))
        else:
            # They say what we wrote: from now on it is theirs.
            out.change.append((row, {**_differing(row, one), "is_local": False, "replaces": ""}))
    return left


def row_key(part: Part, row: Held) -> str:
    """By which a row of the store is known again; as `SaidRow.key`."""
    if part is Part.PHONE:
        return str(row["digits"] or row["shown"])
    if part is Part.EMAIL:
        return str(row["folded"])
    return words_key(part, row)


def words_key(part: Part, values: Mapping[str, Any]) -> str:
    """By which an address or a job is known again; in other letters it is met as a changed one."""
    names = PLACE if part is Part.ADDRESS else KNOWN_BY
    get = values.get
    return "|".join([get(name) or "" for name in names])


def _is_rival(part: Part, row: Held, one: SaidRow) -> bool:
    """Whether what is said stands where the row stood: a mobile where a mobile was, the same employer."""
    if part is Part.JOB:
        return fold(row["employer"]) == fold(one.values["employer"])
    return part is Part.EMAIL or bool(row["kind"] == one.values["kind"])


def _is_removed(part: Part, name: str, text: str, one: SaidRow, region: str) -> bool:
    if part in (Part.PHONE, Part.EMAIL) and name.partition("/")[2] == one.key:
        return True
    return _same(part, text, one, region)


def _same(part: Part, text: str, one: SaidRow, region: str) -> bool:
    """Whether the membership system says what it said when it was kept."""
    if part is Part.PHONE:
        return text == one.values["shown"] or national_digits(text, region) == (one.values["digits"] or text)
    if part is Part.EMAIL:
        return text.lower() == one.key
    try:
        kept: Any = json.loads(text)
    except ValueError:
        return False
    return isinstance(kept, dict) and all(
        kept[name] == said_text(value) for name, value in one.values.items() if name in kept
    )


def said_text(value: object) -> str:
    """A value as it is kept in words."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def _differing(row: Held, one: SaidRow) -> dict[str, Any]:
    return {name: value for name, value in one.values.items() if row[name] != value}


def _is_detailed(row: Held) -> bool:
    return row["end_on"] is None and any(row[name] for name in PLAIN_JOB)
