"""`casetui case C-… change | close | reopen | tag | map`: a case after it was created."""

import sys
from dataclasses import replace
from typing import Annotated, Any

import typer
from uuid_utils.compat import uuid7

from casetui.cli import choosing
from casetui.cli.mailing import Mail, asked_mail, say_unsent
from casetui.cli.members import Json, member_of
from casetui.cli.misuse import Misuse
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json
from casetui.cli.reading import read_note
from data.desk import cases, changing, choices, milestones, notes
from data.desk.desk import Desk
from data.rules.clean import clean_line
from data.rules.closing import closed_status
from data.rules.links import addresses
from data.rules.places import map_link, own_place
from data.rules.whom import assignee
from data.types.case_edits import CLOSE_REASONS
from data.types.choices import Choices
from data.types.errors import BadInput, HeldOpen, NotAllowed, NotFound
from data.types.notes import Section
from data.types.records import CaseRecord

Substatus = Annotated[
    str, typer.Option(help="What the status is more exactly, where the office has words for it.")
]
Reason = Annotated[str, typer.Option(help="Why; kept in the history.")]


def case_of(desk: Desk, text: str) -> CaseRecord:
    """The case of that number; raises BadInput, NotFound."""
    return cases.by_reference(desk, choosing.reference(text, "case"))


def whole(desk: Desk, record: CaseRecord) -> CaseRecord:
    """The case with every note it has and what comes next, for whoever prints it; as it is where the officer sees it
    no more.
    """
    try:
        return record._replace(
            notes=notes.of_case(desk, record.id), milestone=milestones.of_case(desk, record)
        )
    except NotFound:
        return record


