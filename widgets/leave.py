"""What an officer holds, and who would get what of it: the rows of a handover (features B29)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from data.rules.days import say_day, say_when
from data.rules.spreading import is_legal
from widgets.lines import Line, heading, pair
from widgets.row_list import Column, Row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from data.types.leave import Given, HandedOver, Spread, Thing

LEAVE = (
    Column("to", 14),
    Column("when", 11, align="right"),
    Column("number", 8, align="right"),
    Column("member", 16),
    Column("matter", 14, 1, grow=True),
    Column("why", 18, 2),
)


def thing_rows(things: Sequence[Thing], today: date) -> list[Row]:
    """What somebody holds, nobody named yet."""
    return [_row(one, today, None, [], "") for one in things]


def spread_rows(found: Spread, today: date) -> list[Row]:
    """Who would get what; what nobody can get leads under a heading of its own."""
    names = names_of(found)
    stays = [row for row in found.rows if row.to is None]
    rows: list[Row] = []
    if stays:
        rows = [Row(whole=heading(f"Stays with {found.officer.first_name}", len(stays)))]
        rows += [_row(row.thing, today, found.until, [("stays", "late")], row.why) for row in stays]
        rows.append(Row())
    given = found.given
    if given:
        rows.append(Row(whole=heading("Handed over", len(given))))
        rows += [
            _row(row.thing, today, found.until, [(names.get(row.to, ""), "text")], row.why)
            for row in given
            if row.to is not None
        ]
    return rows


def key_of(thing: Thing) -> str:
    """The key of its row."""
    return f"{thing.record}/{thing.id}"


def names_of(found: Spread) -> dict[UUID | None, str]:
    """The names of those who could get something."""
    return {one.officer.id: one.officer.name for one in found.receivers}


def _row(thing: Thing, today: date, until: date | None, to: Line, why: str) -> Row:
    legal = is_legal(thing, today, until)
    day = thing.lodge_by if legal and thing.lodge_by else thing.on
    when = f"{'!' if legal else ''}{say_when(day, today)}" if day else "!limit" if legal else ""
    late = day is not None and day < today
    return Row(
        key_of(thing),
        {
            "to": to,
            "when": [(when, "late" if late or legal else "text")],
            "number": [(thing.number, "quiet")],
            "member": [(thing.member_name, "text")],
            "matter": [(f"task: {thing.matter}" if thing.record == "task" else thing.matter, "text")],
            "why": [(why, "quiet")],
        },
    )


def thing_lines(thing: Thing, row: Given | None, found: Spread | None, today: date, width: int) -> list[Line]:
    """All that is known of a row, and why whoever gets it gets it."""
    until = found.until if found else None
    out = [heading(f"{thing.number}  {thing.member_name}"), []]
    told = [
        ("What", f"{'follow-up' if thing.record == 'interaction' else thing.record}: {thing.matter}"),
        ("Day", say_day(thing.on, today) if thing.on else "none"),
        ("Lodge by", say_day(thing.lodge_by, today) if thing.lodge_by else ""),
        ("Limit", "runs from a day nobody knows" if thing.limit_unknown else ""),
        ("Legal", "before anything else" if is_legal(thing, today, until) else ""),
        ("Seen by", "not basic access" if thing.confidential else ""),
    ]
    if row is not None and found is not None:
        told += [("To", names_of(found).get(row.to, "") or "nobody"), ("Why", row.why)]
    for label, text in told:
        if text:
            out += pair(label, text, width)
    return out


def counted(found: Spread) -> str:
    """ "12: Sam Ortiz 7, Lena Vogt 5; 1 stays"."""
    names, many = names_of(found), Counter(row.to for row in found.given)
    each = ", ".join(f"{names[to]} {number}" for to, number in many.items())
    stays = len(found.rows) - len(found.given)
    return f"{len(found.given)}: {each}{f'; {stays} stay' + ('s' if stays == 1 else '') if stays else ''}"


def done_said(done: HandedOver, said: str) -> str:
    """What came of it, the refused ones with their reasons."""
    refused = "".join(f" Not {one.number}: {one.why}." for one in done.refused)
    return f"{done.done} record{'' if done.done == 1 else 's'} {said}.{refused}"
