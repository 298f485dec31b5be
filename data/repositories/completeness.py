"""How many of the seven fields of a case hold, as part of a statement: the SQL twin of `data.rules.completeness`.

A test has both say it of the same cases.
"""

from sqlalchemy import ColumnElement, case, exists, func, select

from data.store.tables import ASSIGNEE, CASE, CASE_TYPE_OF_CASE, NOTE, SECTION

_BLANK = " \n\t"
_OPENING = (
    select(NOTE.c.id)
    .where(NOTE.c.case_id == CASE.c.id)
    .order_by(NOTE.c.written_at, NOTE.c.id)
    .limit(1)
    .correlate(CASE)
    .scalar_subquery()
)
"""The note a case was opened with, its description."""

_DESCRIBED = (
    select(SECTION.c.note_id)
    .where(SECTION.c.note_id == _OPENING, func.ltrim(SECTION.c.body, _BLANK) != "")
    .correlate(CASE)
    .exists()
)


def _one_if(holds: ColumnElement[bool]) -> ColumnElement[int]:
    return case((holds, 1), else_=0)


HOLD: ColumnElement[int] = (
    _one_if(exists().where(CASE_TYPE_OF_CASE.c.case_id == CASE.c.id))
    + _one_if(CASE.c.status != "")
    + _one_if(_DESCRIBED)
    + _one_if(func.ltrim(CASE.c.next_steps, _BLANK) != "")
    + _one_if(exists().where(ASSIGNEE.c.case_id == CASE.c.id))
    + _one_if(CASE.c.job_id.is_not(None))
    + _one_if(CASE.c.follow_up_on.is_not(None))
)
"""Of a row of `CASE` (features A2.07)."""