def change(
    ctx: typer.Context,
    source: Annotated[
        str, typer.Option("--from", metavar="FILE", help="New text of the sections it names; - reads it.")
    ] = "",
    next_steps: Annotated[str | None, typer.Option(help="What must happen next.")] = None,
    follow_up: Annotated[
        str | None, typer.Option(help="Follow-up date: fri, +2d, 27/11; none takes it away.")
    ] = None,
    status: Annotated[str | None, typer.Option(help="One of the office's statuses.")] = None,
    substatus: Annotated[
        str | None, typer.Option(help="What the status is more exactly; none takes it away.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="Title of the case.")] = None,
    types: Annotated[
        str | None,
        typer.Option("--types", help="Case types, keys or labels, apart by commas, first primary."),
    ] = None,
    assign: Annotated[
        str | None,
        typer.Option(
            metavar="WHO", help="Officers by login or name, or teams, apart by commas; first primary."
        ),
    ] = None,
    job: Annotated[
        str | None, typer.Option(help="The job it is about, by the beginning of the employer's name; none.")
    ] = None,
    due: Annotated[str | None, typer.Option(help="When it should be completed; none takes it away.")] = None,
    opened: Annotated[str | None, typer.Option(help="The day it opened: fri is the last one, 20/11.")] = None,
    priority: Annotated[int | None, typer.Option(min=1, max=5, help="1 is the most urgent.")] = None,
    ticket: Annotated[
        str | None, typer.Option(help="Address of the ticket, its number behind it; none takes it away.")
    ] = None,
    place: Annotated[
        str | None, typer.Option("--location", help="Where it happened; own is the contact's address, none.")
    ] = None,
    place_note: Annotated[
        str | None, typer.Option("--location-note", help="What helps to find the place; none.")
    ] = None,
    fields: Annotated[
        list[str] | None,
        typer.Option(
            "--field", metavar="NAME=VALUE", help="A field of the office's own; NAME= empties it; repeated."
        ),
    ] = None,
    reason: Reason = "",
    json: Json = False,
) -> None:
    """Change what is known of the case, field by field; earlier values stay in its history."""
    given: Given = ctx.obj
    texts = {
        "next_steps": next_steps,
        "follow_up_on": follow_up,
        "status": status,
        "title": title,
        "case_types": types,
        "assignees": assign,
        "job_id": job,
        "due_on": due,
        "opened_on": opened,
        "ticket_url": ticket,
        "location": place,
        "location_note": place_note,
    }
    said = {name: _emptied(text) for name, text in texts.items() if text is not None}
    sub = None if substatus is None else _emptied(substatus)
    sections: dict[str, str] = {}
    if source:
        written = read_note(source)
        if written.fields:
            raise BadInput(
                "the file holds the sections of the description alone; everything else is an option"
            )
        sections = written.sections
    if not said and not sections and priority is None and sub is None and not fields:
        raise Misuse("nothing to change; give --from, --next-steps, --follow-up, --status or another option")
    with given.desk() as desk:
        record = case_of(desk, given.record)
        lists = choices.read(desk)
        wanted = {name: _value(desk, lists, record, name, text) for name, text in said.items()}
        if fields:
            wanted["fields"] = {**record.fields, **choosing.own_fields(fields, lists)}
        if sub is not None:
            wanted["substatus"] = substatus_of(lists, wanted.get("status", record.status), sub)
        if priority is not None:
            wanted["priority"] = priority
        if sections:
            wanted["sections"] = [
                Section(part.title, sections.pop(part.title, part.body)) for part in record.description
            ] + [Section(name, body) for name, body in sections.items()]
        _do(desk, record, wanted, reason, json=json)


def close(
    ctx: typer.Context,
    shelved: Annotated[
        bool, typer.Option("--shelved/--resolved", help="Shelved indefinitely, or resolved.")
    ] = False,
    substatus: Substatus = "",
    anyway: Annotated[
        bool,
        typer.Option(
            "--anyway", help="Over unticked lines of its checklist; a supervisor over open tasks too."
        ),
    ] = False,
    mail: Mail = None,
    reason: Reason = "",
    json: Json = False,
) -> None:
    """Close the case, resolved or shelved; what is still to be done before is listed."""
    given: Given = ctx.obj
    with given.desk() as desk:
        record = case_of(desk, given.record)
        lists = choices.read(desk)
        name = closed_status(lists.statuses, closed=True)
        wanted = {
            "status": name,
            "substatus": substatus_of(lists, name, substatus),
            "close_reason": CLOSE_REASONS[shelved],
        }
        try:
            asked = asked_mail(mail, offered=lists.notices.email_on_close and lists.mails)
            _do(desk, record, wanted, reason, json=json, anyway=anyway, mail=asked)
            say_unsent(desk, record.id, asked=asked)
        except HeldOpen as held:
            for what, lines in (("task", held.tasks), ("checklist", held.items)):
                for line in lines:
                    sys.stderr.write(f"{what}: {clean_line(line)}\n")
            raise


def reopen(ctx: typer.Context, reason: Reason = "", json: Json = False) -> None:
    """Open a closed case again."""
    given: Given = ctx.obj
    with given.desk() as desk:
        record = case_of(desk, given.record)
        if record.closed_at is None:
            raise NotAllowed(f"{record.number} is open", todo="")
        status = closed_status(choices.read(desk).statuses, closed=False)
        _do(desk, record, {"status": status, "close_reason": ""}, reason, json=json)


def tag(
    ctx: typer.Context,
    word: Annotated[str, typer.Argument(metavar="TAG", help="One of the office's tags.")],
    off: Annotated[bool, typer.Option("--off", help="Take it off.")] = False,
    json: Json = False,
) -> None:
    """Put a tag on the case, or take it off."""
    given: Given = ctx.obj
    with given.desk() as desk:
        record = case_of(desk, given.record)
        name = choosing.one_of("the tag", word, list(record.tags) if off else choices.read(desk).tags)
        held = [one for one in record.tags if one != name]
        _do(desk, record, {"tags": held if off else [*held, name]}, "", json=json)


def show_map(ctx: typer.Context, json: Json = False) -> None:
    """The address of a map of the location."""
    given: Given = ctx.obj
    with given.desk() as desk:
        record = case_of(desk, given.record)
        if not record.location:
            raise BadInput(f"{record.number} has no location; change --location gives it one")
        link = map_link(record.location)
        if json:
            say_json({"number": record.number, "location": record.location, "map": link})
        else:
            say(link)


def show_form(ctx: typer.Context, json: Json = False) -> None:
    """The address of the form that is filled in for such a case, and of where it is filed."""
    given: Given = ctx.obj
    with given.desk() as desk:
        record = case_of(desk, given.record)
        found = addresses(record.case_types, choices.read(desk))
        if json:
            say_json({"number": record.number, **found})
            return
        if not any(found.values()):
            raise BadInput(
                f"the case types of {record.number} name no form; the configuration gives them one"
            )
        for name, places in found.items():
            for place in places:
                say(f"{'Form' if name == 'form' else 'Filed in'}  {place}")


def add_to(noun: typer.Typer) -> None:
    """Give `case` its verbs of changing."""
    noun.command("change")(change)
    noun.command("close")(close)
    noun.command("reopen")(reopen)
    noun.command("tag")(tag)
    noun.command("map")(show_map)
    noun.command("form")(show_form)


def make(
    desk: Desk,
    record: CaseRecord,
    wanted: dict[str, Any],
    reason: str,
    *,
    anyway: bool = False,
    mail: bool = False,
) -> CaseRecord:
    """Give fields of a case new values; answers it as it is then."""
    edit = changing.begin(record, uuid7())
    now = replace(edit.now, **wanted)
    return changing.change(desk, replace(edit, now=now, reason=reason, anyway=anyway, mail_contact=mail))


def _do(
    desk: Desk,
    record: CaseRecord,
    wanted: dict[str, Any],
    reason: str,
    *,
    json: bool,
    anyway: bool = False,
    mail: bool = False,
) -> None:
    after = make(desk, record, wanted, reason, anyway=anyway, mail=mail)
    if json:
        say_json(whole(desk, after))
    else:
        say(f"{after.number} {'changed' if after.version != record.version else 'was so already'}.")


def substatus_of(lists: Choices, status: str, text: str) -> str:
    """The sub-status that was meant; raises BadInput."""
    found = lists.status(status)
    known = found.substatuses if found else ()
    if text.strip() and not known:
        raise BadInput(f"the status {status} has no sub-statuses")
    return choosing.one_of("sub-status", text, known)


def _emptied(text: str) -> str:
    return "" if text.strip().lower() == "none" else text


def _value(desk: Desk, lists: Choices, record: CaseRecord, name: str, text: str) -> Any:
    """The value that the words of an option mean; raises BadInput."""
    if name in ("follow_up_on", "due_on"):
        return choosing.day(desk, text)
    if name == "opened_on":
        return choosing.past_day(desk, text)
    if name == "case_types":
        return choosing.case_types(text, lists)
    if name == "assignees":
        return [assignee(part.strip(), lists) for part in text.split(",") if part.strip()]
    if name == "status":
        return choosing.one_of("status", text, [status.name for status in lists.statuses])
    if name == "job_id":
        found = choosing.job_of(member_of(desk, record.member_number), text)
        return found.id if found else None
    if name == "location" and clean_line(text).lower() == "own":
        own = own_place(member_of(desk, record.member_number))
        if not own:
            raise BadInput("own: no address of the contact is on record")
        return own
    return text
