"""The lists officers choose from."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    ColumnElement,
    CompoundSelect,
    Integer,
    String,
    Table,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.engine import Connection

from data.repositories import notice_rules
from data.repositories.groups import Groups
from data.repositories.outlines import outlines
from data.repositories.staff import Staff
from data.rules.events import runs_from_said
from data.rules.starting import may_raise
from data.store.tables import (
    CASE_STATUS,
    CASE_TYPE,
    CUSTOM_FIELD,
    DEADLINE_RULE,
    INTERACTION,
    INTERACTION_TYPE,
    MACRO,
    NOTE_TEMPLATE,
    OFFICE,
    OUTCOME,
    PRIORITY,
    RELATED_TO,
    SNIPPET,
    TAG,
    TEAM,
)
from data.types.bulk import Macro
from data.types.choices import CaseStatus, CaseType, Choices, RelatedTo
from data.types.custom import CustomField, Kind
from data.types.notes import Template
from data.types.snippets import Declared
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
    select(RELATED_TO.c.name, RELATED_TO.c.industrial, RELATED_TO.c.default_case_type, RELATED_TO.c.template)
    .where(RELATED_TO.c.archived.is_(False))
    .order_by(RELATED_TO.c.position)
)


def _own(listed: Table) -> ColumnElement[bool]:
    """What the whole organisation has, and what the officer's office has alone (features A3.14, A3.32)."""
    return or_(
        listed.c.office == "", listed.c.office == bindparam("office"), bindparam("of_all", type_=Boolean())
    )


_CASE_TYPES = (
    select(
        CASE_TYPE.c.key,
        CASE_TYPE.c.label,
        CASE_TYPE.c.parent,
        CASE_TYPE.c.template,
        CASE_TYPE.c.follow_up_default,
        CASE_TYPE.c.due_default,
        func.coalesce(DEADLINE_RULE.c.key, ""),
        CASE_TYPE.c.form,
        CASE_TYPE.c.filed_in,
        DEADLINE_RULE.c.runs_from,
        CASE_TYPE.c.starters,
    )
    .outerjoin_from(
        CASE_TYPE,
        DEADLINE_RULE,
        and_(DEADLINE_RULE.c.key == CASE_TYPE.c.deadline_rule, DEADLINE_RULE.c.archived.is_(False)),
    )
    .where(CASE_TYPE.c.archived.is_(False), _own(CASE_TYPE))
    .order_by(CASE_TYPE.c.position)
)
_OFFICES_OF = select(CASE_TYPE.c.label, CASE_TYPE.c.office).where(
    CASE_TYPE.c.key.in_(bindparam("keys", expanding=True, type_=String())),
    CASE_TYPE.c.office != "",
    CASE_TYPE.c.archived.is_(False),
)
_STATUSES = (
    select(CASE_STATUS.c.name, CASE_STATUS.c.kind, CASE_STATUS.c.substatuses)
    .where(CASE_STATUS.c.archived.is_(False))
    .order_by(CASE_STATUS.c.position)
)
_ALLOCATION = union_all(
    select(literal("").label("under"), OFFICE.c.assign_to),
    select(CASE_TYPE.c.key, CASE_TYPE.c.assign_to).where(CASE_TYPE.c.assign_to != ""),
)
_TEMPLATES = (
    select(NOTE_TEMPLATE.c.name, NOTE_TEMPLATE.c.sections, NOTE_TEMPLATE.c.label)
    .where(NOTE_TEMPLATE.c.archived.is_(False), _own(NOTE_TEMPLATE))
    .order_by(NOTE_TEMPLATE.c.position)
)
_MACROS = select(MACRO.c.name, MACRO.c.deeds).where(MACRO.c.archived.is_(False)).order_by(MACRO.c.position)
_SNIPPETS = (
    select(SNIPPET.c.name, SNIPPET.c.text, SNIPPET.c.team, SNIPPET.c.office)
    .outerjoin_from(SNIPPET, TEAM, TEAM.c.name == SNIPPET.c.team)
    .where(
        SNIPPET.c.archived.is_(False),
        or_(SNIPPET.c.team == "", TEAM.c.id == bindparam("team")),
        SNIPPET.c.office.in_(("", bindparam("office"))),
    )
    .order_by(SNIPPET.c.position)
)
_FIELDS = select(CUSTOM_FIELD).where(CUSTOM_FIELD.c.archived.is_(False)).order_by(CUSTOM_FIELD.c.position)
_PRIORITIES = select(PRIORITY.c.level, PRIORITY.c.words)
_FORMER = (
    select(CASE_TYPE.c.key, CASE_TYPE.c.label).where(
        or_(CASE_TYPE.c.archived.is_(True), CASE_TYPE.c.office != "")
    ),
    select(TEAM.c.id, TEAM.c.name).where(TEAM.c.archived.is_(True)),
)
_TAGS = select(TAG.c.name).where(TAG.c.archived.is_(False)).order_by(TAG.c.position)
_TAG = select(TAG.c.id, TAG.c.archived).where(TAG.c.name == bindparam("name"))
_LAST_TOPICS = (
    select(INTERACTION.c.related_to)
    .where(INTERACTION.c.officer_id == bindparam("officer"))
    .order_by(INTERACTION.c.submitted_at.desc())
    .limit(LOOKED_AT)
)
_KIND = select(CASE_STATUS.c.kind, CASE_STATUS.c.substatuses).where(CASE_STATUS.c.name == bindparam("name"))
_OF_KIND = (
    select(CASE_STATUS.c.name)
    .where(CASE_STATUS.c.kind == bindparam("kind"), CASE_STATUS.c.archived.is_(False))
    .limit(1)
)
_NAMES = {
    "interaction type": INTERACTION_TYPE.c.name,
    "topic": RELATED_TO.c.name,
    "outcome": OUTCOME.c.name,
    "case type": CASE_TYPE.c.key,
}


