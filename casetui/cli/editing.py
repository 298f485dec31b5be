"""`casetui interaction I-… edit | move | done | give | called-back`: what is done with a contact afterwards."""

from typing import Annotated

import typer
from uuid_utils.compat import uuid7

from casetui.cli import choosing
from casetui.cli.interactions import record_of
from casetui.cli.members import Json, member_of
from casetui.cli.misuse import Misuse
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json
from casetui.cli.reading import FLAGS, read_note
from data.desk import choices, follow_ups, interactions, members
from data.desk.desk import Desk
from data.rules.days import say_day
from data.types.errors import BadInput
from data.types.follow_ups import FollowUp
from data.types.forms import SPOKE_WITH, InteractionContents
from data.types.notes import Section
from data.types.records import InteractionRecord

NOT_HERE = {"id", "member", "about_case", "duration_s"}
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
    given_to: Annotated[
        str | None,
        typer.Option(metavar="WHO", help="Login or name of who follows up; none is whoever saves it."),
    ] = None,
    to_do: Annotated[
        str | None, typer.Option(help="What the follow-up is for, in one line; none empties it.")
    ] = None,
    job: Annotated[
        str | None, typer.Option(metavar="EMPLOYER", help="The member's job it is about; none takes it away.")
    ] = None,
    ticket: Annotated[
        str | None, typer.Option(help="Address of the ticket, its number behind it; none takes it away.")
    ] = None,
    spoke_with: Annotated[str | None, typer.Option(help=f"{', '.join(SPOKE_WITH)}; none empties it.")] = None,
    identity: Annotated[
        str | None, typer.Option(metavar="YES|NO", help="Whether the identity was checked.")
    ] = None,
    no_advice: Annotated[
        str | None, typer.Option(metavar="YES|NO", help="Whether advice is left out on purpose.")
    ] = None,
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
        "follow_up_by": given_to,
        "follow_up_action": to_do,
        "job": job,
        "ticket_url": ticket,
        "spoke_with": spoke_with,
        "identity_checked": identity,
        "no_advice": no_advice,
    }
    said = {name: _emptied(text) for name, text in options.items() if text is not None}
    sections: dict[str, str] = {}
    if source:
        written = read_note(source)
        if NOT_HERE.intersection(written.fields):
            raise BadInput("the member, the case and the length of a contact are not changed this way")
        sections, said = written.sections, {**written.fields, **said}
    if not sections and not said:
        raise Misuse("nothing to change; give --from, or one of the options that --help lists")
    with given.desk() as desk:
        record = record_of(desk, given.record)
        form = interactions.begin_edit(record, uuid7())
        form.now.sections = [
            Section(part.title, sections.pop(part.title, part.body)) for part in form.now.sections
        ] + [Section(title, body) for title, body in sections.items()]
        _fill(desk, record, form.now, said)
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


def give(
    ctx: typer.Context,
    to: Annotated[str, typer.Option(metavar="WHO", help="Login or name of an officer.")],
    json: Json = False,
) -> None:
    """Give the follow-up to another officer, in whose list it stands from then on."""
    given: Given = ctx.obj
    with given.desk() as desk:
        record = record_of(desk, given.record)
        officer = choosing.officer(to, choices.read(desk))
        if officer is None:
            raise Misuse("--to names nobody")
        act = follow_ups.give(desk, record.id, officer, record.follow_up_by)
        if json:
            say_json(act)
        else:
            say(f"{act.number}: the follow-up is with {act.by_name} now.")


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
    noun.command("give")(give)
    noun.command("called-back")(called_back)


def _emptied(text: str) -> str:
    return "" if text.strip().lower() == "none" else text


def _fill(desk: Desk, record: InteractionRecord, now: InteractionContents, said: dict[str, str]) -> None:
    lists = choices.read(desk)
    named = {
        "interaction_type": ("type", lists.interaction_types),
        "related_to": ("about", [topic.name for topic in lists.related_to]),
        "outcome": ("outcome", lists.outcomes),
        "spoke_with": ("spoke with", SPOKE_WITH),
    }
    for name, text in said.items():
        if name in named:
            setattr(now, name, choosing.one_of(named[name][0], text, named[name][1]))
        elif name == "case_types":
            now.case_types = choosing.case_types(text, lists)
        elif name == "follow_up_on":
            now.follow_up_on = choosing.day(desk, text)
        elif name == "follow_up_by":
            now.follow_up_by = choosing.officer(text, lists)
        elif name == "job":
            chosen = choosing.job_of(members.card(desk, record.member_id), text)
            now.job_id = chosen.id if chosen else None
        elif name in FLAGS:
            setattr(now, name, choosing.yes(name.replace("_", " "), text))
        else:
            setattr(now, name, text)
