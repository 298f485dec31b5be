"""Saved views: saved, renamed, removed and brought back, for oneself or for everybody, on digits (features B10)."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from data.desk.desk import Desk
from data.desk.triage import read
from data.model import SavedViewRow
from data.repositories.views import places_of, put, put_places, views_of
from data.rules.folding import fold
from data.rules.views import cleaned, in_order, order_with, refuse_clash, refuse_public, why_not_changed
from data.types.errors import Conflict, NotAllowed, NotFound
from data.types.stop import Stop
from data.types.views import View, ViewForm


def listing(desk: Desk, stop: Stop | None = None) -> tuple[View, ...]:
    """Every view the officer has, in her order; the first nine have a digit."""
    with desk.store.reading(stop) as connection:
        me = desk.officer.id
        return in_order(views_of(connection, me), places_of(connection, me), me)


def on_digits(desk: Desk, stop: Stop | None = None) -> tuple[View, ...]:
    """The views that have a digit, in the order of the digits."""
    return tuple(one for one in listing(desk, stop) if one.digit)


def named(desk: Desk, name: str) -> View:
    """The view of that name, or on that digit; raises NotFound."""
    sought, views = fold(name), listing(desk)
    for one in views:
        if fold(one.name) == sought or (one.digit and sought == str(one.digit)):
            return one
    known = ", ".join(one.name for one in views) or "none yet"
    raise NotFound(f"a view {name.strip()!r}", todo=f"There are: {known}.")


def save(desk: Desk, form: ViewForm) -> View:
    """Save a new view, or change one; sent twice it is saved once. The filter is kept as it was written.

    Raises Incomplete, BadInput for a filter that is none, for a name she has already and for a column, order or
    grouping that there is not, Conflict where somebody else changed it since, NotAllowed, NotFound.
    """
    wanted = cleaned(form)
    read(desk, wanted.filter)
    return _save(desk, wanted)


def _save(desk: Desk, wanted: ViewForm) -> View:
    me = desk.officer.id
    with desk.store.writing(action="views.save", officer_id=me, key=wanted.id) as session:
        desk.store.take_turns(session, "views")
        views = views_of(session.connection(), me)
        row = session.get(SavedViewRow, wanted.id)
        was_public = row is not None and row.public
        if wanted.public and not was_public:
            refuse_public(desk.officer)
        refuse_clash(wanted, views, me)
        if row is None:
            if wanted.version:
                raise NotFound("no such view")
            row = SavedViewRow(id=wanted.id, name=wanted.name, owner_id=me)
            put(row, wanted)
            session.add(row)
        elif not _is(row, wanted):
            _held(desk, session, wanted.id)
            if row.owner_id != me and not wanted.public:
                raise NotAllowed("a view for everybody is made private by whoever saved it", todo="")
            if row.version != wanted.version:
                raise Conflict("view", row.id, ("name",))
            put(row, wanted)
            row.version += 1
        session.flush()
        return _one(desk, session, wanted.id)


def rename(desk: Desk, view_id: UUID, name: str) -> View:
    """Give a view another name, whatever has become of its filter; else raises as `save` does."""
    return _save(desk, cleaned(replace(_read(desk, view_id).form(), name=name)))


def remove(desk: Desk, view_id: UUID) -> View:
    """Put a view away; `restore` brings it back. Raises NotAllowed for one that is not hers to remove, NotFound."""
    with desk.store.writing(action="views.remove", officer_id=desk.officer.id) as session:
        view, row = _held(desk, session, view_id)
        row.archived = True
        session.flush()
        return view


def restore(desk: Desk, view_id: UUID) -> View:
    """Bring back a view that was removed; raises BadInput where its name was taken since, NotAllowed, NotFound."""
    with desk.store.writing(action="views.restore", officer_id=desk.officer.id) as session:
        desk.store.take_turns(session, "views")
        row = session.get(SavedViewRow, view_id)
        if row is None:
            raise NotFound("no such view")
        row.archived = False
        session.flush()
        view, _ = _held(desk, session, view_id)
        refuse_clash(view.form(), views_of(session.connection(), desk.officer.id), desk.officer.id)
        return view


def take_over(desk: Desk, view_id: UUID) -> View:
    """Make a view of somebody who left one's own; everybody keeps it. Raises NotAllowed, NotFound."""
    with desk.store.writing(action="views.take_over", officer_id=desk.officer.id) as session:
        view = _one(desk, session, view_id)
        if view.owner_id is None or not view.left:
            whose = "the office's own" if view.owner_id is None else f"{view.owner}'s, who works here"
            raise NotAllowed(f"{view.name} is {whose}", todo="")
        refuse_public(desk.officer)
        row = session.get(SavedViewRow, view_id, with_for_update=True)
        assert row is not None
        row.owner_id = desk.officer.id
        row.version += 1
        session.flush()
        return _one(desk, session, view_id)


def put_on(desk: Desk, view_id: UUID, place: int) -> tuple[View, ...]:
    """Put a view at that place, 1 to 9 are the digits, those after it one further; 0 gives it none of its own.

    Answers the list as it is then. Raises BadInput, NotFound.
    """
    me = desk.officer.id
    with desk.store.writing(action="views.place", officer_id=me) as session:
        desk.store.take_turns(session, f"views {me}")
        _one(desk, session, view_id)
        views = views_of(session.connection(), me)
        order = order_with(views, places_of(session.connection(), me), me, view_id, place)
        put_places(session, me, order)
        return in_order(views, order, me)


def _is(row: SavedViewRow, form: ViewForm) -> bool:
    """Whether the row says already what the form says."""
    other = SavedViewRow(id=row.id, name=row.name, owner_id=row.owner_id)
    put(other, form)
    said = ("name", "public", "filter_text", "columns", "sort", "grouped")
    return not row.archived and all(getattr(row, name) == getattr(other, name) for name in said)


def _read(desk: Desk, view_id: UUID) -> View:
    with desk.store.reading() as connection:
        return _in(views_of(connection, desk.officer.id), view_id)


def _one(desk: Desk, session: Session, view_id: UUID) -> View:
    me, connection = desk.officer.id, session.connection()
    return _in(in_order(views_of(connection, me), places_of(connection, me), me), view_id)


def _in(views: tuple[View, ...], view_id: UUID) -> View:
    found = next((one for one in views if one.id == view_id), None)
    if found is None:
        raise NotFound("no such view", todo="It may have been removed.")
    return found


def _held(desk: Desk, session: Session, view_id: UUID) -> tuple[View, SavedViewRow]:
    """A view that the officer may change, and its row, which others wait for; raises NotAllowed, NotFound."""
    view = _one(desk, session, view_id)
    why = why_not_changed(view, desk.officer)
    if why:
        raise NotAllowed(why, todo="")
    row = session.get(SavedViewRow, view_id, with_for_update=True)
    assert row is not None
    return view, row
