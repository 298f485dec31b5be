"""What the office's own rules say of how long someone has been a member: information, never a block (eligibility)."""

from datetime import date

from data.rules.days import MONTHS, month_after, say_span, whole_months
from data.types.members import Standing
from data.types.staff import OfficeRules


def eligibility(
    joined_on: date | None, standing: Standing, rules: OfficeRules, today: date
) -> tuple[str, ...]:
    """What to know before promising anything, a sentence each; nothing where all is well.

    `rules` hold the union's waiting times in months (union.toml, eligibility).
    """
    said = []
    if standing is Standing.UNFINANCIAL:
        said.append("Unfinancial: say what is owed before anything is promised.")
    longest = max(rules.representation_months, rules.tribunal_months)
    if not longest:
        return tuple(said)
    if joined_on is None:
        said.append("The day of joining is not known.")
        return tuple(said)
    held = whole_months(joined_on, today)
    if joined_on > today or held < rules.representation_months:
        said.append(_waits("representation", joined_on, rules.representation_months, today))
        if rules.pre_existing:
            said.append(f"A matter older than the membership is for the {rules.pre_existing} to decide.")
    elif held < rules.tribunal_months:
        said.append(_waits("a tribunal", joined_on, rules.tribunal_months, today))
    return tuple(said)


def _waits(what: str, joined_on: date, months: int, today: date) -> str:
    begins = month_after(joined_on, months)
    year = "" if begins.year == today.year else f" {begins.year}"
    length = say_span(joined_on, today) if joined_on <= today else "not yet"
    return (
        f"Member {length}: {what} from {begins.day} {MONTHS[begins.month - 1]}{year}, after {months} months."
    )
