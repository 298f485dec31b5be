"""The list of a case's fields: its columns, and how the case becomes rows (features A4.18)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.rules.case_details import FIELDS, CaseField, How, contents_of
from data.rules.closing import status_said
from data.rules.completeness import missing
from data.rules.custom import PREFIX, of_case, said
from data.rules.days import say_ago, say_day, say_follow_up
from data.rules.deadlines import detail_of
from data.rules.effect import effect_gaps, limited, say_effect
from data.rules.facts import job_said
from data.rules.holding import SCOPES, away_said, load_said, name_of, roles_of
from data.rules.links import addresses
from data.rules.note_text import shown
from data.types.notes import short_title
from data.types.staff import Assignee
from widgets.choice import Option
from widgets.lines import Line, heading
from widgets.row_list import Column, Row
from widgets.workload import bar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from data.types.choices import Choices
    from data.types.records import CaseRecord
    from data.types.workload import Load

CASE_DETAILS = (
    Column("label", 11),
    Column("said", 24, grow=True),
    Column("mark", 8, 1),
)


def field_of(key: str) -> CaseField:
    """The field of a row's key; every section is the description. KeyError for one of the office's own."""
    name = "sections" if key.startswith("section/") else key
    for field in FIELDS:
        if field.name == name:
            return field
    raise KeyError(key)


PICKED = 8
"""Cells of the longest bar beside a name."""


def people(choices: Choices, load: Mapping[str, Load], today: date) -> list[Option]:
    """Officers, teams and roles to choose from: who is away, and what each holds, with a bar (features A2.12, L9)."""
    most = max((one.open for one in load.values()), default=0)
    found = [
        *(
            (Assignee(officer_id=one.id), one.name, (one.title, away_said(one, today)))
            for one in choices.staff
        ),
        *((Assignee(team_id=team.id), f"{team.name} team", ()) for team in choices.teams),
        *((Assignee(role=role), role, ("whoever has it",)) for role in roles_of(choices.staff)),
    ]
    return [
        Option(held.key, name, ", ".join(part for part in (*said, _open(load, held, most)) if part))
        for held, name, said in found
    ]


def _open(load: Mapping[str, Load], held: Assignee, most: int) -> str:
    if not load or held.role is not None:
        return ""
    one = load.get(held.key)
    if one is None:
        return "0 open"
    drawn = "".join(text for text, _ in bar(one.overdue, one.open, most, PICKED))
    return f"{load_said(one)} {drawn}".rstrip()


def types_said(case: CaseRecord, choices: Choices | None) -> str:
    """The labels of its case types, the primary first."""
    types = {**choices.former, **{kind.key: kind.label for kind in choices.case_types}} if choices else {}
    return ", ".join(types.get(key, key) for key in case.case_types)


def shows(field: CaseField, case: CaseRecord, choices: Choices | None) -> bool:
    """What belongs to a limit set by law stands only where there is one, or was."""
    if field.name not in ("effect", "deadlines", "lodged_on"):
        return True
    return bool(case.deadlines or case.effect or case.lodged_on or limited(case.case_types, choices))


def told(case: CaseRecord, choices: Choices | None, today: date) -> Iterator[tuple[CaseField, str, str, str]]:
    """Field, key of its row, label and whole text, in the order of the screen."""
    came = f"from I-{case.interaction_reference}" if case.interaction_reference else "created directly"
    texts = {
        "title": case.title,
        "member": f"{case.member_name}, {case.member_number}",
        "case_types": types_said(case, choices),
        "status": status_said(case.status, case.close_reason),
        "substatus": case.substatus,
        "assignees": ", ".join(name_of(held, choices) for held in case.assignees),
        "priority": priority_said(case.priority, choices),
        "job_id": job_said(case.job, today),
        "follow_up_on": say_follow_up(case.follow_up_on, today) if case.follow_up_on else "",
        "due_on": say_follow_up(case.due_on, today) if case.due_on else "",
        "effect": say_effect(case.effect, today),
        "deadlines": "\n".join(
            line for held in case.deadlines for line in detail_of(held, today, case.lodged_on)
        ),
        "lodged_on": say_day(case.lodged_on, today) if case.lodged_on else "",
        "opened_on": f"{say_day(case.opened_on, today)}, {say_ago(case.opened_on, today)}",
        "location": case.location,
        "location_note": case.location_note,
        "ticket_url": case.ticket_url,
        **{name: "  ".join(places) for name, places in addresses(case.case_types, choices).items()},
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
        elif field.name in IF_ANY and not (texts[field.name] or _has_substatuses(field, case, choices)):
            continue
        elif shows(field, case, choices):
            yield field, field.name, field.label, texts[field.name]


def own_rows(case: CaseRecord, choices: Choices | None, today: date) -> Iterator[tuple[str, str, str]]:
    """Key, label and words of each field of the office's own that this case has (features A3.25)."""
    for one in of_case(choices.custom_fields if choices else (), case.case_types, case.fields):
        yield f"{PREFIX}{one.name}", one.label, said(one, case.fields.get(one.name, ""), today)


IF_ANY = ("direct_reason", "substatus", "form", "filed_in")
"""Fields that are a row only where there is something of them."""


def _has_substatuses(field: CaseField, case: CaseRecord, choices: Choices | None) -> bool:
    status = choices.status(case.status) if choices and field.name == "substatus" else None
    return bool(status and status.substatuses)


def priority_said(number: int, choices: Choices | None) -> str:
    """A priority in the office's words too (features A3.22)."""
    words = choices.priorities.get(number, "") if choices else ""
    return f"{number}, {words}" if words else str(number)


def case_detail_rows(
    case: CaseRecord, choices: Choices | None, today: date, *, airy: bool, office: str = ""
) -> list[Row]:
    """Every field a row, the office's own under its name; what is missing of the seven says so."""
    gaps = {gap.field for gap in missing(contents_of(case))}
    effect_missing = bool(effect_gaps(case.effect, case.case_types, choices))
    apart = (*(f"section/{part.title}" for part in case.description[:1]), "next_steps", "came")
    rows: list[Row] = []
    for field, key, label, text in told(case, choices, today):
        if airy and key in apart:
            rows.append(Row())
        first, *more = text.strip().split("\n") or [""]
        said: Line = [(first, "text")] if first else [("–", "quiet")]
        if more:
            said.append((f"  … {len(more)} more lines" if len(more) > 1 else "  … 1 more line", "quiet"))
        lacks = field.required in gaps or (field.name == "effect" and effect_missing)
        mark = "missing" if lacks else ""
        rows.append(Row(key, {"label": [(label, "quiet")], "said": said, "mark": [(mark, "soon")]}))
    own = [
        Row(key, {"label": [(label, "quiet")], "said": [(text or "–", "text" if text else "quiet")]})
        for key, label, text in own_rows(case, choices, today)
    ]
    if own:
        rows += [*([Row()] if airy else []), Row(whole=heading(office or "This office")), *own]
    return rows
