"""By the number of a case or interaction, or by a ticket: its member, and the record itself."""

from typing import Any

from sqlalchemy import String, bindparam, cast, literal, select, union_all

from data.repositories.visible import VISIBLE
from data.search.statements import SHOWN
from data.store.tables import CASE, INTERACTION, MEMBER, NOTE

_REFERENCE = bindparam("reference", type_=CASE.c.reference.type)


def _shown(table: Any, kind: str, title: Any) -> Any:
    return select(
        *SHOWN,
        literal(kind, String()).label("record"),
        table.c.id.label("record_id"),
        table.c.reference,
        cast(title, String()).label("title"),
    )


def _cases() -> Any:
    return (
        _shown(CASE, "case", CASE.c.title)
        .join_from(CASE, MEMBER, MEMBER.c.id == CASE.c.member_id)
        .where(VISIBLE)
    )


def _interactions() -> Any:
    about = INTERACTION.c.related_to
    return _shown(INTERACTION, "interaction", about).join_from(
        INTERACTION, MEMBER, MEMBER.c.id == INTERACTION.c.member_id
    )


BY_REFERENCE = {
    "case": _cases().where(CASE.c.reference == _REFERENCE),
    "interaction": _interactions().where(INTERACTION.c.reference == _REFERENCE),
}
"""By kind of record."""

_TICKET = bindparam("ticket", type_=NOTE.c.ticket_ref.type)
_BY = (
    (NOTE.c.ticket_ref == _TICKET, NOTE.c.ticket_ref != ""),
    (NOTE.c.ticket_number == _TICKET, NOTE.c.ticket_number != ""),
)
"""By the id in its address, or by its number: two seeks, for both asked at once no index would serve."""
MOST = 20


def _of(column: Any) -> Any:
    return union_all(*(select(column).where(*by) for by in _BY))


BY_TICKET = union_all(
    select(_cases().where(CASE.c.id.in_(_of(NOTE.c.case_id))).limit(MOST).subquery()),
    select(_interactions().where(INTERACTION.c.id.in_(_of(NOTE.c.interaction_id))).limit(MOST).subquery()),
)
"""The records in whose notes the ticket stands; the case first, which goes on where the interaction ended."""
