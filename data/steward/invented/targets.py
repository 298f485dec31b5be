"""The targets of the invented cases: one to complete each, on hold where its status waits for somebody."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import Table

from data.steward.invented.stock import Row, Stock
from data.store.tables import CASE_HOLD, CASE_TARGET
from data.types.targets import Source, TargetKind, Unit


def add_targets(stock: Stock, cases: Sequence[Row]) -> dict[Table, list[Row]]:
    """A completion target for each case, which gets its place by it; what is late was told when it became so."""
    pausing = {status.name for status in stock.config.status if status.pauses_target}
    going = [status.name for status in stock.config.status if status.kind == "progress"]
    running = next(name for name in going if name not in pausing)
    rows: dict[Table, list[Row]] = {CASE_TARGET: [], CASE_HOLD: []}
    for case in cases:
        due_on, follow_up = case["due_on"], case["follow_up_on"]
        if case["status"] in pausing and (follow_up is None or due_on < follow_up):
            case["status"] = running  # it leads the day by its target, which runs then
        held = case["is_open"] and case["status"] in pausing
        case["target_on"] = due_on if case["is_open"] and not held else None
        case["escalated_at"] = None
        since = max(case["created_at"], stock.now - timedelta(days=3)) if held else None
        due_at = datetime.combine(due_on + timedelta(days=1), time(), stock.zone).astimezone(UTC)
        late = case["is_open"] and not held and due_at < stock.now
        rows[CASE_TARGET].append(
            {
                "case_id": case["id"],
                "kind": TargetKind.COMPLETION.value,
                "source": Source.STAFF.value,
                "started_at": case["created_at"],
                "length": max((due_on - case["opened_on"]).days, 0),
                "unit": Unit.DAYS.value,
                "due_at": due_at,
                "due_on": due_on,
                "because": "set when the case was opened",
                "paused_since": since,
                "met_at": case["closed_at"],
                "breached_at": due_at if late else None,
                "escalated_at": due_at if late else None,
            }
        )
        if since is not None:
            rows[CASE_HOLD].append(
                {
                    "case_id": case["id"],
                    "position": 0,
                    "started_at": since,
                    "ended_at": None,
                    "why": case["status"],
                }
            )
    return rows
