"""Forms to JSON and back, written out by hand: no schema library is loaded before the first paint.

A key that is missing takes the form's default, so that a file of an older casetui is still read.
"""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from data.drafts import case_forms, contact_forms, document_forms, message_forms, task_forms
from data.types.case_edits import CaseEdit
from data.types.details import DetailEdit
from data.types.documents import Attachment
from data.types.drafts import DraftKind
from data.types.forms import (
    CaseForm,
    ContactForm,
    Form,
    InteractionContents,
    InteractionEdit,
    InteractionForm,
)
from data.types.messages import MessageForm
from data.types.notes import BIMAA, Section
from data.types.tasks import TaskEdit


def kind_of(form: Form) -> DraftKind:
    """What the form will become."""
    return KINDS[type(form)]


def written(form: Form) -> str:
    """The form as JSON, in ASCII: lone surrogates and NUL survive the way through the file."""
    return json.dumps(WRITERS[type(form)](form))


def read(kind: DraftKind, text: str) -> Form:
    """The form that was written; raises ValueError when the text is no such form."""
    try:
        values = json.loads(text)
        if not isinstance(values, dict):
            raise ValueError("not an object")
        return READERS[kind](values)
    except (KeyError, TypeError, AttributeError) as error:
        # The text of the error may quote the note: only its kind is passed on.
        raise ValueError(f"not a form: {type(error).__name__}") from None


def _interaction(form: InteractionForm) -> dict[str, Any]:
    return {
        "id": str(form.id),
        "started_at": form.started_at.isoformat(),
        "member_id": _text(form.member_id),
        "member_label": form.member_label,
        "caller": form.caller,
        "about_case_id": _text(form.about_case_id),
        "secure": form.secure,
        "again_of": _text(form.again_of),
        "revision": form.revision,
        "template": form.template,
        "sections": _pairs(form.sections),
        "interaction_type": form.interaction_type,
        "related_to": form.related_to,
        "case_types": form.case_types,
        "outcome": form.outcome,
        "follow_up_on": _day(form.follow_up_on),
        "follow_up_by": _text(form.follow_up_by),
        "follow_up_action": form.follow_up_action,
        "job_id": _text(form.job_id),
        "ticket_url": form.ticket_url,
        "spoke_with": form.spoke_with,
        "identity_checked": form.identity_checked,
        "no_advice": form.no_advice,
        "reviewed_prior": form.reviewed_prior,
        "duration_s": form.duration_s,
    }


def _case(form: CaseForm) -> dict[str, Any]:
    return {
        "id": str(form.id),
        "member_id": str(form.member_id),
        "member_label": form.member_label,
        "interaction_id": _text(form.interaction_id),
        "title": form.title,
        "case_types": form.case_types,
        "status": form.status,
        "template": form.template,
        "sections": _pairs(form.sections),
        "next_steps": form.next_steps,
        "assignees": case_forms.assignees(form.assignees),
        "by_rule": form.by_rule,
        "job_id": _text(form.job_id),
        "follow_up_on": _day(form.follow_up_on),
        "ticket_url": form.ticket_url,
        "due_on": _day(form.due_on),
        "direct_reason": form.direct_reason,
        "opened_on": _day(form.opened_on),
        "location": form.location,
        "location_note": form.location_note,
        "fields": form.fields,
        "effect": form.effect,
        "mail_contact": form.mail_contact,
    }


def _interaction_edit(form: InteractionEdit) -> dict[str, Any]:
    return {
        "id": str(form.id),
        "interaction_id": str(form.interaction_id),
        "member_label": form.member_label,
        "version": form.version,
        "was": _contents(form.was),
        "now": _contents(form.now),
    }


def _contents(contents: InteractionContents) -> dict[str, Any]:
    return {
        "sections": _pairs(contents.sections),
        "interaction_type": contents.interaction_type,
        "related_to": contents.related_to,
        "case_types": contents.case_types,
        "outcome": contents.outcome,
        "follow_up_on": _day(contents.follow_up_on),
        "ticket_url": contents.ticket_url,
        "follow_up_by": _text(contents.follow_up_by),
        "follow_up_action": contents.follow_up_action,
        "job_id": _text(contents.job_id),
        "spoke_with": contents.spoke_with,
        "identity_checked": contents.identity_checked,
        "no_advice": contents.no_advice,
    }


