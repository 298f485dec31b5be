"""`casetui email [add | list | show | files | move | to-file | file | discard | restore | pull | password]`."""

import sys
from getpass import getpass
from typing import Annotated
from uuid import UUID

import typer

from casetui.cli.entering import may_ask
from casetui.cli.grouping import listing
from casetui.cli.members import Json
from casetui.cli.opening import Given
from casetui.cli.output import say, say_block, say_json, say_pairs, say_table
from data.desk import emails, mail_in
from data.desk.desk import Desk
from data.local.passwords import keep_password
from data.rules.clean import clean_line
from data.rules.days import say_day
from data.rules.emails import best, files_said, pulled_said, size_said
from data.types.emails import EmailLine, EmailRecord, Filed
from data.types.errors import BadInput, CasetuiError, MailboxTrouble

many = listing("E-mails: of cases and members, and those that are to be filed.")

Place = Annotated[str, typer.Argument(metavar="CASE|MEMBER", help="C-10482, or a membership number.")]
Email = Annotated[str, typer.Argument(metavar="ID", help="Its id, as `email list --json` tells it.")]
Waiting = Annotated[
    str, typer.Argument(metavar="N", help="Its number in `email to-file`, or its id, which stays the same.")
]


@many.callback()
def emails_group() -> None:
    """E-mails."""


@many.command("add")
def add(
    ctx: typer.Context,
    place: Place,
    files: Annotated[list[str], typer.Argument(metavar="FILE…", help="Files that end in .eml or .msg.")],
    json: Json = False,
) -> None:
    """Add e-mails from files, each once however often it is given; what is none is named, the others are added."""
    given: Given = ctx.obj
    done: list[Filed] = []
    failed: list[CasetuiError] = []
    with given.desk() as desk:
        target = emails.place_of(desk, place)
        for file in files:
            try:
                done.append(emails.add_file(desk, file, target))
            except CasetuiError as error:
                failed.append(error)
                sys.stderr.write(clean_line(f"{file}: {error.sentence}") + "\n")
        if json:
            say_json(done)
        for filed in () if json else done:
            _say_filed(filed, "added")
    if failed:
        raise typer.Exit(2 if isinstance(failed[0], BadInput) else 1)


@many.command("list")
def list_(ctx: typer.Context, place: Place, json: Json = False) -> None:
    """The e-mails of a case, or of a member and her cases, the newest first."""
    given: Given = ctx.obj
    with given.desk() as desk:
        found = emails.of(desk, emails.place_of(desk, place))
        if json:
            say_json(found)
            return
        say_table((_day(desk, one), one.direction, one.sender, one.subject, one.case_number) for one in found)
        if not found:
            say("No e-mail.")


@many.command("show")
def show(
    ctx: typer.Context,
    email: Email,
    save: Annotated[str, typer.Option(metavar="FILE", help="Write the original to this new file.")] = "",
    attachment: Annotated[
        int, typer.Option(min=0, metavar="N", help="With --save: its file of this number instead.")
    ] = 0,
    json: Json = False,
) -> None:
    """One e-mail: who, to whom, when, its text and its files."""
    given: Given = ctx.obj
    with given.desk() as desk:
        record = emails.read(desk, _id(email))
        where = emails.save(desk, record.id, save, attachment) if save else ""
        if json:
            say_json(record)
        elif where:
            say(f"It stands in {where}.")
        else:
            _say(desk, record)


def _say(desk: Desk, one: EmailRecord) -> None:
    at = one.at.astimezone(desk.zone)
    say_pairs(
        [
            ("Subject", one.subject),
            ("From", one.sender),
            ("To", one.to),
            ("Copy", one.cc),
            ("Date", f"{say_day(at.date(), desk.today())} {at:%H:%M}"),
            ("Ticket", one.ticket),
            ("Belongs to", f"{one.case_number} {one.case_title}".strip() or one.member_name),
            ("Discarded by" if one.discarded else "Filed by", one.filed_by),
            *(
                (f"File {number}", f"{file.name}, {size_said(file.size)}")
                for number, file in enumerate(one.attached, 1)
            ),
        ]
    )  # fmt: skip
    say_block("Text", one.body)


@many.command("files")
def files(ctx: typer.Context, email: Email, json: Json = False) -> None:
    """Keep the files in a filed e-mail as documents of its case or member, each once; what is refused is named."""
    given: Given = ctx.obj
    with given.desk() as desk:
        kept = emails.keep_files(desk, _id(email))
        say_json(kept) if json else say(files_said(kept))


