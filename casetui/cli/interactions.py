"""`casetui interactions add`, `casetui interaction I-… [convert | history]`; edit and move are in `editing`."""

from dataclasses import replace
from typing import Annotated

import typer
from uuid_utils.compat import uuid7

from casetui.cli import choosing
from casetui.cli.changes import Find, say_changes
from casetui.cli.creating import (
    Assign,
    Due,
    FollowUp,
    Opened,
    OwnFields,
    Place,
    PlaceNote,
    Title,
    Types,
    give,
    placed,
    with_days,
)
from casetui.cli.deadlines import Effect, Sure, effect_of
from casetui.cli.grouping import listing, noun
from casetui.cli.members import Json, say_job
from casetui.cli.opening import Given
from casetui.cli.outlines import outlined
from casetui.cli.output import say, say_block, say_json, say_pairs
from casetui.cli.reading import read_note
from casetui.cli.writing import create, form_of, submit
from data.desk import choices, interactions
from data.desk import history as changed
from data.desk.desk import Desk
from data.rules.channels import say_spoken_with
from data.rules.conversion import case_form, said
from data.rules.days import say_day, say_duration
from data.rules.follow_up import say_whole
from data.rules.note_text import shown
from data.rules.reference import say_case
from data.rules.templates import first
from data.types.errors import NotAllowed
from data.types.records import InteractionRecord

many = listing("Contacts with members.")
one = noun("One contact, by its number.")

From = Annotated[
    str, typer.Option("--from", metavar="FILE", help="The note: JSON or text with headings; - reads it.")
]


@many.callback()
def interactions_group() -> None:
    """Contacts with members."""


@many.command("add")
def add(
    ctx: typer.Context,
    source: From,
    outline: Annotated[
        str, typer.Option(metavar="NAME", help="Fill what the note leaves empty from this outline.")
    ] = "",
    template: Annotated[
        str, typer.Option(metavar="NAME", help="Intake template of the note, if not the office's; none.")
    ] = "",
    json: Json = False,
) -> None:
    """Submit a contact; with the id of an earlier one it is not saved twice."""
    given: Given = ctx.obj
    with given.desk() as desk:
        lists = choices.read(desk)
        written = read_note(source, choosing.template(template, lists) if template else first(lists))
        form = form_of(desk, written)
        told = outlined(desk, form, outline) if outline else ""
        saved = submit(given, desk, form)
        if json:
            say_json(saved)
        else:
            say(f"{saved.number} {'was saved before' if saved.already else 'saved'}. {told}".strip())


@one.callback()
def interaction(
    ctx: typer.Context, record: Annotated[str, typer.Argument(metavar="I-NUMBER", help="As in I-20931.")]
) -> None:
    """One contact."""
    ctx.obj.record = record


@one.command("show")
def show(ctx: typer.Context, json: Json = False) -> None:
    """The contact with its note; what a number without a verb does."""
    given: Given = ctx.obj
    with given.desk() as desk:
        record = record_of(desk, given.record)
        if json:
            say_json(record)
        else:
            _say(desk, record)


@one.command("convert")
def convert(
    ctx: typer.Context,
    title: Title = "",
    types: Types = None,
    next_steps: Annotated[str, typer.Option(help="Next steps, if not the Actions of the note.")] = "",
    follow_up: FollowUp = "",
    due: Due = "",
    fields: OwnFields = None,
    assign: Assign = "",
    opened: Opened = "",
    place: Place = None,
    place_note: PlaceNote = "",
    effect: Effect = "",
    sure: Sure = False,
    json: Json = False,
) -> None:
    """Open a case of the contact; fields that align are filled, what is missing is named."""
    given: Given = ctx.obj
    with given.desk() as desk:
        record = record_of(desk, given.record)
        if record.case_reference is not None:
            became = say_case(record.case_reference)
            raise NotAllowed(
                f"{record.number} became {became} already", todo=f"Go on with `casetui case {became}`."
            )
        lists = choices.read(desk)
        job = record.job or choosing.current_job(desk, record.member_id)
        form = case_form(
            interactions.as_form(record),
            case_id=uuid7(),
            officer=desk.officer,
            choices=lists,
            job=job,
        )
        form = replace(
            form,
            title=title or form.title,
            case_types=choosing.case_types(",".join(types or ()), lists) or form.case_types,
            next_steps=next_steps or form.next_steps,
            follow_up_on=choosing.day(desk, follow_up) or form.follow_up_on,
            due_on=choosing.day(desk, due),
            fields=choosing.own_fields(fields or (), lists),
            opened_on=choosing.past_day(desk, opened),
            location=placed(place),
            location_note=place_note,
            effect=effect_of(desk, effect, job, sure=sure),
        )
        form = with_days(desk, lists, form)
        give(desk, form, assign, lists)
        told = f"{record.number} became {{}}: {said(form, lists)}."
        create(desk, form, told, json=json, interaction=record.number)


@one.command("history")
def history(ctx: typer.Context, find: Find = "", json: Json = False) -> None:
    """Every change of the contact and of its note, newest first: when, who, which field, from what to what."""
    given: Given = ctx.obj
    with given.desk() as desk:
        say_changes(desk, changed.of_interaction(desk, record_of(desk, given.record).id), find, json=json)


def record_of(desk: Desk, text: str) -> InteractionRecord:
    """The contact of a number; raises BadInput, NotFound."""
    return interactions.by_reference(desk, choosing.reference(text, "interaction"))


def _say(desk: Desk, record: InteractionRecord) -> None:
    today = desk.today()
    at = record.submitted_at.astimezone(desk.zone)
    say_pairs(
        [
            ("Interaction", record.number),
            ("Member", f"{record.member_name}  {record.member_number}"),
            ("When", f"{say_day(at.date(), today)} {at:%H:%M}"),
            ("Who", record.officer_name),
            ("Type", record.interaction_type),
            ("About", record.related_to),
            ("Case types", ", ".join(record.case_types)),
            ("Outcome", record.outcome),
            ("Follow-up", say_whole(record, today)),
            ("Job", say_job(record.job) if record.job else ""),
            ("Ticket", record.ticket_url),
            ("Spoke with", say_spoken_with(record.spoke_with, record.identity_checked)),
            ("Length", say_duration(record.duration_s) if record.duration_s is not None else ""),
            ("Case", say_case(record.case_reference) if record.case_reference is not None else ""),
        ]
    )
    for section in shown(record.sections, no_advice=record.no_advice):
        say_block(section.title, section.body)
