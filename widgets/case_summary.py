"""The first view of a case: who, which job, where, what it is about, and the way on (features A4.18)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.rules.case_details import complete_said
from data.rules.closing import status_said
from data.rules.deadlines import limits_said
from data.rules.facts import job_said
from data.rules.holding import seen_said
from data.rules.note_text import shown
from data.types.notes import short_title
from widgets.actions import LEADER, act
from widgets.case_details import types_said
from widgets.lines import Line, pair
from widgets.note_editor import GUTTER
from widgets.noted import noted

if TYPE_CHECKING:
    from datetime import date

    from data.types.choices import Choices
    from data.types.records import CaseRecord

WIDEST = 77
"""Cells in which a line of prose is still read at a glance."""
WAYS = (
    ("case_details", "Details"),
    ("case_targets", "Targets"),
    ("case_tasks", "Tasks"),
    ("history", "History"),
    ("note_on_case", "Note"),
    ("close_case", "Close"),
)
"""Where one goes from the summary, and how it ends."""


def case_head(part: str, case: CaseRecord) -> Line:
    """Which case a screen is about, how it stands and who sees it; the same on each of its parts."""
    seen = seen_said(case.scope, case.confidential)
    return [
        (f"{part} › {case.number} {case.title}", "strong"),
        (f"   {status_said(case.status, case.close_reason, case.substatus).lower()}", "quiet"),
        *([(f"  {seen}", "soon")] if seen else []),
    ]


def ways_line(*, closed: bool = False) -> Line:
    """The parts of a case, each with its letter after the leader."""
    line: Line = [("Summary", "strong"), ("  ", "text"), (LEADER, "key")]
    for act_id, word in WAYS:
        said = "Reopen" if closed and act_id == "close_case" else word
        line += [(f" {act(act_id).leader}", "key"), (f" {said} ", "quiet")]
    return line


def summary_lines(
    case: CaseRecord, choices: Choices | None, today: date, width: int, *, airy: bool
) -> list[Line]:
    """Who, job, place, types and tags, how complete it is, then the description; what is empty is left out."""
    wide = min(width - 2, WIDEST)
    rows: list[Line] = [ways_line(closed=case.closed_at is not None)]
    if airy:
        rows.append([])
    facts = (
        ("Member", f"{case.member_name}, {case.member_number}"),
        ("Job", job_said(case.job, today)),
        ("Location", ", ".join(part for part in (case.location, case.location_note) if part)),
        ("Case type", types_said(case, choices)),
        *((("" if at else "Limit"), limit) for at, limit in enumerate(limits_said(case, today))),
        ("Tags", ", ".join(case.tags)),
        ("Complete", complete_said(case)),
    )
    for label, text in facts:
        if text:
            rows += pair(label, text, wide, gutter=GUTTER)
    no_advice = bool(case.notes) and case.notes[-1].no_advice
    for section in shown(case.description, no_advice=no_advice):
        if section.body.strip() and section.title != "Actions":
            if airy:
                rows.append([])
            label = short_title(section.title)
            rows += noted(label, section.body.strip(), wide, GUTTER)
    rows.append([])
    return [[(" ", "text"), *line] for line in rows]
