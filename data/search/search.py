"""From a query to members: one statement a keystroke."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.engine import Connection, Row

from data.rules.folding import prefix_end
from data.rules.standing import standing
from data.search.parse import Query
from data.search.statements import BY_DIGITS, BY_PHONE, RECENT, by_name
from data.search.why import spans, why_digits, why_name
from data.types.members import MemberHit

TAIL = 4
"""Digits from which on "ends in" is meant: fewer are the end of everyone's number."""
TAIL_WITH_NAME = 3
"""The same beside a name, which has narrowed the choice already."""


class Search:
    """Looks for members; `today` and `arrears_days` decide the standing that is shown."""

    def __init__(self, connection: Connection, today: date, arrears_days: int) -> None:
        self._connection = connection
        self._today = today
        self._arrears_days = arrears_days

    def members(self, query: Query, limit: int) -> tuple[MemberHit, ...]:
        """Members that match every token, best first."""
        if query.names:
            return self._by_name(query, limit)
        tail = len(query.digits) >= TAIL
        bounds = _digit_bounds(query, TAIL)
        rows = self._connection.execute(BY_DIGITS[query.dialled, tail], {"limit": 2 * limit, **bounds})
        return self._hits(rows, limit, lambda row: (why_digits(row.why, query.digits), ()))

    def by_phone(self, digits: str, limit: int) -> tuple[MemberHit, ...]:
        """Whose telephone it is, by all its digits as they are dialled at home."""
        rows: Iterable[Row[Any]] = self._connection.execute(BY_PHONE, {"phone": digits, "limit": 2 * limit})
        return self._hits(rows, limit, lambda _row: ("phone", ()))

    def recent(self, officer_id: UUID, limit: int) -> tuple[MemberHit, ...]:
        """Whom the officer last had contact with."""
        rows = self._connection.execute(
            RECENT, {"officer_id": officer_id, "contacts": 4 * limit, "limit": limit}
        )
        return self._hits(rows, limit, lambda _row: ("recent", ()))

    def _by_name(self, query: Query, limit: int) -> tuple[MemberHit, ...]:
        # All pairs are stored both ways, so the longer, rarer word may lead the seek.
        words = sorted(query.names, key=len, reverse=True)
        bounds: dict[str, Any] = {"limit": 2 * limit}
        for number, word in enumerate(words):
            bounds |= {f"name_{number}": word, f"name_{number}_end": prefix_end(word)}
        if query.digits:
            bounds |= _digit_bounds(query, TAIL_WITH_NAME)
        rows = self._connection.execute(by_name(len(words), bool(query.digits)), bounds)
        digits = ", number" if query.digits else ""
        return self._hits(
            rows,
            limit,
            lambda row: (why_name(row, query.names) + digits, spans(row.name, query.names)),
        )

    def _hits(self, rows: Iterable[Row[Any]], limit: int, told: Any) -> tuple[MemberHit, ...]:
        hits: dict[UUID, MemberHit] = {}
        for row in rows:
            if row.id in hits:
                continue
            why, matched = told(row)
            hits[row.id] = MemberHit(
                id=row.id,
                number=row.number,
                name=row.name,
                employer=row.employer,
                standing=standing(row.paid_through, self._today, self._arrears_days),
                paid_through=row.paid_through,
                why=why,
                matched=matched,
            )
            if len(hits) == limit:
                break
        return tuple(hits.values())


def _digit_bounds(query: Query, shortest_tail: int) -> dict[str, str]:
    backwards = query.digits[::-1]
    # A tail too short to mean anything must find nothing: an empty range.
    tail_end = prefix_end(backwards) if len(backwards) >= shortest_tail else backwards
    return {
        "digits": query.digits,
        "digits_end": prefix_end(query.digits),
        "phone": query.phone,
        "phone_end": prefix_end(query.phone),
        "tail": backwards,
        "tail_end": tail_end,
    }
