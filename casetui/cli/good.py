"""`casetui interaction I-… check` and `… text`: what a submitted note has, and the note to paste elsewhere."""

import typer

from casetui.cli import choosing
from casetui.cli.members import Json
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json, say_table
from data.desk import choices, interactions
from data.rules.good import counted, first_lack, judged
from data.rules.note_text import interaction_text


def add_to(noun: typer.Typer) -> None:
    """Give these verbs to `interaction`."""
    noun.command("check")(check)
    noun.command("text")(text)


def check(ctx: typer.Context, json: Json = False) -> None:
    """What a good note has, item by item, as far as a program can tell."""
    given: Given = ctx.obj
    with given.desk() as desk:
        record = interactions.by_reference(desk, choosing.reference(given.record, "interaction"))
        topic = choices.read(desk).topic(record.related_to)
        on = record.submitted_at.astimezone(desk.zone).date()
        items = judged(interactions.as_form(record), topic, on)
    held, of = counted(items)
    if json:
        say_json({"interaction": record.number, "good": held, "of": of, "items": items})
        return
    lack = first_lack(items)
    say(f"{record.number}: good {held} of {of}{f': {lack}' if lack else ''}.")
    say_table(("holds" if item.holds else "lacks", item.key, item.label, item.lack) for item in items)


def text(ctx: typer.Context) -> None:
    """The whole note as headed blocks, to paste into an e-mail."""
    given: Given = ctx.obj
    with given.desk() as desk:
        record = interactions.by_reference(desk, choosing.reference(given.record, "interaction"))
        say(interaction_text(record, desk.zone))
