"""The targets of a case as rows: what is promised, when it is due and why then, what paused and moved it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from data.rules.days import say_ago, say_day
from data.rules.targets import day_said, left_said
from data.types.targets import TargetKind
from widgets.lines import Line, ends, heading, pair
from widgets.row_list import Column, Row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, tzinfo

    from data.types.targets import CaseTargets, Target

TARGETS = (
    Column("kind", 14),
    Column("due", 15),
    Column("left", 22, grow=True),
    Column("source", 9, 1),
)
LABELS = {TargetKind.RESPONSE: "Response", TargetKind.FOLLOW_UP: "Follow-up", TargetKind.COMPLETION: "Target"}
"""What the side pane calls them."""


def target_rows(found: CaseTargets, now: datetime, zone: tzinfo | None, *, airy: bool) -> list[Row]:
    """A row a target with its reason under it, then holds, extensions and escalations, each under its heading."""
    today = now.astimezone(zone).date()
    rows: list[Row] = []
    for one in found.targets:
        left, role = left_said(one, now, zone)
        rows.append(
            Row(
                one.kind.value,
                {
                    "kind": [(one.kind.value, "text")],
                    "due": [(day_said(one, today, zone), "text")],
                    "left": [(left, role)],
                    "source": [(one.source.value, "quiet")],
                },
            )
        )
        if one.because:
            rows.append(Row(whole=[(one.because, "quiet")], beneath="due"))
    for title, lines in (
        ("On hold", _holds(found, today, zone)),
        ("Extended", _extensions(found, today, zone)),
        ("Escalated", _escalations(found, today, zone)),
    ):
        if lines:
            rows += [Row()] * airy + [Row(whole=heading(title, len(lines)))]
            rows += [Row(whole=line, beneath="kind") for line in lines]
    return rows


def _day(at: datetime, today: date, zone: tzinfo | None) -> str:
    here = at.astimezone(zone)
    return f"{say_day(here.date(), today)} {here:%H:%M}"


def _plain_day(text: str, today: date) -> str:
    """A day as history keeps it, in words."""
    return say_day(date.fromisoformat(text), today) if text else "none"


def _holds(found: CaseTargets, today: date, zone: tzinfo | None) -> list[Line]:
    return [
        [
            (
                f"{_day(hold.start, today, zone)} to {_day(hold.end, today, zone) if hold.end else 'now'}",
                "text",
            ),
            (f"  {hold.why}", "quiet"),
        ]
        for hold in found.holds
    ]


def _extensions(found: CaseTargets, today: date, zone: tzinfo | None) -> list[Line]:
    return [
        [
            (f"{_day(one.at, today, zone)}  ", "quiet"),
            (f"{_plain_day(one.was, today)} › {_plain_day(one.now, today)}", "text"),
            (f"  {one.who}: {one.reason}", "quiet"),
        ]
        for one in found.extensions
    ]


def _escalations(found: CaseTargets, today: date, zone: tzinfo | None) -> list[Line]:
    return [
        [
            (f"{_day(one.at, today, zone)}  ", "quiet"),
            (f"{'dealt with' if one.settled_at else 'open'}  ", "quiet" if one.settled_at else "late"),
            (one.reason, "text"),
            (f"  {one.who or 'casetui'} to {', '.join(one.told) or 'nobody'}", "quiet"),
        ]
        for one in found.escalations
    ]


def side_targets(
    targets: Sequence[Target], escalated_at: datetime | None, now: datetime, zone: tzinfo | None, width: int
) -> list[Line]:
    """For the side pane: "Target    Fri 4 Dec   11 d left", a line each; that it is escalated, in words."""
    today = now.astimezone(zone).date()
    lines: list[Line] = []
    for one in targets:
        if one.kind is TargetKind.FOLLOW_UP:
            continue
        said: Line = [(f"{LABELS[one.kind]:<10}", "quiet"), (day_said(one, today, zone), "text")]
        lines.append(ends(said, [left_said(one, now, zone)], width))
    if escalated_at is not None:
        lines += pair("Escalated", say_ago(escalated_at.astimezone(zone).date(), today), width, "late")
    return lines
