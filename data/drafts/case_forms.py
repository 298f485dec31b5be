"""Changes of a case to JSON and back."""

from datetime import date
from typing import Any
from uuid import UUID

from data.types.case_edits import CaseContents, CaseEdit
from data.types.notes import Section
from data.types.staff import Assignee

_WORDS = (
    "next_steps",
    "title",
    "status",
    "substatus",
    "close_reason",
    "ticket_url",
    "location",
    "location_note",
    "effect",
)
_LISTS = ("case_types", "tags")
_PLAIN = {"priority": 3, "scope": 0, "confidential": False, "marked_for_review": False}
"""And what an older casetui did not write down."""
_DAYS = ("follow_up_on", "due_on", "opened_on", "lodged_on")


def edit(form: CaseEdit) -> dict[str, Any]:
    """A change of a case."""
    return {
        "id": str(form.id),
        "case_id": str(form.case_id),
        "member_label": form.member_label,
        "version": form.version,
        "was": _contents(form.was),
        "now": _contents(form.now),
        "reason": form.reason,
        "leaving": form.leaving,
        "anyway": form.anyway,
        "mail_contact": form.mail_contact,
    }


def read_edit(values: dict[str, Any]) -> CaseEdit:
    """The change that was written; one of an older casetui held next steps and follow-up date alone."""
    was = values.get("was") or {
        "next_steps": values["was_next_steps"],
        "follow_up_on": values.get("was_follow_up_on"),
    }
    now = values.get("now") or {
        "next_steps": values["next_steps"],
        "follow_up_on": values.get("follow_up_on"),
    }
    return CaseEdit(
        id=UUID(values["id"]),
        case_id=UUID(values["case_id"]),
        member_label=values.get("member_label", ""),
        version=values["version"],
        was=_read_contents(was),
        now=_read_contents(now),
        reason=values.get("reason", ""),
        leaving=values.get("leaving", False),
        anyway=values.get("anyway", False),
        mail_contact=values.get("mail_contact", False),
    )


def assignees(held: list[Assignee]) -> list[list[str | None]]:
    """Who holds a case."""
    return [[_text(one.officer_id), _text(one.team_id), one.role] for one in held]


def read_assignees(rows: list[list[str | None]]) -> list[Assignee]:
    """Who was written to hold a case."""
    return [Assignee(_uuid(officer), _uuid(team), role) for officer, team, role in rows]


def _contents(contents: CaseContents) -> dict[str, Any]:
    days = {name: getattr(contents, name) for name in _DAYS}
    return {
        **{name: getattr(contents, name) for name in (*_WORDS, *_LISTS, *_PLAIN)},
        **{name: None if day is None else day.isoformat() for name, day in days.items()},
        "sections": [[part.title, part.body] for part in contents.sections],
        "assignees": assignees(contents.assignees),
        "job_id": _text(contents.job_id),
        "fields": contents.fields,
    }


def _read_contents(values: dict[str, Any]) -> CaseContents:
    fields: dict[str, Any] = {name: values.get(name, "") for name in _WORDS}
    fields |= {name: list(values.get(name, [])) for name in _LISTS}
    days = {name: values.get(name) for name in _DAYS}
    fields |= {name: None if text is None else date.fromisoformat(text) for name, text in days.items()}
    return CaseContents(
        sections=[Section(title, body) for title, body in values.get("sections", [])],
        assignees=read_assignees(values.get("assignees", [])),
        job_id=_uuid(values.get("job_id")),
        fields=dict(values.get("fields", {})),
        **{name: values.get(name, usual) for name, usual in _PLAIN.items()},
        **fields,
    )


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)


def _uuid(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)
