"""`casetui interaction I-… check`, `… good`, `… text`: what a submitted note has, and the note to paste elsewhere."""

from typing import Annotated

import typer

from casetui.cli import choosing
from casetui.cli.members import Json
from casetui.cli.misuse import Misuse
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json, say_table
from data.desk import choices, interactions, ticking
from data.desk.desk import Desk
from data.rules.days import say_day
from data.rules.good import HUMAN, Judged, counted, first_lack, judged
from data.rules.note_text import interaction_text
from data.types.records import InteractionRecord
from data.types.ticks import HELD, NOT_HELD, Tick


def add_to(noun: typer.Typer) -> None:
    """Give these verbs to `interaction`."""
    noun.command("check")(check)
    noun.command("good")(good)
    noun.command("text")(text)


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
        _say_items(record, items)


def good(
    ctx: typer.Context,
    tick: Annotated[
        str,
        typer.Option(
            "--tick", metavar="|".join(one.key for one in HUMAN), help="Say that this item is held."
        ),
    ] = "",
    not_held: Annotated[bool, typer.Option("--not-held", help="With --tick: that it is not held.")] = False,
    line: Annotated[str, typer.Option("--line", metavar="TEXT", help="With --tick: why, in one line.")] = "",
    take_back: Annotated[bool, typer.Option("--take-back", help="With --tick: take your tick back.")] = False,
    json: Json = False,
) -> None:
    """What good looks like: what a program can tell, and what colleagues who read the note say of the rest.

    Nobody ticks a note of her own.
    """
    if not tick and (not_held or line or take_back):
        raise Misuse("--not-held, --line and --take-back go with --tick")
    if take_back and (not_held or line):
        raise Misuse("--take-back says nothing else")
    given: Given = ctx.obj
    with given.desk() as desk:
        record = _record(desk, given)
        if tick:
            said = "" if take_back else NOT_HELD if not_held else HELD
            ticks = ticking.tick(desk, record.id, tick, said, line)
        else:
            ticks = ticking.of(desk, record.id)
        items = _items(desk, record)
        held, of = counted(items)
        if json:
            say_json({"interaction": record.number, "good": held, "of": of, "items": items, "ticks": ticks})
            return
        _say_items(record, items)
        say()
        say_table(row for human in HUMAN for row in _rows(desk, human.key, human.label, ticks))


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


def _say_items(record: InteractionRecord, items: tuple[Judged, ...]) -> None:
    held, of = counted(items)
    lack = first_lack(items)
    say(f"{record.number}: good {held} of {of}{f': {lack}' if lack else ''}.")
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