@many.command("move")
def move(
    ctx: typer.Context,
    email: Email,
    place: Place,
    reason: Annotated[str, typer.Option(help="Why; stands in the history of both.")],
    json: Json = False,
) -> None:
    """Give an e-mail to another case or member."""
    given: Given = ctx.obj
    with given.desk() as desk:
        filed = emails.move(desk, _id(email), emails.place_of(desk, place), reason)
        say_json(filed) if json else _say_filed(filed, "moved")


@many.command("to-file")
def to_file(
    ctx: typer.Context,
    discarded: Annotated[
        bool, typer.Option("--discarded", help="Those that were discarded instead.")
    ] = False,
    json: Json = False,
) -> None:
    """E-mails that belong nowhere yet, each with where it might belong."""
    given: Given = ctx.obj
    with given.desk() as desk:
        found = emails.discarded(desk) if discarded else emails.to_file(desk)
        if json:
            say_json(found)
            return
        say_table(
            (str(number), _day(desk, one), one.sender, one.subject, _suggested(one))
            for number, one in enumerate(found, 1)
        )
        if not found:
            say("Nothing is to be filed." if not discarded else "No e-mail was discarded.")


def _suggested(one: EmailLine) -> str:
    found = best(one.suggestions)
    if found is not None:
        return f"{found.number}: {found.why}"
    return " or ".join(place.number for place in one.suggestions)


@many.command("file")
def file(ctx: typer.Context, number: Waiting, place: Place, json: Json = False) -> None:
    """File one that waits to a case or a member."""
    given: Given = ctx.obj
    with given.desk() as desk:
        filed = emails.file(desk, _waiting(desk, number), emails.place_of(desk, place))
        say_json(filed) if json else _say_filed(filed, "filed")


@many.command("discard")
def discard(ctx: typer.Context, number: Waiting, json: Json = False) -> None:
    """Take one that waits off the list; it is kept, and `email restore` brings it back."""
    given: Given = ctx.obj
    with given.desk() as desk:
        filed = emails.discard(desk, _waiting(desk, number))
        say_json(filed) if json else say(
            f"“{filed.subject}” is discarded; `casetui email restore {filed.id}`."
        )


@many.command("restore")
def restore(ctx: typer.Context, email: Email, json: Json = False) -> None:
    """Bring a discarded e-mail back onto the list to file."""
    given: Given = ctx.obj
    with given.desk() as desk:
        filed = emails.restore(desk, _id(email))
        say_json(filed) if json else say(f"“{filed.subject}” is to be filed.")


@many.command("pull")
def pull(ctx: typer.Context, json: Json = False) -> None:
    """Fetch what came into the office's mailbox since the last look; nothing in it is changed."""
    given: Given = ctx.obj
    with given.desk() as desk:
        pulled = mail_in.pull(desk)
        say_json(pulled) if json else say(pulled_said(pulled))


@many.command("password")
def password(ctx: typer.Context) -> None:
    """Put the password of the office's mailbox into this machine's keyring; without a terminal it is standard input."""
    given: Given = ctx.obj
    with given.desk() as desk:
        box = mail_in.mailbox(desk)
    if box is None:
        raise MailboxTrouble("no mailbox is configured", todo="Say [mail.inbox] in the configuration.")
    typed = getpass(f"Password of {box.user}: ") if may_ask() else sys.stdin.readline().rstrip("\r\n")
    if not typed:
        raise BadInput("the password, which is empty")
    keep_password(box.account, typed)
    say("This machine's keyring keeps it.")


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise BadInput(f"the e-mail {clean_line(text)[:40]!r}, which is an id") from None


def _waiting(desk: Desk, text: str) -> UUID:
    if not text.isdecimal() or len(text) > 4:
        return _id(text)
    found = emails.to_file(desk)
    if not 0 < int(text) <= len(found):
        raise BadInput(f"the number of an e-mail to file; there are {len(found)}")
    return found[int(text) - 1].id


def _day(desk: Desk, one: EmailLine) -> str:
    return say_day(one.at.astimezone(desk.zone).date(), desk.today())


def _say_filed(filed: Filed, what: str) -> None:
    how = "was there already" if filed.already else f"is {what}"
    say(f"{filed.number}: “{filed.subject}” {how}.")
