"""Messages to members to JSON and back."""

from typing import Any
from uuid import UUID

from data.types.messages import MessageForm

_WORDS = ("member_label", "kind", "template", "to", "subject", "body", "way")


def message(form: MessageForm) -> dict[str, Any]:
    """A message as far as it is written."""
    return {
        **{name: str(getattr(form, name)) for name in _WORDS},
        "id": str(form.id),
        "member_id": str(form.member_id),
        "case_id": None if form.case_id is None else str(form.case_id),
        "reply_days": form.reply_days,
    }


def read_message(values: dict[str, Any]) -> MessageForm:
    """The message that was written."""
    case_id = values.get("case_id")
    form = MessageForm(
        UUID(values["id"]),
        UUID(values["member_id"]),
        values["member_label"],
        None if case_id is None else UUID(case_id),
        reply_days=values.get("reply_days"),
    )
    for name in _WORDS:
        setattr(form, name, values.get(name, getattr(form, name)))
    return form
