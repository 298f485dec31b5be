"""Why each row was found, in words and by the letters that matched (features A1.04)."""

from typing import Any, NamedTuple
from uuid import UUID

from data.rules.reference import say_case, say_interaction
from data.search.found import as_day, as_id
from data.search.parse import Query
from data.search.tiers import Tier
from data.search.weighing import ALIKE, Weighing
from data.search.why import Spans, begins, said_born, spans, word_span, words_of
from data.types.members import ContactKind

Row = Any
"""A row of SHOWN, with what the statement adds."""


class Told(NamedTuple):
    """What is said of a row; named as the values of a `MemberHit`."""

    why: str
    matched: Spans = ()
    matched_employer: Spans = ()
    matched_number: Spans = ()
    near: bool = False
    record: str = ""
    record_id: UUID | None = None


class Telling:
    """Tells of the rows of one query."""

    def __init__(self, query: Query, alike: Weighing | None = None) -> None:
        self._query = query
        self._alike = alike
        self._of_record = query.record is not None or bool(query.ticket)
        self._plain = not (self._of_record or query.digits or query.email or query.born)

    def near(self, weighing: Weighing) -> "Telling":
        """The same for rows that were not found by the words as they were typed."""
        return Telling(self._query, weighing)

    def fits(self, row: Row) -> bool:
        """Every word begins one of the name or the employer."""
        texts = (row.family, row.given, row.informal, row.employer)
        return all(any(begins(text, word) for text in texts) for word in self._query.names)

    def __call__(self, row: Row) -> Told:
        """In words why, and what is lit."""
        query = self._query
        tier = None if self._of_record else row.tier
        said: list[str] = []
        lit: list[tuple[int, int]] = []
        at_work: list[str] = []
        for word in query.names:
            label, span = self._word(row, word, tier)
            if label == "employer":
                at_work.append(word)
            lit += span
            if label and label not in said:
                said.append(label)
        of_name = tuple(word for word in query.names if word not in at_work) if at_work else query.names
        matched = spans(row.name, of_name)
        if lit:
            matched = tuple(sorted({*matched, *lit}))
        employer = spans(row.employer, tuple(at_work)) if at_work else ()
        if self._plain:
            return Told(", ".join(said), matched, employer, (), self._alike is not None)
        number: Spans = ()
        if query.digits:
            said.append(self._digits(row, tier))
            if row.number.startswith(query.digits):
                number = ((0, len(query.digits)),)
        if query.email:
            said.append("e-mail")
        born = as_day(row.born_on) if query.born is not None else None
        if born is not None and (tier == Tier.DAY or born == query.born):
            said.append(said_born(born))
        near = self._alike is not None or (tier == Tier.BORN and not self.fits(row))
        record, record_id = "", None
        if self._of_record:
            said.insert(0, self._record(row))
            record, record_id = row.record, as_id(row.record_id)
        return Told(
            ", ".join(part for part in said if part), matched, employer, number, near, record, record_id
        )

    def _word(self, row: Row, word: str, tier: int | None) -> tuple[str, Spans]:
        if begins(row.family, word):
            return ("name" if row.kind == ContactKind.ORGANISATION else "surname"), ()
        if begins(row.given, word):
            return "given name", ()
        if row.informal and begins(row.informal, word):
            return "known as", ()
        if begins(row.employer, word):
            return "employer", ()
        if tier in (Tier.WORKPLACE, Tier.EMAIL):
            return ("workplace" if tier == Tier.WORKPLACE else "e-mail"), ()
        weighing = self._alike
        if weighing is not None:
            best = max(name_words(row), key=lambda one: weighing.alike(word, one), default="")
            if best and weighing.alike(word, best) >= ALIKE:
                return "spelt alike", word_span(row.name, best)
        return "", ()

    def _digits(self, row: Row, tier: int | None) -> str:
        digits = self._query.digits
        if tier == Tier.TAIL:
            return f"phone ends {digits}"
        if tier == Tier.PHONE:
            return f"phone {digits}"
        return "number" if tier == Tier.NUMBER or row.number.startswith(digits) else "phone"

    def _record(self, row: Row) -> str:
        number = say_case(row.reference) if row.record == "case" else say_interaction(row.reference)
        return f"{'ticket of ' if self._query.ticket else ''}{number}: {row.title}"


def name_words(row: Row) -> tuple[str, ...]:
    """The folded words of a name."""
    return (*words_of(row.given), *words_of(row.family), *words_of(row.informal))
