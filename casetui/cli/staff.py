"""`casetui staff [list | available | away | groups | join | leave | offices | office | role]`."""

from typing import Annotated
from uuid import UUID

import typer

from casetui.cli import choosing
from casetui.cli.grouping import listing
from casetui.cli.members import Json
from casetui.cli.misuse import Misuse
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json, say_table
from data.desk import choices, offices, staff
from data.desk.desk import Desk
from data.rules.holding import away_said, back_said, handover_said
from data.types.staff import Presence

many = listing("Who works here, who is available, and who is in which group.")
Login = Annotated[
    str, typer.Argument(metavar="[LOGIN]", help="Whom it is about, login or name; without: yourself.")
]
Who = Annotated[str, typer.Argument(metavar="LOGIN", help="Login or name.")]
Group = Annotated[str, typer.Argument(metavar="GROUP", help="Name of the group.")]
Reason = Annotated[str, typer.Option(help="Why; of others it is needed, and it is kept.")]


@many.command("list")
def list_(ctx: typer.Context, json: Json = False) -> None:
    """Everyone who works here: available or away, and how many open cases each holds."""
    given: Given = ctx.obj
    with given.desk() as desk:
        found = staff.listing(desk)
        if json:
            say_json(found)
            return
        say_table(
            [
                (
                    one.officer.login,
                    one.officer.name,
                    one.officer.title,
                    one.team,
                    away_said(one.officer, desk.today()) or "available",
                    f"{one.cases} open",
                    one.officer.away_reason if not one.here else "",
                )
                for one in found
            ]
        )


@many.command("available")
def available(ctx: typer.Context, login: Login = "", reason: Reason = "", json: Json = False) -> None:
    """Be available again, or say so of someone else: cases are allocated by rule again."""
    given: Given = ctx.obj
    with given.desk() as desk:
        _say(desk, staff.set_available(desk, _id(desk, login), reason), json=json)


@many.command("away")
def away(
    ctx: typer.Context,
    login: Login = "",
    until: Annotated[str, typer.Option(metavar="DATE", help="The day of being back: fri, +2w, 27/11.")] = "",
    reason: Reason = "",
    json: Json = False,
) -> None:
    """Be away, or say so of someone else: no case is allocated by rule, and pickers say it."""
    given: Given = ctx.obj
    with given.desk() as desk:
        back = choosing.day(desk, until)
        _say(desk, staff.set_away(desk, _id(desk, login), back, reason), json=json)


@many.command("groups")
def groups(ctx: typer.Context, json: Json = False) -> None:
    """Every group: who is in it, the case types it manages, and those escalated to it."""
    given: Given = ctx.obj
    with given.desk() as desk:
        found = staff.groups(desk)
        if json:
            say_json(found)
            return
        say_table(
            [
                (
                    one.name,
                    ", ".join(one.members) or "nobody",
                    f"manages {', '.join(one.manages)}" if one.manages else "",
                    f"escalated to: {', '.join(one.escalated_to)}" if one.escalated_to else "",
                    f"raises {', '.join(one.raises)}" if one.raises else "",
                )
                for one in found
            ]
        )
        if not found:
            say("No groups.")


@many.command("join")
def join(ctx: typer.Context, group: Group, login: Who, json: Json = False) -> None:
    """Put someone into a group; it holds when the program is next opened."""
    _member(ctx, group, login, "is in", "was in", inside=True, json=json)


@many.command("leave")
def leave(ctx: typer.Context, group: Group, login: Who, json: Json = False) -> None:
    """Take someone out of a group; it holds when the program is next opened."""
    _member(ctx, group, login, "is out of", "was not in", inside=False, json=json)


@many.command("offices")
def offices_(ctx: typer.Context, json: Json = False) -> None:
    """The case offices of the organisation, and who is of which."""
    given: Given = ctx.obj
    with given.desk() as desk:
        found = offices.listing(desk)
        if json:
            say_json([{"office": one.name, "staff": logins} for one, logins in found])
            return
        say_table([(one.name, ", ".join(logins) or "nobody") for one, logins in found])
        if not found:
            say("One office: the configuration names no others.")


@many.command("office")
def office(
    ctx: typer.Context,
    login: Who,
    name: Annotated[str, typer.Argument(metavar="OFFICE", help="Its name; none for the whole organisation.")],
    json: Json = False,
) -> None:
    """Say which case office someone is of, and sees the cases of; it holds when the program is next opened."""
    given: Given = ctx.obj
    with given.desk() as desk:
        changed = offices.give_officer(desk, _id(desk, login), name)
        if json:
            say_json({"login": login, "office": name, "changed": changed})
        else:
            where = "the whole organisation" if name.strip().lower() == offices.NONE else name
            say(f"{login} {'is' if changed else 'was'} of {where}{'' if changed else ' already'}.")


def _member(
    ctx: typer.Context, group: str, login: str, done: str, before: str, *, inside: bool, json: bool
) -> None:
    given: Given = ctx.obj
    with given.desk() as desk:
        changed = (staff.join if inside else staff.leave)(desk, group, _id(desk, login))
        if json:
            say_json({"group": group, "login": login, "inside": inside, "changed": changed})
        else:
            say(f"{login} {done if changed else before} {group}{'' if changed else ' already'}.")


def _id(desk: Desk, login: str) -> UUID:
    found = choosing.officer(login, choices.read(desk)) if login else desk.officer.id
    if found is None:
        raise Misuse("nobody is named")
    return found


def _say(desk: Desk, one: Presence, *, json: bool) -> None:
    if json:
        say_json(one)
        return
    say(f"{one.officer.name} is {away_said(one.officer, desk.today()) or 'available'}.")
    login = "" if one.officer.id == desk.officer.id else f" {one.officer.login}"
    if not one.here:
        waits = handover_said(one.cases, one.follow_ups)
        if waits:
            say(f"{waits} casetui staff handover{login} spreads it over others.")
    elif one.to_give_back:
        say(f"{back_said(one.to_give_back)} casetui staff handover{login} --back gives it back.")
