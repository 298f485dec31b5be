"""From a query to members: one statement a keystroke, and a second one where few are found."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import pairwise, starmap
from typing import Any

from sqlalchemy.engine import Connection

from data.repositories.visible import looking
from data.rules.folding import prefix_end
from data.rules.standing import standing
from data.search import near
from data.search.ahead import all_of
from data.search.by_number import BY_BIRTH, BY_PHONE, RECENT, by_digits, by_email
from data.search.by_record import BY_REFERENCE, BY_TICKET
from data.search.by_words import by_words
from data.search.found import Found, as_day, as_id
from data.search.parse import Query
from data.search.ranking import likest, order_of, ranked, surest, was_born
from data.search.spelling import MOST_KEYS, keys_of
from data.search.statements import FEW, padded, words_in
from data.search.telling import Telling, Told, name_words
from data.search.tiers import Tier
from data.search.weighing import MEANT, Weighing
from data.store.fixed import Fixed
from data.store.kept_ready import READY, is_far
from data.types.members import MemberHit
from data.types.staff import Officer

TAIL = 4
"""Digits from which on "ends in" is meant: fewer are the end of everyone's number."""
TAIL_WITH_NAME = 3
"""The same beside a name, which has narrowed the choice already."""
TAIL_SAID = 2
"""The same where the officer said so."""
LEADING = 4
"""Digits that are rarer than a name, so that they are looked up and names compared; dialled ones begin alike."""
LEADING_DIALLED = 7
MANY = "casetui_many_members"
"""What a connection remembers of a union that is too large to look at everybody."""
TERMS = 16
"""Words of the vocabulary that may be meant by one; half as many where three are put right."""


