"""The saved views that an officer has: the office's, her own, and those of others that are for everybody."""

from uuid import UUID

from sqlalchemy import Uuid, bindparam, or_, select
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session
from sqlmodel import col

from data.model import SavedViewRow, ViewPlaceRow
from data.store.tables import OFFICE_VIEW, SAVED_VIEW, STAFF, VIEW_PLACE
from data.types.views import View, ViewForm

_OFFICER = bindparam("officer", type_=Uuid())
_OFFICES = (
    select(OFFICE_VIEW)
    .where(OFFICE_VIEW.c.archived.is_(False))
    .order_by(OFFICE_VIEW.c.position, OFFICE_VIEW.c.name)
)
_SAVED = (
    select(SAVED_VIEW, STAFF.c.name.label("owner"), STAFF.c.active)
    .join_from(SAVED_VIEW, STAFF, STAFF.c.id == SAVED_VIEW.c.owner_id)
    .where(SAVED_VIEW.c.archived.is_(False), or_(SAVED_VIEW.c.owner_id == _OFFICER, SAVED_VIEW.c.public))
    .order_by(SAVED_VIEW.c.id)
)
_PLACES = (
    select(VIEW_PLACE.c.view_id)
    .where(VIEW_PLACE.c.officer_id == _OFFICER)
    .order_by(VIEW_PLACE.c.position, VIEW_PLACE.c.view_id)
)


def views_of(connection: Connection, officer_id: UUID) -> tuple[View, ...]:
    """Every view the officer has, the office's in its order first, then as they were saved."""
    offices = (
        View(
            row.id,
            row.name,
            row.filter_text,
            tuple(row.columns.splitlines()),
            row.sort,
            row.grouped,
            public=True,
            owner_id=None,
            owner="",
        )
        for row in connection.execute(_OFFICES)
    )
    saved = (
        View(
            row.id,
            row.name,
            row.filter_text,
            tuple(row.columns.splitlines()),
            row.sort,
            row.grouped,
            row.public,
            row.owner_id,
            row.owner,
            left=not row.active,
            version=row.version,
        )
        for row in connection.execute(_SAVED, {"officer": officer_id})
    )
    return (*offices, *saved)


def places_of(connection: Connection, officer_id: UUID) -> tuple[UUID, ...]:
    """The views she placed herself, in that order."""
    return tuple(connection.execute(_PLACES, {"officer": officer_id}).scalars())


def put_places(session: Session, officer_id: UUID, places: tuple[UUID, ...]) -> None:
    """Have these in that order from now on."""
    held = session.scalars(select(ViewPlaceRow).where(col(ViewPlaceRow.officer_id) == officer_id)).all()
    rows = {row.view_id: row for row in held}
    for gone in rows.keys() - set(places):
        session.delete(rows[gone])
    for place, view_id in enumerate(places):
        if view_id in rows:
            rows[view_id].position = place
        else:
            session.add(ViewPlaceRow(officer_id=officer_id, view_id=view_id, position=place))
    session.flush()


def put(row: SavedViewRow, form: ViewForm) -> None:
    """What the form says, on the row."""
    row.name, row.public = form.name, form.public
    row.filter_text, row.columns = form.filter, "\n".join(form.columns)
    row.sort, row.grouped = form.sort, form.group
