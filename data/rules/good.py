"""What a good note has, as far as a program can tell: one table, told while it is written (features A1.33 to A1.41).

It informs and never keeps a note from being submitted; what it cannot judge, a colleague ticks afterwards.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from data.rules.agreed import lacks, read_actions
from data.rules.folding import fold
from data.rules.issues import MOST_ISSUES, count_issues
from data.rules.required import interaction_gaps
from data.types.choices import RelatedTo
from data.types.forms import InteractionForm
from data.types.ticks import HELD, NOT_HELD, Tick


class Source(NamedTuple):
    """What is judged."""

    form: InteractionForm
    topic: RelatedTo | None
    today: date
    """Day the note is written: days in its actions count from it."""


class Judged(NamedTuple):
    """One item as it stands."""

    key: str
    label: str
    lack: str
    """What is not there, in words; empty when it holds."""

    @property
    def holds(self) -> bool:
        """Nothing lacks."""
        return not self.lack


class Item(NamedTuple):
    """One line of the table."""

    key: str
    label: str
    applies: Callable[[Source], bool]
    lack: Callable[[Source], str]


def _missing(source: Source) -> str:
    # The ticket and the follow-up have items of their own.
    gaps = [gap for gap in interaction_gaps(source.form) if gap.field not in ("ticket_url", "follow_up_on")]
    return f"still to fill: {', '.join(gap.label for gap in gaps)}" if gaps else ""


def _empty(source: Source) -> str:
    for part in source.form.sections:
        if part.body.strip() or (part.title == "Advice" and source.form.no_advice):
            continue
        if part.title == "Actions" and _closed(source):
            continue
        return f"{part.title.removeprefix('Member ')} is empty" + (
            ", or mark that none was given" if part.title == "Advice" else ""
        )
    return ""


def _too_many(source: Source) -> str:
    count = count_issues(source.form.body("Issue"))
    return f"{count} issues in one note; a second note keeps them apart" if count > MOST_ISSUES else ""


def _unowned(source: Source) -> str:
    found = lacks(read_actions(source.form.body("Actions"), source.today))
    return found[0].said if found else ""


def _wants_follow_up(source: Source) -> bool:
    form = source.form
    given = bool(form.follow_up_by or form.follow_up_action.strip())
    return form.about_case_id is None and (given or "follow up" in fold(form.outcome))


def _closed(source: Source) -> bool:
    return fold(source.form.outcome).split(" ")[0] in ("resolved", "no", "information")


def _is_contact(source: Source) -> bool:
    return source.form.about_case_id is None


def _lacking(text: str, holds: bool) -> str:
    return "" if holds else text


GOOD = (
    Item("I1", "Mandatory fields complete", lambda it: True, _missing),
    Item("I2", "Case type on an industrial matter",
         lambda it: _is_contact(it) and it.topic is not None and it.topic.industrial,
         lambda it: _lacking("an industrial matter without a case type", bool(it.form.case_types))),
    Item("I3", "Ticket address when it came as a ticket",
         lambda it: "ticket" in fold(it.form.interaction_type).split(),
         lambda it: _lacking("it came as a ticket and has no ticket address", bool(it.form.ticket_url.strip()))),
    Item("I4", "Each section written, in order", lambda it: True, _empty),
    Item("I5", "One or two issues", lambda it: bool(it.form.body("Issue").strip()), _too_many),
    Item("I6", "Each action has an owner and a date", lambda it: bool(it.form.body("Actions").strip()), _unowned),
    Item("I7", "Follow-up day when one is needed", _wants_follow_up,
         lambda it: _lacking("a follow-up is needed and has no day", it.form.follow_up_on is not None)),
    Item("I8", "Outcome given", _is_contact,
         lambda it: _lacking("no outcome: is it resolved, or does it go on?", bool(it.form.outcome.strip()))),
    Item("I9", "Earlier contact looked at", lambda it: it.form.member_id is not None,
         lambda it: _lacking("earlier contact was not on the screen", it.form.reviewed_prior)),
)  # fmt: skip
"""The automatic items of an interaction, in the order of the guide."""


class HumanItem(NamedTuple):
    """One line that only a reader can judge."""

    key: str
    label: str


HUMAN = (
    HumanItem("issues", "Issues are clear and kept apart"),
    HumanItem("follow", "Another officer can follow advice and actions"),
    HumanItem("continuity", "Another officer could go on from here"),
)
"""What a colleague ticks, in the order of the guide (features A1.37, A1.38, A1.41)."""


def why_no_tick(reader: UUID, author: UUID) -> str:
    """Why this officer cannot tick this note; empty when she can: nobody judges her own."""
    return "It is your own note: a colleague or your supervisor ticks it." if reader == author else ""


def next_said(item: str, ticks: Iterable[Tick], reader: UUID | None) -> str:
    """What one more key says of an item: held, then not held, then nothing."""
    mine = next((one for one in ticks if (one.item, one.officer_id) == (item, reader)), None)
    if mine is None:
        return HELD
    return NOT_HELD if mine.holds else ""


def judged(form: InteractionForm, topic: RelatedTo | None, today: date) -> tuple[Judged, ...]:
    """The items that apply, in order, each with what it lacks."""
    source = Source(form, topic, today)
    return tuple(Judged(item.key, item.label, item.lack(source)) for item in GOOD if item.applies(source))


def counted(items: tuple[Judged, ...]) -> tuple[int, int]:
    """How many hold, of how many that apply: (5, 8)."""
    return sum(item.holds for item in items), len(items)


def first_lack(items: tuple[Judged, ...]) -> str:
    """The first that does not hold, in words; empty when all do."""
    return next((item.lack for item in items if not item.holds), "")
