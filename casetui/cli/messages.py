"""`casetui case C-… message`, `… replied`, `casetui messages C-…`: messages to the member."""

import sys
from dataclasses import replace
from typing import Annotated

import typer

from casetui.cli.case_edits import case_of
from casetui.cli.members import Json, member_of
from casetui.cli.misuse import Misuse
from casetui.cli.opening import Given
from casetui.cli.output import say, say_block, say_json
from casetui.cli.reading import read_text
from data.desk import awaiting, cases
from data.desk import messages as room
from data.desk.desk import Desk
from data.rules.awaited import awaited_said, read_days
from data.rules.clean import clean_line
from data.rules.days import say_day
from data.rules.messages import against, composed, mailto, sent_said, ways
from data.rules.reference import read_reference
from data.types.errors import NotAllowed
from data.types.messages import Composed, Message, MessageForm, MessageKind, Way
from data.types.records import Saved


def add_to(noun: typer.Typer) -> None:
    """Give `message` and `replied` to `case`."""
    noun.command("message")(message)
    noun.command("replied")(replied)


def message(
    ctx: typer.Context,
    template: Annotated[
        str, typer.Option(help="A text the office has ready, or the beginning of its name.")
    ] = "",
    source: Annotated[
        str,
        typer.Option("--text", metavar="FILE", help="The words, in place of the template's; - reads them."),
    ] = "",
    subject: Annotated[str, typer.Option(help="Its subject.")] = "",
    to: Annotated[str, typer.Option(metavar="ADDRESS", help="Another one of her addresses.")] = "",
    days: Annotated[str, typer.Option(help="How many days a reply is waited for; none waits for none.")] = "",
    mail_link: Annotated[
        bool, typer.Option("--mailto", help="Not sent: a mailto link for your own mail program is printed.")
    ] = False,
    copy: Annotated[
        bool, typer.Option("--copy", help="Not sent: the words are printed, to be pasted.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Without asking first.")] = False,
    json: Json = False,
) -> None:
    """A message to the member: shown exactly as it goes, and asked about, since it leaves the building."""
    given: Given = ctx.obj
    if not template and not source:
        raise Misuse("a message needs --template or --text")
    if mail_link and copy:
        raise Misuse("--mailto and --copy say different things")
    with given.desk() as desk:
        case = case_of(desk, given.record)
        known = room.to_write(desk, case.member_id, case.id)
        form = room.begin(desk, known, case, template)
        _fill(form, source=source, subject=subject, to=to, days=days)
        done = composed(form, known.values)
        form.way = (
            Way.OWN if mail_link else Way.COPY if copy else ways(known.card, form.kind, posts=known.posts)[0]
        )
        if form.way != Way.MAIL and not (copy or mail_link) and form.kind == MessageKind.EMAIL:
            said = against(known.card, form.kind) or "this office has no mail server"
            raise NotAllowed(said.rstrip("."), todo="--mailto prints a link, --copy the words, to be pasted.")
        link = mailto(done) if mail_link else ""
        if not json:
            _show(done)
        if form.way == Way.MAIL and not yes and not _asked(done.to):
            say("Not sent.")
            return
        saved = room.send(desk, replace(form, to=done.to, subject=done.subject, body=done.body))
        _told(desk, saved, form, link, json=json)


def _fill(form: MessageForm, *, source: str, subject: str, to: str, days: str) -> None:
    if source:
        form.body = read_text(source)
    if subject:
        form.subject = subject
    if to:
        form.to = to
    if days:
        form.reply_days = read_days(days)


def _show(done: Composed) -> None:
    say(f"To       {done.to or 'nobody'}")
    if done.subject:
        say(f"Subject  {done.subject}")
    say_block("Text", done.body)
    say()


def _asked(to: str) -> bool:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise Misuse("Nobody can be asked here whether it may leave the building; --yes sends it")
    return typer.confirm(f"Send it to {clean_line(to)}?", err=True)


def _told(desk: Desk, saved: Saved, form: MessageForm, link: str, *, json: bool) -> None:
    if json:
        kept = next(one for one in room.of_case(desk, saved.id) if one.id == form.id)
        say_json({**kept._asdict(), "number": saved.number, **({"mailto": link} if link else {})})
        return
    if link:
        say(link)
    else:
        waits = f"; a reply is waited for {form.reply_days} days" if form.reply_days else ""
        say(f"{saved.number}: the message {sent_said(form.way, form.to)}{waits}.")


def replied(ctx: typer.Context, json: Json = False) -> None:
    """The member has answered what she was asked in this case."""
    given: Given = ctx.obj
    with given.desk() as desk:
        saved = awaiting.replied(desk, case_of(desk, given.record).id)
        if json:
            say_json(saved)
        else:
            say(f"{saved.number}: she replied, and nothing is waited for any more.")


def messages(
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(metavar="C-…|MEMBER", help="A case, or a membership number.")],
    json: Json = False,
) -> None:
    """What went to the member in a case, or all that went to a member: to whom, how, what became of it."""
    given: Given = ctx.obj
    with given.desk() as desk:
        named = read_reference(what)
        waits = None
        if named is not None and named[0] == "case":
            case = cases.by_reference(desk, named[1])
            held, waits = room.of_case(desk, case.id), awaiting.of_case(desk, case.id)
        else:
            held = room.of_member(desk, member_of(desk, what).id)
        if json:
            say_json(held)
            return
        for one in held:
            _say(desk, one)
        if not held:
            say("No messages.")
        elif waits is not None:
            said = awaited_said(waits, desk.zone, desk.today())
            say(f"\n{said[0].upper()}{said[1:]}.")


def _say(desk: Desk, one: Message) -> None:
    at = one.sent_at.astimezone(desk.zone)
    facts = [
        f"{say_day(at.date(), desk.today())} {at:%H:%M}",
        one.sent_by or "casetui, as a reminder",
        f"{one.kind} to {one.to}" if one.to else one.kind,
        one.way,
        one.reply.value,
    ]
    say("\n" + ", ".join(fact for fact in facts if fact))
    say_block(one.subject or "Text", one.body)
