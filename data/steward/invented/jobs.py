"""The jobs of a member."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from data.steward.invented.stock import Row, Stock


def jobs_of(
    stock: Stock, member_id: UUID, employer: dict[str, Any], joined: date, many: int | None
) -> list[Row]:
    """One to three jobs, the first is primary; the third is an old one that has ended."""
    dice = stock.dice
    many = many or dice.choices([1, 2, 3], [80, 16, 4])[0]
    rows: list[Row] = []
    for position in range(many):
        place = employer if position == 0 else stock.weighted(stock.places["employer"])
        trade = stock.places["trade"][place["trade"]]
        start = min(joined, stock.today) - timedelta(days=dice.randint(10, 2500))
        end = None if position < 2 else start + timedelta(days=dice.randint(5, 9))
        made = datetime.combine(start, stock.now.timetz())
        rows.append(
            {
                "id": stock.new_id(made),
                "member_id": member_id,
                "employer": place["name"],
                "worksite": stock.one_of(place["worksites"]),
                "department": stock.one_of(place["departments"]),
                "role_title": stock.one_of(trade["roles"]),
                "classification": stock.one_of(trade["classifications"]),
                "pay_point": f"Year {dice.randint(1, 5)}",
                "award_agreement": place["agreement"],
                "employment_type": dice.choices(stock.config.employment_types[:4], [30, 42, 10, 18])[0],
                "start_on": start,
                "end_on": end,
                "hours_fte": stock.one_of(["1.0", "0.8", "0.6", "0.5", "24 h", "30 h"]),
                "state": place["state"],
                "is_delegate": position == 0 and stock.chance(0.04),
                "is_primary": position == 0,
            }
        )
    return rows
