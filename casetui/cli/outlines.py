"""`casetui outlines`: what notes of a common kind begin with, as the office has set it."""

import typer

from casetui.cli import choosing
from casetui.cli.members import Json
from casetui.cli.opening import Given
from casetui.cli.output import say_block, say_json, say_pairs
from data.desk import calendar, choices, members
from data.desk.desk import Desk
from data.rules.outlines import fill, say_filled
from data.rules.placeholders import values
from data.types.forms import InteractionForm


def outlines(ctx: typer.Context, json: Json = False) -> None:
    """The outlines of the office; a note is filled from one by its key, or by `interactions add --outline`."""
    given: Given = ctx.obj
    with given.desk() as desk:
        held = choices.read(desk).outlines
        if json:
            say_json(held)
            return
        for one in held:
            say_pairs(
                [
                    ("Outline", one.name),
                    ("About", one.related_to),
                    ("Case types", ", ".join(one.case_types)),
                    ("Outcome", one.outcome),
                    ("Follow-up", one.follow_up),
                    ("To do", one.to_do),
                ]
            )
            for section in one.sections:
                say_block(section.title, section.body)


def outlined(desk: Desk, form: InteractionForm, name: str) -> str:
    """Fill what is empty in the form, and say what was filled and what was left; raises BadInput."""
    held = choices.read(desk).outlines
    meant = choosing.one_of("outline", name, [one.name for one in held])
    outline = next(one for one in held if one.name == meant)
    card = members.card(desk, form.member_id) if form.member_id else None
    job = next((one for one in card.jobs if one.id == form.job_id or one.primary), None) if card else None
    found = values(card, job, desk.officer.name, desk.today())
    return say_filled(outline, fill(form, outline, found, desk.today(), calendar.free_days(desk)))
