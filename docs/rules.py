"""Writes the page of rules from the tables that the tests walk through: `python -m docs.rules`."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from data.rules.conversion import ALIGNED
from data.steward.config import load_config
from data.types.staff import Access
from tests.rules import test_closing, test_deadlines, test_retyping, test_targets, test_visibility

PAGE = Path(__file__).parent / "rules.md"
HEAD = """# Rules, as they are tested

Who sees a case, when something is due, when a limit set by law ends and what a change of type does. Each line below is
an example with what the program makes of it, and every change of the program is checked against all of them: none can
become untrue without somebody being stopped. Whoever thinks a line is wrong has found either a fault or a decision to
be argued about. How limits are counted, and that they are no advice, is said in [deadlines](deadlines.md); why it was
decided so in `docs/decisions`.

An officer has one of five **accesses**, each of which may do what those before it may: read only, *basic*, *officer*,
*supervisor* and *admin*, the administrator. **Assigned** is whoever a case is given to, by name, by the team or by the
role. (For programmers: `python -m docs.rules` makes this page of the tables that the tests walk through.)
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
        "A case may be *confidential*; it may be for the whole office, for one *team* or for its "
        "*assigned* alone; and "
        "its type may be for a *group* of staff. Where several of these hold, all must admit who "
        "looks. Being assigned "
        "opens a case of another team or group, and never a confidential one to basic access; "
        "administrators see all of their office. "
        "The last column says which accesses see it; who reads only sees what basic access sees.",
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
        "An office may let its supervisors see the cases of their own team that are for the assigned alone "
        "(`supervisor_sees_assigned` in its configuration). Where it does:",
        ("the case", "who looks is of", "seen by"),
        ((what, TEAMS[team], seen_by(letters)) for what, _, team, letters in test_visibility.OWN_TEAM),
    )


def closing() -> Iterable[str]:
    """What keeps a case open."""
    yield table(
        "What keeps a case open that closes by itself",
        "A status such as *Waiting on member* may close its cases after so many days. On Monday "
        "23 November 2026 these "
        "days are over; what is said on the right keeps the case open all the same.",
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
    labels = {rule.key: rule.label for rule in load_config().deadline_rule}
    yield table(
        "When a target is due",
        "A target is what the office promises itself. The day it begins on does not count. *On "
        "hold* is the time in "
        "which it waits for somebody else: `24 10:00-26 09:00` is from ten o'clock on the 24th "
        "to nine on the 26th of the "
        "same month. *Because* is what the screen says of it. Where the state or the country is "
        "not known, that is said "
        "and no holiday is guessed. *Round the clock* is an office in Victoria that never "
        "closes: there the clocks go "
        "forward in the night to 4 October 2026 and back in the night to 4 April 2027, and four "
        "hours are four hours all "
        "the same.",
        ("office", "length", "begins", "on hold", "due", "because"),
        test_targets.DUE,
    )
    yield table(
        "When a limit set by law ends",
        "From the day something took effect, at the place of filing, to the last day on which it "
        "can be lodged.",
        ("limit", "took effect", "where", "last day", "why"),
        (
            (f"{labels[key]} (`{key}`)", _day(effect), where, _day(last), why)
            for key, effect, where, last, why in test_deadlines.VECTORS
        ),
    )


def becoming() -> Iterable[str]:
    """What a contact and a type become."""
    yield table(
        "What of a contact a case begins with",
        "What was written down of a contact, and what of it stands in the case that is made of it.",
        ("what", "of the contact", "of the case"),
        ((line.label, _names(line.interaction_fields), _names(line.case_fields)) for line in ALIGNED),
    )
    yield table(
        "What a change of type does",
        "A grievance (GRV) becomes a case of bullying or harassment (BUL). The office says in "
        "its configuration which "
        "status, tag and priority becomes which; what follows from nothing the officer is *asked*.",
        ("what", "it was", "it is then", "asked"),
        (
            (what, _said(was), _said(then), ", ".join(asked))
            for what, was, _, then, asked in test_retyping.TELLING
        ),
    )


WORDS = {"sections": "text", "ticket url": "ticket", "member label": "", "follow up on": "follow-up date"}


def _names(names: Iterable[str]) -> str:
    said = (name.replace("_", " ").removesuffix(" id") for name in names)
    return ", ".join(word for name in said if (word := WORDS.get(name, name)))


def _day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day:%a} {day.day} {day:%b %Y}"


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
