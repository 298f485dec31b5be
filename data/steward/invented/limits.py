"""The limits set by law of the invented cases: most were lodged in time, one ends soon, one day is not known."""

from datetime import timedelta
from random import Random
from uuid import UUID

from data.rules.deadlines import leads, shortest
from data.rules.filing import filing_of
from data.steward.invented.stock import Row, Stock
from data.steward.seed import rule_of
from data.types.deadlines import UNKNOWN, DeadlineRule

SOON_DAYS = 3
"""After so many days the limit of Kim's case ends."""


class Limits:
    """Gives cases the day they took effect, and what that comes to; the dice of the others are left alone."""

    def __init__(self, stock: Stock) -> None:
        self.stock = stock
        self.rules = [rule_of(one) for one in stock.config.deadline_rule]
        by_key = {rule.key: rule for rule in self.rules}
        self._of_type = {
            kind.key: by_key[kind.deadline_rule] for kind in stock.config.case_type if kind.deadline_rule
        }
        self.rows: list[Row] = []

    def count(
        self, cases: list[Row], types: dict[UUID, str], states: dict[UUID, str], soon: UUID, asked: UUID
    ) -> None:
        """Fill the cases in; `soon` holds the one whose limit ends soon, `asked` the one of which nobody knows."""
        limited = [
            (row, self._of_type[types[row["id"]]]) for row in cases if types[row["id"]] in self._of_type
        ]
        near, unknown = self._ending(limited, soon), self._unknown(limited, asked)
        for row, base in limited:
            dice, state = Random(row["id"].int), states.get(row["job_id"], "")
            effect = row["opened_on"] - timedelta(days=dice.randint(0, 5))
            if row is near:
                effect = self.stock.today + timedelta(days=SOON_DAYS - base.length)
            row["effect"] = UNKNOWN if row is unknown else effect.isoformat()
            found = shortest(
                base, self.rules, effect, filing_of(state, self.stock.config.office.region)
            ).counted
            last = None if row is unknown else found.last_on
            if row is not near and (leads(last, self.stock.today) or not row["is_open"]):
                lodged = effect + timedelta(days=dice.randint(6, 17))
                row["lodged_on"] = min(max(lodged, row["opened_on"]), self.stock.today)
            row["lodge_by"] = None if row["lodged_on"] else last
            row["effect_wanted"] = row is unknown
            self.rows.append(
                {
                    "case_id": row["id"],
                    "rule": found.rule.key,
                    "position": 0,
                    "effect_on": None if row is unknown else effect,
                    "last_on": last,
                    "counted": "" if row is unknown else "\n".join((f"{found.said}.", *found.remarks)),
                    "applies": True,
                }
            )

    def _ending(self, limited: list[tuple[Row, DeadlineRule]], owner: UUID) -> Row | None:
        """A case of hers that no nearer day places, opened after the limit began."""
        today = self.stock.today
        return next(
            (
                row
                for row, base in limited
                if base.unit == "days"
                and row["is_open"]
                and row["owner_id"] == owner
                and min(row["follow_up_on"], row["due_on"]) > today + timedelta(days=7)
                and row["opened_on"] >= today + timedelta(days=SOON_DAYS - base.length)
            ),
            None,
        )

    def _unknown(self, limited: list[tuple[Row, DeadlineRule]], owner: UUID) -> Row | None:
        """The last case of his that has a limit in days."""
        his = [
            row
            for row, base in limited
            if base.unit == "days" and row["is_open"] and row["owner_id"] == owner
        ]
        return his[-1] if his else None
