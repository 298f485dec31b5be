"""`casetui cases`, `casetui case C-… [note | ticket | called-back | history]`."""

from typing import Annotated

import typer

from casetui.cli.bulk import WORDS as DEEDS
from casetui.cli.bulk import Dry, Why, Yes
from casetui.cli.case_edits import case_of, whole
from casetui.cli.case_notes import in_the_place_of
from casetui.cli.changes import Find, say_changes
from casetui.cli.contents import OfCase
from casetui.cli.editing import say_tried
from casetui.cli.filtering import LISTED, do_with, say_found, wanted_of
from casetui.cli.grouping import WORDS, Words, noun
from casetui.cli.interactions import From
from casetui.cli.members import Json, say_job
from casetui.cli.misuse import Misuse
from casetui.cli.opening import Given
from casetui.cli.output import say, say_block, say_json, say_pairs, say_table
from casetui.cli.reading import read_note
from casetui.cli.unlocking import with_key
from casetui.cli.writing import form_of, submit
from data.desk import awaiting, choices, follow_ups, mentions, openings, triage
from data.desk import cases as room
from data.desk import history as changed
from data.desk.desk import Desk
from data.rules.awaited import awaited_said
from data.rules.case_details import complete_said
from data.rules.closing import closing_said, status_said
from data.rules.completeness import SEVEN
from data.rules.completing import shut_out_said
from data.rules.custom import said
from data.rules.days import say_day, say_follow_up, say_when
from data.rules.deadlines import limits_said
from data.rules.effect import say_effect
from data.rules.filters import quoted
from data.rules.holding import marks_said, name_of
from data.rules.milestones import milestone_said
from data.rules.reference import say_interaction
from data.rules.ticket import ticket_told
from data.types.records import CaseRecord

one = noun("One case, by its number.", OfCase)
many = typer.Typer(
    cls=Words,
    help="Cases, the most urgent day first; with words of a filter every open case and follow-up that fits.\n\n"
    'As in `casetui cases overdue team:msd -assigned "priority<=2"`; `casetui filters` explains the words.',
    subcommand_metavar="[FILTER …]",
    rich_markup_mode=None,
    add_completion=False,
    invoke_without_command=True,
)


@many.callback()
def cases(
    ctx: typer.Context,
    mine: Annotated[bool, typer.Option("--mine", help="Those you hold.")] = False,
    all_: Annotated[bool, typer.Option("--all", help="Closed ones too.")] = False,
    tag: Annotated[str, typer.Option(help="Those with this tag.")] = "",
    review: Annotated[bool, typer.Option("--review", help="Those marked for review.")] = False,
    watched: Annotated[bool, typer.Option("--watched", help="Those you watch.")] = False,
    limit: Annotated[
        int | None,
        typer.Option(min=1, max=5000, help=f"How many at most; {LISTED} are listed, and all are changed."),
    ] = None,
    view: Annotated[
        str, typer.Option(metavar="NAME", help="Those of a saved view, by its name or digit, in its order.")
    ] = "",
    deed: Annotated[
        str, typer.Option("--do", metavar="DEED", help=f"Do this with all that fit, one of {DEEDS}.")
    ] = "",
    reason: Why = "",
    yes: Yes = False,
    dry_run: Dry = False,
    json: Json = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="For a spreadsheet; with words of a filter.")] = False,
) -> int:
    """Cases, the most urgent day first; with words of a filter every open case and follow-up that fits."""
    if ctx.invoked_subcommand is not None:
        return 0
    given: Given = ctx.obj
    words = tuple(ctx.meta.get(WORDS, ()))
    if not deed and (reason or yes or dry_run):
        raise Misuse('--reason, --yes and --dry-run belong to --do, as in --do "priority 2"')
    if words or as_csv or view or deed:
        if all_:
            raise Misuse("a filter finds what is open; --all needs none")
        if as_csv and (json or deed):
            raise Misuse("give --csv or --do" if deed else "give --csv or --json")
        flags = (("mine", mine), ("review", review), ("watched", watched), (f"tag:{quoted(tag)}", bool(tag)))
        words = (*words, *(word for word, on in flags if on))
        with given.desk() as desk:
            wanted = wanted_of(desk, words, view)
            if deed and not wanted.terms:
                raise Misuse("with which; --do needs words of a filter, or a view that has some")
            if deed:
                return do_with(desk, wanted, deed, limit, reason=reason, yes=yes, dry_run=dry_run, json=json)
            say_found(desk, triage.page(desk, wanted, None, limit or LISTED).rows, json=json, as_csv=as_csv)
        return 0
    with given.desk() as desk:
        lines = room.listing(
            desk,
            mine=mine,
            open_only=not all_,
            tag=tag,
            review=review,
            watched=watched,
            limit=limit or LISTED,
        )
        if json:
            say_json(lines)
            return 0
        today = desk.today()
        rows = []
        for line in lines:
            days = [day for day in (line.follow_up_on, line.target_on) if day is not None]
            rows.append(
                (
                    say_when(min(days), today) if days else "",
                    line.number,
                    line.member_name,
                    line.title,
                    line.status,
                    line.owner or "unclaimed",
                    f"{line.complete} of {len(SEVEN)}",
                    milestone_said(line.milestone, today),
                    marks_said(line.scope, line.confidential, line.marked_for_review),
                )
            )
        say_table(rows)
        if not rows:
            say("No cases.")
    return 0


