"""Interactions: reading one."""

from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.engine import Connection

from data.repositories.members import Members
from data.repositories.notes import Notes
from data.repositories.visible import VISIBLE, looking
from data.store.tables import CASE, CASE_TYPE_OF_INTERACTION, INTERACTION, MEMBER, NOTE, STAFF
from data.types.errors import NotFound
from data.types.records import InteractionRecord
from data.types.staff import Officer

_FOLLOWS = STAFF.alias("follows")
_READ: Select[tuple[object, ...]] = (
    select(
        INTERACTION,
        _FOLLOWS.c.name.label("follow_up_by_name"),
        MEMBER.c.name.label("member_name"),
        MEMBER.c.number.label("member_number"),
        STAFF.c.name.label("officer_name"),
        # The case only where the officer may see it.
        CASE.c.id.label("seen_case_id"),
        CASE.c.reference.label("seen_case_reference"),
        NOTE.c.spoke_with,
        NOTE.c.identity_checked,
        NOTE.c.no_advice,
        NOTE.c.reviewed_prior,
    )
    .join_from(INTERACTION, MEMBER, MEMBER.c.id == INTERACTION.c.member_id)
    .join(STAFF, STAFF.c.id == INTERACTION.c.officer_id)
    .outerjoin(_FOLLOWS, _FOLLOWS.c.id == INTERACTION.c.follow_up_officer_id)
    .outerjoin(NOTE, NOTE.c.interaction_id == INTERACTION.c.id)
    .outerjoin(CASE, (CASE.c.id == INTERACTION.c.case_id) & VISIBLE)
)
_BY_ID = _READ.where(INTERACTION.c.id == bindparam("interaction_id"))
_ID_OF = select(INTERACTION.c.id).where(INTERACTION.c.reference == bindparam("reference"))
_REFERENCE = select(INTERACTION.c.reference).where(INTERACTION.c.id == bindparam("interaction_id"))
_OF_TICKET = select(INTERACTION.c.id, INTERACTION.c.reference).where(
    INTERACTION.c.ticket_key == bindparam("ticket_key"), INTERACTION.c.ticket_key != ""
)
_TYPES = (
    select(CASE_TYPE_OF_INTERACTION.c.case_type)
    .where(CASE_TYPE_OF_INTERACTION.c.interaction_id == bindparam("interaction_id"))
    .order_by(CASE_TYPE_OF_INTERACTION.c.position)
)


class Interactions:
    """The interactions of a store, as one officer sees them."""

    def __init__(self, connection: Connection, officer: Officer) -> None:
        self._connection = connection
        self._officer = officer

    def reference(self, interaction_id: UUID) -> int | None:
        """The number of a saved interaction; None when it was not saved."""
        found: int | None = self._connection.execute(_REFERENCE, {"interaction_id": interaction_id}).scalar()
        return found

    def of_ticket(self, ticket_key: str) -> tuple[UUID, int] | None:
        """Id and number of the interaction that came as this ticket."""
        row = self._connection.execute(_OF_TICKET, {"ticket_key": ticket_key}).first()
        return (row.id, row.reference) if row else None

    def id_of(self, reference: int) -> UUID:
        """The id of I-20931; raises NotFound."""
        found: UUID | None = self._connection.execute(_ID_OF, {"reference": reference}).scalar()
        if found is None:
            raise NotFound("no such interaction")
        return found

    def read(self, interaction_id: UUID) -> InteractionRecord:
        """The whole interaction; raises NotFound."""
        ask = {"interaction_id": interaction_id, **looking(self._officer)}
        row = self._connection.execute(_BY_ID, ask).first()
        if row is None:
            raise NotFound("no such interaction")
        return InteractionRecord(
            id=row.id,
            reference=row.reference,
            member_id=row.member_id,
            member_name=row.member_name,
            member_number=row.member_number,
            officer_id=row.officer_id,
            officer_name=row.officer_name,
            interaction_type=row.interaction_type,
            related_to=row.related_to,
            case_types=tuple(self._connection.execute(_TYPES, {"interaction_id": row.id}).scalars()),
            outcome=row.outcome,
            sections=Notes(self._connection).of_interaction(row.id),
            follow_up_on=row.follow_up_on,
            job=Members(self._connection, self._officer).job(row.job_id),
            ticket_url=row.ticket_url,
            duration_s=row.duration_s,
            spoke_with=row.spoke_with or "",
            identity_checked=bool(row.identity_checked),
            no_advice=bool(row.no_advice),
            reviewed_prior=bool(row.reviewed_prior),
            submitted_at=row.submitted_at,
            case_id=row.seen_case_id,
            case_reference=row.seen_case_reference,
            version=row.version,
            follow_up_open=row.follow_up_officer_id is not None and row.follow_up_on is not None,
            follow_up_by=row.follow_up_officer_id,
            follow_up_by_name=row.follow_up_by_name or "",
            follow_up_action=row.follow_up_action,
        )
