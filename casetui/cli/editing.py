"""`casetui interaction I-… edit | move | done | called-back`: what is done with a contact afterwards."""

from typing import Annotated

import typer
from uuid_utils.compat import uuid7

from casetui.cli import choosing
from casetui.cli.interactions import record_of
from casetui.cli.members import Json, member_of
from casetui.cli.misuse import Misuse
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json
from casetui.cli.reading import read_note
from data.desk import choices, follow_ups, interactions
from data.desk.desk import Desk
from data.rules.days import say_day
from data.types.errors import BadInput
from data.types.follow_ups import FollowUp
from data.types.forms import InteractionContents
from data.types.notes import Section

NOT_HERE = {"id", "member", "about_case", "job", "duration_s"}
"""Fields of a note file that are not changed this way."""


def edit(
    ctx: typer.Context,
    source: Annotated[
        str, typer.Option("--from", metavar="FILE", help="New text of the sections it names; - reads it.")
    ] = "",
    type_: Annotated[str | None, typer.Option("--type", help="How the contact came.")] = None,
    about: Annotated[str | None, typer.Option(help="The topic.")] = None,
    case_types: Annotated[
        str | None, typer.Option("--case-types", help="Keys or labels, apart by commas; none empties them.")
    ] = None,
    outcome: Annotated[
        str | None, typer.Option(help="One of the office's outcomes; none empties it.")
    ] = None,
    follow_up: Annotated[
        str | None, typer.Option(help="Follow-up date: fri, +2d, 27/11; none takes it away.")
    ] = None,
    ticket: Annotated[str | None, typer.Option(help="Address of the ticket; none takes it away.")] = None,
    reason: Annotated[str, typer.Option(help="Why; kept in the history.")] = "",
    json: Json = False,
) -> None:
    """Put a submitted contact right; the earlier text stays in its history."""
    given: Given = ctx.obj
    options = {
        "interaction_type": type_,
        "related_to": about,
        "case_types": case_types,
        "outcome": outcome,
        "follow_up_on": follow_up,
        "ticket_url": ticket,
    }
    said = {name: _emptied(text) for name, text in options.items() if text is not None}
    sections: dict[str, str] = {}
    if source:
        written = read_note(source)
        if NOT_HERE.intersection(written.fields):
            raise BadInput(
                "the member, the job, the case and the length of a contact are not changed this way"
            )
        sections, said = written.sections, {**written.fields, **said}
    if not sections and not said:
        raise Misuse("nothing to change; give --from, --type, --about, --outcome, --follow-up or --ticket")
    with given.desk() as desk:
        record = record_of(desk, given.record)
        form = interactions.begin_edit(record, uuid7())
        form.now.sections = [
            Section(part.title, sections.pop(part.title, part.body)) for part in form.now.sections
        ] + [Section(title, body) for title, body in sections.items()]
        _fill(desk, form.now, said)
        after = interactions.edit(desk, form, reason)
        if json:
            say_json(after)
        else:
            say(f"{after.number} {'changed' if after.version != record.version else 'was so already'}.")


def move(
    ctx: typer.Context,
    to: Annotated[str, typer.Option(metavar="ID", help="Membership number or id of the right member.")],
    reason: Annotated[str, typer.Option(help="Why; kept in the history.")],
    json: Json = False,
) -> None:
    """Give a contact that stands under the wrong member to the right one."""
    given: Given = ctx.obj
    with given.desk() as desk:
        record = record_of(desk, given.record)
        after = interactions.move(desk, record.id, member_of(desk, to).id, reason)
        if json:
            say_json(after)
        else:
            say(f"{after.number} moved from {record.member_name} to {after.member_name}.")


def done(ctx: typer.Context, json: Json = False) -> None:
    """Tick the follow-up off: nothing more is to follow this contact."""
    given: Given = ctx.obj
    with given.desk() as desk:
        act = follow_ups.tick_off(desk, record_of(desk, given.record).id)
        if json:
            say_json(act)
        else:
            say(f"{act.number} is done.")


def called_back(ctx: typer.Context, json: Json = False) -> None:
    """Called back, no answer: the try is noted, the follow-up goes on to the next working day."""
    given: Given = ctx.obj
    with given.desk() as desk:
        say_tried(
            desk, follow_ups.called_back(desk, "interaction", record_of(desk, given.record).id), json=json
        )


def say_tried(desk: Desk, act: FollowUp, *, json: bool) -> None:
    """What became of a call that nobody answered."""
    if json:
        say_json(act)
    else:
        day = say_day(act.day, desk.today()) if act.day else "none"
        say(f"{act.number}: the call is noted, follow-up {day}.")


def add_to(noun: typer.Typer) -> None:
    """Give `interaction` its verbs of putting right."""
    noun.command("edit")(edit)
    noun.command("move")(move)
    noun.command("done")(done)
    noun.command("called-back")(called_back)


def _emptied(text: str) -> str:
    return "" if text.strip().lower() == "none" else text


def _fill(desk: Desk, now: InteractionContents, said: dict[str, str]) -> None:
    lists = choices.read(desk)
    named = {
        "interaction_type": ("type", lists.interaction_types),
        "related_to": ("about", [topic.name for topic in lists.related_to]),
        "outcome": ("outcome", lists.outcomes),
    }
    for name, text in said.items():
        if name in named:
            setattr(now, name, choosing.one_of(named[name][0], text, named[name][1]))
        elif name == "case_types":
            now.case_types = choosing.case_types(text, lists)
        elif name == "follow_up_on":
            now.follow_up_on = choosing.day(desk, text)
        else:
            now.ticket_url = text
