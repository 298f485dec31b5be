"""The lists officers choose from."""

from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from data.repositories.outlines import outlines
from data.repositories.staff import Staff
from data.store.tables import (
    ALLOCATION,
    CASE_STATUS,
    CASE_TYPE,
    INTERACTION,
    INTERACTION_TYPE,
    OUTCOME,
    RELATED_TO,
    TAG,
)
from data.types.choices import CaseStatus, CaseType, Choices, RelatedTo
from data.types.staff import Officer, OfficeRules

LOOKED_AT = 30
"""How many of an officer's contacts decide which topics are recent."""

_TYPES = (
    select(INTERACTION_TYPE.c.name)
    .where(INTERACTION_TYPE.c.archived.is_(False))
    .order_by(INTERACTION_TYPE.c.position)
)
_OUTCOMES = select(OUTCOME.c.name).where(OUTCOME.c.archived.is_(False)).order_by(OUTCOME.c.position)
_TOPICS = (
    select(RELATED_TO.c.name, RELATED_TO.c.industrial, RELATED_TO.c.default_case_type)
    .where(RELATED_TO.c.archived.is_(False))
    .order_by(RELATED_TO.c.position)
)
_CASE_TYPES = (
    select(CASE_TYPE.c.key, CASE_TYPE.c.label)
    .where(CASE_TYPE.c.archived.is_(False))
    .order_by(CASE_TYPE.c.position)
)
_STATUSES = (
    select(CASE_STATUS.c.name, CASE_STATUS.c.kind)
    .where(CASE_STATUS.c.archived.is_(False))
    .order_by(CASE_STATUS.c.position)
)
_ALLOCATION = select(ALLOCATION.c.case_type, ALLOCATION.c.way)
_TAGS = select(TAG.c.name).where(TAG.c.archived.is_(False)).order_by(TAG.c.position)
_TAG = select(TAG.c.id, TAG.c.archived).where(TAG.c.name == bindparam("name"))
_LAST_TOPICS = (
    select(INTERACTION.c.related_to)
    .where(INTERACTION.c.officer_id == bindparam("officer"))
    .order_by(INTERACTION.c.submitted_at.desc())
    .limit(LOOKED_AT)
)
_KIND = select(CASE_STATUS.c.kind).where(CASE_STATUS.c.name == bindparam("name"))
_OPENING = select(CASE_STATUS.c.name).where(CASE_STATUS.c.kind == "open").limit(1)
_NAMED = {
    "interaction type": select(INTERACTION_TYPE.c.name).where(INTERACTION_TYPE.c.name == bindparam("name")),
    "topic": select(RELATED_TO.c.name).where(RELATED_TO.c.name == bindparam("name")),
    "outcome": select(OUTCOME.c.name).where(OUTCOME.c.name == bindparam("name")),
    "case type": select(CASE_TYPE.c.key).where(CASE_TYPE.c.key == bindparam("name")),
}


class Lists:
    """The lists of a store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def choices(self, officer: Officer) -> Choices:
        """Everything that can be chosen now, in the order of the office; what the officer last chose beside it."""
        ask, staff = self._connection.execute, Staff(self._connection)
        return Choices(
            interaction_types=tuple(ask(_TYPES).scalars()),
            related_to=tuple(RelatedTo(*row) for row in ask(_TOPICS)),
            outcomes=tuple(ask(_OUTCOMES).scalars()),
            case_types=tuple(CaseType(*row) for row in ask(_CASE_TYPES)),
            statuses=tuple(CaseStatus(*row) for row in ask(_STATUSES)),
            staff=staff.active(),
            teams=staff.teams(),
            tags=tuple(ask(_TAGS).scalars()),
            recent_topics=tuple(dict.fromkeys(ask(_LAST_TOPICS, {"officer": officer.id}).scalars())),
            outlines=outlines(self._connection),
            rules=self.rules(),
            allocation={row.case_type: row.way for row in ask(_ALLOCATION)},
        )

    def rules(self) -> OfficeRules:
        """What the office has set for itself."""
        office = Staff(self._connection).office()
        return office.rules if office else OfficeRules()

    def holds(self, what: str, name: str) -> bool:
        """Whether a list has that entry; an archived one counts, since a draft may be older than the archiving."""
        return self._connection.execute(_NAMED[what], {"name": name}).first() is not None

    def tag(self, name: str, *, archived: bool = False) -> UUID | None:
        """The id of the tag of that name; an archived one only when asked for."""
        row = self._connection.execute(_TAG, {"name": name}).first()
        return row.id if row is not None and (archived or not row.archived) else None

    def status_kind(self, name: str) -> str | None:
        """`open`, `progress` or `closed`; None for a status that is none."""
        kind: str | None = self._connection.execute(_KIND, {"name": name}).scalar()
        return kind

    def opening_status(self) -> str:
        """The one status of kind open."""
        return str(self._connection.execute(_OPENING).scalar_one())
