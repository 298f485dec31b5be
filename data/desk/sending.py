"""Sending what was written: one draft, or all that wait, in order."""

from collections.abc import Iterator
from uuid import UUID

from data.desk import cases, changing, details, documents, interactions, members, tasks
from data.desk.desk import Desk
from data.drafts import Drafts
from data.types.case_edits import CaseEdit
from data.types.details import DetailEdit
from data.types.documents import Attachment
from data.types.drafts import Draft, DraftState
from data.types.errors import CasetuiError, StoreTrouble
from data.types.forms import CaseForm, ContactForm, InteractionEdit
from data.types.records import Saved
from data.types.tasks import TaskEdit

HELD = "It waits for the interaction it comes from, which was refused."
NOT_YET = "It waits for what it was attached to, which was refused."


def send(desk: Desk, draft: Draft) -> Saved:
    """Save what the draft holds; the same draft twice is saved once."""
    form = draft.form
    if isinstance(form, CaseForm):
        return cases.create(desk, form)
    if isinstance(form, CaseEdit):
        case = changing.change(desk, form)
        return Saved(case.id, case.reference, case.number)
    if isinstance(form, InteractionEdit):
        record = interactions.edit(desk, form)
        return Saved(record.id, record.reference, record.number)
    if isinstance(form, ContactForm):
        return members.create(desk, form)
    if isinstance(form, DetailEdit):
        return details.change(desk, form)
    if isinstance(form, TaskEdit):
        return tasks.save(desk, form)
    if isinstance(form, Attachment):
        made = documents.attach(desk, form)
        return Saved(made.id, made.case_reference or 0, made.name)
    return interactions.submit(desk, form)


def send_waiting(desk: Desk, drafts: Drafts) -> Iterator[tuple[Draft, Saved | CasetuiError]]:
    """Send what waits, in its order, and answer each outcome.

    A store that cannot be used ends the round: everything left keeps waiting. A refusal gives that draft
    back to be mended, and with it what was made of it.
    """
    refused: set[UUID] = set()
    for draft in drafts.waiting():
        origin, why = _comes_after(draft)
        if origin is not None and (origin in refused or _is_being_mended(drafts, origin)):
            error = CasetuiError(why, todo="")
            drafts.refused(draft.id, why)
            refused.add(draft.id)
            yield draft, error
            continue
        try:
            saved = send(desk, draft)
        except StoreTrouble as error:
            yield draft, error
            return
        except CasetuiError as error:
            refused.add(draft.id)
            drafts.refused(draft.id, error.sentence)
            yield draft, error
        else:
            drafts.sent(draft.id)
            yield draft, saved


def _comes_after(draft: Draft) -> tuple[UUID | None, str]:
    """The draft that must be in the store before this one, and what is said while it is not."""
    if isinstance(draft.form, CaseForm):
        return draft.form.interaction_id, HELD
    return (draft.form.with_form, NOT_YET) if isinstance(draft.form, Attachment) else (None, "")


def _is_being_mended(drafts: Drafts, draft_id: UUID) -> bool:
    """Whether the interaction was given back in an earlier round and has not been submitted again."""
    draft = drafts.read(draft_id)
    return draft is not None and draft.state is not DraftState.WAITING
