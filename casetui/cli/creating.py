"""`casetui cases add`: a case without an interaction, which is the exception and needs its reason (features A2.03)."""

from dataclasses import replace
from typing import Annotated

import typer
from uuid_utils.compat import uuid7

from casetui.cli import choosing
from casetui.cli.deadlines import Effect, Sure, effect_of
from casetui.cli.mailing import Mail, asked_mail, say_unsent
from casetui.cli.members import Json, member_of
from casetui.cli.opening import Given
from casetui.cli.reading import read_note
from casetui.cli.writing import create
from data.desk import calendar, choices
from data.desk.desk import Desk
from data.rules.conversion import direct_form, to_whom
from data.rules.defaults import default_days
from data.rules.titles import suggest
from data.rules.whom import assignee
from data.types.choices import Choices
from data.types.errors import BadInput
from data.types.forms import CaseForm
from data.types.notes import Section

Opened = Annotated[
    str, typer.Option(help="The day it opened, if not today: fri is the last one, 20/11, -3d.")
]
Place = Annotated[
    str | None,
    typer.Option("--location", help="Where it happened, if not the contact's address; none for nowhere."),
]
PlaceNote = Annotated[str, typer.Option("--location-note", help="What helps to find the place.")]
Title = Annotated[str, typer.Option(help="Title of the case, if not the suggested one.")]
Types = Annotated[list[str] | None, typer.Option("--type", help="Case type, key or label; may be repeated.")]
FollowUp = Annotated[str, typer.Option(help="Follow-up date: fri, +2d, 27/11.")]
Due = Annotated[str, typer.Option(help="When it should be completed, if not as the office has it.")]
OwnFields = Annotated[
    list[str] | None,
    typer.Option("--field", metavar="NAME=VALUE", help="A field of the office's own; may be repeated."),
]
Assign = Annotated[
    str,
    typer.Option(
        metavar="WHO,…", help="Officers by login or name, teams, roles, the primary first; or nobody."
    ),
]


def add(
    ctx: typer.Context,
    member: Annotated[str, typer.Option(metavar="ID", help="Membership number or id.")],
    reason: Annotated[str, typer.Option(help="Why there is no interaction to convert; kept with the case.")],
    title: Title = "",
    types: Types = None,
    source: Annotated[
        str, typer.Option("--from", metavar="FILE", help="The description, in sections; - reads it.")
    ] = "",
    next_steps: Annotated[str, typer.Option(help="What must happen next.")] = "",
    follow_up: FollowUp = "",
    due: Due = "",
    fields: OwnFields = None,
    assign: Assign = "",
    opened: Opened = "",
    place: Place = None,
    place_note: PlaceNote = "",
    effect: Effect = "",
    sure: Sure = False,
    mail: Mail = None,
    json: Json = False,
) -> None:
    """Create a case without an interaction; it counts as direct and keeps its reason."""
    given: Given = ctx.obj
    written = read_note(source) if source else None
    if written is not None and written.fields:
        raise BadInput("the file holds the sections of the description alone; everything else is an option")
    with given.desk() as desk:
        card, lists = member_of(desk, member), choices.read(desk)
        job = next((job for job in card.jobs if job.primary), card.jobs[0] if card.jobs else None)
        form = direct_form(
            case_id=uuid7(),
            member_id=card.id,
            member_label=f"{card.name} {card.number}",
            officer=desk.officer,
            choices=lists,
            job=job,
        )
        keys = choosing.case_types(",".join(types or ()), lists)
        bodies = written.sections if written else {}
        form = replace(
            form,
            title=title or suggest(keys, lists, job.employer if job else ""),
            case_types=keys,
            sections=[Section(part.title, bodies.get(part.title, "")) for part in form.sections],
            next_steps=next_steps,
            follow_up_on=choosing.day(desk, follow_up),
            due_on=choosing.day(desk, due),
            fields=choosing.own_fields(fields or (), lists),
            direct_reason=reason,
            opened_on=choosing.past_day(desk, opened),
            location=placed(place),
            location_note=place_note,
            effect=effect_of(desk, effect, job, sure=sure),
            mail_contact=asked_mail(mail, offered=lists.notices.email_on_create and lists.mails),
        )
        give(desk, form, assign, lists)
        create(desk, with_days(desk, lists, form), "{} created directly.", json=json)
        say_unsent(desk, form.id, asked=form.mail_contact)


def with_days(desk: Desk, lists: Choices, form: CaseForm) -> CaseForm:
    """The days that nobody said, as the case type or the office has them (features A5.11)."""
    days = default_days(form.case_types, lists, desk.today(), calendar.free_days(desk))
    return replace(
        form, follow_up_on=form.follow_up_on or days.follow_up_on, due_on=form.due_on or days.due_on
    )


def give(desk: Desk, form: CaseForm, assign: str, lists: Choices) -> None:
    """Whom the new case goes to: who was named, nobody, or by the rule of its type; raises BadInput."""
    if not assign:
        to_whom(form, desk.officer, lists)
        return
    form.by_rule = False
    names = [part.strip() for part in assign.split(",") if part.strip()]
    nobody = [name.lower() for name in names] == ["nobody"]
    form.assignees = [] if nobody else [assignee(name, lists) for name in names]


def placed(text: str | None) -> str | None:
    """The place as it was given: None is the contact's address, the word none is nowhere."""
    return "" if text is not None and text.strip().lower() == "none" else text


def add_to(noun: typer.Typer) -> None:
    """Give `cases` its verb of creating."""
    noun.command("add")(add)
