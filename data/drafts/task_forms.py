"""Tasks to JSON and back."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from data.drafts.case_forms import assignees, read_assignees
from data.types.tasks import TaskContents, TaskEdit

_WORDS = ("title", "note", "status", "cancel_reason", "place", "with_whom")
_DAYS = ("due_on", "remind_on")


def task(form: TaskEdit) -> dict[str, Any]:
    """A task as far as it is typed."""
    return {
        "id": str(form.id),
        "case_id": str(form.case_id),
        "member_label": form.member_label,
        "task_id": _text(form.task_id),
        "type_id": _text(form.type_id),
        "was": _contents(form.was),
        "now": _contents(form.now),
    }


def read_task(values: dict[str, Any]) -> TaskEdit:
    """The task that was written."""
    return TaskEdit(
        id=UUID(values["id"]),
        case_id=UUID(values["case_id"]),
        member_label=values.get("member_label", ""),
        task_id=_uuid(values.get("task_id")),
        type_id=_uuid(values.get("type_id")),
        was=_read_contents(values.get("was", {})),
        now=_read_contents(values["now"]),
    )


def _contents(contents: TaskContents) -> dict[str, Any]:
    days = {name: getattr(contents, name) for name in _DAYS}
    return {
        **{name: str(getattr(contents, name)) for name in _WORDS},
        **{name: None if day is None else day.isoformat() for name, day in days.items()},
        "who": assignees([contents.who] if contents.who else []),
        "starts_at": None if contents.starts_at is None else contents.starts_at.isoformat(),
        "minutes": contents.minutes,
    }


def _read_contents(values: dict[str, Any]) -> TaskContents:
    found = TaskContents(**{name: values[name] for name in _WORDS if name in values})
    for name in _DAYS:
        if values.get(name):
            setattr(found, name, date.fromisoformat(values[name]))
    found.who = next(iter(read_assignees(values.get("who", []))), None)
    if values.get("starts_at"):
        found.starts_at = datetime.fromisoformat(values["starts_at"])
    found.minutes = values.get("minutes")
    return found


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)


def _uuid(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)