def _read_interaction(values: dict[str, Any]) -> InteractionForm:
    return InteractionForm(
        id=UUID(values["id"]),
        started_at=datetime.fromisoformat(values["started_at"]),
        member_id=_uuid(values.get("member_id")),
        member_label=values.get("member_label", ""),
        caller=values.get("caller", ""),
        about_case_id=_uuid(values.get("about_case_id")),
        secure=values.get("secure", False),
        again_of=_uuid(values.get("again_of")),
        revision=values.get("revision", 0),
        template=values.get("template", BIMAA.key),
        sections=_sections(values["sections"]),
        interaction_type=values.get("interaction_type", ""),
        related_to=values.get("related_to", ""),
        case_types=list(values.get("case_types", [])),
        outcome=values.get("outcome", ""),
        follow_up_on=_read_day(values.get("follow_up_on")),
        follow_up_by=_uuid(values.get("follow_up_by")),
        follow_up_action=values.get("follow_up_action", ""),
        job_id=_uuid(values.get("job_id")),
        ticket_url=values.get("ticket_url", ""),
        spoke_with=values.get("spoke_with", ""),
        identity_checked=values.get("identity_checked", False),
        no_advice=values.get("no_advice", False),
        reviewed_prior=values.get("reviewed_prior", False),
        duration_s=values.get("duration_s"),
    )


def _read_case(values: dict[str, Any]) -> CaseForm:
    return CaseForm(
        id=UUID(values["id"]),
        member_id=UUID(values["member_id"]),
        member_label=values.get("member_label", ""),
        interaction_id=_uuid(values.get("interaction_id")),
        title=values.get("title", ""),
        case_types=list(values.get("case_types", [])),
        status=values.get("status", ""),
        template=values.get("template", BIMAA.key),
        sections=_sections(values.get("sections", [])),
        next_steps=values.get("next_steps", ""),
        assignees=case_forms.read_assignees(values.get("assignees", [])),
        by_rule=values.get("by_rule", False),
        job_id=_uuid(values.get("job_id")),
        follow_up_on=_read_day(values.get("follow_up_on")),
        ticket_url=values.get("ticket_url", ""),
        due_on=_read_day(values.get("due_on")),
        direct_reason=values.get("direct_reason", ""),
        opened_on=_read_day(values.get("opened_on")),
        location=values.get("location"),
        location_note=values.get("location_note", ""),
        fields=dict(values.get("fields", {})),
        effect=values.get("effect", ""),
        mail_contact=values.get("mail_contact", False),
    )


def _read_interaction_edit(values: dict[str, Any]) -> InteractionEdit:
    return InteractionEdit(
        id=UUID(values["id"]),
        interaction_id=UUID(values["interaction_id"]),
        member_label=values.get("member_label", ""),
        version=values["version"],
        was=_read_contents(values["was"]),
        now=_read_contents(values["now"]),
    )


def _read_contents(values: dict[str, Any]) -> InteractionContents:
    return InteractionContents(
        sections=_sections(values["sections"]),
        interaction_type=values.get("interaction_type", ""),
        related_to=values.get("related_to", ""),
        case_types=list(values.get("case_types", [])),
        outcome=values.get("outcome", ""),
        follow_up_on=_read_day(values.get("follow_up_on")),
        ticket_url=values.get("ticket_url", ""),
        follow_up_by=_uuid(values.get("follow_up_by")),
        follow_up_action=values.get("follow_up_action", ""),
        job_id=_uuid(values.get("job_id")),
        spoke_with=values.get("spoke_with", ""),
        identity_checked=values.get("identity_checked", False),
        no_advice=values.get("no_advice", False),
    )


KINDS: dict[type[Form], DraftKind] = {
    InteractionForm: DraftKind.INTERACTION,
    CaseForm: DraftKind.CASE,
    CaseEdit: DraftKind.EDIT,
    InteractionEdit: DraftKind.INTERACTION_EDIT,
    ContactForm: DraftKind.CONTACT,
    DetailEdit: DraftKind.DETAIL,
    TaskEdit: DraftKind.TASK,
    Attachment: DraftKind.DOCUMENT,
    MessageForm: DraftKind.MESSAGE,
}
"""Which kind of draft holds a form."""

WRITERS: dict[type[Form], Callable[[Any], dict[str, Any]]] = {
    InteractionForm: _interaction,
    CaseForm: _case,
    CaseEdit: case_forms.edit,
    InteractionEdit: _interaction_edit,
    ContactForm: contact_forms.contact,
    DetailEdit: contact_forms.detail,
    TaskEdit: task_forms.task,
    Attachment: document_forms.attachment,
    MessageForm: message_forms.message,
}
"""How a form is written."""

READERS: dict[DraftKind, Callable[[dict[str, Any]], Form]] = {
    DraftKind.INTERACTION: _read_interaction,
    DraftKind.CASE: _read_case,
    DraftKind.EDIT: case_forms.read_edit,
    DraftKind.INTERACTION_EDIT: _read_interaction_edit,
    DraftKind.CONTACT: contact_forms.read_contact,
    DraftKind.DETAIL: contact_forms.read_detail,
    DraftKind.TASK: task_forms.read_task,
    DraftKind.DOCUMENT: document_forms.read_attachment,
    DraftKind.MESSAGE: message_forms.read_message,
}
"""Which form a kind of draft holds."""


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)


def _uuid(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _read_day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _pairs(sections: list[Section]) -> list[list[str]]:
    return [[part.title, part.body] for part in sections]


def _sections(pairs: list[list[str]]) -> list[Section]:
    return [Section(title, body) for title, body in pairs]