@one.callback()
def case(
    ctx: typer.Context, record: Annotated[str, typer.Argument(metavar="C-NUMBER", help="As in C-10482.")]
) -> None:
    """One case."""
    ctx.obj.record = record


@one.command("show")
def show(ctx: typer.Context, json: Json = False) -> None:
    """The case with its notes; what a number without a verb does."""
    given: Given = ctx.obj
    with given.desk() as desk:
        record = whole(desk, case_of(desk, given.record))
        if json:
            say_json(record)
        else:
            _say(desk, record)


@one.command("note")
def note(
    ctx: typer.Context,
    source: From,
    secure: Annotated[
        bool, typer.Option("--secure", help="Encrypted here; read by who may open the case, with a key.")
    ] = False,
    again: Annotated[
        int, typer.Option("--again", min=0, metavar="N", help="Write the secure note N again, in its place.")
    ] = 0,
    json: Json = False,
) -> None:
    """Add a note; the type of the file is its channel, a follow-up date becomes the case's."""
    given: Given = ctx.obj
    written = read_note(source)
    if written.fields.get("about_case", given.record) != given.record:
        raise Misuse("the note names another case")
    with given.desk() as desk:
        written.fields["about_case"] = given.record
        form = form_of(desk, written)
        form.secure = secure
        if again:
            in_the_place_of(desk, given.record, again, form)
        saved = with_key(desk, lambda: submit(given, desk, form))
        if json:
            say_json(saved)
        elif secure or again:
            say(f"Secure note {'was saved before' if saved.already else 'saved'} on {saved.number}.")
        else:
            told = shut_out_said(mentions.shut_out(desk, saved.id, list(written.sections.values())))
            say(f"Note {'was saved before' if saved.already else 'saved'} on {saved.number}. {told}".strip())


@one.command("ticket")
def ticket(
    ctx: typer.Context,
    url: Annotated[
        str,
        typer.Argument(
            metavar="URL",
            help="Address of the ticket, its number behind it, or its number alone; none takes the link away.",
        ),
    ],
    json: Json = False,
) -> None:
    """Link the case and its first note to a ticket."""
    given: Given = ctx.obj
    with given.desk() as desk:
        record = case_of(desk, given.record)
        wanted = "" if url.strip().lower() == "none" else url
        saved = room.link_ticket(desk, record.id, wanted, record.ticket_url)
        if json:
            say_json(saved)
        else:
            say(f"{saved.number} {'was so already' if saved.already else 'changed'}.")
            if alone := ticket_told(wanted, desk.ticket_address):
                say(alone)


