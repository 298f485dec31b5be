"""`casetui inbox [read]`, `casetui outbox [retry | give-up | password]`."""

from datetime import datetime
from typing import Annotated

import typer

from casetui.cli.case_edits import case_of
from casetui.cli.entering import asked_for
from casetui.cli.grouping import showing
from casetui.cli.members import Json
from casetui.cli.misuse import Misuse
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json, say_table
from data.desk import notices, outbox
from data.desk.desk import Desk
from data.rules.days import say_day
from data.types.errors import NotAllowed
from data.types.notices import Mail

inbox = showing("What happened to your cases, and where you are mentioned.")
out = showing("Mail that waits, failed, or may have gone.")
Number = Annotated[int, typer.Argument(metavar="N", help="Its number, as `casetui outbox` shows it.")]


@inbox.callback()
def show_inbox(
    ctx: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="What is read, too.")] = False,
    json: Json = False,
) -> None:
    """What is not read, of one record in one row; nothing is marked by looking."""
    if ctx.invoked_subcommand is not None:
        return
    given: Given = ctx.obj
    with given.desk() as desk:
        found = [one for one in notices.inbox(desk) if everything or one.unread]
        if json:
            say_json([notice for one in found for notice in one.notices])
            return
        say_table(
            [
                (
                    _at(desk, one.at),
                    one.number or "member",
                    one.said,
                    one.title or one.member_name,
                    one.who or "casetui",
                )
                for digest in found
                for one in digest.notices
            ]
        )
        if not found:
            say("Nothing has come." if everything else "Everything is read.")


@inbox.command("read")
def read(
    ctx: typer.Context,
    case: Annotated[
        str, typer.Argument(metavar="[C-…]", help="Only what came of this case; without it, all.")
    ] = "",
    json: Json = False,
) -> None:
    """All of it is read, or what came of one case."""
    given: Given = ctx.obj
    with given.desk() as desk:
        many = notices.read_of_case(desk, case_of(desk, case).id) if case else notices.read(desk)
        if json:
            say_json({"read": many})
        else:
            say(f"{many} read.")


@out.callback()
def show_outbox(
    ctx: typer.Context,
    everything: Annotated[
        bool, typer.Option("--all", help="What went, and what did not because it was not to.")
    ] = False,
    case: Annotated[str, typer.Option("--case", metavar="C-…", help="Only about this case.")] = "",
    json: Json = False,
) -> None:
    """What waits to be sent, with why it did not go; of cases that you see."""
    if ctx.invoked_subcommand is not None:
        return
    given: Given = ctx.obj
    with given.desk() as desk:
        about = case_of(desk, case).id if case else None
        found = outbox.listing(desk, everything=everything, case_id=about)
        if json:
            say_json(found)
            return
        say_table(
            [(str(one.number), _state(one), one.to or "nobody", one.subject, one.error) for one in found]
        )
        if not found:
            say("Nothing waits.")
        if any(one.unsure for one in found):
            say(UNSURE)
        if not outbox.is_set_up(desk):
            say("No mail server is configured: nothing goes. docs/configuration.md names the keys.")


UNSURE = (
    "What may have gone is not sent again by itself. If it did not arrive, `casetui outbox retry N` sends it once more,"
    " under the number it had (Message-ID); `casetui outbox give-up N` lets it be."
)


@out.command("retry")
def retry(ctx: typer.Context, number: Number, json: Json = False) -> None:
    """Send it with the next run of `casetui tick`; of what may have gone, look first."""
    _step(ctx, number, json=json, again=True)


@out.command("give-up")
def give_up(ctx: typer.Context, number: Number, json: Json = False) -> None:
    """It does not go."""
    _step(ctx, number, json=json, again=False)


@out.command("password")
def password(ctx: typer.Context) -> None:
    """Put the password of the mail server into this machine's keyring: where `casetui tick` runs."""
    from data.local.passwords import keep_password

    given: Given = ctx.obj
    with given.desk() as desk:
        where = outbox.where_password(desk)
    if not where:
        raise NotAllowed(
            "no mail server with a login is configured", todo="See docs/configuration.md, `mail`."
        )
    typed = asked_for(where)
    if not typed:
        raise Misuse("the password is empty")
    keep_password(where, typed)
    say("This machine's keyring keeps it.")


def _step(ctx: typer.Context, number: int, *, json: bool, again: bool) -> None:
    given: Given = ctx.obj
    with given.desk() as desk:
        found = (outbox.retry if again else outbox.give_up)(desk, number)
        if json:
            say_json(found)
        else:
            say(f"{number} {'goes with the next run' if again else 'does not go'}: {found.subject}")


def _state(one: Mail) -> str:
    return "unsure, may have gone" if one.unsure else one.state.value


def _at(desk: Desk, at: datetime) -> str:
    here = at.astimezone(desk.zone)
    return f"{say_day(here.date(), desk.today())} {here:%H:%M}"