class Search:
    """Looks for members; `today` and `arrears_days` decide the standing that is shown."""

    def __init__(self, connection: Connection, officer: Officer, today: date, arrears_days: int) -> None:
        self._connection = connection
        self._officer = officer
        self._today = today
        self._arrears_days = arrears_days
        self._lateral = connection.dialect.name == "postgresql"

    def members(self, query: Query, limit: int) -> tuple[MemberHit, ...]:
        """Members that match every token, best first; where they are few, those who are spelt alike after them."""
        telling = Telling(query)
        if query.record or query.ticket:
            return self._by_record(query, telling, limit)
        if query.names and len(query.digits) == 1:
            # One digit beside a name says nothing, and would be looked for everywhere.
            query = query._replace(digits="", phone="", dialled=False, ends=False)
        if query.email:
            names = len(query.names)
            rows = self._ask(by_email(names, bool(query.digits)), self._bounds(query, limit, TAIL))
            return self._hits(filter(telling.fits, ranked(rows, query)), telling, limit)
        if query.digits and (not query.names or len(query.digits) >= _leading(query)):
            return self._by_digits(query, telling, limit)
        if query.names:
            hits = self._by_words(query, telling, limit)
            if hits or len(query.digits) < TAIL:
                return hits
            # The name may be misspelt; of digits that many numbers begin with the end alone is looked up.
            return self._by_digits(query._replace(phone="", ends=True), telling, limit)
        if query.born is not None:
            rows = self._ask(BY_BIRTH, self._bounds(query, limit, TAIL))
            rows.sort(key=lambda row: (row.born_on != query.born, not row.own, row.a, row.given, row.number))
            return self._hits(rows, telling, limit)
        return ()

    def by_phone(self, digits: str, limit: int) -> tuple[MemberHit, ...]:
        """Whose telephone it is, by all its digits as they are dialled at home."""
        rows = self._ask(BY_PHONE, {"phone": digits, "limit": 2 * limit})
        return self._hits(rows, lambda _row: Told("phone"), limit)

    def recent(self, limit: int) -> tuple[MemberHit, ...]:
        """Whom the officer last had contact with."""
        rows = self._ask(RECENT, {"officer_id": self._officer.id, "contacts": 4 * limit, "limit": limit})
        return self._hits(rows, lambda _row: Told("recent"), limit)

    def _ask(self, statement: Fixed, bounds: dict[str, Any]) -> list[Found]:
        return list(starmap(Found, statement.rows(self._connection, bounds)))

    def _by_record(self, query: Query, telling: Telling, limit: int) -> tuple[MemberHit, ...]:
        looked = looking(self._officer)
        if query.record is not None:
            kind, reference = query.record
            if kind == "interaction":
                looked = {}
            statement, said = BY_REFERENCE[kind], {"reference": reference, **looked}
        else:
            statement, said = BY_TICKET, {"ticket": query.ticket, **looked}
        rows = self._connection.execute(statement, said, execution_options=READY).all()
        fitting = [row for row in rows if telling.fits(row)]
        return tuple(self._hit(row, telling) for row in fitting[:limit])

    def _by_digits(self, query: Query, telling: Telling, limit: int) -> tuple[MemberHit, ...]:
        shortest = TAIL_SAID if query.ends else TAIL
        bounds = self._bounds(query, limit, shortest)
        tail = len(query.digits) >= shortest
        rows = self._ask(by_digits(tail, len(query.names), query.born is not None), bounds)
        if not rows and query.other and not query.names:
            # What was taken for one number in groups is two.
            first = query._replace(
                digits=query.digits[: -len(query.other)], phone=query.phone[: -len(query.other)], other=""
            )
            bounds = self._bounds(first, limit, shortest) | self._others(query.other)
            rows = self._ask(by_digits(True, 0, False, True), bounds)
        # Digits that are not dialled are an end before they are a beginning.
        ends = (Tier.PHONE, Tier.TAIL) if query.dialled else (Tier.TAIL, Tier.PHONE)
        order = (Tier.EXACT, Tier.NUMBER, *ends)
        rows.sort(key=lambda row: (not was_born(row, query), order.index(row.tier), *order_of(row)))
        if query.ends:
            rows = [row for row in rows if row.tier == Tier.TAIL]
        if not query.names:
            return self._hits(rows, telling, limit)
        weighing = Weighing(query.names)
        sure = [row for row in rows if telling.fits(row)]
        like = [row for row in rows if not telling.fits(row) and weighing.name(name_words(row)) >= MEANT]
        return self._hits(sure, telling, limit, self._hits(like, telling.near(weighing), limit))

    def _by_words(self, query: Query, telling: Telling, limit: int) -> tuple[MemberHit, ...]:
        weighing = Weighing(query.names)
        keys = sorted({key for word in query.names for key in keys_of(word)}) if not query.digits else []
        room = MOST_KEYS * len(query.names) if keys else 0
        born = query.born is not None
        ahead = self._lateral and is_far(self._connection)
        statement = by_words(len(query.names), bool(query.digits), born, room, ahead)
        bounds = self._bounds(query, limit, TAIL_WITH_NAME) | padded("key", keys, room)
        rows = self._ask(statement, bounds)
        terms = next((row.terms for row in rows if row.id is None), None) or ""
        along = [row for row in rows if row.tier == Tier.NEAR]
        named = [row for row in rows if row.id is not None and row.tier != Tier.NEAR] if keys else rows
        found = surest(named, query, weighing)
        sure = self._hits(found, telling, limit)
        if len(sure) >= FEW or not keys:
            return sure
        alike = self._alike(query, weighing, words_in(terms), along, limit)
        return self._joined(sure, self._hits(alike, telling.near(weighing), limit), limit)

    def _alike(
        self, query: Query, weighing: Weighing, known: dict[str, int], along: list[Found], limit: int
    ) -> list[Found]:
        """Those who are spelt alike, the likeliest first: the second and last question of a keystroke.

        `known` are the words that may be meant with how many have them, and `along` the members who came already.
        """
        words = sorted(query.names, key=len, reverse=True)[: near.MOST_WORDS]
        most = TERMS if len(words) < near.MOST_WORDS else TERMS // 2
        meant = [weighing.terms(word, known.items(), most) if keys_of(word) else [] for word in words]
        if not any(meant):
            return likest(self._everybody(query), query, weighing, limit)
        bounds = self._bounds(query._replace(names=tuple(words)), limit, TAIL)
        rows = all_of(meant[0], along, len(known), bounds["limit"]) if along else None
        if rows is None:
            rooms = tuple(most if found else 0 for found in meant)
            for number, found in enumerate(meant):
                bounds |= padded(f"term_{number}", found, rooms[number])
            rows = self._ask(near.by_terms(rooms, self._lateral), bounds)
        return likest(rows, query, weighing, limit)

    def _everybody(self, query: Query) -> list[Found]:
        """Of a small union those whose names are most alike; nobody is deleted, so one that is large stays so."""
        if self._connection.info.get(MANY):
            return []
        rows = near.EVERYBODY.rows(self._connection, {})
        if rows and rows[0].many:
            self._connection.info[MANY] = True
            return []
        return near.likest(rows, query.names)

    def _bounds(self, query: Query, limit: int, shortest_tail: int) -> dict[str, Any]:
        # All pairs are stored both ways, so the longer, rarer word may lead the seek.
        longest = sorted(query.names, key=len, reverse=True)
        # Some are found twice, by two of their names.
        bounds: dict[str, Any] = {"limit": limit + limit // 4 + 1, "officer_id": self._officer.id}
        for kind, words in (("name", longest), ("word", query.names)):
            for number, word in enumerate(words):
                bounds |= {f"{kind}_{number}": word, f"{kind}_{number}_end": prefix_end(word)}
        for number, two in enumerate(pairwise(query.names)):
            for kind, word in zip(("longer", "shorter"), sorted(two, key=len, reverse=True), strict=True):
                bounds[f"{kind}_of_word_{number}"] = word
                bounds[f"{kind}_of_word_{number}_end"] = prefix_end(word)
        for number, word in enumerate(query.names):
            bounds |= {f"initial_{number}": word[0], f"initial_{number}_end": prefix_end(word[0])}
        backwards = query.digits[::-1]
        # A tail too short to mean anything must find nothing: an empty range.
        tail_end = prefix_end(backwards) if len(backwards) >= shortest_tail else backwards
        for kind, text in (("digits", query.digits), ("phone", query.phone), ("email", query.email)):
            bounds |= {kind: text, f"{kind}_end": prefix_end(text) if text else ""}
        bounds |= {"tail": backwards, "tail_end": tail_end}
        return bounds | {"born": query.born, "turned": _turned(query.born)}

    def _others(self, digits: str) -> dict[str, str]:
        texts = {"digits": digits, "phone": digits, "tail": digits[::-1]}
        return {f"other_{name}": text for name, text in texts.items()} | {
            f"other_{name}_end": prefix_end(text) for name, text in texts.items()
        }

    def _joined(
        self, sure: Sequence[MemberHit], like: Sequence[MemberHit], limit: int
    ) -> tuple[MemberHit, ...]:
        known = {hit.id for hit in sure}
        return (*sure, *(hit for hit in like if hit.id not in known))[:limit]

    def _hits(
        self,
        rows: Iterable[Any],
        telling: Callable[[Any], Told],
        limit: int,
        after: Sequence[MemberHit] = (),
    ) -> tuple[MemberHit, ...]:
        hits: dict[str, MemberHit] = {}
        for row in rows:
            if row.number not in hits:
                hits[row.number] = self._hit(row, telling)
                if len(hits) == limit:
                    break
        return self._joined(tuple(hits.values()), after, limit)

    def _hit(self, row: Any, telling: Callable[[Any], Told]) -> MemberHit:
        why, matched, at_work, number, near, record, record_id = telling(row)
        paid_through = as_day(row.paid_through)
        return MemberHit(
            as_id(row.id),
            row.number,
            row.name,
            row.employer,
            standing(paid_through, self._today, self._arrears_days),
            paid_through,
            why,
            matched,
            at_work,
            number,
            bool(row.missing),
            near,
            record,
            record_id,
        )


def _leading(query: Query) -> int:
    if query.ends:
        return TAIL_SAID
    return LEADING_DIALLED if query.dialled else LEADING


def _turned(day: date | None) -> date | None:
    """The day with day and month in each other's place, which is how days of birth are mistaken."""
    return date(day.year, day.day, day.month) if day is not None and day.day <= 12 else day
