"""Financial standing, computed from the day fees are paid through (union.toml, standing)."""

from datetime import date, timedelta

from data.rules.days import MONTHS, whole_months
from data.types.members import Standing


def standing(paid_through: date | None, today: date, arrears_days: int) -> Standing:
    """Unpaid for at most `arrears_days` is in arrears, for longer unfinancial; without a day, unknown."""
    if paid_through is None:
        return Standing.UNKNOWN
    if paid_through >= today:
        return Standing.FINANCIAL
    return Standing.ARREARS if (today - paid_through).days <= arrears_days else Standing.UNFINANCIAL


def say_standing(paid_through: date | None, today: date, arrears_days: int) -> str:
    """ "financial to 31 Dec", "2 m owing", "unfinancial since Mar 2024", "standing unknown"."""
    held = standing(paid_through, today, arrears_days)
    if paid_through is None or held is Standing.UNKNOWN:
        return "standing unknown"
    if held is Standing.FINANCIAL:
        year = "" if paid_through.year == today.year else f" {paid_through.year}"
        return f"financial to {paid_through.day} {MONTHS[paid_through.month - 1]}{year}"
    unpaid_from = paid_through + timedelta(days=1)
    if held is Standing.ARREARS:
        # A month begun is owed.
        return f"{whole_months(unpaid_from, today) + 1} m owing"
    return f"unfinancial since {MONTHS[unpaid_from.month - 1]} {unpaid_from.year}"
