"""Writes the page of rules from the tables that the tests walk through: `python -m docs.rules`."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from data.rules.conversion import ALIGNED
from data.types.staff import Access
from tests.rules import test_closing, test_deadlines, test_retyping, test_targets, test_visibility

PAGE = Path(__file__).parent / "rules.md"
HEAD = """# Rules, as they are tested

Who sees a case, when something is due, when a limit set by law ends and what a change of type does: each line below is
a test, and the page is made of the tables that the tests walk through (`python -m docs.rules`). Whoever thinks a line
is wrong has found either a fault or a decision to be argued about. How limits are counted, and that they are no advice,
is said in [deadlines](deadlines.md); why it was decided so in `docs/decisions`.
"""
TEAMS = {"": "no team", "msd": "its team", "legal": "another team"}


def table(title: str, said: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A heading, a sentence, and the rows."""
    lines = [f"## {title}", "", said, "", f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
    lines += [f"| {' | '.join(cell.replace('|', '/') or '–' for cell in row)} |" for row in rows]
    return "\n".join(lines)


def seen_by(letters: str) -> str:
    """ "BOS" as the words for who sees it."""
    return (
        ", ".join(
            access.name.lower() for access in Access if access >= Access.BASIC and access.name[0] in letters
        )
        or "nobody"
    )


def visibility() -> Iterable[str]:
    """Who sees a case."""
    yield table(
        "Who sees a case",
        "Four restrictions, and the narrowest holds. The last column says which accesses see it; who reads only sees "
        "what basic access sees.",
        ("the case, and who looks", "who looks is of", "and of its group", "seen by"),
        (
            (what, TEAMS[team], "yes" if group else "no", seen_by(letters))
            for what, _, team, group, letters in test_visibility.TELLING
        ),
    )
    yield table(
        "Who sees a case of another office",
        "Where the organisation has several case offices.",
        ("the case, and who looks", "who looks is of", "and of", "seen by"),
        (
            (what, "an office" if office else "the whole organisation", TEAMS[team], seen_by(letters))
            for what, _, office, team, letters in test_visibility.OFFICES
        ),
    )
    yield table(
        "Where supervisors see what is assigned in their team",
        "`supervisor_sees_assigned = true`; of a case that only its staff see.",
        ("the case", "who looks is of", "seen by"),
        ((what, TEAMS[team], seen_by(letters)) for what, _, team, letters in test_visibility.OWN_TEAM),
    )


def closing() -> Iterable[str]:
    """What keeps a case open."""
    yield table(
        "What keeps a case open that closes by itself",
        "On Monday 23 November 2026, its days over.",
        ("what is so of it", "it says"),
        (
            (
                ", ".join(
                    name.replace("_", " ") + ("" if value is True else f" {value}")
                    for name, value in kept._asdict().items()
                    if value
                )
                or "nothing",
                why or "closes",
            )
            for kept, why in test_closing.KEPT
        ),
    )


def days() -> Iterable[str]:
    """When something is due, and when a limit ends."""
    yield table(
        "When a target is due",
        "The day it begins on does not count; a hold is written in days of the month it begins in.",
        ("office", "length", "begins", "on hold", "due", "because"),
        test_targets.DUE,
    )
    yield table(
        "When a limit set by law ends",
        "The rule, the day it took effect, the place of filing, the last day.",
        ("rule", "took effect", "where", "last day", "why"),
        test_deadlines.VECTORS,
    )


def becoming() -> Iterable[str]:
    """What a contact and a type become."""
    yield table(
        "What of a contact a case begins with",
        "Fields of an interaction, and the fields of the case that they fill when it is converted.",
        ("what", "of the contact", "of the case"),
        ((line.label, _names(line.interaction_fields), _names(line.case_fields)) for line in ALIGNED),
    )
    yield table(
        "What a change of type does",
        "A case of type GRV becomes one of type BUL.",
        ("what", "it was", "it is then", "asked"),
        (
            (what, _said(was), _said(then), ", ".join(asked))
            for what, was, _, then, asked in test_retyping.TELLING
        ),
    )


def _names(names: Iterable[str]) -> str:
    return ", ".join(name.replace("_", " ") for name in names)


def _said(values: dict[str, object]) -> str:
    return "; ".join(
        f"{name.replace('_', ' ')} {', '.join(map(str, value)) if isinstance(value, list) else value}"
        for name, value in values.items()
    )


def written() -> str:
    """The page."""
    parts = [HEAD.rstrip(), *visibility(), *closing(), *days(), *becoming()]
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Write the page."""
    PAGE.write_text(written(), encoding="utf-8")


if __name__ == "__main__":
    main()
