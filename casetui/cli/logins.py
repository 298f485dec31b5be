"""`casetui staff [add | role | team | disable | enable | reset]`: who works here, said by administrators."""

from typing import Annotated

import typer

from casetui.cli.members import Json
from casetui.cli.misuse import Misuse
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json
from data.desk import logins
from data.desk.desk import Desk
from data.rules.granting import access_said
from data.types.staff import Access, FirstGiven

Login = Annotated[str, typer.Argument(metavar="LOGIN", help="The login.")]
ROLES = tuple(access.name.lower() for access in Access)
Role = Annotated[str, typer.Option(help=f"What it admits to: {', '.join(ROLES)}.")]


def add_to(many: typer.Typer) -> None:
    """Put the commands on to the noun."""
    for name, command in (
        ("add", add),
        ("role", role),
        ("team", team),
        ("disable", disable),
        ("enable", enable),
        ("reset", reset),
    ):
        many.command(name)(command)


def add(
    ctx: typer.Context,
    login: Login,
    name: Annotated[str, typer.Option(help="The name that colleagues see.")],
    role: Role = "officer",
    team: Annotated[str, typer.Option(help="The team.")] = "",
    title: Annotated[str, typer.Option(help="The job title, which is only shown.")] = "",
    json: Json = False,
) -> None:
    """Take somebody on to the staff; where officers have logins of their own, with a first password, told once."""
    given: Given = ctx.obj
    with given.desk() as desk:
        _say_first(
            desk, logins.add(desk, login, name, _access(role), team, title), f"{name} works here", json
        )


def role(
    ctx: typer.Context,
    login: Login,
    role: Annotated[str, typer.Argument(metavar="ROLE", help=f"{', '.join(ROLES)}.")],
    json: Json = False,
) -> None:
    """Let somebody do more or less; the program shows it when it is next opened."""
    given: Given = ctx.obj
    with given.desk() as desk:
        access = _access(role)
        word = access_said(access)
        changed = logins.give_access(desk, login, access)
        _say(login, changed, f"is {word}", f"was {word} already", json)


def team(
    ctx: typer.Context,
    login: Login,
    name: Annotated[str, typer.Argument(metavar="TEAM", help="Its name.")],
    json: Json = False,
) -> None:
    """Put somebody into a team; it holds when the program is next opened."""
    given: Given = ctx.obj
    with given.desk() as desk:
        changed = logins.give_team(desk, login, name)
        _say(login, changed, f"is in {name}", f"was in {name} already", json)


def disable(ctx: typer.Context, login: Login, json: Json = False) -> None:
    """Somebody works here no more: the login opens nothing, and sessions end; what she holds stays hers."""
    given: Given = ctx.obj
    with given.desk() as desk:
        changed = logins.disable(desk, login)
        hint = f"works here no more. casetui staff handover {login} spreads what she holds"
        _say(login, changed, hint, "was switched off already", json)


def enable(ctx: typer.Context, login: Login, json: Json = False) -> None:
    """Somebody works here again; where officers have logins of their own, with a new first password."""
    given: Given = ctx.obj
    with given.desk() as desk:
        _say_first(desk, logins.enable(desk, login), f"{login} works here again", json)


def reset(ctx: typer.Context, login: Login, json: Json = False) -> None:
    """A new first password for who forgot hers, told once; her sessions end."""
    given: Given = ctx.obj
    with given.desk() as desk:
        _say_first(desk, logins.reset(desk, login), f"{login} has a new first password", json)


def _access(role: str) -> Access:
    try:
        return Access[role.strip().upper()]
    except KeyError:
        raise Misuse(f"a role is one of {', '.join(ROLES)}") from None


def _say(login: str, changed: bool, done: str, before: str, json: bool) -> None:
    if json:
        say_json({"login": login, "changed": changed})
    else:
        say(f"{login} {done if changed else before}.")


def _say_first(desk: Desk, first: FirstGiven, done: str, json: bool) -> None:
    if json:
        say_json({"login": first.login, "first_password": first.password, "valid_until": first.valid_until})
        return
    say(f"{done}.")
    if first.password and first.valid_until is not None:
        until = first.valid_until.astimezone(desk.zone)
        say(f"First password: {first.password}")
        say(f"It is told this once and holds until {until:%a %d %b %H:%M}; the first login changes it.")