@cache
def _named(lists: tuple[str, ...]) -> CompoundSelect[Any]:
    """Of an entry of each of these lists, the places of those that are there."""
    return union_all(
        *(
            select(literal(place, Integer())).where(
                _NAMES[listed] == bindparam(f"name_{place}", type_=String())
            )
            for place, listed in enumerate(lists)
        )
    )


def _office(officer: Officer) -> dict[str, object]:
    return {"office": officer.office, "of_all": officer.of_all}


class Lists:
    """The lists of a store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def choices(self, officer: Officer) -> Choices:
        """Everything that can be chosen now, in the order of the office; what the officer last chose beside it."""
        ask, staff = self._connection.execute, Staff(self._connection)
        notices, mail = notice_rules.read(self._connection)
        return Choices(
            interaction_types=tuple(ask(_TYPES).scalars()),
            related_to=tuple(RelatedTo(*row) for row in ask(_TOPICS)),
            outcomes=tuple(ask(_OUTCOMES).scalars()),
            case_types=self.case_types(officer),
            statuses=tuple(
                CaseStatus(row.name, row.kind, tuple(row.substatuses.splitlines())) for row in ask(_STATUSES)
            ),
            staff=staff.active(),
            teams=staff.teams(),
            offices=staff.offices(),
            tags=tuple(ask(_TAGS).scalars()),
            recent_topics=tuple(dict.fromkeys(ask(_LAST_TOPICS, {"officer": officer.id}).scalars())),
            outlines=outlines(self._connection),
            custom_fields=self.custom_fields(),
            former={str(key): name for statement in _FORMER for key, name in ask(statement)},
            priorities={int(row.level): row.words for row in ask(_PRIORITIES)},
            templates=tuple(
                Template(row.name, tuple(row.sections.splitlines()), row.label)
                for row in ask(_TEMPLATES, _office(officer))
            ),
            rules=self.rules(),
            notices=notices,
            mails=bool(mail.host),
            macros=tuple(Macro(row.name, tuple(row.deeds.splitlines())) for row in ask(_MACROS)),
            snippets=self.snippets(officer),
            allocation={row.under: row.assign_to for row in ask(_ALLOCATION)},
        )

    def case_types(self, officer: Officer) -> tuple[CaseType, ...]:
        """The case types, and whether the officer raises cases of each as its groups stand now (features A4.03)."""
        groups = Groups(self._connection).names_of(officer.id)
        return tuple(
            CaseType(
                *row[:7],
                form=row.form,
                filed_in=row.filed_in,
                runs_from=runs_from_said(row.runs_from or ""),
                starters=(starters := tuple(row.starters.splitlines())),
                may_raise=may_raise(starters, groups),
            )
            for row in self._connection.execute(_CASE_TYPES, _office(officer))
        )

    def of_other_office(self, keys: Iterable[str]) -> tuple[str, str] | None:
        """The first of these case types that is one office's alone, and that office (features A3.14)."""
        asked = list(keys)
        row = self._connection.execute(_OFFICES_OF, {"keys": asked}).first() if asked else None
        return (row.label, row.office) if row is not None else None

    def custom_fields(self) -> tuple[CustomField, ...]:
        """Fields of the office's own, in its order (features A3.25)."""
        return tuple(
            CustomField(
                row.name,
                row.label,
                Kind(row.kind),
                tuple(row.case_types.splitlines()),
                tuple(row.options.splitlines()),
                row.required,
            )
            for row in self._connection.execute(_FIELDS)
        )

    def snippets(self, officer: Officer) -> tuple[Declared, ...]:
        """The snippets of everybody, of her team and of her office (features B6)."""
        whose = {"team": officer.team_id, "office": officer.office}
        return tuple(Declared(*row) for row in self._connection.execute(_SNIPPETS, whose))

    def rules(self) -> OfficeRules:
        """What the office has set for itself."""
        office = Staff(self._connection).office()
        return office.rules if office else OfficeRules()

    def holds(self, what: str, name: str) -> bool:
        """Whether a list has that entry; an archived one counts, since a draft may be older than the archiving."""
        return self.unlisted([(what, name)]) is None

    def unlisted(self, entries: Sequence[tuple[str, str]]) -> str | None:
        """The list that has not the first of these entries that is in none; all are asked for in one statement."""
        if not entries:
            return None
        asked = {f"name_{place}": name for place, (_, name) in enumerate(entries)}
        found = set(self._connection.execute(_named(tuple(what for what, _ in entries)), asked).scalars())
        return next((what for place, (what, _) in enumerate(entries) if place not in found), None)

    def tag(self, name: str, *, archived: bool = False) -> UUID | None:
        """The id of the tag of that name; an archived one only when asked for."""
        row = self._connection.execute(_TAG, {"name": name}).first()
        return row.id if row is not None and (archived or not row.archived) else None

    def status_kind(self, name: str) -> str | None:
        """`open`, `progress` or `closed`; None for a status that is none."""
        kind: str | None = self._connection.execute(_KIND, {"name": name}).scalar()
        return kind

    def substatuses(self, status: str) -> tuple[str, ...]:
        """What that status may be more exactly (features A3.20)."""
        row = self._connection.execute(_KIND, {"name": status}).first()
        return tuple(row.substatuses.splitlines()) if row is not None else ()

    def opening_status(self) -> str:
        """The one status of kind open."""
        return str(self._connection.execute(_OF_KIND, {"kind": "open"}).scalar_one())

    def closing_status(self) -> str:
        """The one status of kind closed."""
        return str(self._connection.execute(_OF_KIND, {"kind": "closed"}).scalar_one())