@one.command("called-back")
def called_back(ctx: typer.Context, json: Json = False) -> None:
    """Called back, no answer: the try is noted, the follow-up goes on to the next working day."""
    given: Given = ctx.obj
    with given.desk() as desk:
        say_tried(desk, follow_ups.called_back(desk, "case", case_of(desk, given.record).id), json=json)


@one.command("history")
def history(ctx: typer.Context, find: Find = "", json: Json = False) -> None:
    """Every change of the case and of its notes, newest first: when, who, which field, from what to what."""
    given: Given = ctx.obj
    with given.desk() as desk:
        say_changes(desk, changed.of_case(desk, case_of(desk, given.record).id), find, json=json)


@one.command("openings")
def opened(ctx: typer.Context, json: Json = False) -> None:
    """Who opened the case while it was confidential, or its secure notes; for supervisors and administrators."""
    given: Given = ctx.obj
    with given.desk() as desk:
        found = openings.of_case(desk, case_of(desk, given.record).id)
        if json:
            say_json(found)
            return
        say_table((f"{it.at.astimezone(desk.zone):%Y-%m-%d %H:%M}", it.who) for it in found)
        if not found:
            say("Nobody opened it while it was confidential, nor its secure notes.")


def _say(desk: Desk, record: CaseRecord) -> None:
    today = desk.today()
    opened_by = (
        say_interaction(record.interaction_reference)
        if record.interaction_reference is not None
        else "direct"
    )
    lists = choices.read(desk)
    waits = ", ".join(["unclaimed", *(name_of(held, lists) for held in record.assignees[:1])])
    place = ", ".join(part for part in (record.location, record.location_note) if part)
    say_pairs(
        [
            ("Case", f"{record.number}  {record.title}"),
            ("Member", f"{record.member_name}  {record.member_number}"),
            ("Case types", ", ".join(record.case_types)),
            ("Status", status_said(record.status, record.close_reason, record.substatus)),
            ("Office", record.office),
            ("Staff member", record.owner or waits),
            ("Follow-up", say_follow_up(record.follow_up_on, today) if record.follow_up_on else ""),
            ("Due", say_follow_up(record.due_on, today) if record.due_on else ""),
            ("Milestone", milestone_said(record.milestone, today)),
            ("Question", awaited_said(awaiting.of_case(desk, record.id), desk.zone, today)),
            ("Closing", closing_said(record, today, desk.zone)),
            ("Took effect", say_effect(record.effect, today)),
            *(("" if at else "Limit", limit) for at, limit in enumerate(limits_said(record, today))),
            ("Opened", f"{say_day(record.opened_on, today)}, {opened_by}"),
            ("Because", record.direct_reason),
            ("Job", say_job(record.job) if record.job else ""),
            ("Location", place),
            ("Ticket", record.ticket_url),
            ("Tags", ", ".join(record.tags)),
            ("Complete", complete_said(record)),
            ("Marks", marks_said(record.scope, record.confidential, record.marked_for_review)),
            ("Beside", ", ".join(name_of(held, lists) for held in record.assignees[1:])),
            ("Watched by", ", ".join(one.name for one in record.watchers)),
        ]
    )
    own = {one.name: one for one in choices.read(desk).custom_fields}
    if record.fields:
        say(f"\n{desk.office or 'Office'}")
        say_pairs(
            [
                (own[name].label, said(own[name], value, today)) if name in own else (name, value)
                for name, value in record.fields.items()
            ]
        )
    say_block("Next steps", record.next_steps)
    for written in record.notes:
        at = written.written_at.astimezone(desk.zone)
        channel = f", {written.channel}" if written.channel else ""
        say(f"\n{say_day(at.date(), today)} {at:%H:%M}, {written.author}{channel}")
        if written.ticket_url:
            say(f"Ticket {written.ticket_url}")
        for section in written.sections:
            say_block(section.title, section.body)
