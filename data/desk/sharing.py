"""Drafts given out of hand: one colleague takes each up, and it is saved once whoever sends it (features B2)."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.engine import Connection

from data.desk.desk import Desk
from data.drafts.forms import kind_of, read, written
from data.repositories.cases import Cases
from data.repositories.together import Together
from data.types.documents import FILES_STAY, Attachment
from data.types.drafts import DraftKind
from data.types.errors import BadInput, Conflict, NotAllowed, NotFound
from data.types.forms import Form, InteractionForm
from data.types.news import News
from data.types.stop import Stop
from data.types.together import SharedDraft

SHARE = "drafts.share"
TAKE = "drafts.take"
KEPT = timedelta(days=7)
"""How long it is known who took a draft, and what was written in it."""


def share(desk: Desk, form: Form, for_id: UUID | None = None) -> SharedDraft:
    """Let the team and supervisors, or one colleague, take the draft up; shared again it is as it is now.

    Raises BadInput for whom it cannot be shared with, NotAllowed for a file of this machine, NotFound for a case that
    is not seen any more.
    """
    if for_id == desk.officer.id:
        raise BadInput("with whom it is shared, which is a colleague")
    if isinstance(form, Attachment):
        raise NotAllowed(FILES_STAY, todo="")
    case_id = _case_of(form)
    with desk.store.writing(action=SHARE, officer_id=desk.officer.id, key=form.id) as session:
        connection = session.connection()
        if case_id is not None:
            Cases(connection, desk.officer).seen(case_id)
        known = Together(connection, desk.officer)
        found = known.form(form.id)
        if found is not None and found[0].taken_by not in (None, desk.officer.id):
            raise Conflict(f"{found[0].taken_name} took it up already", form.id)
        known.forget(desk.clock() - KEPT)
        known.share(
            {
                "id": form.id,
                "kind": kind_of(form).value,
                "form": written(form),
                "officer_id": desk.officer.id,
                "for_id": for_id,
                "team_id": desk.officer.team_id,
                "case_id": case_id,
                "label": getattr(form, "member_label", "") or getattr(form, "caller", ""),
                "shared_at": desk.clock(),
                "taken_by": None,
                "taken_at": None,
            }
        )
        _tell(desk, connection, form.id)
    return _one(desk, form.id)


def listing(desk: Desk, stop: Stop | None = None) -> tuple[SharedDraft, ...]:
    """What the officer may take up, and what she shared herself with who took it."""
    with desk.store.reading(stop) as connection:
        return Together(connection, desk.officer).shared()


def take(desk: Desk, draft_id: UUID) -> Form:
    """Take it up, and answer what is written in it; asked again by the same officer it answers the same.

    Raises Conflict for whoever comes second, with the name of the first; NotFound.
    """
    with desk.store.writing(action=TAKE, officer_id=desk.officer.id, key=draft_id) as session:
        known = Together(session.connection(), desk.officer)
        found = known.form(draft_id)
        if found is None:
            raise NotFound("no such shared draft")
        draft, text = found
        if not known.take(draft_id, desk.clock()):
            taken = known.form(draft_id)
            name = taken[0].taken_name if taken else "somebody"
            raise Conflict(f"{name} took it up already", draft_id)
        _tell(desk, session.connection(), draft_id)
        try:
            return read(DraftKind(draft.kind), text)
        except ValueError:
            raise BadInput("the shared draft, which this casetui cannot read") from None


def put_back(desk: Desk, draft_id: UUID) -> None:
    """What was taken up could not be kept: others may take it."""
    with desk.store.writing(action=TAKE, officer_id=desk.officer.id, key=draft_id) as session:
        if Together(session.connection(), desk.officer).put_back(draft_id):
            _tell(desk, session.connection(), draft_id)


def withdraw(desk: Desk, draft_id: UUID) -> bool:
    """Take back what one shared, or forget that it was taken; False where nothing of that id was shared."""
    with desk.store.writing(action=SHARE, officer_id=desk.officer.id, key=draft_id) as session:
        done = Together(session.connection(), desk.officer).withdraw(draft_id)
        if done:
            _tell(desk, session.connection(), draft_id)
        return done


def _tell(desk: Desk, connection: Connection, draft_id: UUID) -> None:
    """Whoever shows drafts reads them again."""
    desk.store.tell_within(connection, News(records=frozenset({draft_id})))


def _one(desk: Desk, draft_id: UUID) -> SharedDraft:
    with desk.store.reading() as connection:
        found = Together(connection, desk.officer).form(draft_id)
    if found is None:
        raise NotFound("no such shared draft")
    return found[0]


def _case_of(form: Form) -> UUID | None:
    if isinstance(form, InteractionForm):
        return form.about_case_id
    return getattr(form, "case_id", None)
