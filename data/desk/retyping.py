"""Making a case one of another type, its values mapped by the office's table (features A5.14)."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from data.desk.changing import step
from data.desk.desk import Desk
from data.model import CaseRow
from data.repositories.cases import Cases
from data.repositories.lists import Lists
from data.rules.case_details import contents_of
from data.rules.reference import say_case
from data.rules.retyping import Retyped, retyped
from data.rules.titles import suggest
from data.store.tables import JOB, RETYPE
from data.types.case_edits import CaseContents, CaseEdit
from data.types.errors import BadInput, Incomplete, NotAllowed
from data.types.stop import Stop

LABELS = {"status": "Status", "priority": "Priority", "title": "Title"}
_MAPPING = select(RETYPE.c.status, RETYPE.c.tags, RETYPE.c.priority).where(
    RETYPE.c.case_type == bindparam("was"),
    RETYPE.c.becomes == bindparam("to"),
    RETYPE.c.archived.is_(False),
)


def plan(desk: Desk, case_id: UUID, to: str, stop: Stop | None = None) -> Retyped:
    """What the case would be as one of that type, and what must be asked first; raises NotFound, BadInput."""
    with desk.store.reading(stop) as connection:
        record = Cases(connection, desk.officer).read(case_id)
        return _retyped(desk, connection, record.number, contents_of(record), to)


def retype(
    desk: Desk,
    case_id: UUID,
    to: str,
    answers: Mapping[str, Any],
    *,
    keep_title: bool = False,
    reason: str = "",
) -> CaseEdit:
    """Make the case one of type `to`: values are mapped where the office's table does, else as answered.

    `answers` by field: `status`, `priority`, `title`. `keep_title` leaves a title in somebody's own words as it is.
    Raises Incomplete for what is neither mapped nor answered, NotAllowed, BadInput, NotFound.
    """

    def wanted(session: Session, row: CaseRow, now: CaseContents) -> CaseContents:
        found = _retyped(desk, session.connection(), say_case(row.reference), now, to)
        lacking = [
            LABELS[field]
            for field in found.asked
            if field not in answers and not (field == "title" and keep_title)
        ]
        if lacking:
            raise Incomplete(tuple(lacking))
        for field, value in answers.items():
            if value:
                setattr(found.contents, field, value)
        return found.contents

    return step(desk, case_id, wanted, action="cases.retype", reason=reason)


def _retyped(desk: Desk, connection: Connection, number: str, now: CaseContents, to: str) -> Retyped:
    lists = Lists(connection)
    if not lists.holds("case type", to):
        raise BadInput("the case type, which is not in the list")
    primary = now.case_types[0] if now.case_types else ""
    if primary == to:
        raise NotAllowed(f"{number} is of that type already", todo="")
    row = connection.execute(_MAPPING, {"was": primary, "to": to}).first()
    mapping = {
        (field, was): becomes
        for field, told in zip(("status", "tag", "priority"), row or (), strict=False)
        for was, becomes in json.loads(told).items()
    }
    choices = lists.choices(desk.officer)
    employer = ""
    if now.job_id is not None:
        found = connection.execute(select(JOB.c.employer).where(JOB.c.id == now.job_id)).scalar()
        employer = found or ""

    def title_of(types: list[str]) -> tuple[str, ...]:
        return suggest(types, choices, employer), suggest(types, choices, "")

    return retyped(now, to, mapping, title_of)
