"""`casetui interaction I-… check | good | text`, `casetui case C-… good`: what good looks like in a note or a case."""

from collections.abc import Sequence
from typing import Annotated

import typer

from casetui.cli import choosing
from casetui.cli.case_edits import case_of
from casetui.cli.members import Json
from casetui.cli.misuse import Misuse
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json, say_table
from data.desk import choices, interactions, ticking
from data.desk.desk import Desk
from data.rules.days import say_day
from data.rules.good import HUMAN, HumanItem, Judged, counted, first_lack, judged
from data.rules.good_case import CASE_HUMAN, judged_case
from data.rules.note_text import interaction_text
from data.types.records import InteractionRecord
from data.types.ticks import HELD, NOT_HELD, Tick

NotHeld = Annotated[bool, typer.Option("--not-held", help="With --tick: that it is not held.")]
Why = Annotated[str, typer.Option("--line", metavar="TEXT", help="With --tick: why, in one line.")]
TakeBack = Annotated[bool, typer.Option("--take-back", help="With --tick: take your tick back.")]


def add_to(noun: typer.Typer) -> None:
    """Give these verbs to `interaction`."""
    noun.command("check")(check)
    noun.command("good")(good)
    noun.command("text")(text)


def add_to_case(noun: typer.Typer) -> None:
    """Give `good` to `case`."""
    noun.command("good")(good_case)


def check(ctx: typer.Context, json: Json = False) -> None:
    """What a good note has, item by item, as far as a program can tell."""
    given: Given = ctx.obj
    with given.desk() as desk:
        record = _record(desk, given)
        items = _items(desk, record)
    held, of = counted(items)
    if json:
        say_json({"interaction": record.number, "good": held, "of": of, "items": items})
    else:
        _say_items(record.number, items)


def good(
    ctx: typer.Context,
    tick: Annotated[
        str,
        typer.Option(
            "--tick", metavar="|".join(one.key for one in HUMAN), help="Say that this item is held."
        ),
    ] = "",
    not_held: NotHeld = False,
    line: Why = "",
    take_back: TakeBack = False,
    json: Json = False,
) -> None:
    """What good looks like: what a program can tell, and what colleagues who read the note say of the rest.

    Nobody ticks a note of her own.
    """
    said = _said(tick, not_held, line, take_back)
    given: Given = ctx.obj
    with given.desk() as desk:
        record = _record(desk, given)
        ticks = ticking.tick(desk, record.id, tick, said, line) if tick else ticking.of(desk, record.id)
        _tell(desk, "interaction", record.number, _items(desk, record), HUMAN, ticks, json=json)


def good_case(
    ctx: typer.Context,
    tick: Annotated[
        str,
        typer.Option(
            "--tick", metavar="|".join(one.key for one in CASE_HUMAN), help="Say that this item is held."
        ),
    ] = "",
    not_held: NotHeld = False,
    line: Why = "",
    take_back: TakeBack = False,
    json: Json = False,
) -> None:
    """What good looks like in a case: what a program can tell, and what colleagues who read it say of the rest.

    Nobody ticks a case that she opened or holds.
    """
    said = _said(tick, not_held, line, take_back)
    given: Given = ctx.obj
    with given.desk() as desk:
        case = case_of(desk, given.record)
        ticks = ticking.tick_case(desk, case.id, tick, said, line) if tick else ticking.of_case(desk, case.id)
        on = case.notes[-1].written_at.astimezone(desk.zone).date() if case.notes else desk.today()
        _tell(desk, "case", case.number, judged_case(case, on), CASE_HUMAN, ticks, json=json)


def _tell(
    desk: Desk,
    record: str,
    number: str,
    items: tuple[Judged, ...],
    humans: Sequence[HumanItem],
    ticks: tuple[Tick, ...],
    *,
    json: bool,
) -> None:
    if json:
        held, of = counted(items)
        say_json({record: number, "good": held, "of": of, "items": items, "ticks": ticks})
        return
    _say_items(number, items)
    say()
    say_table(row for human in humans for row in _rows(desk, human.key, human.label, ticks))


def _said(tick: str, not_held: bool, line: str, take_back: bool) -> str:
    """What the options say of an item; raises Misuse where they contradict each other."""
    if not tick and (not_held or line or take_back):
        raise Misuse("--not-held, --line and --take-back go with --tick")
    if take_back and (not_held or line):
        raise Misuse("--take-back says nothing else")
    return "" if take_back else NOT_HELD if not_held else HELD


def text(ctx: typer.Context) -> None:
    """The whole note as headed blocks, to paste into an e-mail."""
    given: Given = ctx.obj
    with given.desk() as desk:
        say(interaction_text(_record(desk, given), desk.zone))


def _record(desk: Desk, given: Given) -> InteractionRecord:
    return interactions.by_reference(desk, choosing.reference(given.record, "interaction"))


def _items(desk: Desk, record: InteractionRecord) -> tuple[Judged, ...]:
    topic = choices.read(desk).topic(record.related_to)
    on = record.submitted_at.astimezone(desk.zone).date()
    return judged(interactions.as_form(record), topic, on)


def _say_items(number: str, items: tuple[Judged, ...]) -> None:
    held, of = counted(items)
    lack = first_lack(items)
    say(f"{number}: good {held} of {of}{f': {lack}' if lack else ''}.")
    say_table(("holds" if item.holds else "lacks", item.key, item.label, item.lack) for item in items)


def _rows(desk: Desk, key: str, label: str, ticks: tuple[Tick, ...]) -> list[tuple[str, ...]]:
    own = [one for one in ticks if one.item == key]
    if not own:
        return [("not ticked", key, label, "", "")]
    rows: list[tuple[str, ...]] = []
    for one in own:
        at = one.ticked_at.astimezone(desk.zone)
        who = f"{one.officer_name}, {say_day(at.date(), desk.today())} {at:%H:%M}"
        rows.append((one.said, key, label, who, one.line))
    return rows
