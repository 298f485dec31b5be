"""Whether what officers were answered stands in the history, once, and over what they had read."""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from psycopg import Connection

from benchmarks.officers import Answers

_WORDS = """
SELECT c.record_id, v.old, v.new FROM change c JOIN change_value v ON v.change_id = c.id
 WHERE c.record_kind = 'case_record' AND c.field = 'next_steps'
"""
_MADE = """
SELECT c.record_kind, c.record_id FROM change c
 WHERE c.record_kind IN ('note', 'interaction', 'case_record') AND c.field = '+'
"""
_CLAIMS = """
SELECT c.record_id, a.officer_id FROM change c JOIN act a ON a.id = c.act_id
 WHERE a.action = 'cases.claim' AND c.record_kind = 'case_record' AND c.field = 'owner_id'
"""


class Kept(NamedTuple):
    """What history says of what was acknowledged."""

    changes: int
    """Acknowledged, of every kind but claims."""
    lost: int
    """Acknowledged, and not in the history, or written over what its writer had not read."""
    doubled: int
    """Made once and saved twice."""
    claims: int
    claimed_twice: int
    """Claims acknowledged, or written, of a case that was claimed already."""


def kept(link: Connection[Any], answers: Iterable[Answers]) -> Kept:
    """Compare the two; the connection is of the owner, who sees all."""
    told = list(answers)
    over = {(row[0], _text(row[2])): _text(row[1]) for row in link.execute(_WORDS)}
    made = Counter((row[0], row[1]) for row in link.execute(_MADE))
    ids = [(kind, str(one)) for each in told for kind, some in each.made().items() for one in some]
    changed = [(str(case), was, words) for each in told for case, was, words in each.changed]
    lost = sum(made[one] == 0 for one in ids)
    lost += sum(over.get((case, words)) != was for case, was, words in changed)
    winners = [(row[0], row[1]) for row in link.execute(_CLAIMS)]
    acknowledged = [(str(case), each.officer) for each in told for case in each.claimed]
    lost += len(set(acknowledged) - set(winners))
    return Kept(
        len(ids) + len(changed),
        lost,
        sum(made[one] > 1 for one in ids),
        len(acknowledged),
        _more_than_one(winners) + _more_than_one(acknowledged),
    )


def _more_than_one(claims: list[tuple[str, UUID]]) -> int:
    return len(claims) - len({case for case, _officer in claims})


def _text(value: str | None) -> str | None:
    found = None if value is None else json.loads(value)
    return found if found is None else str(found)
