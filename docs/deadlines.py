"""Writes the page of statutory deadlines from the rules that are shipped: `python -m docs.deadlines`."""

from datetime import date
from pathlib import Path

from data.rules.deadlines import count, length_said
from data.rules.events import runs_from_said
from data.rules.filing import filing_of
from data.steward.config import Config, load_config
from data.steward.seed import rule_of
from data.types.deadlines import DeadlineRule

PAGE = Path(__file__).parent / "deadlines.md"
BEGIN, END = "<!-- rules: made by docs/deadlines.py -->", "<!-- end of rules -->"
"""Marks in the page between which the rules stand; what is between them is written over."""
EXAMPLE = date(2026, 11, 22)
"""A Sunday, from which every rule is counted once."""


def rules_of(config: Config) -> list[DeadlineRule]:
    """The rules of a configuration, in its order."""
    return [rule_of(one) for one in config.deadline_rule]


def section(rule: DeadlineRule, types: list[str], named: dict[str, str]) -> str:
    """One rule: what, where, how long, how counted, by which case types, where it is read."""
    first = "the day itself is the first" if rule.first_day_counted else "the day itself is not counted"
    end = (
        "a last day on a weekend or public holiday goes on to the next business day"
        if rule.roll_forward
        else "a last day on a weekend or public holiday stays"
    )
    example = count(
        rule, EXAMPLE, filing_of(rule.jurisdiction.partition("-")[2] or "VIC", rule.jurisdiction[:2])
    )
    rows = [
        ("where", rule.jurisdiction),
        ("length", f"{length_said(rule)} from {runs_from_said(rule.runs_from)}"),
        ("counted", f"{first}; {end}"),
        ("for example", f"{example.said}"),
        ("case types", ", ".join(types) or "none names it"),
        ("may take the place of", ", ".join(f"{named[key]} (`{key}`)" for key in rule.instead_of)),
        ("warning", rule.warning),
        ("source", rule.source),
        ("verified", rule.verified_on.isoformat() if rule.verified_on else "**not verified by a lawyer**"),
    ]
    lines = [f"### {rule.label}", "", f"`{rule.key}`", "", "| | |", "|---|---|"]
    return "\n".join([*lines, *(f"| {label} | {said} |" for label, said in rows if said)])


def written(page: str, config: Config | None = None) -> str:
    """The page with these rules between its marks; ValueError when it has no marks."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError("the page has no marks for the rules")
    config = config or load_config()
    rules = rules_of(config)
    named = {rule.key: rule.label for rule in rules}
    parts = [
        section(
            rule,
            [f"{kind.label} ({kind.key})" for kind in config.case_type if kind.deadline_rule == rule.key],
            named,
        )
        for rule in rules
    ]
    return f"{before}{BEGIN}\n" + "\n\n".join(parts) + f"\n{END}{after}"


def main() -> None:
    """Write the page."""
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
