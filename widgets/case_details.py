"""The list of a case's fields: its columns, and how the case becomes rows (features A4.18)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.rules.case_details import FIELDS, CaseField, How, contents_of
from data.rules.closing import status_said
from data.rules.completeness import missing
from data.rules.days import say_ago, say_day, say_follow_up
from data.rules.holding import SCOPES, away_said, name_of, roles_of
from data.rules.note_text import shown
from data.types.notes import short_title
from data.types.staff import Assignee
from widgets.brief import job_said
from widgets.choice import Option
from widgets.lines import Line
from widgets.row_list import Column, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from data.types.choices import Choices
    from data.types.records import CaseRecord

CASE_DETAILS = (
    Column("label", 11),
    Column("said", 24, grow=True),
    Column("mark", 8, 1),
)


def field_of(key: str) -> CaseField:
    """The field of a row's key; every section is the description."""
    name = "sections" if key.startswith("section/") else key
    return next(field for field in FIELDS if field.name == name)


def people(choices: Choices, load: Mapping[str, int], today: date) -> list[Option]:
    """Officers, teams and roles to choose from: who is away, and how many open cases each holds (features A2.12)."""
    found = [
        *(
            (Assignee(officer_id=one.id), one.name, (one.title, away_said(one, today)))
            for one in choices.staff
        ),
        *((Assignee(team_id=team.id), f"{team.name} team", ()) for team in choices.teams),
        *((Assignee(role=role), role, ("whoever has it",)) for role in roles_of(choices.staff)),
    ]
    return [
        Option(held.key, name, ", ".join(part for part in (*said, _open(load, held)) if part))
        for held, name, said in found
    ]


def _open(load: Mapping[str, int], held: Assignee) -> str:
    return f"{load.get(held.key, 0)} open" if load and held.role is None else ""


def types_said(case: CaseRecord, choices: Choices | None) -> str:
    """The labels of its case types, the primary first."""
    types = {kind.key: kind.label for kind in choices.case_types} if choices else {}
    return ", ".join(types.get(key, key) for key in case.case_types)


def told(case: CaseRecord, choices: Choices | None, today: date) -> Iterator[tuple[CaseField, str, str, str]]:
    """Field, key of its row, label and whole text, in the order of the screen."""
    came = f"from I-{case.interaction_reference}" if case.interaction_reference else "created directly"
    texts = {
        "title": case.title,
        "member": f"{case.member_name}, {case.member_number}",
        "case_types": types_said(case, choices),
        "status": status_said(case.status, case.close_reason),
        "assignees": ", ".join(name_of(held, choices) for held in case.assignees),
        "priority": PRIORITIES.get(case.priority, str(case.priority)),
        "job_id": job_said(case.job, today),
        "follow_up_on": say_follow_up(case.follow_up_on, today) if case.follow_up_on else "",
        "due_on": say_follow_up(case.due_on, today) if case.due_on else "",
        "opened_on": f"{say_day(case.opened_on, today)}, {say_ago(case.opened_on, today)}",
        "location": case.location,
        "location_note": case.location_note,
        "ticket_url": case.ticket_url,
        "tags": ", ".join(case.tags),
        "scope": SCOPES[case.scope] if case.scope < len(SCOPES) else SCOPES[-1],
        "confidential": "yes, not for basic access" if case.confidential else "no",
        "marked_for_review": "yes" if case.marked_for_review else "no",
        "next_steps": case.next_steps,
        "came": came,
        "direct_reason": case.direct_reason,
    }
    no_advice = bool(case.notes) and case.notes[-1].no_advice
    for field in FIELDS:
        if field.how is How.WORDS and field.name == "sections":
            for part in shown(case.description, no_advice=no_advice):
                label = short_title(part.title)
                yield field, f"section/{part.title}", label, part.body
        elif field.name != "direct_reason" or case.direct_reason:
            yield field, field.name, field.label, texts[field.name]


PRIORITIES = {1: "1, most urgent", 2: "2, urgent", 3: "3, normal", 4: "4, low", 5: "5, least urgent"}
"""Priority in words too (features A3.22)."""


def case_detail_rows(case: CaseRecord, choices: Choices | None, today: date, *, airy: bool) -> list[Row]:
    """Every field a row; what is missing of the seven says so."""
    gaps = {gap.field for gap in missing(contents_of(case))}
    apart = (*(f"section/{part.title}" for part in case.description[:1]), "next_steps", "came")
    rows: list[Row] = []
    for field, key, label, text in told(case, choices, today):
        if airy and key in apart:
            rows.append(Row())
        first, *more = text.strip().split("\n") or [""]
        said: Line = [(first, "text")] if first else [("–", "quiet")]
        if more:
            said.append((f"  … {len(more)} more lines" if len(more) > 1 else "  … 1 more line", "quiet"))
        mark = "missing" if field.required in gaps else ""
        rows.append(Row(key, {"label": [(label, "quiet")], "said": said, "mark": [(mark, "soon")]}))
    return rows
