"""Open cases of one kind that everybody may see, put into a store in one go."""

from typing import Any
from uuid import UUID

from sqlalchemy import insert
from uuid_utils.compat import uuid7

from data.store.store import Store
from data.store.tables import ASSIGNEE, CASE, CASE_TYPE_OF_CASE
from tests.builders import START, TODAY, staff_id

FIRST = 10_001
"""The number of the first."""


def plain_cases(
    store: Store, many: int, members: list[UUID], *, owned: bool = True, first: int = FIRST
) -> list[UUID]:
    """So many, of the members in turn; Kim has them, unless they are nobody's. Answers their ids by number."""
    creator = staff_id("kim.tran")
    ids = [uuid7() for _ in range(many)]
    rows: list[dict[str, Any]] = [
        {
            "id": one,
            "reference": first + place,
            "member_id": members[place % len(members)],
            "title": "Hours, rosters & breaks",
            "status": "Open",
            "opened_on": TODAY,
            "owner_id": creator if owned else None,
            "acl": [],
            "origin": "direct",
            "created_by": creator,
            "created_at": START,
            "priority": 3,
        }
        for place, one in enumerate(ids)
    ]
    with store.loading("benchmark") as connection:
        connection.execute(insert(CASE), rows)
        if owned:
            holding = [{"case_id": one, "position": 0, "officer_id": creator} for one in ids]
            connection.execute(insert(ASSIGNEE), holding)
        kinds = [{"case_id": one, "case_type": "ROS", "position": 0} for one in ids]
        connection.execute(insert(CASE_TYPE_OF_CASE), kinds)
    return ids
