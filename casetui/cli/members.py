"""`casetui members find TEXT`, `casetui member ID`."""

import sys
from typing import Annotated
from uuid import UUID

import typer

from casetui.cli.grouping import listing, noun
from casetui.cli.misuse import Misuse
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json, say_json_line, say_pairs, say_table
from data.desk import find, members
from data.desk.desk import Desk
from data.rules.clean import clean_line
from data.rules.days import say_ago, say_day
from data.rules.standing import say_standing
from data.types.members import Job, MemberCard, MemberHit
from data.types.timeline import ItemKind, TimelineItem

many = listing("Members.")
one = noun("One member, by number or id.")

Json = Annotated[bool, typer.Option("--json", help="JSON instead of text.")]


@many.callback()
def members_group() -> None:
    """Members."""


@many.command("find")
def find_members(
    ctx: typer.Context,
    text: Annotated[
        list[str],
        typer.Argument(
            help="What is known: parts of a name in any order, membership number, telephone, e-mail, employer, "
            "day of birth, C-…, I-…, a ticket. - reads texts from standard input, one a line."
        ),
    ],
    limit: Annotated[int, typer.Option(min=1, max=500, help="How many at most.")] = 50,
    json: Json = False,
) -> None:
    """Find members by whatever is known of them; of many texts the answer to each is one line of JSON."""
    given: Given = ctx.obj
    with given.desk() as desk:
        if text == ["-"]:
            for line in sys.stdin:
                asked = clean_line(line)
                say_json_line({"text": asked, "found": _as_json(find.members(desk, asked, limit))})
            return
        hits = find.members(desk, " ".join(text), limit)
        if json:
            say_json(_as_json(hits))
            return
        today = desk.today()
        say_table(
            (
                hit.number,
                hit.name,
                hit.employer,
                say_standing(hit.paid_through, today, desk.arrears_days),
                hit.why,
            )
            for hit in hits
        )
        if not hits:
            say("Nobody found.")


KEYS = (
    "id",
    "number",
    "name",
    "employer",
    "standing",
    "paid_through",
    "why",
    "missing",
    "near",
    "record",
    "record_id",
)


def _as_json(hits: tuple[MemberHit, ...]) -> list[dict[str, object]]:
    return [{key: getattr(hit, key) for key in KEYS} for hit in hits]


@one.callback()
def member(
    ctx: typer.Context, record: Annotated[str, typer.Argument(metavar="ID", help="Membership number, or id.")]
) -> None:
    """One member."""
    ctx.obj.record = record


@one.command("show")
def show(
    ctx: typer.Context,
    limit: Annotated[int, typer.Option(min=1, max=2000, help="How many contacts at most.")] = 20,
    only: Annotated[
        str,
        typer.Option(metavar="KIND", help="interactions, cases, notes, emails, documents or messages alone."),
    ] = "",
    json: Json = False,
) -> None:
    """Profile and timeline; what an id without a verb does."""
    given: Given = ctx.obj
    kind = next((one for one in ItemKind if only and f"{one.value}s".startswith(only.lower())), None)
    if only and kind is None:
        raise Misuse("--only is interactions, cases, notes, emails, documents or messages")
    with given.desk() as desk:
        card = member_of(desk, given.record)
        items = members.timeline(desk, card.id, limit, kind=kind, opened=limit)
        if json:
            say_json({"member": card, "timeline": items})
            return
        _say_card(desk, card)
        _say_timeline(desk, items)


def member_of(desk: Desk, text: str) -> MemberCard:
    """The member of a membership number or an id; raises NotFound."""
    try:
        return members.card(desk, UUID(text.strip()))
    except ValueError:
        return members.by_number(desk, text.strip())


def say_job(job: Job) -> str:
    """A job on one line: "Theatre technician Grade 3, Bayview Hospital, Theatre"."""
    role = " ".join(part for part in (job.role_title, job.classification) if part)
    return ", ".join(part for part in (role, job.employer, job.department) if part)


def _say_card(desk: Desk, card: MemberCard) -> None:
    today = desk.today()
    pairs = [
        ("Member", f"{card.name}  {card.number}"),
        ("Status", card.membership_status),
        ("Standing", say_standing(card.paid_through, today, desk.arrears_days)),
        *(("Phone", f"{phone.shown}  {phone.kind}") for phone in card.phones),
        *(("E-mail", email.address) for email in card.emails),
        *(("Address", address.line) for address in card.addresses),
        *(
            ("Job", say_job(job) + (" (ended)" if job.end_on and job.end_on < today else ""))
            for job in card.jobs
        ),
        ("Born", say_day(card.born_on, today) if card.born_on else ""),
        ("Contact", "do not contact" if card.do_not_contact else ""),
        ("Tags", ", ".join(card.tags)),
        ("Type", ", ".join(filter(None, (card.member_type, card.category, card.chapter)))),
        ("Changed here", ", ".join(card.local)),
        ("Asked", "which value stands: `casetui members asked`" if card.asked else ""),
        ("Missing", _missing(card, desk)),
        ("Open cases", str(card.open_cases) if card.open_cases else ""),
    ]
    say_pairs(pairs)


def _missing(card: MemberCard, desk: Desk) -> str:
    if card.missing_since is None:
        return ""
    since = card.missing_since.astimezone(desk.zone).date()
    return f"not in the membership file since {say_day(since, desk.today())}"


def _say_timeline(desk: Desk, items: tuple[TimelineItem, ...]) -> None:
    if not items:
        return
    say()
    today = desk.today()
    rows = []
    for item in items:
        day = item.at.astimezone(desk.zone).date()
        title = f"{item.title}  {item.status}".strip() if item.kind == "case" else item.title
        word = "on" if item.kind == "document" else "became"
        became = f"{word} {item.case_number}" if item.case_number else ""
        rows.append(
            (say_ago(day, today), say_day(day, today), item.number, item.channel, title, item.who, became)
        )
    say_table(rows)
